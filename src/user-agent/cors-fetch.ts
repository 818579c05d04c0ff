import { checkBlocking } from './blocking.ts'
import { check } from './check.ts'
import {
  type Blocked,
  type Course,
  type Environment,
  type FetchFailure,
  type FetchResult,
  run,
  type Step,
} from './course.ts'
import { readDataUrl } from './data-url.ts'
import { type Departs, type DepartureId, departsAs } from './departures.ts'
import { httpFetch } from './http-fetch.ts'
import type { PreparedRequest } from './page-request.ts'
import { findUnsafeNames, isSafelistedMethod } from './safelist.ts'
import { isHttp, isSameOrigin, type TravellingRequest, toCached } from './travelling-request.ts'
import type { WireExchange } from './wire.ts'

/** A fetch with what is recorded of it. */
export interface TracedFetch {
  readonly result: FetchResult
  readonly steps: readonly Step[]
  readonly exchanges: readonly WireExchange[]
  /** Where engines depart from the standard for this very request. */
  readonly departures: readonly DepartureId[]
}

const spec = 'https://fetch.spec.whatwg.org/#concept-main-fetch'

/** Runs a fetch. Implements https://fetch.spec.whatwg.org/#concept-main-fetch for a page's `fetch` or XMLHttpRequest */
export async function corsFetch(
  given: PreparedRequest,
  origin: string,
  environment: Environment,
): Promise<TracedFetch> {
  const prepared = withAccept(given)
  const start = { urlList: [prepared.url], redirectCount: 0, tainting: 'basic', wasPreflighted: false } as const
  const met = new Set<DepartureId>()
  const departs: Departs = (id) => {
    met.add(id)
    return departsAs(environment.engine)(id)
  }
  const course: Course = { ...environment, departs, steps: [], exchanges: [], current: null }
  const { refusal } = prepared
  const refused =
    refusal === null
      ? null
      : run(course, 'request', [
          check(refusal.title, 'https://fetch.spec.whatwg.org/#dom-request', 'request-refused', refusal),
        ])
  const result = refused ?? (await mainFetch({ ...prepared, ...start, origin, first: prepared }, course))
  return { result, steps: course.steps, exchanges: course.exchanges, departures: [...met] }
}

/** Implements the step about `Accept` of https://fetch.spec.whatwg.org/#concept-fetch for a request of a page's script */
function withAccept(request: PreparedRequest): PreparedRequest {
  // If request's header list does not contain `Accept`, then: append (`Accept`, `*/*`) to request's header list.
  const hasAccept = request.headers.some(([name]) => name.toLowerCase() === 'accept')
  return hasAccept ? request : { ...request, headers: [...request.headers, ['accept', '*/*']] }
}

async function mainFetch(request: TravellingRequest, course: Course): Promise<FetchResult> {
  const { url, origin, mode } = request
  course.current = request
  // 7. If should request be blocked due to a bad port or as mixed content, then set response to a network error.
  const blocked = run(course, 'request', checkBlocking(url, origin))
  if (blocked !== null) return blocked
  const decide = (title: string, failure: FetchFailure | null = null, received: string | null = null): Blocked | null =>
    run(course, 'request', [check(title, spec, failure, { expected: origin, received })])
  // 12. Run the steps corresponding to the first matching statement:
  // request's current URL's origin is same origin with request's origin, and request's response tainting is "basic"
  if (isSameOrigin(url, origin) && request.tainting === 'basic') {
    decide('The URL has the origin of the page: no CORS is needed', null, url.origin)
    return await httpFetch(request, false, course, mainFetch)
  }
  // request's current URL's scheme is "data"
  const data = url.protocol === 'data:' ? readDataUrl(url) : null
  if (data !== null) {
    decide('The URL is its own answer: no server is asked')
    const readable = data.headers.map(([name]) => name)
    return { type: 'basic', response: data, url: url.href, redirected: request.urlList.length > 1, readable }
  }
  // request's mode is "same-origin": return a network error.
  const notSame = mode === 'same-origin' ? 'mode-same-origin' : null
  const elsewhere = decide('The URL has another origin than the page', notSame, url.origin)
  if (elsewhere !== null) return elsewhere
  // request's current URL's scheme is not an HTTP(S) scheme: return a network error. With mode "no-cors" the standard
  // comes to the same end in scheme fetch, unless it is a `blob:` or `about:` URL.
  const foreign = decide('The scheme is http or https', isHttp(url) ? null : 'scheme', url.protocol.slice(0, -1))
  if (foreign !== null) return foreign
  // request's mode is "no-cors":
  if (mode === 'no-cors') {
    // 1. If request's redirect mode is not "follow", then return a network error.
    const unfollowed = request.redirect === 'follow' ? null : 'mode-no-cors-redirect'
    const refused = decide('With mode "no-cors" the redirect mode is "follow"', unfollowed, request.redirect)
    // 2. Set request's response tainting to "opaque".
    return refused ?? (await httpFetch({ ...request, tainting: 'opaque' }, false, course, mainFetch))
  }
  // request's use-CORS-preflight flag is set; or its unsafe-request flag is set and either its method is not a
  // CORS-safelisted method or its CORS-unsafe request-header names are not empty
  const why = explainPreflight(request, course.departs)
  decide(why === null ? 'No preflight is needed' : `A preflight is needed: ${why}`)
  const wasPreflighted = request.wasPreflighted || why !== null
  const cors = { ...request, tainting: 'cors', wasPreflighted } as const
  const result = await httpFetch(cors, why !== null, course, mainFetch)
  // If corsWithPreflightResponse is a network error, then clear cache entries using request.
  if (result.type === 'error' && clearsCache(why !== null, result, departsAs(course.engine))) {
    course.cache.clear(toCached(course.current, course.departs))
  }
  return result
}

/** Tells whether a network error clears cache entries of the request: the end of main fetch's step 12. */
function clearsCache(wasPreflighted: boolean, { step }: Blocked, departs: Departs): boolean {
  if (!wasPreflighted) return departs('simple-failure-clears-preflight')
  if (step.failure === 'redirect-mode-error') return !departs('redirect-error-keeps-preflight')
  return !departs(step.phase === 'preflight' ? 'refused-preflight-is-cached' : 'blocked-response-keeps-preflight')
}

/** Says why a request needs a preflight, or gives `null`. */
function explainPreflight(request: TravellingRequest, departs: Departs): string | null {
  const own = findReason(request, departs)
  const { first, redirectCount, wasPreflighted } = request
  if (own !== null || redirectCount === 0) return own
  const wasUnsafe = wasPreflighted || first.useCorsPreflight || findUnsafeNames(first.headers, departs).length > 0
  if (!wasUnsafe) return null
  return departs('preflight-after-redirect') ? 'the request before the redirect needed one' : null
}

function findReason({ method, headers, useCorsPreflight }: PreparedRequest, departs: Departs): string | null {
  if (!isSafelistedMethod(method)) return `the method is ${method}`
  const names = findUnsafeNames(headers, departs)
  if (names.length > 0) return `it has the request header ${names.join(', ')}`
  return useCorsPreflight ? 'it has an upload listener or a stream as its body' : null
}
