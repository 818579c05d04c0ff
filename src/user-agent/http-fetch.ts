import { type Checks, check, firstFailure } from './check.ts'
import { type CorsCheckFailure, corsCheck } from './cors-check.ts'
import { checkPreflight, type PreflightedRequest, toPermission, toPreflight } from './cors-preflight-fetch.ts'
import { type Blocked, type Course, type FetchFailure, type FetchResult, type Phase, run } from './course.ts'
import { type Departs, departsAs, maxAgeLimits } from './departures.ts'
import { findReadable } from './filtered-response.ts'
import { getLines } from './header-list.ts'
import { checkLocation, checkRedirect, extractLocation, followRedirect, isRedirect, toLocationUrl } from './redirect.ts'
import { checkResourcePolicy } from './resource-policy.ts'
import { findUnsafeNames, isSafelistedMethod } from './safelist.ts'
import {
  isSameOrigin,
  serializeRequestOrigin,
  type TravellingRequest,
  toCached,
  toPreflightOrigin,
  toWire,
  toWireUrl,
} from './travelling-request.ts'
import type { WireRequest, WireResponse } from './wire.ts'

const spec = 'https://fetch.spec.whatwg.org/#concept-http-fetch'

type MainFetch = (request: TravellingRequest, course: Course) => Promise<FetchResult>

/**
 * Implements https://fetch.spec.whatwg.org/#concept-http-fetch
 *
 * @param mainFetch - how a redirect goes on
 */
export async function httpFetch(
  request: TravellingRequest,
  makePreflight: boolean,
  course: Course,
  mainFetch: MainFetch,
): Promise<FetchResult> {
  const { tainting } = request
  const { departs } = course
  // 4.1. If makeCORSPreflight is true and the cache lacks the method or a header name, run CORS-preflight fetch.
  if (makePreflight) {
    const failed = await preflight(request, course)
    if (failed !== null) return failed
  }
  // 4.3. Run HTTP-network-or-cache fetch.
  const sent = await send(await withCookies(request, course), 'response', course)
  if ('type' in sent) return sent
  await storeCookies(request, sent, course)
  const unread = checkEarly(request, sent, course)
  if (unread !== null) return unread
  // 4.4. If request's response tainting is "cors" and a CORS check for request and response returns failure, …
  if (tainting === 'cors') {
    const failed = run(
      course,
      'response',
      corsCheck(serializeRequestOrigin(request), request.credentials, sent.headers, departs),
    )
    if (failed !== null) return failed
  }
  // 5. If response tainting is "opaque" and the cross-origin resource policy check returns blocked, …
  if (tainting === 'opaque') {
    const failed = run(course, 'response', checkResourcePolicy(request, sent, course.isSameSite))
    if (failed !== null) return failed
  }
  // 6. If internalResponse's status is a redirect status, switch on request's redirect mode:
  const redirected = isRedirect(sent.status, departs) ? await redirectFetch(request, sent, course, mainFetch) : null
  return redirected ?? filter(request, sent, course)
}

/** Implements step 6 of https://fetch.spec.whatwg.org/#concept-http-fetch; `null` where the response itself is given */
async function redirectFetch(
  request: TravellingRequest,
  response: WireResponse,
  course: Course,
  mainFetch: MainFetch,
): Promise<FetchResult | null> {
  const { departs } = course
  const { url, redirect } = request
  const location = extractLocation(response, departs)
  if (redirect === 'error' && !(location === null && departs('redirect-error-needs-a-location'))) {
    const received = String(response.status)
    const refused = check<FetchFailure>('The redirect mode is not "error"', spec, 'redirect-mode-error', { received })
    return run(course, 'response', [refused])
  }
  if (redirect === 'manual') {
    return { type: 'opaqueredirect', response, url: url.href, redirected: request.urlList.length > 1, readable: [] }
  }
  if (location === null) return null
  const target = toLocationUrl(request, response, departs)
  const unread = run(course, 'response', [checkLocation(target, response)])
  if (target === null) return unread
  const failed =
    run(course, 'response', checkRedirect(request, target, response, departs)) ?? checkAgain(request, response, course)
  return failed ?? (await mainFetch(followRedirect(request, target, response, departs), course))
}

/** Checks a redirect as WebKit does, for a request that began at the origin of the page. */
function checkAgain(request: TravellingRequest, { headers }: WireResponse, course: Course): Blocked | null {
  const { first, origin, credentials, tainting } = request
  if (tainting !== 'cors' || credentials !== 'same-origin' || !isSameOrigin(first.url, origin)) return null
  const check = (): Checks<CorsCheckFailure> =>
    corsCheck(serializeRequestOrigin(request), 'include', headers, course.departs)
  const isStricter = firstFailure(check()) !== null && course.departs('redirect-is-checked-with-credentials')
  return isStricter ? run(course, 'response', check()) : null
}

/** Fails at once for a `Location` that an engine reads before anything else. */
function checkEarly(request: TravellingRequest, response: WireResponse, course: Course): Blocked | null {
  const { departs } = course
  const isMalformed =
    isRedirect(response.status, departs) &&
    extractLocation(response, departs) !== null &&
    toLocationUrl(request, response, departs) === null
  const isRead = isMalformed && (request.redirect !== 'manual' || departs('manual-redirect-needs-a-url'))
  const isEarly = isRead && departs('location-is-parsed-before-cors')
  return isEarly ? run(course, 'response', [checkLocation(null, response)]) : null
}

