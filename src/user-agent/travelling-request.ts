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
}

/** Builds the request of https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch, the cookies left aside */
export function toWire(request: TravellingRequest): WireRequest {
  const { method, headers, url, body } = request
  const origin = toOriginHeader(request)
  const own: HeaderList = origin === null ? [] : [['origin', origin]]
  return { method, url: withoutFragment(url), headers: [...headers, ...own], body }
}

/** Implements https://fetch.spec.whatwg.org/#append-a-request-origin-header */
function toOriginHeader(request: TravellingRequest): string | null {
  const { tainting, method, mode, url } = request
  // 1. Let serializedOrigin be the result of byte-serializing a request origin with request.
  const serializedOrigin = serializeRequestOrigin(request)
  // 2. If request's response tainting is "cors" or request's mode is "websocket", then append it.
  if (tainting === 'cors') return serializedOrigin
  // 3. Otherwise, if request's method is neither `GET` nor `HEAD`, then:
  if (method === 'GET' || method === 'HEAD') return null
  // 3.1. If request's mode is not "cors", then switch on request's referrer policy:
  if (mode !== 'cors') {
    switch (request.referrerPolicy) {
      case 'no-referrer':
        return 'null'
      case '':
      case 'no-referrer-when-downgrade':
      case 'strict-origin':
      case 'strict-origin-when-cross-origin':
        // If request's origin is a tuple origin, its scheme is "https", and the URL's scheme is not, set it to `null`.
        return request.origin.startsWith('https:') && url.protocol !== 'https:' ? 'null' : serializedOrigin
      case 'same-origin':
        return isSameOrigin(url, request.origin) ? serializedOrigin : 'null'
    }
  }
  // 3.2. Append (`Origin`, serializedOrigin) to request's header list.
  return serializedOrigin
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

export function toCached(request: TravellingRequest): CachedRequest {
  return {
    origin: serializeRequestOrigin(request),
    url: withoutFragment(request.url),
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

export function withoutFragment({ href }: URL): string {
  return href.replace(/#.*$/s, '')
}
