import type { WireResponse } from './cors-preflight-fetch.ts'
import { getHeader } from './header-list.ts'
import { isHttp, isSameOrigin, type TravellingRequest } from './travelling-request.ts'

/** Why a redirect ends in a network error. */
export type RedirectFailure =
  | 'redirect-body'
  | 'redirect-credentials'
  | 'redirect-location'
  | 'redirect-scheme'
  | 'redirect-too-many'

/** Implements https://fetch.spec.whatwg.org/#redirect-status */
export function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308
}

/**
 * Makes the request that a redirect leads to.
 *
 * Implements https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
 *
 * @returns the request for main fetch, why there is none, or `null` for a response without `Location`
 */
export function redirect(
  request: TravellingRequest,
  { status, headers }: WireResponse,
): TravellingRequest | RedirectFailure | null {
  // 3. Let locationURL be internalResponse's location URL given request's current URL's fragment.
  const location = getHeader(headers, 'location')
  // 4. If locationURL is null, then return response.
  if (location === null) return null
  const url = parseLocation(location, request.url)
  // 5. If locationURL is failure, then return a network error.
  if (url === null) return 'redirect-location'
  // 6. If locationURL's scheme is not an HTTP(S) scheme, then return a network error.
  if (!isHttp(url)) return 'redirect-scheme'
  // 7. If request's redirect count is 20, then return a network error.
  if (request.redirectCount === 20) return 'redirect-too-many'
  // 9. If request's mode is "cors", locationURL includes credentials, and request's origin is not same origin with
  // locationURL's origin, then return a network error. 10. Likewise if request's response tainting is "cors".
  const includesCredentials = url.username !== '' || url.password !== ''
  const isForeign = request.mode === 'cors' && !isSameOrigin(url, request.origin)
  if (includesCredentials && (isForeign || request.tainting === 'cors')) return 'redirect-credentials'
  // 11. If internalResponse's status is not 303, request's body is non-null, and its source is null, …
  if (status !== 303 && request.body !== null && request.body.source === null) return 'redirect-body'
  return follow(request, url, status)
}

/** Implements steps 8 and 12 to 18 of https://fetch.spec.whatwg.org/#concept-http-redirect-fetch */
function follow(request: TravellingRequest, url: URL, status: number): TravellingRequest {
  // 12. A POST after 301 or 302, and anything but GET and HEAD after 303, becomes a GET without its body.
  const becomesGet =
    ((status === 301 || status === 302) && request.method === 'POST') ||
    (status === 303 && request.method !== 'GET' && request.method !== 'HEAD')
  const bodyHeaders = /^content-(?:encoding|language|location|type)$/i
  const kept = becomesGet ? request.headers.filter(([name]) => !bodyHeaders.test(name)) : request.headers
  // 13. The moment another origin is seen, the `Authorization` header is removed.
  const isElsewhere = !isSameOrigin(url, request.url.origin)
  return {
    ...request,
    ...(becomesGet ? { method: 'GET', body: null } : {}),
    headers: isElsewhere ? kept.filter(([name]) => name.toLowerCase() !== 'authorization') : kept,
    url,
    urlList: [...request.urlList, url],
    redirectCount: request.redirectCount + 1,
  }
}

/** Implements https://fetch.spec.whatwg.org/#concept-response-location-url */
function parseLocation(location: string, current: URL): URL | null {
  try {
    const url = new URL(location, current)
    return new URL(url.hash === '' && current.hash !== '' ? `${url.href}${current.hash}` : url.href)
  } catch {
    return null
  }
}
