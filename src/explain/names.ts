import { firstFailure } from '../user-agent/check.ts'
import { corsCheck } from '../user-agent/cors-check.ts'
import type { Blocked } from '../user-agent/course.ts'
import { departsAs } from '../user-agent/departures.ts'
import { getHeader } from '../user-agent/header-list.ts'
import type { WireExchange } from '../user-agent/wire.ts'
import type { Block, BlockCode } from './explanation.ts'

/**
 * The names of `Network.CorsError` in Chromium's DevTools protocol; `null` where Chromium fails with an error of the
 * network that is not about CORS, or throws.
 */
export const chromiumNames: Readonly<Record<BlockCode, string | null>> = {
  'allow-credentials-not-true': 'InvalidAllowCredentials',
  'allow-origin-invalid': 'InvalidAllowOriginValue',
  'allow-origin-mismatch': 'AllowOriginMismatch',
  'allow-origin-missing': 'MissingAllowOriginHeader',
  'allow-origin-multiple': 'MultipleAllowOriginValues',
  'allow-origin-wildcard-with-credentials': 'WildcardOriginNotAllowed',
  'bad-port': null,
  'mixed-content': null,
  'mode-no-cors-redirect': 'NoCorsRedirectModeNotFollow',
  'mode-same-origin': 'DisallowedByMode',
  'network-error': null,
  'preflight-allow-credentials-not-true': 'PreflightInvalidAllowCredentials',
  'preflight-allow-headers-invalid': 'InvalidAllowHeadersPreflightResponse',
  'preflight-allow-methods-invalid': 'InvalidAllowMethodsPreflightResponse',
  'preflight-allow-origin-invalid': 'PreflightInvalidAllowOriginValue',
  'preflight-allow-origin-mismatch': 'PreflightAllowOriginMismatch',
  'preflight-allow-origin-missing': 'PreflightMissingAllowOriginHeader',
  'preflight-allow-origin-multiple': 'PreflightMultipleAllowOriginValues',
  'preflight-allow-origin-wildcard-with-credentials': 'PreflightWildcardOriginNotAllowed',
  'preflight-header': 'HeaderDisallowedByPreflightResponse',
  'preflight-method': 'MethodDisallowedByPreflightResponse',
  'preflight-redirect': 'PreflightDisallowedRedirect',
  'preflight-status': 'PreflightInvalidStatus',
  'redirect-body': null,
  'redirect-credentials': 'RedirectContainsCredentials',
  'redirect-location': null,
  'redirect-mode-error': null,
  'redirect-scheme': null,
  'redirect-too-many': null,
  'request-refused': null,
  'resource-policy': null,
  scheme: 'CorsDisabledScheme',
}

/** The names of Firefox's reasons: https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors */
export const firefoxNames: Readonly<Record<BlockCode, string | null>> = {
  'allow-credentials-not-true': 'CORSMissingAllowCredentials',
  'allow-origin-invalid': 'CORSAllowOriginNotMatchingOrigin',
  'allow-origin-mismatch': 'CORSAllowOriginNotMatchingOrigin',
  'allow-origin-missing': 'CORSMissingAllowOrigin',
  'allow-origin-multiple': 'CORSAllowOriginNotMatchingOrigin',
  'allow-origin-wildcard-with-credentials': 'CORSNotSupportingCredentials',
  'bad-port': null,
  'mixed-content': null,
  'mode-no-cors-redirect': null,
  'mode-same-origin': null,
  'network-error': 'CORSDidNotSucceed',
  'preflight-allow-credentials-not-true': 'CORSMissingAllowCredentials',
  'preflight-allow-headers-invalid': 'CORSInvalidAllowHeader',
  'preflight-allow-methods-invalid': 'CORSInvalidAllowMethod',
  'preflight-allow-origin-invalid': 'CORSAllowOriginNotMatchingOrigin',
  'preflight-allow-origin-mismatch': 'CORSAllowOriginNotMatchingOrigin',
  'preflight-allow-origin-missing': 'CORSMissingAllowOrigin',
  'preflight-allow-origin-multiple': 'CORSAllowOriginNotMatchingOrigin',
  'preflight-allow-origin-wildcard-with-credentials': 'CORSNotSupportingCredentials',
  'preflight-header': 'CORSMissingAllowHeaderFromPreflight',
  'preflight-method': 'CORSMethodNotFound',
  'preflight-redirect': 'CORSExternalRedirectNotAllowed',
  'preflight-status': 'CORSPreflightDidNotSucceed',
  'redirect-body': null,
  'redirect-credentials': 'CORSDidNotSucceed',
  'redirect-location': 'CORSDidNotSucceed',
  'redirect-mode-error': null,
  'redirect-scheme': 'CORSDidNotSucceed',
  'redirect-too-many': 'CORSDidNotSucceed',
  'request-refused': null,
  'resource-policy': null,
  scheme: 'CORSRequestNotHttp',
}

