import { check } from './check.ts'
import { corsCheck } from './cors-check.ts'
import { checkPreflight, toMaxAge, toPreflight } from './cors-preflight-fetch.ts'
import { type Blocked, type Course, type FetchFailure, type FetchResult, type Phase, run } from './course.ts'
import { maxAgeLimits } from './departures.ts'
import { findReadable } from './filtered-response.ts'
import { extractListValues, getHeader } from './header-list.ts'
import { checkRedirect, followRedirect, isRedirect } from './redirect.ts'
import { checkResourcePolicy } from './resource-policy.ts'
import { findUnsafeNames, isSafelistedMethod } from './safelist.ts'
import {
  serializeRequestOrigin,
  type TravellingRequest,
  toCached,
  toWire,
  withoutFragment,
} from './travelling-request.ts'
import type { WireRequest, WireResponse } from './wire.ts'

const spec = 'https://fetch.spec.whatwg.org/#concept-http-fetch'

/**
 * Implements https://fetch.spec.whatwg.org/#concept-http-fetch
 *
 * @param mainFetch - how a redirect goes on
 */
export async function httpFetch(
  request: TravellingRequest,
  makePreflight: boolean,
  course: Course,
  mainFetch: (request: TravellingRequest, course: Course) => Promise<FetchResult>,
): Promise<FetchResult> {
  const { tainting, url, redirect } = request
  // 4.1. If makeCORSPreflight is true and the cache lacks the method or a header name, run CORS-preflight fetch.
  if (makePreflight) {
    const failed = await preflight(request, course)
    if (failed !== null) return failed
  }
  // 4.3. Run HTTP-network-or-cache fetch.
  const sent = await send(await withCookies(request, course), 'response', course)
  if ('type' in sent) return sent
  await storeCookies(request, sent, course)
  // 4.4. If request's response tainting is "cors" and a CORS check for request and response returns failure, …
  if (tainting === 'cors') {
    const failed = run(
      course,
      'response',
      corsCheck(serializeRequestOrigin(request), request.credentials, sent.headers),
    )
    if (failed !== null) return failed
  }
  // 5. If response tainting is "opaque" and the cross-origin resource policy check returns blocked, …
  if (tainting === 'opaque') {
    const failed = run(course, 'response', checkResourcePolicy(request, sent, course.isSameSite))
    if (failed !== null) return failed
  }
  // 6. If internalResponse's status is a redirect status, switch on request's redirect mode:
  if (isRedirect(sent.status)) {
    const refused = redirect === 'error' ? 'redirect-mode-error' : null
    const received = String(sent.status)
    const failed = run(course, 'response', [check('The redirect mode is not "error"', spec, refused, { received })])
    if (failed !== null) return failed
    if (redirect === 'manual') {
      const redirected = request.urlList.length > 1
      return { type: 'opaqueredirect', response: sent, url: url.href, redirected, readable: [] }
    }
    if (getHeader(sent.headers, 'location') !== null) {
      return (
        run(course, 'response', checkRedirect(request, sent)) ??
        (await mainFetch(followRedirect(request, sent), course))
      )
    }
  }
  return filter(request, sent, course)
}

/** Sends a request and records the exchange. */
async function send(wire: WireRequest, phase: Phase, course: Course): Promise<WireResponse | Blocked> {
  try {
    const response = await course.server(wire)
    course.exchanges.push({ request: wire, response })
    return response
  } catch (cause) {
    course.exchanges.push({ request: wire, response: null })
    const title = 'The server answers'
    const blocked = run(course, phase, [
      check<FetchFailure>(title, 'https://fetch.spec.whatwg.org/#concept-network-error', 'network-error'),
    ])
    return { ...(blocked as Blocked), cause }
  }
}

/** Implements the condition of https://fetch.spec.whatwg.org/#concept-http-fetch, step 4.1, and CORS-preflight fetch */
async function preflight(request: TravellingRequest, course: Course): Promise<Blocked | null> {
  const { cache, engine, departs } = course
  const cached = toCached(request)
  const needsMethod = !isSafelistedMethod(request.method) || request.useCorsPreflight
  const lacksMethod = needsMethod && !cache.hasMethod(cached, request.method)
  const lacksName = findUnsafeNames(request.headers).some((name) => !cache.hasHeaderName(cached, name))
  const isCached = !lacksMethod && !lacksName
  const title = isCached ? 'An earlier preflight allows it' : 'No earlier preflight allows it'
  run(course, 'request', [check<FetchFailure>(title, 'https://fetch.spec.whatwg.org/#cors-preflight-cache', null)])
  if (isCached) return null
  const page = { ...request, origin: serializeRequestOrigin(request), url: withoutFragment(request.url) }
  const response = await send(toPreflight(page), 'preflight', course)
  if ('type' in response) return response
  const failed = run(course, 'preflight', checkPreflight(page, response, departs))
  if (failed !== null) return failed
  const methods = extractListValues('access-control-allow-methods', response.headers)
  const headerNames = extractListValues('access-control-allow-headers', response.headers)
  const own = request.useCorsPreflight ? [request.method] : []
  const maxAge = toMaxAge(response.headers, maxAgeLimits[engine ?? 'standard'])
  cache.store(cached, Array.isArray(methods) ? methods : own, Array.isArray(headerNames) ? headerNames : [], maxAge)
  return null
}

/** https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch: whether credentials are included */
function includesCredentials({ credentials, tainting }: TravellingRequest): boolean {
  return credentials === 'include' || (credentials === 'same-origin' && tainting === 'basic')
}

async function withCookies(request: TravellingRequest, { cookies }: Course): Promise<WireRequest> {
  const wire = toWire(request)
  const cookie = includesCredentials(request) ? await cookies?.get(wire.url, request.origin) : null
  return typeof cookie === 'string' ? { ...wire, headers: [...wire.headers, ['cookie', cookie]] } : wire
}

async function storeCookies(request: TravellingRequest, response: WireResponse, { cookies }: Course): Promise<void> {
  if (includesCredentials(request)) await cookies?.store(withoutFragment(request.url), request.origin, response)
}

/** Implements https://fetch.spec.whatwg.org/#concept-filtered-response */
function filter(request: TravellingRequest, response: WireResponse, course: Course): FetchResult {
  const { tainting, credentials, url, urlList } = request
  const readable = findReadable(response.headers, tainting, credentials)
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
