import { type Check, type Checks, check } from './check.ts'
import type { Departs } from './departures.ts'
import { getHeader, getLines } from './header-list.ts'
import { isHttp, isSameOrigin, type TravellingRequest } from './travelling-request.ts'
import type { WireResponse } from './wire.ts'

/** Why a redirect ends in a network error. */
export type RedirectFailure =
  | 'redirect-body'
  | 'redirect-credentials'
  | 'redirect-location'
  | 'redirect-scheme'
  | 'redirect-too-many'

const spec = 'https://fetch.spec.whatwg.org/#concept-http-redirect-fetch'

/** Implements https://fetch.spec.whatwg.org/#redirect-status */
export function isRedirect(status: number, departs: Departs): boolean {
  if (status === 301 || status === 302 || status === 303 || status === 307 || status === 308) return true
  const isOther = status > 300 && status < 400 && status !== 304 && status !== 305 && status !== 306
  return isOther && departs('redirect-of-any-3xx')
}

/**
 * Implements https://fetch.spec.whatwg.org/#concept-response-location-url up to the parser
 *
 * @returns `null` for a response without `Location`, `'failure'` for more than one
 */
export function extractLocation({ headers }: WireResponse, departs: Departs): string | null | 'failure' {
  const lines = getLines(headers, 'location')
  const [first] = lines
  // 2. Let location be the result of extracting header list values given `Location`, whose ABNF is a single value.
  if (first === undefined) return null
  if (first === '' && lines.length === 1) {
    if (departs('empty-location-is-none')) return null
    return departs('empty-location-fails') ? 'failure' : first
  }
  if (lines.length === 1) return first
  if (lines.every((line) => line === first) && departs('same-location-twice-is-one')) return first
  return departs('locations-are-joined') ? lines.join(', ') : 'failure'
}

/** Implements step 5 of https://fetch.spec.whatwg.org/#concept-http-redirect-fetch */
export function checkLocation(url: URL | null, { headers }: WireResponse): Check<RedirectFailure> {
  // 5. If locationURL is failure, then return a network error.
  return check('The redirect leads to a URL', spec, url === null ? 'redirect-location' : null, {
    header: 'location',
    received: getHeader(headers, 'location'),
  })
}

/** Implements the other failures of https://fetch.spec.whatwg.org/#concept-http-redirect-fetch */
export function* checkRedirect(
  request: TravellingRequest,
  url: URL,
  { status, headers }: WireResponse,
  departs: Departs,
): Checks<RedirectFailure> {
  const location = { header: 'location', received: getHeader(headers, 'location') }
  // 6. If locationURL's scheme is not an HTTP(S) scheme, then return a network error.
  yield check('Its scheme is http or https', spec, isHttp(url) ? null : 'redirect-scheme', location)
  // 7. If request's redirect count is 20, then return a network error.
  yield check('There are at most 20 redirects', spec, request.redirectCount === 20 ? 'redirect-too-many' : null, {
    expected: '20 at most',
    received: String(request.redirectCount + 1),
  })
  // 9. If request's mode is "cors", locationURL includes credentials, and request's origin is not same origin with
  // locationURL's origin, then return a network error. 10. Likewise if request's response tainting is "cors".
  const includesCredentials = url.username !== '' || url.password !== ''
  const isForeign = request.mode === 'cors' && !isSameOrigin(url, request.origin)
  const isRefused =
    includesCredentials &&
    (isForeign ||
      request.tainting === 'cors' ||
      (!request.isXhr && departs('redirect-credentials-refused-without-cors')))
  yield check('The URL has no user name or password', spec, isRefused ? 'redirect-credentials' : null, location)
  // 11. If internalResponse's status is not 303, request's body is non-null, and its source is null, …
  const isLost = status !== 303 && request.body !== null && request.body.source === null
  yield check('The body can be sent again', spec, isLost ? 'redirect-body' : null, {
    expected: isLost ? '303' : null,
    received: String(status),
  })
}

/**
 * Makes the request that a redirect leads to.
 *
 * Implements steps 8 and 12 to 18 of https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
 */
export function followRedirect(
  request: TravellingRequest,
  url: URL,
  { status, headers }: WireResponse,
  departs: Departs,
): TravellingRequest {
  // 12. A POST after 301 or 302, and anything but GET and HEAD after 303, becomes a GET without its body.
  const becomesGet =
    ((status === 301 || status === 302) && request.method === 'POST') ||
    (status === 303 && request.method !== 'GET' && request.method !== 'HEAD')
  const isElsewhere = !isSameOrigin(url, request.url.origin)
  const isDeleted = request.method === 'DELETE' && isElsewhere && departs('delete-becomes-get-across-origins')
  const bodyHeaders = /^content-(?:encoding|language|location|type)$/i
  const kept = becomesGet || isDeleted ? request.headers.filter(([name]) => !bodyHeaders.test(name)) : request.headers
  // 13. The moment another origin is seen, the `Authorization` header is removed.
  const isHint = ([name]: readonly [string, string]): boolean =>
    /^(?:device-memory|downlink|dpr|ect|rtt|viewport-width|width)$/i.test(name)
  const isHinted = kept.some(isHint) && departs('hints-are-dropped-by-redirects')
  const left = isHinted ? kept.filter((header) => !isHint(header)) : kept
  return {
    ...request,
    ...(becomesGet || isDeleted ? { method: 'GET', body: null } : {}),
    headers: isElsewhere ? left.filter(([name]) => name.toLowerCase() !== 'authorization') : left,
    url,
    urlList: [...request.urlList, url],
    redirectCount: request.redirectCount + 1,
    referrerPolicy: parseReferrerPolicy(headers) ?? request.referrerPolicy,
  }
}

/** Implements https://fetch.spec.whatwg.org/#concept-response-location-url for a response with `Location` */
export function toLocationUrl(
  { url: current }: TravellingRequest,
  response: WireResponse,
  departs: Departs,
): URL | null {
  const location = extractLocation(response, departs)
  if (location === null || location === 'failure') return null
  try {
    const url = new URL(location, current)
    return url.href.includes('#') ? url : new URL(`${url.href}${current.hash}`)
  } catch {
    return null
  }
}

const referrerPolicies =
  /^(?:no-referrer(?:-when-downgrade)?|(?:strict-)?origin(?:-when-cross-origin)?|same-origin|unsafe-url)$/

/** Implements https://w3c.github.io/webappsec-referrer-policy/#parse-referrer-policy-from-header */
function parseReferrerPolicy(headers: WireResponse['headers']): string | null {
  const tokens = (getHeader(headers, 'referrer-policy') ?? '').split(',').map((token) => token.trim().toLowerCase())
  return tokens.filter((token) => referrerPolicies.test(token)).at(-1) ?? null
}