/** Names a block as the engines do, by the exchange that decides. */
export function nameBlock(
  origin: string,
  step: Blocked['step'],
  exchange: WireExchange | null,
  exchanges: readonly WireExchange[],
): Block['names'] {
  return {
    chromium: isOtherInChromium(step, exchange, exchanges) ? null : chromiumNames[step.failure],
    firefox: nameInFirefox(origin, step, exchange, exchanges),
  }
}

/** Tells whether Chromium has an error that is not about CORS. */
function isOtherInChromium(
  { failure, received, phase }: Blocked['step'],
  exchange: WireExchange | null,
  exchanges: readonly WireExchange[],
): boolean {
  if (failure === 'mode-same-origin') return phase === 'request' && exchanges.length > 0
  if (failure === 'scheme') return received === 'file'
  return failure === 'redirect-credentials' && isWithinOrigin(exchange, received)
}

/** Tells whether a redirect without CORS led on within its origin. */
function isWithinOrigin(exchange: WireExchange | null, location: string | null): boolean {
  if (exchange === null || !isPlain(exchange)) return false
  const { url } = exchange.request
  return new URL(String(location), url).origin === new URL(url).origin
}

/** Tells whether a request was sent without `Origin`. */
function isPlain({ request }: WireExchange): boolean {
  return getHeader(request.headers, 'origin') === null
}

function nameInFirefox(
  origin: string,
  { failure, received }: Blocked['step'],
  exchange: WireExchange | null,
  exchanges: readonly WireExchange[],
): string | null {
  if (failure === 'bad-port' && exchanges.length > 0) return 'CORSDidNotSucceed'
  if (failure === 'scheme' && received === 'file') return null
  // Without CORS, a redirect that fails has no reason.
  if (failure === 'redirect-credentials' && isWithinOrigin(exchange, received)) return null
  if (/^redirect-(?!credentials)/.test(failure) && exchange !== null && isPlain(exchange)) return null
  const { status, headers } = exchange?.response ?? { status: 0, headers: [] }
  // Behind a redirect to the origin of the page, a preflight is not checked for CORS, but for its status.
  const isOwn = exchange !== null && new URL(exchange.request.url).origin === origin
  if (isOwn && /^preflight-allow-(?:origin|credentials)-/.test(failure)) {
    return status >= 200 && status <= 299 ? null : firefoxNames['preflight-status']
  }
  if (failure === 'preflight-redirect' && !isOwn) {
    // The CORS check comes before the redirect.
    const sender = String(exchange && getHeader(exchange.request.headers, 'origin'))
    const unshared = firstFailure(corsCheck(sender, 'same-origin', headers, departsAs('firefox')))
    if (unshared !== null) return firefoxNames[unshared]
  }
  // A second line of this very spelling is "multiple"; two values in one line are another origin.
  const lines = headers.filter(([name]) => name === 'Access-Control-Allow-Origin').length
  if (/allow-origin/.test(failure) && lines > 1) return 'CORSMultipleAllowOriginNotAllowed'
  return firefoxNames[failure]
}
