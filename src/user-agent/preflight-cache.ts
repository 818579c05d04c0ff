import type { CredentialsMode } from './cors-check.ts'
import type { Departs } from './departures.ts'
import { createPreflightRecords } from './preflight-records.ts'
import { isSafelistedMethod } from './safelist.ts'

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

/** What a preflight allowed. */
export interface Permission {
  readonly methods: readonly string[]
  /** In lower case. */
  readonly headerNames: readonly string[]
  /** In seconds. */
  readonly maxAge: number
}

/** Implements https://fetch.spec.whatwg.org/#concept-cache, the network partition left aside: one page, one cache */
export interface PreflightCache {
  /** Implements steps 7.12 to 7.15 of https://fetch.spec.whatwg.org/#cors-preflight-fetch-0 */
  store(request: CachedRequest, permission: Permission): void
  /**
   * Implements https://fetch.spec.whatwg.org/#concept-cache-match-method and
   * https://fetch.spec.whatwg.org/#concept-cache-match-header
   *
   * @param method - the method, or `null` for one that needs no entry
   */
  allows(request: CachedRequest, method: string | null, headerNames: readonly string[]): boolean
  /** Implements https://fetch.spec.whatwg.org/#concept-cache-clear */
  clear(request: CachedRequest): void
}

/** @param now - the clock, in milliseconds */
export function createPreflightCache(now: () => number, departs: Departs): PreflightCache {
  return departs('preflight-cache-of-one-record') ? createPreflightRecords(now, departs) : createEntries(now, departs)
}

function createEntries(now: () => number, departs: Departs): PreflightCache {
  let entries: readonly CacheEntry[] = []
  const isMatch = (entry: CacheEntry, { origin, url, credentials }: CachedRequest): boolean =>
    // Entries must be removed after the seconds specified in their max-age have passed.
    entry.end > now() &&
    // There is a cache entry match for entry with request when its origin and URL are the request's and one of:
    entry.origin === origin &&
    entry.url === url &&
    // entry's credentials is true; entry's credentials is false and request's credentials mode is not "include".
    (departs('preflight-cache-by-credentials')
      ? entry.credentials === (credentials === 'include')
      : entry.credentials || credentials !== 'include')
  const has = (request: CachedRequest, field: CacheEntry['field'], value: string): boolean => {
    // https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name
    const isWild = value !== 'authorization' && !departs('cached-wildcards-are-literal')
    const values = isWild ? [value, '*'] : [value]
    return entries.some((entry) => isMatch(entry, request) && entry.field === field && values.includes(entry.value))
  }
  const covers = (request: CachedRequest, method: string): boolean =>
    isSafelistedMethod(method) &&
    method !== 'HEAD' &&
    departs('cached-preflight-covers-safelisted-methods') &&
    entries.some((entry) => isMatch(entry, request))
  return {
    allows(request, method, headerNames) {
      const isMethod = method === null || has(request, 'method', method) || covers(request, method)
      return isMethod && headerNames.every((name) => has(request, 'header name', name))
    },
    clear({ origin, url }) {
      entries = entries.filter((entry) => entry.origin !== origin || entry.url !== url)
    },
    store(request, { methods, headerNames, maxAge }) {
      const end = now() + maxAge * 1000
      const { origin, url } = request
      const credentials = request.credentials === 'include'
      const values = { method: methods, 'header name': headerNames }
      // 7.12 and 7.14. Where there is a match, set matching entry's max-age to max-age.
      const kept = entries.map((entry) =>
        isMatch(entry, request) && values[entry.field].includes(entry.value) ? { ...entry, end } : entry,
      )
      // 7.13 and 7.15. Where there is none, create a new cache entry.
      const create = (field: CacheEntry['field']): CacheEntry[] =>
        values[field]
          .filter((value) => !has(request, field, value))
          .map((value) => ({ origin, url, credentials, field, value, end }))
      entries = [...kept, ...create('method'), ...create('header name')].filter((entry) => entry.end > now())
    },
  }
}
