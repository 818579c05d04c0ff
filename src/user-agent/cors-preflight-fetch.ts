import { type Checks, check, showLines } from './check.ts'
import { type CorsCheckFailure, type CredentialsMode, corsCheck } from './cors-check.ts'
import type { Departs } from './departures.ts'
import { extractListValues, extractMaxAge, getHeader, type HeaderList } from './header-list.ts'
import type { Permission } from './preflight-cache.ts'
import { extractLocation, isRedirect } from './redirect.ts'
import { findUnsafeNames, isSafelistedMethod } from './safelist.ts'
import type { WireRequest, WireResponse } from './wire.ts'

/** The part of a request that its preflight is about. */
export interface PreflightedRequest {
  /** The result of serializing the request's origin; `null` for an opaque one. */
  readonly origin: string
  readonly url: string
  /** The method, normalized. */
  readonly method: string
  readonly headers: HeaderList
  readonly credentials: CredentialsMode
  /** True for an upload listener or a stream as the body: https://fetch.spec.whatwg.org/#use-cors-preflight-flag */
  readonly useCorsPreflight: boolean
}

/** Why a preflight fails. */
export type PreflightFailure =
  | `preflight-${CorsCheckFailure}`
  | 'preflight-redirect'
  | 'preflight-status'
  | 'preflight-allow-methods-invalid'
  | 'preflight-allow-headers-invalid'
  | 'preflight-method'
  | 'preflight-header'

const spec = 'https://fetch.spec.whatwg.org/#cors-preflight-fetch-0'

/** Builds the request of https://fetch.spec.whatwg.org/#cors-preflight-fetch-0, steps 1 to 5 */
export function toPreflight(request: PreflightedRequest, departs: Departs): WireRequest {
  // 1. Let preflight be a new request whose method is `OPTIONS` and whose URL and origin are request's.
  // 2. Append (`Accept`, `*/*`). 3. Append (`Access-Control-Request-Method`, request's method).
  const headers: (readonly [string, string])[] = [
    ['accept', '*/*'],
    ['access-control-request-method', request.method],
  ]
  // 4. Let headers be the CORS-unsafe request-header names with request's header list.
  const unsafeNames = findUnsafeNames(request.headers, departs)
  // 5. If headers is not empty, append (`Access-Control-Request-Headers`, the names separated by `,`).
  if (unsafeNames.length > 0) headers.push(['access-control-request-headers', unsafeNames.join(',')])
  // https://fetch.spec.whatwg.org/#append-a-request-origin-header, as response tainting is "cors".
  return { method: 'OPTIONS', url: request.url, headers: [...headers, ['origin', request.origin]] }
}

/** Implements https://fetch.spec.whatwg.org/#cors-preflight-fetch-0, steps 7 and 8, without the cache */
export function* checkPreflight(
  request: PreflightedRequest,
  response: WireResponse,
  departs: Departs,
): Checks<PreflightFailure> {
  const { status, headers } = response
  // 7. If a CORS check for request and response returns success and response's status is an ok status:
  // 8. Otherwise, return a network error. A redirect is looked at first, as browsers do: it has another name.
  const isElsewhere = isRedirect(status, departs) && extractLocation(response, departs) !== null
  const received = String(status)
  yield check('The preflight is answered without a redirect', spec, isElsewhere ? 'preflight-redirect' : null, {
    expected: '200 to 299',
    received,
  })
  const isOwn = new URL(request.url).origin === request.origin
  if (!(isOwn && departs('own-preflight-is-not-checked'))) {
    for (const corsResult of corsCheck(request.origin, request.credentials, headers, departs)) {
      const { failure } = corsResult
      yield { ...corsResult, failure: failure === null ? null : `preflight-${failure}` }
    }
  }
  const isOk = status >= 200 && status <= 299
  yield check('The preflight is answered with an ok status', spec, isOk ? null : 'preflight-status', {
    expected: '200 to 299',
    received,
  })
  yield* checkLists(request, headers, departs)
}

