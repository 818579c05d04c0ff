import type { Departs } from './departures.ts'
import type { CachedRequest, Permission, PreflightCache } from './preflight-cache.ts'
import { isSafelistedMethod } from './safelist.ts'

/** A whole preflight. */
interface PreflightRecord extends Permission {
  readonly credentials: boolean
  readonly end: number
}

/**
 * The preflight cache of Chromium and WebKit: each URL has the last preflight, whole, and a request that it does not
 * allow removes it.
 */
export function createPreflightRecords(now: () => number, departs: Departs): PreflightCache {
  const records = new Map<string, PreflightRecord>()
  const toKey = ({ origin, url }: CachedRequest): string => `${origin} ${url}`
  const isAllowed = (
    record: PreflightRecord,
    request: CachedRequest,
    method: string | null,
    headerNames: readonly string[],
  ): boolean => {
    const includes = request.credentials === 'include'
    const isWild = !includes && !(record.credentials && departs('cached-wildcard-of-credentials-is-literal'))
    const isMethod = method === null || record.methods.includes(method) || isSafelistedMethod(method)
    const allowsName = (name: string): boolean => {
      const isNever = name === 'authorization' && departs('cached-authorization-is-never-wild')
      return record.headerNames.includes(name) || (isWild && !isNever && record.headerNames.includes('*'))
    }
    return (
      record.end > now() &&
      (record.credentials || !includes) &&
      (isMethod || (isWild && record.methods.includes('*'))) &&
      headerNames.every(allowsName)
    )
  }
  return {
    allows(request, method, headerNames) {
      const record = records.get(toKey(request))
      if (record !== undefined && isAllowed(record, request, method, headerNames)) return true
      records.delete(toKey(request))
      return false
    },
    clear(request) {
      records.delete(toKey(request))
    },
    store(request, permission) {
      if (request.origin === 'null' && departs('opaque-origins-have-no-cache')) return
      const end = now() + permission.maxAge * 1000
      records.set(toKey(request), { ...permission, credentials: request.credentials === 'include', end })
    },
  }
}
