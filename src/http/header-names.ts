/**
 * Request-headers that a page cannot set, so that no policy needs to allow them.
 *
 * Implements https://fetch.spec.whatwg.org/#forbidden-request-header, step 1 (names only)
 */
const forbiddenRequestHeaders: ReadonlySet<string> = new Set([
  'accept-charset',
  'accept-encoding',
  'access-control-request-headers',
  'access-control-request-method',
  'connection',
  'content-length',
  'cookie',
  'cookie2',
  'date',
  'dnt',
  'expect',
  'host',
  'keep-alive',
  'origin',
  'referer',
  'set-cookie',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
])

/** Tells whether a page is kept from setting this request header. Implements https://fetch.spec.whatwg.org/#forbidden-request-header */
export function isForbiddenRequestHeader(lowercaseName: string): boolean {
  return (
    forbiddenRequestHeaders.has(lowercaseName) || lowercaseName.startsWith('proxy-') || lowercaseName.startsWith('sec-')
  )
}

/** Implements https://fetch.spec.whatwg.org/#forbidden-response-header-name */
export const forbiddenResponseHeaders: ReadonlySet<string> = new Set(['set-cookie', 'set-cookie2'])

/** Implements https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name */
export const safelistedResponseHeaders: ReadonlySet<string> = new Set([
  'cache-control',
  'content-language',
  'content-length',
  'content-type',
  'expires',
  'last-modified',
  'pragma',
])

/** The response headers of the CORS protocol: https://fetch.spec.whatwg.org/#http-responses */
export const corsResponseHeaders: readonly string[] = [
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'access-control-allow-methods',
  'access-control-allow-headers',
  'access-control-expose-headers',
  'access-control-max-age',
]

/** Fields that HTTP defines for responses only: https://www.rfc-editor.org/rfc/rfc9110#name-field-name-registration */
const responseOnly: ReadonlySet<string> = new Set([
  ...corsResponseHeaders,
  'accept-ranges',
  'age',
  'allow',
  'content-security-policy',
  'etag',
  'location',
  'proxy-authenticate',
  'retry-after',
  'server',
  'server-timing',
  'strict-transport-security',
  'timing-allow-origin',
  'vary',
  'www-authenticate',
  'x-content-type-options',
  'x-frame-options',
])

/** Tells whether a field appears in responses only, so that allowing it in requests is a mistake. */
export function isResponseOnlyHeader(lowercaseName: string): boolean {
  return responseOnly.has(lowercaseName)
}

/** Fields that HTTP defines for requests only: https://www.rfc-editor.org/rfc/rfc9110#name-field-name-registration */
const requestOnly: ReadonlySet<string> = new Set([
  'accept-charset',
  'accept-language',
  'access-control-request-headers',
  'access-control-request-method',
  'authorization',
  'cookie',
  'dnt',
  'expect',
  'forwarded',
  'from',
  'host',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'max-forwards',
  'origin',
  'proxy-authorization',
  'range',
  'referer',
  'te',
  'upgrade-insecure-requests',
  'user-agent',
])

/** Tells whether a field appears in requests only, so that exposing it from responses is a mistake. */
export function isRequestOnlyHeader(lowercaseName: string): boolean {
  return requestOnly.has(lowercaseName) || lowercaseName.startsWith('sec-fetch-')
}
