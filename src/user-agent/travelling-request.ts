import type { Departs } from './departures.ts'
import type { HeaderList } from './header-list.ts'
import type { PreparedRequest } from './page-request.ts'
import type { CachedRequest } from './preflight-cache.ts'
import type { WireRequest } from './wire.ts'

/** How much of a response a page gets: https://fetch.spec.whatwg.org/#concept-request-response-tainting */
export type ResponseTainting = 'basic' | 'cors' | 'opaque'

/** A request on its way through the algorithms; each redirect makes a new one. */
export interface TravellingRequest extends PreparedRequest {
  /** The page's origin, serialized. */
  readonly origin: string
  /** https://fetch.spec.whatwg.org/#concept-request-url-list: never empty */
  readonly urlList: readonly URL[]
  readonly redirectCount: number
  readonly tainting: ResponseTainting
  /** The request before its first redirect. */
  readonly first: PreparedRequest
  /** Whether one of its URLs so far was preflighted. */
  readonly wasPreflighted: boolean
}

/** Builds the request of https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch, the cookies left aside */
export function toWire(request: TravellingRequest, departs: Departs): WireRequest {
  const { method, headers, url, body } = request
  const origin = toOriginHeader(request, departs)
  const own: HeaderList = origin === null ? [] : [['origin', origin]]
  return { method, url: toWireUrl(url), headers: [...headers, ...own], body }
}

/** Implements https://fetch.spec.whatwg.org/#append-a-request-origin-header */
function toOriginHeader(request: TravellingRequest, departs: Departs): string | null {
  const { tainting, method, mode, url } = request
  // 1. Let serializedOrigin be the result of byte-serializing a request origin with request.
  const serializedOrigin = serializeRequestOrigin(request)
  // 2. If request's response tainting is "cors" or request's mode is "websocket", then append it.
  if (tainting === 'cors') return serializedOrigin
  // 3. Otherwise, if request's method is neither `GET` nor `HEAD`, then:
  if (method === 'GET' || method === 'HEAD') {
    const isWithin = request.urlList.every(({ origin }) => origin === url.origin)
    const wasSent = isWithin && !/^(?:GET|HEAD)$/.test(request.first.method)
    return wasSent && departs('origin-stays-after-redirect') ? serializedOrigin : null
  }
  // 3.1. If request's mode is not "cors", then switch on request's referrer policy:
  const isHidden = mode !== 'cors' && hidesOrigin(request.referrerPolicy, url, request.origin)
  // 3.2. Append (`Origin`, serializedOrigin) to request's header list.
  return isHidden && !departs('origin-ignores-referrer-policy') ? 'null' : serializedOrigin
}

/** Tells whether step 3.1 sets serializedOrigin to `null`. */
function hidesOrigin(referrerPolicy: string, url: URL, origin: string): boolean {
  switch (referrerPolicy) {
    case 'no-referrer':
      return true
    case '':
    case 'no-referrer-when-downgrade':
    case 'strict-origin':
    case 'strict-origin-when-cross-origin':
      // request's origin is a tuple origin, its scheme is "https", and the current URL's scheme is not.
      return origin.startsWith('https:') && url.protocol !== 'https:'
    case 'same-origin':
      // request's origin is not same origin with request's current URL's origin.
      return !isSameOrigin(url, origin)
    default:
      return false
  }
}

/** Implements https://fetch.spec.whatwg.org/#serializing-a-request-origin */
export function serializeRequestOrigin({ origin, urlList }: TravellingRequest): string {
  // https://fetch.spec.whatwg.org/#concept-request-tainted-origin: the moment a redirect leads from an origin that is
  // not request's to another one.
  const isTainted = urlList.some((url, index) => {
    const last = urlList[index - 1]
    return last !== undefined && !isSameOrigin(url, last.origin) && !isSameOrigin(last, origin)
  })
  return isTainted ? 'null' : origin
}

/** Gives the origin of a request's preflight: that of the request, also where a redirect made it `null`. */
export function toPreflightOrigin(request: TravellingRequest, departs: Departs): string {
  const serialized = serializeRequestOrigin(request)
  return serialized !== request.origin && departs('preflight-origin-is-the-page') ? request.origin : serialized
}

export function toCached(request: TravellingRequest, departs: Departs): CachedRequest {
  return {
    origin: toPreflightOrigin(request, departs),
    url: request.url.href,
    credentials: request.credentials,
  }
}

/** Tells whether a URL's origin is a serialized one; opaque origins are the same as none. */
export function isSameOrigin(url: URL, origin: string): boolean {
  return url.origin !== 'null' && url.origin === origin
}

export function isHttp({ protocol }: URL): boolean {
  return protocol === 'http:' || protocol === 'https:'
}

/** Gives a URL as a request names it: without fragment, user name and password. */
export function toWireUrl({ href }: URL): string {
  return href.replace(/#.*$/s, '').replace(/^(\w+:\/\/)[^/]*@/, '$1')
}
