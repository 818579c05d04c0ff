import type { CredentialsMode } from './cors-check.ts'
import type { Departs } from './departures.ts'
import { isForbiddenMethod, isForbiddenRequestHeader } from './forbidden-request-header.ts'
import type { HeaderList } from './header-list.ts'
import { combineHeaders, isSafelistedMethod, isSafelistedRequestHeader, parseEssence } from './safelist.ts'
import { httpWhitespace, strip } from './white-space.ts'

/** https://fetch.spec.whatwg.org/#concept-request-mode, without those that no `fetch` of a page has */
export type RequestMode = 'cors' | 'no-cors' | 'same-origin'

/** https://fetch.spec.whatwg.org/#concept-request-redirect-mode */
export type RedirectMode = 'follow' | 'error' | 'manual'

/** What a page passes to `fetch` or to XMLHttpRequest, as far as the CORS protocol is about it. */
export interface PageRequestInit {
  readonly method?: string | undefined
  readonly headers?: HeaderList | undefined
  readonly mode?: RequestMode | undefined
  readonly credentials?: CredentialsMode | undefined
  readonly redirect?: RedirectMode | undefined
  readonly referrerPolicy?: string | undefined
  readonly body?: RequestBody | null | undefined
  /** `xhr` for XMLHttpRequest: it takes URLs with a user name, and drops the bodies of `GET` and `HEAD`. */
  readonly api?: 'fetch' | 'xhr' | undefined
  /** A listener on `XMLHttpRequest.upload`: https://xhr.spec.whatwg.org/#upload-listener-flag */
  readonly uploadListener?: boolean | undefined
}

/** A body, whose source can be sent again after a redirect, or a stream: https://fetch.spec.whatwg.org/#concept-request-body */
export interface RequestBody {
  readonly source: string | Uint8Array<ArrayBuffer> | null
  readonly stream?: ReadableStream
  /** The `Content-Type` that the body brings. */
  readonly type?: string | null
}

/** A request of a page, prepared as the `Request` constructor or XMLHttpRequest prepares it. */
export interface PreparedRequest {
  readonly url: URL
  readonly method: string
  readonly headers: HeaderList
  readonly mode: RequestMode
  readonly credentials: CredentialsMode
  readonly redirect: RedirectMode
  readonly referrerPolicy: string
  readonly body: RequestBody | null
  /** https://fetch.spec.whatwg.org/#use-cors-preflight-flag */
  readonly useCorsPreflight: boolean
  /** The names that the page set and the browser does not send. */
  readonly droppedHeaders: readonly string[]
  /** Whether the page used XMLHttpRequest. */
  readonly isXhr: boolean
  /** Why the browser's API throws before anything is sent, or `null`. */
  readonly refusal: Refusal | null
}

/** Why the browser's API throws. */
interface Refusal {
  /** A sentence without a period. */
  readonly title: string
  /** The value that was refused. */
  readonly received: string
}

/**
 * Prepares a request.
 *
 * Implements https://fetch.spec.whatwg.org/#dom-request, the steps about URL, method, headers and mode; for
 * XMLHttpRequest https://xhr.spec.whatwg.org/#dom-xmlhttprequest-open and
 * https://xhr.spec.whatwg.org/#dom-xmlhttprequest-send
 *
 * @throws TypeError that names the argument that is no URL, method or header
 */
export function prepareRequest(
  input: string | URL,
  base: string,
  init: PageRequestInit,
  departs: Departs,
): PreparedRequest {
  const isXhr = init.api === 'xhr'
  // 5.1. Let parsedURL be the result of parsing input with baseURL. 5.2. If parsedURL is failure, throw a TypeError.
  const url = parseUrl(input, base)
  // 25.2. If method is not a method, then throw a TypeError.
  const given = init.method ?? 'GET'
  if (!isToken(given)) throw new TypeError(`method: "${given}" is not a method: write a token such as "PUT"`)
  const { mode = 'cors', redirect = 'follow', referrerPolicy = '' } = init
  // XMLHttpRequest has only withCredentials.
  const credentials = (isXhr && init.credentials === 'omit' ? undefined : init.credentials) ?? 'same-origin'
  // 25.3. Normalize method.
  const method = normalizeMethod(given)
  const isBodyless = method === 'GET' || method === 'HEAD'
  // XMLHttpRequest's send(): 3. If this's request method is `GET` or `HEAD`, then set body to null.
  const content = isXhr && isBodyless ? null : (init.body ?? null)
  const body = content !== null && content.source === null ? toStreamBody(content, departs) : content
  const isStream = body !== null && body.source === null
  const { headers, dropped } = filterHeaders(init.headers ?? [], mode, body, isXhr, departs)
  // 39.3. Set this's request's use-CORS-preflight flag. XMLHttpRequest's send(): set if upload listener flag is set.
  const isListening = isXhr && init.uploadListener === true
  const isForced = isListening && !(body === null && departs('upload-listener-needs-a-body'))
  const useCorsPreflight = isStream || isForced
  const request = { url, method, mode, credentials, redirect, referrerPolicy, body, useCorsPreflight, isXhr }
  return { ...request, headers, droppedHeaders: dropped, refusal: findRefusal(request, departs) }
}

