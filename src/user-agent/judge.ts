import { type CorsCheckFailure, corsCheck } from './cors-check.ts'
import {
  checkPreflight,
  type PageRequest,
  type PreflightFailure,
  type Server,
  toPreflight,
  type WireRequest,
  type WireResponse,
} from './cors-preflight-fetch.ts'
import { extractListValues } from './header-list.ts'
import { findUnsafeNames, isSafelistedMethod } from './safelist.ts'

/** One request and its response on the wire. */
export interface Exchange {
  readonly request: WireRequest
  readonly response: WireResponse
}

/** What a browser does with a server's answers. */
export interface Verdict {
  readonly outcome: 'shared' | 'blocked'
  readonly failure: CorsCheckFailure | PreflightFailure | null
  readonly exchanges: readonly Exchange[]
  /** The lower-case names of the response headers that the page can read, empty if it is blocked. */
  readonly readable: readonly string[]
  /** How many seconds the preflight may be reused, `null` if there was none. */
  readonly maxAge: number | null
}

/**
 * Says what a browser does when a page makes a request, redirects and caches left aside.
 *
 * Implements https://fetch.spec.whatwg.org/#concept-main-fetch, step 12, and
 * https://fetch.spec.whatwg.org/#concept-http-fetch, step 4, for mode "cors"
 */
export async function judge(request: PageRequest, server: Server): Promise<Verdict> {
  const exchanges: Exchange[] = []
  const send = async (wire: WireRequest): Promise<WireResponse> => {
    const response = await server(wire)
    exchanges.push({ request: wire, response })
    return response
  }
  const block = (failure: CorsCheckFailure | PreflightFailure): Verdict => {
    return { outcome: 'blocked', failure, exchanges, readable: [], maxAge: null }
  }
  // Main fetch 12. request's current URL's origin is same origin with request's origin: response tainting is "basic".
  const isSameOrigin = new URL(request.url).origin === request.origin && request.origin !== 'null'
  let maxAge: number | null = null
  if (!isSameOrigin && needsPreflight(request)) {
    // HTTP fetch 4.1. Let preflightResponse be the result of running CORS-preflight fetch given request.
    const result = checkPreflight(request, await send(toPreflight(request)))
    if (result.failure !== null) return block(result.failure)
    maxAge = result.maxAge
  }
  // HTTP fetch 4.3. Run HTTP-network-or-cache fetch.
  const response = await send(toActualRequest(request, isSameOrigin))
  // HTTP fetch 4.4. If request's response tainting is "cors" and a CORS check returns failure, return a network error.
  const failure = isSameOrigin ? null : corsCheck(request.origin, request.credentials, response.headers)
  if (failure !== null) return block(failure)
  return {
    outcome: 'shared',
    failure: null,
    exchanges,
    readable: findReadable(request, response, isSameOrigin),
    maxAge,
  }
}

/** Implements the condition of https://fetch.spec.whatwg.org/#concept-main-fetch, step 12, for "http-fetch" and true */
function needsPreflight(request: PageRequest): boolean {
  return request.useCorsPreflight || !isSafelistedMethod(request.method) || findUnsafeNames(request.headers).length > 0
}

/** Implements https://fetch.spec.whatwg.org/#append-a-request-origin-header for mode "cors" */
function toActualRequest({ method, url, headers, origin }: PageRequest, isSameOrigin: boolean): WireRequest {
  const hasOrigin = !isSameOrigin || (method !== 'GET' && method !== 'HEAD')
  return { method, url, headers: hasOrigin ? [...headers, ['origin', origin]] : headers }
}

/** Implements https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name, without the names in a list */
const safelistedResponseNames: readonly string[] = [
  'cache-control',
  'content-language',
  'content-length',
  'content-type',
  'expires',
  'last-modified',
  'pragma',
]

/** Implements https://fetch.spec.whatwg.org/#concept-main-fetch, step 14.1, and the filtered responses' header lists */
function findReadable(request: PageRequest, { headers }: WireResponse, isSameOrigin: boolean): string[] {
  // https://fetch.spec.whatwg.org/#forbidden-response-header-name
  const names = [...new Set(headers.map(([name]) => name.toLowerCase()))].filter((name) => !/^set-cookie2?$/.test(name))
  if (isSameOrigin) return names
  // 14.1.1. Let headerNames be the result of extracting header list values given `Access-Control-Expose-Headers`.
  const headerNames = extractListValues('access-control-expose-headers', headers)
  const exposed = headerNames === null || headerNames === 'failure' ? [] : headerNames.map((name) => name.toLowerCase())
  // 14.1.2. If request's credentials mode is not "include" and headerNames contains `*`, expose all names.
  if (request.credentials !== 'include' && exposed.includes('*')) return names
  // 14.1.3. Otherwise, set response's CORS-exposed header-name list to headerNames.
  return names.filter((name) => safelistedResponseNames.includes(name) || exposed.includes(name))
}
