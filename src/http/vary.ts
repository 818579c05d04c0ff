import { splitList } from './tokens.ts'

/**
 * Adds request header names to a `Vary` value, none of them twice. A `*` already says more than any name.
 *
 * Serves https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches
 *
 * @param current - the value that the response has, `null` if none
 * @param names - the request header names that the answer depends on
 */
export function mergeVary(current: string | null, names: readonly string[]): string | null {
  if (current === null || current === '') return names.length === 0 ? current : names.join(', ')
  const present = new Set(splitList(current.toLowerCase()))
  if (present.has('*')) return current
  const missing = names.filter((name) => !present.has(name.toLowerCase()))
  return missing.length === 0 ? current : `${current}, ${missing.join(', ')}`
}