function findRefusal(
  { url, method, mode, body, isXhr }: Pick<PreparedRequest, 'url' | 'method' | 'mode' | 'body' | 'isXhr'>,
  departs: Departs,
): Refusal | null {
  // 5.3. If parsedURL includes credentials, then throw a TypeError.
  if (!isXhr && (url.username !== '' || url.password !== '')) {
    return { title: 'fetch takes no URL with a user name or password', received: url.href }
  }
  // 25.2. If method is a forbidden method, then throw a TypeError.
  if (isForbiddenMethod(method)) return { title: `No page may send ${method}`, received: method }
  // 32.1. If this's request's method is not a CORS-safelisted method, then throw a TypeError.
  if (mode === 'no-cors' && !isSafelistedMethod(method)) {
    return { title: 'With mode "no-cors" there are only GET, HEAD and POST', received: method }
  }
  // 35. If init["body"] is non-null and request's method is `GET` or `HEAD`, then throw a TypeError.
  if (body !== null && (method === 'GET' || method === 'HEAD')) {
    return { title: `A request with ${method} has no body`, received: method }
  }
  // 39.2. If body's source is null and mode is neither "same-origin" nor "cors", then throw a TypeError.
  if (body !== null && body.source === null && mode === 'no-cors') {
    return { title: 'With mode "no-cors" a body is no stream', received: 'ReadableStream' }
  }
  if (body !== null && body.source === null && departs('streams-are-refused')) {
    return { title: 'A body is no stream', received: 'ReadableStream' }
  }
  return null
}

function parseUrl(input: string | URL, base: string): URL {
  let url: URL
  try {
    url = new URL(String(input), base === 'null' ? undefined : base)
  } catch {
    throw new TypeError(`url: "${input}" is not a URL: write one such as "https://api.example.com/items"`)
  }
  if (url.protocol !== 'blob:') return url
  throw new TypeError(`url: "${input}" lives in its page, and no server answers it: write one with http or https`)
}

function isToken(value: string): boolean {
  return /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(value)
}

/** Implements https://fetch.spec.whatwg.org/#concept-method-normalize: exactly these six */
export function normalizeMethod(method: string): string {
  return /^(?:delete|get|head|options|post|put)$/i.test(method) ? method.toUpperCase() : method
}

function filterHeaders(
  headers: HeaderList,
  mode: RequestMode,
  body: RequestBody | null,
  isXhr: boolean,
  departs: Departs,
): { headers: HeaderList; dropped: readonly string[] } {
  const hasType = headers.some(([name]) => name.toLowerCase() === 'content-type')
  // 37.4. If type is non-null and this's headers's header list does not contain `Content-Type`, then append it.
  const type = toContentType(body, isXhr, departs)
  const own = type !== null && !hasType ? [['content-type', type] as const] : []
  const kept: (readonly [string, string])[] = []
  const dropped: string[] = []
  for (const [name, rawValue] of [...headers, ...own]) {
    // https://fetch.spec.whatwg.org/#concept-header-value-normalize
    const value = strip(rawValue, httpWhitespace)
    if (!isToken(name)) throw new TypeError(`headers: "${name}" is not a header name: write a token such as "x-id"`)
    if (!isHeaderValue(value)) {
      throw new TypeError(
        `headers: the value of "${name}" has NUL, a line break or a character above U+00FF: remove it`,
      )
    }
    const isAgent = name.toLowerCase() === 'user-agent' && departs('user-agent-is-forbidden')
    if (
      isAgent ||
      isForbiddenRequestHeader(name, value) ||
      (mode === 'no-cors' && !isNoCorsSafelisted(name, value, departs))
    ) {
      dropped.push(name)
    } else kept.push([name, value])
  }
  // XMLHttpRequest's setRequestHeader(): combine (name, value) in this's author request headers.
  return { headers: isXhr ? combineHeaders(kept) : kept, dropped }
}

/** Gives the `Content-Type` that a body brings. */
function toContentType(body: RequestBody | null, isXhr: boolean, departs: Departs): string | null {
  const type = body?.type ?? null
  const isMalformed = isXhr && type !== null && parseEssence(type) === null
  return isMalformed && departs('xhr-drops-malformed-type') ? null : type
}

function toStreamBody(body: RequestBody, departs: Departs): RequestBody {
  if (!departs('streams-are-text')) return body
  return { source: '[object ReadableStream]', type: 'text/plain;charset=UTF-8' }
}

/** Implements https://fetch.spec.whatwg.org/#header-value, and that a JavaScript string must be a byte sequence */
function isHeaderValue(value: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the standard names these bytes
  return !/[\0\r\n]|[^\x00-\xff]/.test(value)
}

/** Implements https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header */
function isNoCorsSafelisted(name: string, value: string, departs: Departs): boolean {
  const isNamed = /^(?:accept|accept-language|content-language|content-type)$/i.test(name)
  return isNamed && isSafelistedRequestHeader(name, value, departs)
}
