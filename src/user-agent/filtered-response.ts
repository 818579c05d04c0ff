import type { CredentialsMode } from './cors-check.ts'
import { extractListValues, type HeaderList } from './header-list.ts'
import type { ResponseTainting } from './travelling-request.ts'

/** Implements https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name, without the names in a list */
const safelistedResponseNames: readonly string[] = [
  'cache-control',
  'content-language',
  'content-length',
  'content-type',
  'expires',
  'last-modified',
  'pragma',
]

/** Implements https://fetch.spec.whatwg.org/#concept-main-fetch, step 14.1, and the filtered responses' header lists */
export function findReadable(
  headers: HeaderList,
  tainting: ResponseTainting,
  credentials: CredentialsMode,
): readonly string[] {
  // https://fetch.spec.whatwg.org/#forbidden-response-header-name
  const names = [...new Set(headers.map(([name]) => name.toLowerCase()))].filter((name) => !/^set-cookie2?$/.test(name))
  if (tainting === 'opaque') return []
  if (tainting === 'basic') return names
  // 14.1.1. Let headerNames be the result of extracting header list values given `Access-Control-Expose-Headers`.
  const headerNames = extractListValues('access-control-expose-headers', headers)
  const exposed = Array.isArray(headerNames) ? headerNames.map((name) => name.toLowerCase()) : []
  // 14.1.2. If request's credentials mode is not "include" and headerNames contains `*`, expose all names.
  if (credentials !== 'include' && exposed.includes('*')) return names
  // 14.1.3. Otherwise, set response's CORS-exposed header-name list to headerNames.
  return names.filter((name) => safelistedResponseNames.includes(name) || exposed.includes(name))
}
