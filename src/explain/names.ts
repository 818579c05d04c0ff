import type { Blocked } from '../user-agent/course.ts'
import { getHeader } from '../user-agent/header-list.ts'
import type { WireExchange } from '../user-agent/wire.ts'
import type { Block, BlockCode } from './explanation.ts'

/**
 * The names of `Network.CorsError` in Chromium's DevTools protocol; `null` where Chromium fails with an error of the
 * network that is not about CORS, or throws.
 */
const chromiumNames: Readonly<Record<BlockCode, string | null>> = {
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
const firefoxNames: Readonly<Record<BlockCode, string | null>> = {
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
  'redirect-credentials': null,
  'redirect-location': null,
  'redirect-mode-error': null,
  'redirect-scheme': null,
  'redirect-too-many': null,
  'request-refused': null,
  'resource-policy': null,
  scheme: 'CORSRequestNotHttp',
}

/** Names a block as the engines do, by the exchange that decides. */
export function nameBlock(
  { failure: code, received, phase }: Blocked['step'],
  exchange: WireExchange | null,
  exchanges: readonly WireExchange[],
): Block['names'] {
  const isRedirected = phase === 'request' && exchanges.length > 0
  const isPlain = exchange !== null && getHeader(exchange.request.headers, 'origin') === null
  // Chromium has other errors for these, which are not about CORS.
  const isOther =
    (code === 'mode-same-origin' && isRedirected) ||
    (code === 'redirect-credentials' && isPlain) ||
    (code === 'scheme' && received === 'file')
  return {
    chromium: isOther ? null : chromiumNames[code],
    firefox: nameInFirefox(code, exchange?.response ?? null),
  }
}

function nameInFirefox(code: BlockCode, response: WireExchange['response']): string | null {
  // A second line of this very spelling is "multiple"; two values in one line are another origin.
  const lines = response?.headers.filter(([name]) => name === 'Access-Control-Allow-Origin').length ?? 0
  if (/allow-origin/.test(code) && lines > 1) return 'CORSMultipleAllowOriginNotAllowed'
  return firefoxNames[code]
}
