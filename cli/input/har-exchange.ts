import type { RawResponse } from '../../src/explain.ts'
import { isToken } from '../../src/http/tokens.ts'
import { getHeader, type HeaderList } from '../../src/user-agent/header-list.ts'
import type { HarEntry, HarFile } from './har-file.ts'
import { readOrigin, toOrigin } from './wire-origin.ts'

/** An entry of a HAR file as an exchange. */
export interface HarExchange {
  readonly method: string
  /** Without its fragment. */
  readonly url: string
  /** In milliseconds; those without a time stand in the order of the file. */
  readonly time: number
  readonly headers: HeaderList
  /** The page's, `null` if nothing tells. */
  readonly origin: string | null
  /** The method that it asks for, if it is a preflight. */
  readonly announces: string | null
  readonly body: string | null
  /** `null` if the file has none that counts. */
  readonly answer: RawResponse | null
  /** Whether the server said that the answer in the browser's cache is fresh: that one counts, and the file lacks it. */
  readonly isRevalidated: boolean
  /** Where it redirects to, `null` if it does not. */
  readonly location: string | null
  /** What the browser says of its failure; empty if it says that there is none, `null` if it says nothing. */
  readonly error: string | null
  /** `fetch`, `xhr`, `preflight`, …; empty if the file does not tell. */
  readonly type: string
}

/** Reads the entries of a file, in order of time. */
export function toExchanges({ creator, entries, pages }: HarFile): HarExchange[] {
  // WebKit writes an error only where there is one.
  const silence = creator === 'WebKit Web Inspector' ? '' : null
  let last = 0
  const exchanges = entries.map((entry) => {
    const time = Date.parse(entry.startedDateTime ?? '')
    last = Number.isNaN(time) ? last : time
    const { error, ...exchange } = toExchange(entry, last, pages)
    return { ...exchange, error: error ?? silence }
  })
  return exchanges.sort((a, b) => a.time - b.time)
}

function toExchange(entry: HarEntry, time: number, pages: HarFile['pages']): HarExchange {
  const { request, response = {} } = entry
  const url = new URL(request.url)
  url.hash = ''
  const headers = toLines(request.headers)
  const answer = toAnswer(response)
  return {
    method: request.method,
    url: url.href,
    time,
    headers,
    origin: readPageOrigin(url.href, headers) ?? toOrigin(pages.get(entry.pageref ?? '') ?? ''),
    announces: request.method === 'OPTIONS' ? getHeader(headers, 'access-control-request-method') : null,
    body: toBody(request.postData),
    answer,
    isRevalidated: response.status === 304,
    location: answer === null ? null : readLocation(answer, url),
    error: readError(response),
    type: (entry._resourceType ?? '').toLowerCase(),
  }
}

/** What is no serialized origin, such as the `file://` of an app, is an opaque one. */
function readPageOrigin(url: string, headers: HeaderList): string | null {
  const origin = readOrigin(url, headers)
  return origin === null || origin === toOrigin(origin) ? origin : 'null'
}

function readError({ _error, _failureText }: NonNullable<HarEntry['response']>): string | null {
  if (typeof _error === 'string' || typeof _failureText === 'string') return _error ?? _failureText ?? ''
  return _error === null ? '' : null
}

/** A blocked response has no status in some files, and Playwright writes -1. */
function toAnswer({ status, statusText, headers }: NonNullable<HarEntry['response']>): RawResponse | null {
  if (!Number.isInteger(status) || status === undefined || status < 200 || status > 999 || status === 304) return null
  return { status, statusText: String(statusText ?? ''), headers: toLines(headers) }
}

/** Lists headers, without pseudo-headers; some files join the lines of one name with line breaks. */
function toLines(headers: unknown): HeaderList {
  if (!Array.isArray(headers)) return []
  return headers.flatMap((header): [string, string][] => {
    const { name, value } = Object(header)
    if (typeof name !== 'string' || !isToken(name)) return []
    const lines = String(value ?? '').split(/[\r\n]+/)
    return lines.map((line) => [name, toBytes(line.replaceAll('\0', ''))])
  })
}

/** Writes what is beyond bytes as the bytes of UTF-8, as it was on the wire. */
function toBytes(value: string): string {
  return /[^\0-\xff]/.test(value) ? Buffer.from(value).toString('latin1') : value
}

/** Gives a body as text; of a form the file may have its fields only. */
function toBody(content: HarEntry['request']['postData']): string | null {
  const { text, params, mimeType = '' } = Object(content)
  if (typeof text === 'string' && text !== '') return text
  if (!Array.isArray(params) || params.length === 0 || !String(mimeType).includes('urlencoded')) return null
  return params.map(({ name, value }) => `${name ?? ''}=${value ?? ''}`).join('&')
}

function readLocation({ status, headers }: RawResponse, base: URL): string | null {
  const location = [301, 302, 303, 307, 308].includes(status) ? getHeader(headers, 'location') : null
  if (location === null || !URL.canParse(location, base)) return null
  const url = new URL(location, base)
  url.hash = ''
  return url.href
}
