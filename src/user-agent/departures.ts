/** A browser engine. */
export type Engine = 'chromium' | 'firefox' | 'webkit'

/** Tells whether the browser at hand departs from the standard in this way. Asked only where it makes a difference. */
export type Departs = (id: DepartureId) => boolean

/** Where engines do something else than the standard, or what it leaves to them. */
export interface Departure {
  readonly engines: readonly Engine[]
  /** The anchor of the rule. */
  readonly spec: string
  /** What the standard says, and what these engines do: a sentence each. */
  readonly standard: string
  readonly actual: string
  /** The case of `test/browsers/cases` that shows it, in every engine named, with the API that stands after it. */
  readonly evidence: string
}

export type DepartureId =
  | 'authorization-under-wildcard'
  | 'blocked-response-keeps-preflight'
  | 'cached-authorization-is-never-wild'
  | 'cached-head-must-be-listed'
  | 'cached-preflight-covers-safelisted-methods'
  | 'cached-wildcard-of-credentials-is-literal'
  | 'cached-wildcards-are-literal'
  | 'client-hints-are-safelisted'
  | 'conditional-fetch-asks-again'
  | 'conditional-xhr-asks-again'
  | 'content-type-is-parsed-strictly'
  | 'delete-becomes-get-across-origins'
  | 'empty-lines-are-ignored'
  | 'empty-location-fails'
  | 'empty-location-is-none'
  | 'forced-preflight-needs-methods'
  | 'header-values-are-combined'
  | 'hints-are-dropped-by-redirects'
  | 'latin-1-is-unsafe'
  | 'location-is-parsed-before-cors'
  | 'locations-are-joined'
  | 'malformed-expose-list-with-wildcard'
  | 'manual-redirect-needs-a-url'
  | 'max-age-is-a-signed-integer'
  | 'max-age-malformed-is-not-cached'
  | 'no-limit-of-1024-bytes'
  | 'own-preflight-is-not-checked'
  | 'opaque-origins-have-no-cache'
  | 'origin-ignores-referrer-policy'
  | 'origin-stays-after-redirect'
  | 'preflight-after-redirect'
  | 'preflight-after-redirect-names-dropped-headers'
  | 'preflight-cache-by-credentials'
  | 'preflight-cache-of-one-record'
  | 'preflight-origin-is-the-page'
  | 'range-is-63-bits'
  | 'range-is-64-bits'
  | 'range-unit-of-any-case'
  | 'redirect-credentials-refused-without-cors'
  | 'redirect-is-checked-with-credentials'
  | 'redirect-error-keeps-preflight'
  | 'redirect-error-needs-a-location'
  | 'redirect-of-any-3xx'
  | 'refused-preflight-is-cached'
  | 'same-location-twice-is-one'
  | 'simple-failure-clears-preflight'
  | 'streams-are-refused'
  | 'streams-are-text'
  | 'strict-cookies-after-cross-site-redirect'
  | 'tainted-origins-have-no-cache'
  | 'two-locations-are-an-error'
  | 'unsafe-names-are-repeated'
  | 'upload-listener-needs-a-body'
  | 'user-agent-is-forbidden'
  | 'xhr-drops-malformed-type'

const preflightSpec = 'https://fetch.spec.whatwg.org/#cors-preflight-fetch-0'
const cacheSpec = 'https://fetch.spec.whatwg.org/#cors-preflight-cache'
const safelistSpec = 'https://fetch.spec.whatwg.org/#cors-safelisted-request-header'
const unsafeNamesSpec = 'https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names'
const redirectSpec = 'https://fetch.spec.whatwg.org/#concept-http-redirect-fetch'
const locationSpec = 'https://fetch.spec.whatwg.org/#concept-response-location-url'
const httpFetchSpec = 'https://fetch.spec.whatwg.org/#concept-http-fetch'

