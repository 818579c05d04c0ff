import { type Checks, check } from './check.ts'
import { getHeader } from './header-list.ts'
import { isSameOrigin, type TravellingRequest } from './travelling-request.ts'
import type { WireResponse } from './wire.ts'

export type ResourcePolicyFailure = 'resource-policy'

/**
 * Implements https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check for a page without an embedder
 * policy
 */
export function* checkResourcePolicy(
  { url, origin }: TravellingRequest,
  response: WireResponse,
  isSameSite: (url: URL, origin: string) => boolean,
): Checks<ResourcePolicyFailure> {
  // 2. Let policy be the result of getting `Cross-Origin-Resource-Policy` from response's header list.
  const received = getHeader(response.headers, 'cross-origin-resource-policy')
  // 5. Switch on policy: null, cross-origin: allowed.
  // same-origin: allowed if origin is same origin with response's URL's origin.
  // same-site: allowed if they are schemelessly same site, and origin's scheme is "https" or the URL's is not.
  const isSite = isSameSite(url, origin) && (origin.startsWith('https:') || url.protocol !== 'https:')
  const isBlocked =
    (received === 'same-origin' && !isSameOrigin(url, origin)) ||
    (received === 'same-site' && !isSameOrigin(url, origin) && !isSite)
  yield check(
    'Its resource policy lets other origins embed it',
    'https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check',
    isBlocked ? 'resource-policy' : null,
    { header: 'cross-origin-resource-policy', expected: isBlocked ? 'cross-origin' : null, received },
  )
}
