import { isPreflight } from '../../src/explain/fix.ts'
import type { PageRequest } from '../../src/explain.ts'
import { getHeader, type HeaderList } from '../../src/user-agent/header-list.ts'
import { toPageHeaders } from './page-headers.ts'
import { readAnnounced } from './preflight-request.ts'
import { toSetCookies } from './set-cookies.ts'
import { readOrigin, readRequestMode } from './wire-origin.ts'

/** A request as somebody copied it, and what else the text says about it. */
export interface CopiedRequest {
  readonly request: PageRequest
  /** The origin of the page, `null` if the text does not tell. */
  readonly origin: string | null
  /** Cookies, each as its server may have set it. */
  readonly cookies: readonly string[]
  /** Whether certificates are not checked. */
  readonly insecure: boolean
  /** What stands in the text and has no meaning here, in words. */
  readonly ignored: readonly string[]
  /** What the text does not tell, and what was taken for granted instead, in sentences without a period. */
  readonly assumed: readonly string[]
}

/** A request with all its headers, those of the browser included. */
export interface WireText {
  readonly method: string
  readonly url: string
  readonly headers: HeaderList
  readonly body: string | Uint8Array<ArrayBuffer> | FormData | null
  /** The names that the preflight of this request announced, in lower case; `null` if there is none to look at. */
  readonly announced?: readonly string[] | null
}

/** Tells what a page did to make a browser send this, and what is left to guess. */
export function toCopiedRequest(text: WireText): CopiedRequest {
  const { url, headers, body } = text
  const origin = readOrigin(url, headers)
  const { mode, assumed: aboutMode } = readRequestMode(headers)
  if (isPreflight(headers)) {
    const { assumed, ...announced } = readAnnounced(headers)
    const request = { url, ...announced, credentials: 'same-origin' } as const
    return { request, origin, cookies: [], insecure: false, ignored: [], assumed }
  }
  const { kept, left, assumed } = toPageHeaders(headers, text.announced ?? null)
  const cookie = getHeader(headers, 'cookie')
  const { credentials, assumed: aboutCredentials } = readCredentials(url, origin, headers, cookie)
  return {
    request: {
      url,
      method: text.method,
      headers: kept,
      credentials,
      ...(mode === null ? {} : { mode }),
      ...(body === null ? {} : { body: toBody(body, kept) }),
    },
    origin,
    cookies: cookie === null ? [] : toSetCookies(cookie, url, origin),
    insecure: false,
    ignored: left.length === 0 ? [] : [`headers that the browser sets itself (${left.join(', ')})`],
    assumed: [...aboutMode, ...assumed, ...aboutCredentials],
  }
}

interface Credentials {
  readonly credentials: 'include' | 'same-origin'
  readonly assumed: readonly string[]
}

/** Cookies that went along show the credentials mode; so does the header that goes only where they may. */
function readCredentials(url: string, origin: string | null, headers: HeaderList, cookie: string | null): Credentials {
  // https://privacycg.github.io/storage-access-headers/: it is there only if the credentials mode is "include".
  const isAsked = getHeader(headers, 'sec-fetch-storage-access') !== null
  if (cookie !== null || isAsked) return { credentials: 'include', assumed: [] }
  const isSameOrigin = URL.canParse(url) && new URL(url).origin === origin
  const sentence = 'No cookie was sent, so the page is taken not to ask for them; if it does, add --credentials include'
  return { credentials: 'same-origin', assumed: isSameOrigin ? [] : [sentence] }
}

/** A text without a type would get one from the browser, and this one had none. */
function toBody(body: NonNullable<WireText['body']>, headers: HeaderList): NonNullable<PageRequest['body']> {
  const isTyped = getHeader(headers, 'content-type') !== null
  return typeof body === 'string' && !isTyped ? new TextEncoder().encode(body) : body
}
