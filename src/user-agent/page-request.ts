import type { CredentialsMode } from './cors-check.ts'
import type { HeaderList } from './header-list.ts'
import { isSafelistedMethod, isSafelistedRequestHeader } from './safelist.ts'

/** What a page passes to `fetch`, as far as the CORS protocol is about it. */
export interface PageRequestInit {
  readonly method?: string | undefined
  readonly headers?: HeaderList | undefined
  readonly mode?: 'cors' | 'no-cors' | 'same-origin' | undefined
  readonly credentials?: CredentialsMode | undefined
  readonly redirect?: 'follow' | 'error' | 'manual' | undefined
  readonly body?: RequestBody | null | undefined
}

/** A body that can be sent again after a redirect, or one that cannot: https://fetch.spec.whatwg.org/#concept-request-body */
export type RequestBody = { readonly source: string | Uint8Array } | { readonly source: null; readonly stream: unknown }

/** A request of a page, prepared as the `Request` constructor prepares it. */
export interface PreparedRequest {
  readonly url: URL
  readonly method: string
  readonly headers: HeaderList
  readonly mode: 'cors' | 'no-cors' | 'same-origin'
  readonly credentials: CredentialsMode
  readonly redirect: 'follow' | 'error' | 'manual'
  readonly body: RequestBody | null
  /** https://fetch.spec.whatwg.org/#use-cors-preflight-flag */
  readonly useCorsPreflight: boolean
  /** The names that the page set and the browser does not send. */
  readonly droppedHeaders: readonly string[]
}

/**
 * Prepares a request.
 *
 * Implements https://fetch.spec.whatwg.org/#dom-request, the steps about URL, method, headers and mode
 *
 * @throws TypeError that names what a browser refuses to send
 */
export function prepareRequest(input: string | URL, base: string, init: PageRequestInit): PreparedRequest {
  // 5.1. Let parsedURL be the result of parsing input with baseURL. 5.2. If parsedURL is failure, throw a TypeError.
  const url = parseUrl(input, base)
  // 5.3. If parsedURL includes credentials, then throw a TypeError.
  if (url.username !== '' || url.password !== '') throw new TypeError(`url: "${url.href}" has a user name or password`)
  const { mode = 'cors', credentials = 'same-origin', redirect = 'follow', body = null } = init
  // 25. If init["method"] exists: 25.2. If it is not a method or is a forbidden method, then throw a TypeError.
  const given = init.method ?? 'GET'
  if (!isToken(given)) throw new TypeError(`method: "${given}" is no token`)
  if (/^(?:connect|trace|track)$/i.test(given)) throw new TypeError(`method: no page may use "${given}"`)
  // 25.3. Normalize method.
  const method = normalizeMethod(given)
  // 32.1. If this's request's method is not a CORS-safelisted method, then throw a TypeError.
  if (mode === 'no-cors' && !isSafelistedMethod(method))
    throw new TypeError(`method: mode "no-cors" has no "${method}"`)
  // 35. If init["body"] is non-null and request's method is `GET` or `HEAD`, then throw a TypeError.
  if (body !== null && (method === 'GET' || method === 'HEAD')) throw new TypeError(`body: "${method}" has none`)
  const isStream = body !== null && body.source === null
  // 39.2. If body's source is null and mode is neither "same-origin" nor "cors", throw. 39.3. Set use-CORS-preflight flag.
  if (isStream && mode === 'no-cors') throw new TypeError('body: mode "no-cors" has no streams')
  const { headers, dropped } = filterHeaders(init.headers ?? [], mode)
  const useCorsPreflight = isStream
  return { url, method, headers, mode, credentials, redirect, body, useCorsPreflight, droppedHeaders: dropped }
}

function parseUrl(input: string | URL, base: string): URL {
  try {
    return new URL(String(input), base === 'null' ? undefined : base)
  } catch {
    throw new TypeError(`url: "${input}" is no URL`)
  }
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
  mode: PreparedRequest['mode'],
): { headers: HeaderList; dropped: readonly string[] } {
  const kept: (readonly [string, string])[] = []
  const dropped: string[] = []
  for (const [name, rawValue] of headers) {
    const value = rawValue.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '')
    if (!isToken(name)) throw new TypeError(`headers: "${name}" is no header name`)
    if (/[\0\r\n]/.test(value)) throw new TypeError(`headers: the value of "${name}" has a line break or NUL`)
    if (isForbiddenRequestHeader(name, value) || (mode === 'no-cors' && !isNoCorsSafelisted(name, value)))
      dropped.push(name)
    else kept.push([name, value])
  }
  return { headers: kept, dropped }
}

/** Implements https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header */
function isNoCorsSafelisted(name: string, value: string): boolean {
  const isNamed = /^(?:accept|accept-language|content-language|content-type)$/i.test(name)
  return isNamed && isSafelistedRequestHeader(name, value)
}

const forbiddenNames: ReadonlySet<string> = new Set([
  'accept-charset',
  'accept-encoding',
  'access-control-request-headers',
  'access-control-request-method',
  'connection',
  'content-length',
  'cookie',
  'cookie2',
  'date',
  'dnt',
  'expect',
  'host',
  'keep-alive',
  'origin',
  'referer',
  'set-cookie',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
])

/** Implements https://fetch.spec.whatwg.org/#forbidden-request-header */
function isForbiddenRequestHeader(name: string, value: string): boolean {
  const lowerCase = name.toLowerCase()
  // 1. If name is one of the forbidden ones, then return true.
  if (forbiddenNames.has(lowerCase)) return true
  // 2. If name starts with `proxy-` or `sec-`, then return true.
  if (lowerCase.startsWith('proxy-') || lowerCase.startsWith('sec-')) return true
  // 3. If name overrides the method: return true if one of the parsed values is a forbidden method.
  if (!/^x-(?:http-method|http-method-override|method-override)$/.test(lowerCase)) return false
  return value.split(',').some((method) => /^(?:connect|trace|track)$/i.test(method.trim()))
}
