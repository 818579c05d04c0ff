import type { BrowserCase, PageCall } from '../browser-case.ts'
import { allow, allowHeaders, maxAge, open, shared, simpleOnly } from './answers.ts'

type Values = readonly (readonly [name: string, value: string])[]

const bytes = (count: number): string => 'a'.repeat(count)

// In all of these the server refuses preflights, so that a safelisted header is shared and any other one is blocked.

const accept: Values = [
  ['anything-shared', '*/*'],
  ['media-types-shared', 'text/html,application/json;q=0.9'],
  ['empty-shared', ''],
  ['of-128-bytes-shared', bytes(128)],
  ['of-129-bytes-blocked', bytes(129)],
  ['of-128-bytes-with-spaces-around-shared', ` ${bytes(128)} `],
  ['with-tab-shared', 'a\tb'],
  ['with-latin-1-shared', 'caf\xe9'],
  ['with-slash-comma-semicolon-equals-shared', '/,;='],
  ['with-control-byte-blocked', 'a\x01'],
  ['with-vertical-tab-blocked', 'a\x0bb'],
  ['with-double-quote-blocked', 'text/html;a="b"'],
  ['with-left-parenthesis-blocked', '('],
  ['with-right-parenthesis-blocked', ')'],
  ['with-colon-blocked', 'a:b'],
  ['with-less-than-blocked', '<'],
  ['with-greater-than-blocked', '>'],
  ['with-question-mark-blocked', '?'],
  ['with-at-sign-blocked', '@'],
  ['with-left-bracket-blocked', '['],
  ['with-backslash-blocked', '\\'],
  ['with-right-bracket-blocked', ']'],
  ['with-left-brace-blocked', '{'],
  ['with-right-brace-blocked', '}'],
  ['with-delete-blocked', '\x7f'],
]

const acceptLanguage: Values = [
  ['plain-shared', 'en'],
  ['with-weights-shared', 'de-AT, de;q=0.9, *;q=0.1'],
  ['empty-shared', ''],
  ['with-underscore-blocked', 'de_AT'],
  ['with-slash-blocked', 'en/us'],
  ['with-double-quote-blocked', '"en"'],
  ['with-tab-blocked', 'en,\tde'],
  ['with-latin-1-blocked', 'fran\xe7ais'],
  ['of-129-bytes-blocked', bytes(129)],
]

const contentLanguage: Values = [
  ['plain-shared', 'en, de'],
  ['with-underscore-blocked', 'de_AT'],
  ['with-at-sign-blocked', '@'],
]

const contentType: Values = [
  ['text-shared', 'text/plain'],
  ['form-shared', 'application/x-www-form-urlencoded'],
  ['multipart-shared', 'multipart/form-data'],
  ['multipart-with-boundary-shared', 'multipart/form-data; boundary=x'],
  ['text-with-charset-shared', 'text/plain;charset=x'],
  ['form-with-charset-shared', 'application/x-www-form-urlencoded; charset=UTF-8'],
  ['text-upper-case-shared', 'TEXT/PLAIN'],
  ['text-in-odd-case-with-charset-shared', 'tExt/pLain; CHARSET=utf-8'],
  ['text-with-spaces-around-shared', '  text/plain\t'],
  ['text-with-space-before-parameter-shared', 'text/plain ; charset=x'],
  ['text-with-tab-before-parameter-shared', 'text/plain\t;charset=x'],
  ['text-with-empty-parameter-shared', 'text/plain;'],
  ['text-with-empty-parameters-shared', 'text/plain;;;'],
  ['text-with-malformed-parameter-shared', 'text/plain;garbage'],
  ['text-with-other-type-as-parameter-shared', 'text/plain; application/json'],
  ['text-of-128-bytes-shared', `text/plain;a=${bytes(115)}`],
  ['text-of-129-bytes-blocked', `text/plain;a=${bytes(116)}`],
  ['text-with-comma-in-parameter-shared', 'text/plain;charset=a,b'],
  ['text-with-latin-1-in-parameter-shared', 'text/plain;a=\xe9'],
  ['text-with-quoted-parameter-blocked', 'text/plain;charset="utf-8"'],
  ['text-with-control-byte-in-parameter-blocked', 'text/plain;a=\x01'],
  ['json-blocked', 'application/json'],
  ['html-blocked', 'text/html'],
  ['csp-report-blocked', 'application/csp-report'],
  ['text-joined-before-json-blocked', 'text/plain, application/json'],
  ['json-joined-before-text-blocked', 'application/json, text/plain'],
  ['text-joined-with-text-blocked', 'text/plain,text/plain'],
  ['text-with-trailing-comma-blocked', 'text/plain,'],
  ['text-with-space-before-slash-blocked', 'text /plain'],
  ['text-with-space-after-slash-blocked', 'text/ plain'],
  ['text-without-subtype-blocked', 'text'],
  ['text-with-empty-subtype-blocked', 'text/'],
  ['without-type-blocked', '/plain'],
  ['empty-blocked', ''],
  ['any-blocked', '*/*'],
  ['text-with-longer-subtype-blocked', 'text/plaintext'],
  ['text-with-latin-1-subtype-blocked', 'text/pl\xe4in'],
  ['text-with-no-break-space-blocked', 'text/plain\xa0'],
]