function* checkLists(request: PreflightedRequest, headers: HeaderList, departs: Departs): Checks<PreflightFailure> {
  const includesCredentials = request.credentials === 'include'
  const listed = {
    header: 'access-control-allow-methods',
    received: showLines(headers, 'access-control-allow-methods'),
  }
  const named = { header: 'access-control-allow-headers', received: showLines(headers, 'access-control-allow-headers') }
  // 7.1. Let methods be the result of extracting header list values given `Access-Control-Allow-Methods`.
  const extractedMethods = extractListValues('access-control-allow-methods', headers)
  // 7.2. Let headerNames be the result of extracting header list values given `Access-Control-Allow-Headers`.
  const extractedNames = extractListValues('access-control-allow-headers', headers)
  // 7.3. If either methods or headerNames is failure, return a network error.
  const isMethodList = extractedMethods !== 'failure'
  yield check(
    'The list of allowed methods can be read',
    spec,
    isMethodList ? null : 'preflight-allow-methods-invalid',
    isMethodList ? listed : { ...listed, expected: 'methods, separated by commas' },
  )
  const isNameList = extractedNames !== 'failure'
  yield check(
    'The list of allowed request headers can be read',
    spec,
    isNameList ? null : 'preflight-allow-headers-invalid',
    isNameList ? named : { ...named, expected: 'header names, separated by commas' },
  )
  // 7.4. If methods is null and request's use-CORS-preflight flag is set, then set methods to request's method.
  const isForced = request.useCorsPreflight && !isSafelistedMethod(request.method) && extractedMethods === null
  const methods = isForced && !departs('forced-preflight-needs-methods') ? [request.method] : toList(extractedMethods)
  // 7.5. If request's method is not in methods, is not a CORS-safelisted method, and request's credentials mode is
  // "include" or methods does not contain `*`, then return a network error.
  const isAllowed =
    methods.includes(request.method) ||
    isSafelistedMethod(request.method) ||
    (!includesCredentials && methods.includes('*'))
  const expected = request.method
  yield check(`The method ${expected} is allowed`, spec, isAllowed ? null : 'preflight-method', { ...listed, expected })
  const headerNames = toList(extractedNames).map((name) => name.toLowerCase())
  const hasWildcard = !includesCredentials && headerNames.includes('*')
  for (const name of findUnsafeNames(request.headers, departs)) {
    // 7.6. If one of request's header names is a CORS non-wildcard request-header name and is not a match for an item
    // in headerNames, then return a network error.
    // 7.7. For each unsafeName, if unsafeName is not a match for an item in headerNames and request's credentials mode
    // is "include" or headerNames does not contain `*`, return a network error.
    const isNamed = headerNames.includes(name)
    const isWild = hasWildcard && (name !== 'authorization' || (!isNamed && departs('authorization-under-wildcard')))
    const failure = isNamed || isWild ? null : 'preflight-header'
    yield check(`The request header ${name} is allowed`, spec, failure, { ...named, expected: name })
  }
}

function toList(extracted: readonly string[] | null | 'failure'): readonly string[] {
  return extracted === 'failure' || extracted === null ? [] : extracted
}

/** Gives what a preflight that passed allows, for the cache. */
export function toPermission(
  request: PreflightedRequest,
  headers: HeaderList,
  limit: number,
  departs: Departs,
): Permission {
  const extracted = extractListValues('access-control-allow-methods', headers)
  // 7.4, as above.
  const isForced = request.useCorsPreflight && extracted === null && !departs('forced-preflight-needs-methods')
  const names = toList(extractListValues('access-control-allow-headers', headers))
  return {
    methods: isForced ? [request.method] : toList(extracted),
    headerNames: names.map((name) => name.toLowerCase()),
    maxAge: toMaxAge(headers, limit, departs),
  }
}

/** Implements https://fetch.spec.whatwg.org/#cors-preflight-fetch-0, steps 7.8 to 7.10 */
export function toMaxAge(headers: HeaderList, limit: number, departs: Departs): number {
  // 7.8. Let max-age be the result of extracting header list values given `Access-Control-Max-Age`.
  const maxAge = extractMaxAge(headers)
  const value = getHeader(headers, 'access-control-max-age') ?? ''
  const isOdd = /^[+-][0-9]+$|^[0-9]{19,}$/.test(value)
  if (isOdd && departs('max-age-is-a-signed-integer')) return toSignedMaxAge(value, limit)
  // 7.9. If max-age is failure or null, then set max-age to 5.
  // 7.10. If max-age is greater than an imposed limit on max-age, then set max-age to the imposed limit.
  if (typeof maxAge === 'number') return Math.min(maxAge, limit)
  return value !== '' && departs('max-age-malformed-is-not-cached') ? 0 : 5
}

function toSignedMaxAge(value: string, limit: number): number {
  const seconds = BigInt(value.replace('+', ''))
  if (BigInt.asIntN(64, seconds) !== seconds) return 5
  return Math.max(0, Math.min(Number(seconds), limit))
}
