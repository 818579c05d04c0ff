import { type Checks, check } from './check.ts'
import type { Departs } from './departures.ts'
import { getHeader, type HeaderList } from './header-list.ts'

/** What a page says about credentials: https://fetch.spec.whatwg.org/#concept-request-credentials-mode */
export type CredentialsMode = 'omit' | 'same-origin' | 'include'

/** Why a CORS check fails. The standard has one failure for all that is not the origin: browsers' consoles have more. */
export type CorsCheckFailure =
  | 'allow-origin-missing'
  | 'allow-origin-wildcard-with-credentials'
  | 'allow-origin-multiple'
  | 'allow-origin-invalid'
  | 'allow-origin-mismatch'
  | 'allow-credentials-not-true'

const spec = 'https://fetch.spec.whatwg.org/#concept-cors-check'

/**
 * Implements https://fetch.spec.whatwg.org/#concept-cors-check
 *
 * @param serializedOrigin - the result of serializing the request's origin
 */
export function* corsCheck(
  serializedOrigin: string,
  credentialsMode: CredentialsMode,
  headers: HeaderList,
  departs: Departs,
): Checks<CorsCheckFailure> {
  // 1. Let origin be the result of getting `Access-Control-Allow-Origin` from response's header list.
  const origin = getHeader(headers, 'access-control-allow-origin')
  const includes = credentialsMode === 'include'
  const expected = includes ? serializedOrigin : `${serializedOrigin} or *`
  const allowOrigin = { header: 'access-control-allow-origin', expected, received: origin }
  // 2. If origin is null, then return failure.
  yield check('The response names who may read it', spec, origin === null ? 'allow-origin-missing' : null, allowOrigin)
  // 3. If request's credentials mode is not "include" and origin is `*`, then return success.
  // 4. If the result of byte-serializing a request origin with request is not origin, then return failure.
  const isNamed = origin === serializedOrigin || (!includes && origin === '*')
  yield check(
    'It names the origin of the page',
    spec,
    isNamed ? null : classifyMismatch(String(origin), includes),
    allowOrigin,
  )
  // 5. If request's credentials mode is not "include", then return success.
  if (!includes) return
  // 6. Let credentials be the result of getting `Access-Control-Allow-Credentials` from response's header list.
  const credentials = getAllowCredentials(headers, departs)
  // 7. If credentials is `true`, then return success. 8. Return failure.
  yield check(
    'It may be read by requests with credentials',
    spec,
    credentials === 'true' ? null : 'allow-credentials-not-true',
    { header: 'access-control-allow-credentials', expected: 'true', received: credentials },
  )
}

function getAllowCredentials(headers: HeaderList, departs: Departs): string | null {
  const name = 'access-control-allow-credentials'
  const filled = headers.filter(([other, value]) => other.toLowerCase() === name && value !== '')
  const value = getHeader(headers, name)
  const isBesideEmpty = filled.length > 0 && value !== getHeader(filled, name)
  return isBesideEmpty && departs('empty-lines-are-ignored') ? getHeader(filled, name) : value
}

/** Says what is the matter with a value that is not the page's origin, in the classes that consoles have. */
function classifyMismatch(value: string, includesCredentials: boolean): CorsCheckFailure {
  if (value === '*' && includesCredentials) return 'allow-origin-wildcard-with-credentials'
  if (/[ ,]/.test(value)) return 'allow-origin-multiple'
  const bytes = Uint8Array.from(value, (character) => character.charCodeAt(0))
  const isUrl = URL.canParse(new TextDecoder().decode(bytes))
  return value === 'null' || isUrl ? 'allow-origin-mismatch' : 'allow-origin-invalid'
}
