/** Implements https://fetch.spec.whatwg.org/#forbidden-method */
const forbiddenMethods: ReadonlySet<string> = new Set(['CONNECT', 'TRACE', 'TRACK'])

/** Tells whether pages are kept from using this method. Implements https://fetch.spec.whatwg.org/#forbidden-method */
export function isForbiddenMethod(method: string): boolean {
  return forbiddenMethods.has(method.toUpperCase())
}

/** Methods that only exist in upper case: a server that allows `put` or `patch` allows nothing that anybody sends. */
const commonMethods: ReadonlySet<string> = new Set([
  'DELETE',
  'GET',
  'HEAD',
  'OPTIONS',
  'PATCH',
  'POST',
  'PUT',
  'QUERY',
])

/**
 * Tells whether a method is a common one in the wrong case.
 *
 * @see {@link https://fetch.spec.whatwg.org/#concept-method-normalize | Fetch § Methods}: methods are case-sensitive
 */
export function isMiscasedMethod(method: string): boolean {
  const upperCase = method.toUpperCase()
  return method !== upperCase && commonMethods.has(upperCase)
}