const range: Values = [
  ['from-start-shared', 'bytes=0-'],
  ['with-end-shared', 'bytes=0-10'],
  ['of-one-byte-shared', 'bytes=5-5'],
  ['with-leading-zeros-shared', 'bytes=007-08'],
  ['with-spaces-around-shared', ' bytes=0-10 '],
  ['beyond-64-bits-shared', 'bytes=18446744073709551616-18446744073709551617'],
  ['of-last-bytes-blocked', 'bytes=-5'],
  ['several-blocked', 'bytes=0-1,2-3'],
  ['backwards-blocked', 'bytes=5-1'],
  ['with-spaces-around-equals-blocked', 'bytes = 0-'],
  ['with-space-after-equals-blocked', 'bytes= 0-'],
  ['with-space-before-hyphen-blocked', 'bytes=0 -10'],
  ['with-unit-capitalized-blocked', 'Bytes=0-'],
  ['with-unit-upper-case-blocked', 'BYTES=0-10'],
  ['with-other-unit-blocked', 'items=0-10'],
  ['without-unit-blocked', '0-10'],
  ['without-numbers-blocked', 'bytes=-'],
  ['empty-blocked', 'bytes='],
  ['with-letters-blocked', 'bytes=a-b'],
  ['with-sign-blocked', 'bytes=+1-2'],
]

const others: readonly (readonly [name: string, header: string, value: string])[] = [
  ['custom-blocked', 'X-A', '1'],
  ['custom-empty-blocked', 'X-A', ''],
  ['authorization-blocked', 'Authorization', 'Bearer 1'],
  ['cache-control-blocked', 'Cache-Control', 'no-cache'],
  ['pragma-blocked', 'Pragma', 'no-cache'],
  ['if-none-match-blocked', 'If-None-Match', '"1"'],
  ['last-event-id-blocked', 'Last-Event-ID', '1'],
  ['save-data-blocked', 'Save-Data', 'on'],
  ['save-data-malformed-blocked', 'Save-Data', 'off'],
  ['viewport-width-blocked', 'Viewport-Width', '100'],
  ['dpr-blocked', 'DPR', '1.0'],
  ['dpr-malformed-blocked', 'DPR', 'x'],
  ['width-blocked', 'Width', '100'],
  ['device-memory-blocked', 'Device-Memory', '0.5'],
  ['downlink-blocked', 'Downlink', '1.5'],
  ['rtt-blocked', 'RTT', '100'],
  ['ect-blocked', 'ECT', '4g'],
  ['ect-malformed-blocked', 'ECT', '9g'],
  ['intervention-blocked', 'Intervention', 'x'],
  ['idempotency-key-blocked', 'Idempotency-Key', '"1"'],
  ['referrer-blocked', 'Referrer', 'x'],
  ['user-agent-blocked', 'User-Agent', 'x'],
  ['content-encoding-blocked', 'Content-Encoding', 'identity'],
  ['upgrade-insecure-requests-blocked', 'Upgrade-Insecure-Requests', '1'],
  ['requested-with-blocked', 'X-Requested-With', 'XMLHttpRequest'],
  ['method-override-blocked', 'X-HTTP-Method-Override', 'PUT'],
  ['access-control-allow-origin-blocked', 'Access-Control-Allow-Origin', '*'],
]

const list = (name: string, calls: readonly PageCall[], allowed: string): BrowserCase => {
  return {
    name,
    calls,
    server: { start: { preflight: { headers: [allow, allowHeaders(allowed), maxAge('0')] }, actual: shared } },
  }
}

const names = (...headers: readonly string[]): PageCall => ({ headers: headers.map((name) => [name, '1']) })

