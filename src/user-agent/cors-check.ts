import { getHeader, type HeaderList } from './header-list.ts'

/** What a page says about credentials: https://fetch.spec.whatwg.org/#concept-request-credentials-mode */
export type CredentialsMode = 'omit' | 'same-origin' | 'include'

/** Why a CORS check fails. */
export type CorsCheckFailure =
  | 'allow-origin-missing'
  | 'allow-origin-wildcard-with-credentials'
  | 'allow-origin-mismatch'
  | 'allow-credentials-not-true'

/**
 * Implements https://fetch.spec.whatwg.org/#concept-cors-check
 *
 * @param serializedOrigin - the result of serializing the request's origin
 * @returns `null` for success
 */
export function corsCheck(
  serializedOrigin: string,
  credentialsMode: CredentialsMode,
  headers: HeaderList,
): CorsCheckFailure | null {
  // 1. Let origin be the result of getting `Access-Control-Allow-Origin` from response's header list.
  const origin = getHeader(headers, 'access-control-allow-origin')
  // 2. If origin is null, then return failure.
  if (origin === null) return 'allow-origin-missing'
  // 3. If request's credentials mode is not "include" and origin is `*`, then return success.
  if (credentialsMode !== 'include' && origin === '*') return null
  // 4. If the result of byte-serializing a request origin with request is not origin, then return failure.
  if (serializedOrigin !== origin) {
    return origin === '*' ? 'allow-origin-wildcard-with-credentials' : 'allow-origin-mismatch'
  }
  // 5. If request's credentials mode is not "include", then return success.
  if (credentialsMode !== 'include') return null
  // 6. Let credentials be the result of getting `Access-Control-Allow-Credentials` from response's header list.
  const credentials = getHeader(headers, 'access-control-allow-credentials')
  // 7. If credentials is `true`, then return success. 8. Return failure.
  return credentials === 'true' ? null : 'allow-credentials-not-true'
}
