import type { CredentialsMode } from './cors-check.ts'

/** What an entry of the cache is about: https://fetch.spec.whatwg.org/#cache-entry */
interface CacheEntry {
  readonly origin: string
  readonly url: string
  readonly credentials: boolean
  /** Which of the standard's fields holds the value; the other one is null. */
  readonly field: 'method' | 'header name'
  /** A method, a lower-case header name, or `*`. */
  readonly value: string
  /** When the entry ends, in milliseconds on the cache's clock. */
  readonly end: number
}

/** The part of a request that the cache is asked about. */
export interface CachedRequest {
  /** The result of byte-serializing the request's origin. */
  readonly origin: string
  /** The request's current URL. */
  readonly url: string
  readonly credentials: CredentialsMode
}

/** Implements https://fetch.spec.whatwg.org/#concept-cache, the network partition left aside: one page, one cache */
export interface PreflightCache {
  /** Implements steps 7.12 to 7.15 of https://fetch.spec.whatwg.org/#cors-preflight-fetch-0; `maxAge` is in seconds */
  store(request: CachedRequest, methods: readonly string[], headerNames: readonly string[], maxAge: number): void
  /** Implements https://fetch.spec.whatwg.org/#concept-cache-match-method */
  hasMethod(request: CachedRequest, method: string): boolean
  /** Implements https://fetch.spec.whatwg.org/#concept-cache-match-header */
  hasHeaderName(request: CachedRequest, headerName: string): boolean
  /** Implements https://fetch.spec.whatwg.org/#concept-cache-clear */
  clear(request: CachedRequest): void
}

/** @param now - the clock, in milliseconds */
export function createPreflightCache(now: () => number): PreflightCache {
  let entries: readonly CacheEntry[] = []
  const isMatch = (entry: CacheEntry, { origin, url, credentials }: CachedRequest): boolean =>
    // Entries must be removed after the seconds specified in their max-age have passed.
    entry.end > now() &&
    // There is a cache entry match for entry with request when its origin and URL are the request's and one of:
    entry.origin === origin &&
    entry.url === url &&
    // entry's credentials is true; entry's credentials is false and request's credentials mode is not "include".
    (entry.credentials || credentials !== 'include')
  const has = (request: CachedRequest, field: CacheEntry['field'], values: readonly string[]): boolean =>
    entries.some((entry) => isMatch(entry, request) && entry.field === field && values.includes(entry.value))
  const hasMethod = (request: CachedRequest, method: string): boolean => has(request, 'method', [method, '*'])
  const hasHeaderName = (request: CachedRequest, headerName: string): boolean => {
    const name = headerName.toLowerCase()
    // https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name
    return has(request, 'header name', name === 'authorization' ? [name] : [name, '*'])
  }
  return {
    hasMethod,
    hasHeaderName,
    clear({ origin, url }) {
      entries = entries.filter((entry) => entry.origin !== origin || entry.url !== url)
    },
    store(request, methods, headerNames, maxAge) {
      const end = now() + maxAge * 1000
      const { origin, url } = request
      const credentials = request.credentials === 'include'
      const names = headerNames.map((name) => name.toLowerCase())
      const values = { method: methods, 'header name': names }
      // 7.12 and 7.14. Where there is a match, set matching entry's max-age to max-age.
      const kept = entries.map((entry) =>
        isMatch(entry, request) && values[entry.field].includes(entry.value) ? { ...entry, end } : entry,
      )
      // 7.13 and 7.15. Where there is none, create a new cache entry.
      const create = (field: CacheEntry['field'], value: string): CacheEntry => ({
        origin,
        url,
        credentials,
        field,
        value,
        end,
      })
      const created = [
        ...methods.filter((method) => !hasMethod(request, method)).map((method) => create('method', method)),
        ...names.filter((name) => !hasHeaderName(request, name)).map((name) => create('header name', name)),
      ]
      entries = [...kept, ...created].filter((entry) => entry.end > now())
    },
  }
}
