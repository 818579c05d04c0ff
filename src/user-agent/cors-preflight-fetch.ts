import { type CorsCheckFailure, type CredentialsMode, corsCheck } from './cors-check.ts'
import { extractListValues, extractMaxAge, type HeaderList } from './header-list.ts'
import { findUnsafeNames, isSafelistedMethod } from './safelist.ts'

/** A request as a page makes it, before the browser adds anything. */
export interface PageRequest {
  /** The page's origin, serialized; `null` for an opaque one. */
  readonly origin: string
  readonly url: string
  /** The method, normalized. */
  readonly method: string
  readonly headers: HeaderList
  readonly credentials: CredentialsMode
  /** True for an upload listener or a stream as the body: https://fetch.spec.whatwg.org/#use-cors-preflight-flag */
  readonly useCorsPreflight: boolean
}

/** A request on the wire. */
export interface WireRequest {
  readonly method: string
  readonly url: string
  readonly headers: HeaderList
}

/** A response on the wire, as far as the CORS protocol reads it. */
export interface WireResponse {
  readonly status: number
  readonly headers: HeaderList
}

/** Sends a request and gives its response: a handler, or the network. */
export type Server = (request: WireRequest) => Promise<WireResponse>

/** Why a preflight fails. */
export type PreflightFailure =
  | `preflight-${CorsCheckFailure}`
  | 'preflight-status'
  | 'preflight-allow-methods-invalid'
  | 'preflight-allow-headers-invalid'
  | 'preflight-method'
  | 'preflight-header'

/** What comes of a preflight: the failure, or how many seconds it may be reused. */
export interface PreflightResult {
  readonly failure: PreflightFailure | null
  readonly maxAge: number
}

/** The longest that browsers keep a preflight, in seconds: the imposed limit of step 7.10. */
const longestMaxAge = 86400

/** Builds the request of https://fetch.spec.whatwg.org/#cors-preflight-fetch-0, steps 1 to 5 */
export function toPreflight(request: PageRequest): WireRequest {
  // 1. Let preflight be a new request whose method is `OPTIONS` and whose URL and origin are request's.
  // 2. Append (`Accept`, `*/*`). 3. Append (`Access-Control-Request-Method`, request's method).
  const headers: (readonly [string, string])[] = [
    ['accept', '*/*'],
    ['access-control-request-method', request.method],
  ]
  // 4. Let headers be the CORS-unsafe request-header names with request's header list.
  const unsafeNames = findUnsafeNames(request.headers)
  // 5. If headers is not empty, append (`Access-Control-Request-Headers`, the names separated by `,`).
  if (unsafeNames.length > 0) headers.push(['access-control-request-headers', unsafeNames.join(',')])
  // https://fetch.spec.whatwg.org/#append-a-request-origin-header, as response tainting is "cors".
  return { method: 'OPTIONS', url: request.url, headers: [...headers, ['origin', request.origin]] }
}

/** Implements https://fetch.spec.whatwg.org/#cors-preflight-fetch-0, from step 7, without a cache */
export function checkPreflight(request: PageRequest, response: WireResponse): PreflightResult {
  const fail = (failure: PreflightFailure): PreflightResult => ({ failure, maxAge: 0 })
  const includesCredentials = request.credentials === 'include'
  // 7. If a CORS check for request and response returns success and response's status is an ok status:
  // 8. Otherwise, return a network error.
  const corsFailure = corsCheck(request.origin, request.credentials, response.headers)
  if (corsFailure !== null) return fail(`preflight-${corsFailure}`)
  if (response.status < 200 || response.status > 299) return fail('preflight-status')
  // 7.1. Let methods be the result of extracting header list values given `Access-Control-Allow-Methods`.
  const extractedMethods = extractListValues('access-control-allow-methods', response.headers)
  // 7.2. Let headerNames be the result of extracting header list values given `Access-Control-Allow-Headers`.
  const extractedNames = extractListValues('access-control-allow-headers', response.headers)
  // 7.3. If either methods or headerNames is failure, return a network error.
  if (extractedMethods === 'failure') return fail('preflight-allow-methods-invalid')
  if (extractedNames === 'failure') return fail('preflight-allow-headers-invalid')
  // 7.4. If methods is null and request's use-CORS-preflight flag is set, then set methods to request's method.
  const methods = extractedMethods ?? (request.useCorsPreflight ? [request.method] : [])
  const headerNames = (extractedNames ?? []).map((name) => name.toLowerCase())
  // 7.5. If request's method is not in methods, is not a CORS-safelisted method, and request's credentials mode is
  // "include" or methods does not contain `*`, then return a network error.
  const isMethodListed = methods.includes(request.method) || isSafelistedMethod(request.method)
  if (!isMethodListed && (includesCredentials || !methods.includes('*'))) return fail('preflight-method')
  // 7.6. If one of request's header names is a CORS non-wildcard request-header name and is not a match for an item in
  // headerNames, then return a network error.
  const hasAuthorization = request.headers.some(([name]) => name.toLowerCase() === 'authorization')
  if (hasAuthorization && !headerNames.includes('authorization')) return fail('preflight-header')
  // 7.7. For each unsafeName, if unsafeName is not a match for an item in headerNames and request's credentials mode is
  // "include" or headerNames does not contain `*`, return a network error.
  for (const unsafeName of findUnsafeNames(request.headers)) {
    if (!headerNames.includes(unsafeName) && (includesCredentials || !headerNames.includes('*'))) {
      return fail('preflight-header')
    }
  }
  // 7.8. Let max-age be the result of extracting header list values given `Access-Control-Max-Age`.
  const maxAge = extractMaxAge(response.headers)
  // 7.9. If max-age is failure or null, then set max-age to 5. 7.10. Limit it.
  return { failure: null, maxAge: typeof maxAge === 'number' ? Math.min(maxAge, longestMaxAge) : 5 }
}
