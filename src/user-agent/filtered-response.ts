import type { Departs } from './departures.ts'
import { extractListValues, getLines, type HeaderList } from './header-list.ts'
import type { TravellingRequest } from './travelling-request.ts'

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
  { tainting, credentials, isXhr }: TravellingRequest,
  departs: Departs,
): readonly string[] {
  // https://fetch.spec.whatwg.org/#forbidden-response-header-name
  const names = [...new Set(headers.map(([name]) => name.toLowerCase()))].filter((name) => !/^set-cookie2?$/.test(name))
  if (tainting === 'opaque') return []
  if (tainting === 'basic') return names
  // 14.1.1. Let headerNames be the result of extracting header list values given `Access-Control-Expose-Headers`.
  const headerNames = extractListValues('access-control-expose-headers', headers)
  const exposed = Array.isArray(headerNames) ? headerNames.map((name) => name.toLowerCase()) : []
  if (headerNames === 'failure' && !isXhr && credentials !== 'include' && hasWildcardFirst(headers)) {
    if (departs('malformed-expose-list-with-wildcard')) return names
  }
  // 14.1.2. If request's credentials mode is not "include" and headerNames contains `*`, expose all names.
  if (credentials !== 'include' && exposed.includes('*')) return names
  // 14.1.3. Otherwise, set response's CORS-exposed header-name list to headerNames.
  return names.filter((name) => safelistedResponseNames.includes(name) || exposed.includes(name))
}

/** Tells whether a malformed list has `*` before the first member that is no token. */
function hasWildcardFirst(headers: HeaderList): boolean {
  const members = getLines(headers, 'access-control-expose-headers')
    .join(',')
    .split(',')
    .map((member) => member.trim())
  const mistake = members.findIndex((member) => member !== '' && !/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(member))
  return members.slice(0, mistake).includes('*')
}