/** Seen in Chromium 156, Firefox 153 and WebKitGTK 2.50: each `evidence` is run again in all of them. */
export const departures: Readonly<Record<DepartureId, Departure>> = {
  'authorization-under-wildcard': {
    engines: ['chromium', 'firefox', 'webkit'],
    spec: 'https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name',
    standard: 'By the standard "*" in Access-Control-Allow-Headers does not cover Authorization.',
    actual: 'it does, for now.',
    evidence: 'preflight-list-authorization-under-anything-blocked fetch',
  },
  'blocked-response-keeps-preflight': {
    engines: ['chromium', 'webkit'],
    spec: 'https://fetch.spec.whatwg.org/#concept-main-fetch',
    standard: 'By the standard a network error after a preflight clears what is cached of it.',
    actual: 'it stays in the cache.',
    evidence: 'preflight-cache-of-blocked-answer-is-cleared-blocked fetch',
  },
  'cached-authorization-is-never-wild': {
    engines: ['chromium'],
    spec: cacheSpec,
    standard: 'By the standard "*" never covers Authorization.',
    actual: 'it does in a preflight, but not in a cached one.',
    evidence: 'preflight-cache-any-header-is-never-authorization-blocked fetch',
  },
  'cached-head-must-be-listed': {
    engines: ['firefox'],
    spec: cacheSpec,
    standard: 'By the standard HEAD needs no entry of the preflight cache.',
    actual: 'it does.',
    evidence: 'preflight-cache-head-not-listed-shared fetch',
  },
  'cached-preflight-covers-safelisted-methods': {
    engines: ['chromium', 'firefox', 'webkit'],
    spec: httpFetchSpec,
    standard: 'By the standard an upload listener needs an entry of the preflight cache with its method.',
    actual: 'GET and POST need none.',
    evidence: 'preflight-cache-upload-listener-method-not-listed-asks-again-shared xhr',
  },
  'cached-wildcard-of-credentials-is-literal': {
    engines: ['chromium'],
    spec: cacheSpec,
    standard: 'By the standard "*" of a preflight with credentials is a wildcard in the cache.',
    actual: 'it is a name there too.',
    evidence: 'preflight-cache-any-method-with-credentials-serves-without-shared fetch',
  },
  'cached-wildcards-are-literal': {
    engines: ['firefox'],
    spec: cacheSpec,
    standard: 'By the standard a cached "*" covers other methods and headers.',
    actual: 'it does not: there is another preflight.',
    evidence: 'preflight-cache-any-method-shared fetch',
  },
  'client-hints-are-safelisted': {
    engines: ['chromium'],
    spec: safelistSpec,
    standard: 'By the standard Save-Data, DPR and other client hints need a preflight.',
    actual: 'they need none.',
    evidence: 'request-header-save-data-blocked fetch',
  },
  'conditional-fetch-asks-again': {
    engines: ['chromium', 'firefox'],
    spec: cacheSpec,
    standard: 'By the standard a cached preflight serves requests with If-None-Match and the like too.',
    actual: 'they have a preflight each time.',
    evidence: 'preflight-cache-of-conditional-request-shared fetch',
  },
  'conditional-xhr-asks-again': {
    engines: ['chromium'],
    spec: cacheSpec,
    standard: 'By the standard a cached preflight serves requests with If-None-Match and the like too.',
    actual: 'they have a preflight each time, with XMLHttpRequest too.',
    evidence: 'preflight-cache-of-conditional-request-shared xhr',
  },
  'content-type-is-parsed-strictly': {
    engines: ['firefox'],
    spec: safelistSpec,
    standard: 'By the standard parameters of Content-Type do not matter to the safelist.',
    actual: 'a comma or an empty last parameter needs a preflight.',
    evidence: 'content-type-text-with-empty-last-parameter-shared fetch',
  },
  'delete-becomes-get-across-origins': {
    engines: ['webkit'],
    spec: redirectSpec,
    standard: 'By the standard a DELETE stays one after a redirect, but for status 303.',
    actual: 'after a redirect to another origin it is a GET.',
    evidence: 'redirect-307-delete-to-other-for-anyone-shared fetch',
  },
  'empty-lines-are-ignored': {
    engines: ['firefox'],
    spec: 'https://fetch.spec.whatwg.org/#concept-header-list-get',
    standard:
      'By the standard an empty line of Access-Control-Allow-Credentials beside another one is a value too many.',
    actual: 'it does not count.',
    evidence: 'allow-credentials-empty-line-before-blocked fetch',
  },
  'empty-location-fails': {
    engines: ['webkit'],
    spec: locationSpec,
    standard: 'By the standard an empty Location leads to the same URL again.',
    actual: 'it is an error.',
    evidence: 'redirect-location-empty-is-a-loop-blocked fetch',
  },
  'empty-location-is-none': {
    engines: ['chromium'],
    spec: locationSpec,
    standard: 'By the standard an empty Location leads to the same URL again.',
    actual: 'the page gets the redirect itself.',
    evidence: 'redirect-location-empty-is-a-loop-blocked fetch',
  },
  'forced-preflight-needs-methods': {
    engines: ['chromium', 'firefox', 'webkit'],
    spec: preflightSpec,
    standard: 'By the standard a preflight that an upload listener forced needs no Access-Control-Allow-Methods.',
    actual: 'it does.',
    evidence: 'upload-listener-put-without-allow-methods-shared xhr',
  },
  'header-values-are-combined': {
    engines: ['chromium', 'webkit'],
    spec: unsafeNamesSpec,
    standard: 'By the standard each value of a repeated request header is safelisted for itself.',
    actual: 'they are combined first.',
    evidence: 'request-header-content-type-text-twice-shared fetch',
  },
  'hints-are-dropped-by-redirects': {
    engines: ['chromium'],
    spec: redirectSpec,
    standard: 'By the standard a redirect keeps DPR and other client hints that the page set.',
    actual: 'it drops them.',
    evidence: 'redirect-307-malformed-hint-shared fetch',
  },
  'latin-1-is-unsafe': {
    engines: ['firefox'],
    spec: 'https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte',
    standard: 'By the standard bytes above 0x7F are safe in Accept and Content-Type.',
    actual: 'they need a preflight.',
    evidence: 'accept-with-latin-1-shared fetch',
  },
  'location-is-parsed-before-cors': {
    engines: ['chromium', 'firefox'],
    spec: httpFetchSpec,
    standard: 'By the standard a redirect is checked for CORS before its Location is read.',
    actual: 'a Location that is no URL is an error at once.',
    evidence: 'redirect-malformed-location-without-allow-origin-blocked fetch',
  },
  'locations-are-joined': {
    engines: ['webkit'],
    spec: locationSpec,
    standard: 'By the standard two Location headers are an error.',
    actual: 'their values are joined by a comma.',
    evidence: 'redirect-location-twice-blocked fetch',
  },
  'malformed-expose-list-with-wildcard': {
    engines: ['firefox'],
    spec: 'https://fetch.spec.whatwg.org/#extract-header-list-values',
    standard: 'By the standard a malformed Access-Control-Expose-Headers exposes nothing.',
    actual: 'a "*" before the mistake still exposes everything to fetch.',
    evidence: 'expose-malformed-beside-anything-exposes-nothing-shared fetch',
  },
  'manual-redirect-needs-a-url': {
    engines: ['chromium'],
    spec: httpFetchSpec,
    standard: 'By the standard a redirect is not looked at with redirect mode "manual".',
    actual: 'a Location that is no URL is an error.',
    evidence: 'redirect-mode-manual-to-malformed-location-opaqueredirect fetch',
  },
  'max-age-is-a-signed-integer': {
    engines: ['chromium', 'webkit'],
    spec: preflightSpec,
    standard: 'By the standard Access-Control-Max-Age has no sign and no limit of 64 bits: with one, it is 5 seconds.',
    actual: 'a plus is read, a minus is 0, and above 64 bits it is 5 seconds.',
    evidence: 'max-age-negative-is-malformed-cached-shared fetch',
  },
  'max-age-malformed-is-not-cached': {
    engines: ['firefox'],
    spec: preflightSpec,
    standard: 'By the standard a malformed Access-Control-Max-Age is 5 seconds.',
    actual: 'it is 0.',
    evidence: 'max-age-word-is-malformed-cached-shared fetch',
  },
  'no-limit-of-1024-bytes': {
    engines: ['firefox', 'webkit'],
    spec: unsafeNamesSpec,
    standard: 'By the standard safelisted request headers need a preflight above 1024 bytes together.',
    actual: 'they do not.',
    evidence: 'request-header-accept-of-1025-bytes-in-total-blocked fetch',
  },
  'opaque-origins-have-no-cache': {
    engines: ['chromium'],
    spec: cacheSpec,
    standard: 'By the standard preflights of the origin "null" are cached.',
    actual: 'they are not.',
    evidence: 'sandbox-preflight-cached-shared fetch',
  },
  'origin-ignores-referrer-policy': {
    engines: ['chromium'],
    spec: 'https://fetch.spec.whatwg.org/#append-a-request-origin-header',
    standard: 'By the standard a request that is not CORS has "Origin: null" under some referrer policies.',
    actual: 'it has the origin of the page.',
    evidence: 'referrer-no-cors-post-no-referrer-opaque fetch',
  },
  'origin-stays-after-redirect': {
    engines: ['webkit'],
    spec: 'https://fetch.spec.whatwg.org/#append-a-request-origin-header',
    standard: 'By the standard a GET within the origin of the page has no Origin.',
    actual: 'it keeps that of the POST whose redirect led to it.',
    evidence: 'redirect-303-post-within-page-shared fetch',
  },
  'own-preflight-is-not-checked': {
    engines: ['firefox'],
    spec: preflightSpec,
    standard: 'By the standard a preflight behind a redirect to the origin of the page is checked for CORS.',
    actual: 'it is not.',
    evidence: 'redirect-307-put-back-to-page-without-allow-origin-blocked fetch',
  },
  'preflight-after-redirect': {
    engines: ['firefox', 'webkit'],
    spec: httpFetchSpec,
    standard: 'By the standard a redirected request needs a preflight only for what is left of it.',
    actual: 'it needs one if the first request was no simple one.',
    evidence: 'redirect-303-delete-becomes-get-shared fetch',
  },
  'preflight-after-redirect-names-dropped-headers': {
    engines: ['webkit'],
    spec: preflightSpec,
    standard: 'By the standard a preflight names the headers of its request.',
    actual: 'after a redirect it also names those that were dropped.',
    evidence: 'redirect-302-authorization-and-custom-header-from-page-to-target-shared fetch',
  },
  'preflight-cache-by-credentials': {
    engines: ['firefox'],
    spec: cacheSpec,
    standard: 'By the standard a preflight with credentials also serves requests without.',
    actual: 'it does not.',
    evidence: 'preflight-cache-with-credentials-serves-without-shared fetch',
  },
  'preflight-cache-of-one-record': {
    engines: ['chromium', 'webkit'],
    spec: cacheSpec,
    standard: 'By the standard the preflight cache adds up what several preflights allowed.',
    actual: 'the last preflight of a URL replaces the one before.',
    evidence: 'policy-max-age-echo-is-added-to-cache-shared fetch',
  },
  'preflight-origin-is-the-page': {
    engines: ['firefox'],
    spec: 'https://fetch.spec.whatwg.org/#serializing-a-request-origin',
    standard: 'By the standard a preflight behind a redirect to another origin has "Origin: null".',
    actual: 'the preflight has the origin of the page, and only the request after it has "null".',
    evidence: 'redirect-307-put-to-other-for-null-shared fetch',
  },
  'range-is-63-bits': {
    engines: ['chromium'],
    spec: safelistSpec,
    standard: 'By the standard numbers in Range have no limit.',
    actual: 'from 2 to the power of 63 less 1 on, they need a preflight.',
    evidence: 'range-of-63-bits-shared fetch',
  },
  'range-is-64-bits': {
    engines: ['firefox', 'webkit'],
    spec: safelistSpec,
    standard: 'By the standard numbers in Range have no limit.',
    actual: 'above 64 bits they need a preflight.',
    evidence: 'range-beyond-64-bits-shared fetch',
  },
  'range-unit-of-any-case': {
    engines: ['webkit'],
    spec: safelistSpec,
    standard: 'By the standard the unit of Range is "bytes", and its numbers have no sign.',
    actual: 'it may be in upper case, and numbers may have a plus.',
    evidence: 'range-with-unit-capitalized-blocked fetch',
  },
  'redirect-credentials-refused-without-cors': {
    engines: ['chromium'],
    spec: redirectSpec,
    standard: 'By the standard only CORS requests refuse a redirect to a URL with a user name or password.',
    actual: 'fetch always does.',
    evidence: 'mode-no-cors-redirect-to-userinfo-opaque fetch',
  },
  'redirect-is-checked-with-credentials': {
    engines: ['webkit'],
    spec: httpFetchSpec,
    standard: 'By the standard credentials mode "same-origin" is without credentials for CORS.',
    actual: 'redirects of a request that began at the origin of the page are checked as if it were with credentials.',
    evidence: 'redirect-own-start-within-target-without-credentials-shared fetch',
  },
  'redirect-error-keeps-preflight': {
    engines: ['chromium', 'firefox', 'webkit'],
    spec: 'https://fetch.spec.whatwg.org/#concept-main-fetch',
    standard: 'By the standard the error of redirect mode "error" clears what is cached of the preflight.',
    actual: 'it stays in the cache.',
    evidence: 'preflight-cache-is-cleared-by-redirect-mode-error-shared fetch',
  },
  'redirect-error-needs-a-location': {
    engines: ['chromium', 'webkit'],
    spec: httpFetchSpec,
    standard: 'By the standard redirect mode "error" refuses every redirect status.',
    actual: 'only one with Location.',
    evidence: 'redirect-mode-error-without-location-blocked fetch',
  },
  'redirect-of-any-3xx': {
    engines: ['webkit'],
    spec: 'https://fetch.spec.whatwg.org/#redirect-status',
    standard: 'By the standard only 301, 302, 303, 307 and 308 are redirects.',
    actual: 'so are most others from 300 to 399.',
    evidence: 'redirect-location-with-status-309-stays-shared fetch',
  },
  'refused-preflight-is-cached': {
    engines: ['webkit'],
    spec: preflightSpec,
    standard: 'By the standard a preflight that refuses the method or a header is not cached.',
    actual: 'it is.',
    evidence: 'preflight-cache-is-not-filled-by-refused-method-shared fetch',
  },
  'same-location-twice-is-one': {
    engines: ['chromium', 'firefox'],
    spec: locationSpec,
    standard: 'By the standard two Location headers are an error.',
    actual: 'two with the same value are one.',
    evidence: 'redirect-location-same-twice-blocked fetch',
  },
  'simple-failure-clears-preflight': {
    engines: ['firefox'],
    spec: 'https://fetch.spec.whatwg.org/#concept-main-fetch',
    standard: 'By the standard a blocked request without a preflight leaves the preflight cache alone.',
    actual: 'it clears it for its URL.',
    evidence: 'preflight-cache-is-not-cleared-by-blocked-simple-request-shared fetch',
  },
  'streams-are-refused': {
    engines: ['webkit'],
    spec: 'https://fetch.spec.whatwg.org/#dom-request',
    standard: 'By the standard a stream may be the body of a request.',
    actual: 'fetch throws.',
    evidence: 'stream-post-shared fetch',
  },
  'streams-are-text': {
    engines: ['firefox'],
    spec: 'https://fetch.spec.whatwg.org/#dom-request',
    standard: 'By the standard a stream may be the body of a request.',
    actual: 'the text "[object ReadableStream]" is sent.',
    evidence: 'stream-post-blocked fetch',
  },
  'strict-cookies-after-cross-site-redirect': {
    engines: ['chromium'],
    spec: 'https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch',
    standard: 'By the standard SameSite=Strict cookies are kept back after a redirect by another site.',
    actual: 'they are sent.',
    evidence: 'cookie-strict-is-not-sent-after-redirect-by-other-site-shared fetch',
  },
  'tainted-origins-have-no-cache': {
    engines: ['webkit'],
    spec: cacheSpec,
    standard: 'By the standard preflights of a request whose origin became "null" by redirects are cached.',
    actual: 'they are not.',
    evidence: 'preflight-cache-of-tainted-origin-shared fetch',
  },
  'two-locations-are-an-error': {
    engines: ['chromium', 'firefox'],
    spec: locationSpec,
    standard: 'By the standard only redirects are asked for their Location.',
    actual: 'two that differ are an error with every status.',
    evidence: 'two-locations-of-status-200-shared fetch',
  },
  'unsafe-names-are-repeated': {
    engines: ['firefox'],
    spec: unsafeNamesSpec,
    standard: 'By the standard Access-Control-Request-Headers names a header once.',
    actual: 'it names it as often as the page set it.',
    evidence: 'request-headers-are-named-once-shared fetch',
  },
  'upload-listener-needs-a-body': {
    engines: ['chromium'],
    spec: 'https://xhr.spec.whatwg.org/#dom-xmlhttprequest-send',
    standard: 'By the standard an upload listener forces a preflight.',
    actual: 'only with a body.',
    evidence: 'upload-listener-get-blocked xhr',
  },
  'user-agent-is-forbidden': {
    engines: ['chromium'],
    spec: 'https://fetch.spec.whatwg.org/#forbidden-request-header',
    standard: 'By the standard a page may set User-Agent.',
    actual: 'it is dropped.',
    evidence: 'request-header-user-agent-blocked fetch',
  },
  'xhr-drops-malformed-type': {
    engines: ['chromium', 'webkit'],
    spec: 'https://xhr.spec.whatwg.org/#dom-xmlhttprequest-send',
    standard: "By the standard a Blob's type is sent as it is.",
    actual: 'XMLHttpRequest sends none that is no MIME type.',
    evidence: 'body-blob-of-malformed-type-blocked xhr',
  },
}

/** Tells what an engine does; `null` is the standard, which never departs from itself. */
export function departsAs(engine: Engine | null): Departs {
  return (id) => engine !== null && departures[id].engines.includes(engine)
}

/** How long an engine keeps a preflight at most, in seconds: https://fetch.spec.whatwg.org/#cors-preflight-fetch-0, step 7.10 */
export const maxAgeLimits: Readonly<Record<Engine | 'standard', number>> = {
  standard: 86_400,
  chromium: 7200,
  firefox: 86_400,
  webkit: 600,
}
