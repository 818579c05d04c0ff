import type { WireRequest } from './cors-preflight-fetch.ts'
import type { PreparedRequest } from './page-request.ts'
import type { CachedRequest } from './preflight-cache.ts'

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

/** Implements https://fetch.spec.whatwg.org/#append-a-request-origin-header, referrer policy left aside */
export function toWire(request: TravellingRequest): WireRequest {
  const { method, headers, tainting, url } = request
  const hasOrigin = tainting === 'cors' || (method !== 'GET' && method !== 'HEAD')
  const origin = ['origin', serializeRequestOrigin(request)] as const
  return { method, url: withoutFragment(url), headers: hasOrigin ? [...headers, origin] : headers }
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