const several: readonly BrowserCase[] = [
  list('request-headers-are-sorted-shared', [names('x-b', 'x-a', 'x-c')], 'x-a, x-b, x-c'),
  list('request-headers-are-lower-cased-shared', [names('X-B', 'x-A')], 'x-a, x-b'),
  list('request-headers-are-named-once-shared', [names('x-a', 'X-A', 'x-a')], 'x-a'),
  list(
    'request-headers-are-sorted-by-bytes-shared',
    [names('xa', 'x_a', 'x-a', 'x0a', 'x.a')],
    'xa, x_a, x-a, x0a, x.a',
  ),
  list('request-headers-of-odd-tokens-shared', [names("x!#$%&'*+.^_`|~")], "x!#$%&'*+.^_`|~"),
  list('request-headers-many-shared', [names(...Array.from({ length: 40 }, (_, at) => `x-${at}`))], '*'),
  list(
    'request-headers-name-only-unsafe-ones-shared',
    [
      {
        method: 'POST',
        body: { text: 'a' },
        headers: [
          ['Accept', 'text/html'],
          ['Content-Type', 'text/plain'],
          ['X-A', '1'],
        ],
      },
    ],
    'x-a',
  ),
  list(
    'request-headers-name-unsafe-values-shared',
    [
      {
        headers: [
          ['Accept', '"'],
          ['Accept-Language', '_'],
          ['Content-Type', 'a/b'],
          ['Range', 'bytes=-1'],
        ],
      },
    ],
    'accept, accept-language, content-type, range',
  ),
  { name: 'request-headers-with-line-break-blocked', calls: [{ headers: [['X-A', 'a\nb']] }], server: { start: open } },
  { name: 'request-headers-with-invalid-name-blocked', calls: [{ headers: [['X A', '1']] }], server: { start: open } },
  {
    name: 'request-headers-of-five-times-128-bytes-shared',
    calls: [
      {
        method: 'POST',
        body: { text: 'a' },
        headers: [
          ['Accept', bytes(128)],
          ['Accept-Language', bytes(128)],
          ['Content-Language', bytes(128)],
          ['Content-Type', `text/plain;a=${bytes(115)}`],
          ['Range', `bytes=${'0'.repeat(120)}1-`],
        ],
      },
    ],
    server: { start: simpleOnly },
  },
]

// Headers of fetch is a list that may have a name twice; XMLHttpRequest joins values, so its rows differ.
const twice = (count: number, name: string, value: string): PageCall => ({
  method: 'POST',
  body: { text: 'a' },
  headers: Array.from({ length: count }, () => [name, value] as const),
})

const repeated: readonly BrowserCase[] = [
  {
    name: 'request-header-accept-twice-shared',
    calls: [twice(2, 'Accept', 'text/html')],
    server: { start: simpleOnly },
  },
  {
    name: 'request-header-accept-twice-64-bytes-shared',
    apis: ['fetch'],
    calls: [twice(2, 'Accept', bytes(64))],
    server: { start: simpleOnly },
  },
  {
    name: 'request-header-accept-joined-beyond-128-bytes-blocked',
    apis: ['xhr'],
    calls: [twice(2, 'Accept', bytes(64))],
    server: { start: simpleOnly },
  },
  {
    name: 'request-header-accept-of-1024-bytes-in-total-shared',
    apis: ['fetch'],
    calls: [twice(8, 'Accept', bytes(128))],
    server: { start: simpleOnly },
  },
  {
    name: 'request-header-accept-of-1025-bytes-in-total-blocked',
    apis: ['fetch'],
    calls: [{ headers: [...(twice(8, 'Accept', bytes(128)).headers ?? []), ['Accept-Language', 'a']] }],
    server: { start: simpleOnly },
  },
  {
    name: 'request-header-content-type-text-twice-shared',
    apis: ['fetch'],
    calls: [twice(2, 'Content-Type', 'text/plain')],
    server: { start: simpleOnly },
  },
  {
    name: 'request-header-content-type-text-joined-blocked',
    apis: ['xhr'],
    calls: [twice(2, 'Content-Type', 'text/plain')],
    server: { start: simpleOnly },
  },
  {
    name: 'request-header-content-type-json-and-text-blocked',
    calls: [
      {
        method: 'POST',
        body: { text: '{}' },
        headers: [
          ['Content-Type', 'application/json'],
          ['Content-Type', 'text/plain'],
        ],
      },
    ],
    server: { start: simpleOnly },
  },
]

const simple = (name: string, call: PageCall): BrowserCase => ({ name, calls: [call], server: { start: simpleOnly } })

/** https://fetch.spec.whatwg.org/#cors-safelisted-request-header and what a preflight says of the others */
export const requestHeaderCases: readonly BrowserCase[] = [
  ...accept.map(([name, value]) => simple(`accept-${name}`, { headers: [['Accept', value]] })),
  ...acceptLanguage.map(([name, value]) =>
    simple(`accept-language-${name}`, { headers: [['Accept-Language', value]] }),
  ),
  ...contentLanguage.map(([name, value]) =>
    simple(`content-language-${name}`, { headers: [['Content-Language', value]] }),
  ),
  ...contentType.map(([name, value]) => {
    return simple(`content-type-${name}`, { method: 'POST', headers: [['Content-Type', value]], body: { text: '{}' } })
  }),
  ...range.map(([name, value]) => simple(`range-${name}`, { headers: [['Range', value]] })),
  ...others.map(([name, header, value]) => simple(`request-header-${name}`, { headers: [[header, value]] })),
  ...several,
  ...repeated,
]