/** Sends a request and records the exchange. */
async function send(wire: WireRequest, phase: Phase, course: Course): Promise<WireResponse | Blocked> {
  try {
    const response = await course.server(wire)
    course.exchanges.push({ request: wire, response })
    const isTwofold = new Set(getLines(response.headers, 'location')).size > 1
    if (!isTwofold || !course.departs('two-locations-are-an-error')) return response
    return toNetworkError(new Error('The answer has two Location headers'), phase, course)
  } catch (cause) {
    course.exchanges.push({ request: wire, response: null })
    return toNetworkError(cause, phase, course)
  }
}

function toNetworkError(cause: unknown, phase: Phase, course: Course): Blocked {
  const spec = 'https://fetch.spec.whatwg.org/#concept-network-error'
  const failed = run(course, phase, [check<FetchFailure>('The server answers', spec, 'network-error')])
  return { ...(failed as Blocked), cause }
}

/** Implements the condition of https://fetch.spec.whatwg.org/#concept-http-fetch, step 4.1, and CORS-preflight fetch */
async function preflight(request: TravellingRequest, course: Course): Promise<Blocked | null> {
  const { cache, engine, departs } = course
  const cached = toCached(request, departs)
  const page = toPreflighted(request, departs)
  const names = findUnsafeNames(page.headers, departs)
  // A preflight without unsafe names is for the method's sake.
  const needsMethod = !isSafelistedMethod(page.method) || page.useCorsPreflight || names.length === 0
  // What only the cache is about is no news for the request at hand.
  const departsInCache = departsAs(engine)
  const isHead = page.method === 'HEAD' && departsInCache('cached-head-must-be-listed')
  const isKept = isCacheable(request, departsInCache)
  const isCached = isKept && cache.allows(cached, needsMethod || isHead ? page.method : null, names)
  const title = isCached ? 'An earlier preflight allows it' : 'No earlier preflight allows it'
  run(course, 'request', [check<FetchFailure>(title, 'https://fetch.spec.whatwg.org/#cors-preflight-cache', null)])
  if (isCached) return null
  const response = await send(toPreflight(page, departs), 'preflight', course)
  if ('type' in response) return response
  const failed = run(course, 'preflight', checkPreflight(page, response, departs))
  const isRefused = /^preflight-(?:method|header)$/.test(failed?.step.failure ?? '')
  if (isKept && (failed === null || (isRefused && departsInCache('refused-preflight-is-cached')))) {
    cache.store(cached, toPermission(page, response.headers, maxAgeLimits[engine ?? 'standard'], departs))
  }
  return failed
}

/** Tells whether the preflight cache has a part in a request. */
function isCacheable(request: TravellingRequest, departs: Departs): boolean {
  const isTainted = serializeRequestOrigin(request) !== request.origin
  const isConditional = request.headers.some(([name]) => {
    return /^if-(?:match|modified-since|none-match|range|unmodified-since)$/i.test(name)
  })
  const asksAgain = departs(request.isXhr ? 'conditional-xhr-asks-again' : 'conditional-fetch-asks-again')
  return !(isConditional && asksAgain) && !(isTainted && departs('tainted-origins-have-no-cache'))
}

function toPreflighted(request: TravellingRequest, departs: Departs): PreflightedRequest {
  const { url, first, headers, redirectCount } = request
  const isShorter = redirectCount > 0 && headers.length < first.headers.length
  return {
    ...request,
    origin: toPreflightOrigin(request, departs),
    url: toWireUrl(url),
    headers: isShorter && departs('preflight-after-redirect-names-dropped-headers') ? first.headers : headers,
  }
}

/** https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch: whether credentials are included */
function includesCredentials({ credentials, tainting }: TravellingRequest): boolean {
  return credentials === 'include' || (credentials === 'same-origin' && tainting === 'basic')
}

async function withCookies(request: TravellingRequest, { cookies, departs, isSameSite }: Course): Promise<WireRequest> {
  const wire = toWire(request, departs)
  const isTainted = request.urlList.some((url) => !isSameSite(url, request.origin))
  const cookie = includesCredentials(request) ? await cookies?.get(wire.url, request.origin, isTainted) : null
  return typeof cookie === 'string' ? { ...wire, headers: [...wire.headers, ['cookie', cookie]] } : wire
}

async function storeCookies(request: TravellingRequest, response: WireResponse, { cookies }: Course): Promise<void> {
  if (includesCredentials(request)) await cookies?.store(toWireUrl(request.url), request.origin, response)
}

/** Implements https://fetch.spec.whatwg.org/#concept-filtered-response */
function filter(request: TravellingRequest, response: WireResponse, course: Course): FetchResult {
  const { tainting, url, urlList } = request
  const readable = findReadable(response.headers, request, course.departs)
  const received = readable.length === 0 ? null : readable.join(', ')
  run(course, 'response', [
    check<FetchFailure>(
      tainting === 'opaque' ? 'The page gets an opaque response' : 'The page may read the response',
      'https://fetch.spec.whatwg.org/#concept-filtered-response',
      null,
      { received },
    ),
  ])
  return { type: tainting, response, url: url.href, redirected: urlList.length > 1, readable }
}
