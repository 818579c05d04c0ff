import { type CorsCheckFailure, corsCheck } from './cors-check.ts'
import {
  checkPreflight,
  type PreflightFailure,
  type Server,
  toPreflight,
  type WireRequest,
  type WireResponse,
} from './cors-preflight-fetch.ts'
import { findReadable } from './filtered-response.ts'
import { extractListValues } from './header-list.ts'
import type { PreparedRequest } from './page-request.ts'
import type { PreflightCache } from './preflight-cache.ts'
import { isRedirect, type RedirectFailure, redirect } from './redirect.ts'
import { findUnsafeNames, isSafelistedMethod } from './safelist.ts'
import {
  isHttp,
  isSameOrigin,
  type ResponseTainting,
  serializeRequestOrigin,
  type TravellingRequest,
  toCached,
  toWire,
  withoutFragment,
} from './travelling-request.ts'

/** Why a fetch ends in a network error that a server can cause. */
export type FetchFailure =
  | CorsCheckFailure
  | PreflightFailure
  | 'mode-same-origin'
  | 'mode-no-cors-redirect'
  | RedirectFailure
  | 'redirect-mode-error'
  | 'scheme'

/** One request and its response on the wire. */
export interface Exchange {
  readonly request: WireRequest
  readonly response: WireResponse
}

/** What comes of a fetch: a network error with its cause, or a filtered response. */
export type FetchResult =
  | { readonly type: 'error'; readonly failure: FetchFailure }
  | {
      /** https://fetch.spec.whatwg.org/#concept-response-type */
      readonly type: ResponseTainting | 'opaqueredirect'
      /** The internal response. */
      readonly response: WireResponse
      /** The URL that it came from, after redirects. */
      readonly url: string
      readonly redirected: boolean
      /** The lower-case names of the headers that the page can read. */
      readonly readable: readonly string[]
    }

/** What a browser has beside the request. */
export interface Environment {
  readonly server: Server
  readonly cache: PreflightCache
}

/** Runs a fetch. Implements https://fetch.spec.whatwg.org/#concept-main-fetch for a page's `fetch()` */
export async function corsFetch(
  prepared: PreparedRequest,
  origin: string,
  environment: Environment,
): Promise<FetchResult> {
  const request: TravellingRequest = {
    ...prepared,
    origin,
    urlList: [prepared.url],
    redirectCount: 0,
    tainting: 'basic',
  }
  return await mainFetch(request, environment)
}

async function mainFetch(request: TravellingRequest, environment: Environment): Promise<FetchResult> {
  // 12. Run the steps corresponding to the first matching statement:
  // request's current URL's origin is same origin with request's origin, and request's response tainting is "basic"
  if (isSameOrigin(request.url, request.origin) && request.tainting === 'basic') {
    return await httpFetch(request, false, environment)
  }
  // request's mode is "same-origin": return a network error.
  if (request.mode === 'same-origin') return { type: 'error', failure: 'mode-same-origin' }
  // request's mode is "no-cors":
  if (request.mode === 'no-cors') {
    // 1. If request's redirect mode is not "follow", then return a network error.
    if (request.redirect !== 'follow') return { type: 'error', failure: 'mode-no-cors-redirect' }
    // 2. Set request's response tainting to "opaque".
    return await httpFetch({ ...request, tainting: 'opaque' }, false, environment)
  }
  // request's current URL's scheme is not an HTTP(S) scheme: return a network error.
  if (!isHttp(request.url)) return { type: 'error', failure: 'scheme' }
  // request's use-CORS-preflight flag is set; or its unsafe-request flag is set and either its method is not a
  // CORS-safelisted method or its CORS-unsafe request-header names are not empty
  const needsPreflight =
    request.useCorsPreflight || !isSafelistedMethod(request.method) || findUnsafeNames(request.headers).length > 0
  const result = await httpFetch({ ...request, tainting: 'cors' }, needsPreflight, environment)
  // If corsWithPreflightResponse is a network error, then clear cache entries using request.
  if (needsPreflight && result.type === 'error') environment.cache.clear(toCached(request))
  return result
}

/** Implements https://fetch.spec.whatwg.org/#concept-http-fetch */
async function httpFetch(
  request: TravellingRequest,
  makePreflight: boolean,
  environment: Environment,
): Promise<FetchResult> {
  // 4.1. If makeCORSPreflight is true and the cache lacks the method or a header name, run CORS-preflight fetch.
  if (makePreflight && lacksPermission(request, environment.cache)) {
    const failure = await preflight(request, environment)
    if (failure !== null) return { type: 'error', failure }
  }
  // 4.3. Run HTTP-network-or-cache fetch.
  const response = await environment.server(toWire(request))
  // 4.4. If request's response tainting is "cors" and a CORS check for request and response returns failure, …
  if (request.tainting === 'cors') {
    const failure = corsCheck(serializeRequestOrigin(request), request.credentials, response.headers)
    if (failure !== null) return { type: 'error', failure }
  }
  // 6. If internalResponse's status is a redirect status, switch on request's redirect mode:
  if (isRedirect(response.status)) {
    if (request.redirect === 'error') return { type: 'error', failure: 'redirect-mode-error' }
    const { href } = request.url
    if (request.redirect === 'manual') {
      return { type: 'opaqueredirect', response, url: href, redirected: request.urlList.length > 1, readable: [] }
    }
    const redirected = redirect(request, response)
    if (typeof redirected === 'string') return { type: 'error', failure: redirected }
    if (redirected !== null) return await mainFetch(redirected, environment)
  }
  return filter(request, response)
}

/** Implements the condition of https://fetch.spec.whatwg.org/#concept-http-fetch, step 4.1 */
function lacksPermission(request: TravellingRequest, cache: PreflightCache): boolean {
  const cached = toCached(request)
  const needsMethod = !isSafelistedMethod(request.method) || request.useCorsPreflight
  if (needsMethod && !cache.hasMethod(cached, request.method)) return true
  return findUnsafeNames(request.headers).some((name) => !cache.hasHeaderName(cached, name))
}

async function preflight(request: TravellingRequest, { server, cache }: Environment): Promise<PreflightFailure | null> {
  const page = { ...request, origin: serializeRequestOrigin(request), url: withoutFragment(request.url) }
  const response = await server(toPreflight(page))
  const { failure, maxAge } = checkPreflight(page, response)
  if (failure !== null) return failure
  const methods = extractListValues('access-control-allow-methods', response.headers)
  const headerNames = extractListValues('access-control-allow-headers', response.headers)
  const own = request.useCorsPreflight ? [request.method] : []
  cache.store(
    toCached(request),
    Array.isArray(methods) ? methods : own,
    Array.isArray(headerNames) ? headerNames : [],
    maxAge,
  )
  return null
}

/** Implements https://fetch.spec.whatwg.org/#concept-filtered-response */
function filter({ tainting, credentials, url, urlList }: TravellingRequest, response: WireResponse): FetchResult {
  const readable = findReadable(response.headers, tainting, credentials)
  return { type: tainting, response, url: url.href, redirected: urlList.length > 1, readable }
}
