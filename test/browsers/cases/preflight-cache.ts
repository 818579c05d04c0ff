import type { BrowserCase, PageCall, Resource } from '../browser-case.ts'
import {
  allow,
  allowAnyone,
  allowHeaders,
  allowMethods,
  type Header,
  maxAge,
  put,
  putIncluding,
  shared,
  sharedWithAnyone,
  sharedWithCredentials,
  withCredentials,
} from './answers.ts'

// Access-Control-Max-Age of the preflight's answer; the page makes the same PUT twice. What no number is counts as 5.
const ages: readonly (readonly [name: string, ...lines: readonly string[]])[] = [
  ['600-cached-shared', '600'],
  ['60-cached-shared', '60'],
  ['1-cached-shared', '1'],
  ['0-not-cached-shared', '0'],
  ['00-not-cached-shared', '00'],
  ['absent-cached-shared'],
  ['with-spaces-around-cached-shared', ' 60 '],
  ['with-leading-zeros-cached-shared', '0060'],
  ['negative-is-malformed-cached-shared', '-1'],
  ['empty-is-malformed-cached-shared', ''],
  ['word-is-malformed-cached-shared', 'abc'],
  ['with-unit-is-malformed-cached-shared', '60s'],
  ['with-sign-is-malformed-cached-shared', '+60'],
  ['fraction-is-malformed-cached-shared', '0.5'],
  ['fraction-above-one-is-malformed-cached-shared', '1.5'],
  ['hexadecimal-is-malformed-cached-shared', '0x10'],
  ['with-exponent-is-malformed-cached-shared', '1e3'],
  ['in-quotes-is-malformed-cached-shared', '"60"'],
  ['named-is-malformed-cached-shared', 'max-age=60'],
  ['joined-by-comma-is-malformed-cached-shared', '600, 60'],
  ['zeros-joined-by-comma-are-malformed-cached-shared', '0, 0'],
  ['on-two-lines-fails-cached-shared', '600', '60'],
  ['zero-on-two-lines-fails-cached-shared', '0', '0'],
  ['beyond-31-bits-cached-shared', '2147483648'],
  ['beyond-64-bits-cached-shared', '99999999999999999999999'],
]

// How long the page waits between the two calls. These pages are on https, because the caches have few places (100 in
// Firefox, 32 in Chromium): the many preflights of the other pages would push theirs out.
const waits: readonly (readonly [name: string, age: string | null, wait: number])[] = [
  ['1-is-over-after-1500-ms-shared', '1', 1500],
  ['600-lasts-1500-ms-shared', '600', 1500],
  ['absent-lasts-2000-ms-shared', null, 2000],
  // The only long wait: the default of 5 seconds has an end.
  ['absent-is-over-after-6500-ms-shared', null, 6500],
]

const permits = (...headers: readonly Header[]): Resource => {
  return { preflight: { headers: [allow, maxAge('600'), ...headers] }, actual: shared }
}

/** Credentials are allowed throughout. */
const permitsAll = (...headers: readonly Header[]): Resource => {
  return { preflight: { headers: [allow, withCredentials, maxAge('600'), ...headers] }, actual: sharedWithCredentials }
}

const get = (...names: readonly string[]): PageCall => ({ headers: names.map((name) => [name, '1']) })
const del: PageCall = { method: 'DELETE' }
const head: PageCall = { method: 'HEAD', headers: [['X-A', '1']] }
const getIncluding: PageCall = { credentials: 'include', headers: [['X-A', '1']] }
const post = (rest: Partial<PageCall>): PageCall => ({ method: 'POST', body: { text: 'a' }, ...rest })

const sequences: readonly (readonly [name: string, calls: readonly PageCall[], start: Resource])[] = [
  ['same-header-shared', [get('X-A'), get('X-A')], permits(allowHeaders('X-A'))],
  ['same-header-in-other-case-shared', [get('X-A'), get('x-a')], permits(allowHeaders('x-A'))],
  ['other-header-listed-shared', [get('X-A'), get('X-B')], permits(allowHeaders('X-A, X-B'))],
  ['other-header-not-listed-blocked', [get('X-A'), get('X-B')], permits(allowHeaders('X-A'))],
  ['more-headers-listed-shared', [get('X-A'), get('X-A', 'X-B')], permits(allowHeaders('X-A, X-B'))],
  ['fewer-headers-shared', [get('X-A', 'X-B'), get('X-B')], permits(allowHeaders('X-A, X-B'))],
  ['other-method-listed-shared', [put, del], permits(allowMethods('PUT, DELETE'))],
  ['other-method-not-listed-blocked', [put, del], permits(allowMethods('PUT'))],
  ['header-after-method-listed-shared', [put, get('X-A')], permits(allowMethods('PUT'), allowHeaders('X-A'))],
  ['method-after-header-listed-shared', [get('X-A'), put], permits(allowMethods('PUT'), allowHeaders('X-A'))],
  [
    'method-and-header-from-one-preflight-shared',
    [put, { ...put, ...get('X-A') }],
    permits(allowMethods('PUT'), allowHeaders('X-A')),
  ],
  ['head-not-listed-shared', [head, head], permits(allowHeaders('X-A'))],
  ['safelisted-method-not-listed-shared', [post(get('X-A')), post(get('X-A'))], permits(allowHeaders('X-A'))],
  ['any-method-shared', [put, del], permits(allowMethods('*'))],
  ['any-header-shared', [get('X-A'), get('X-B')], permits(allowHeaders('*'))],
  ['any-header-is-not-authorization-blocked', [get('X-A'), get('Authorization')], permits(allowHeaders('*'))],
  [
    'any-header-is-never-authorization-blocked',
    [get('Authorization'), get('Authorization')],
    permits(allowHeaders('*')),
  ],
  [
    'any-header-and-authorization-shared',
    [get('X-A'), get('Authorization')],
    permits(allowHeaders('*, Authorization')),
  ],
  ['other-query-asks-again-shared', [put, { ...put, resource: 'start?x=1' }], permits(allowMethods('PUT'))],
  [
    'same-query-shared',
    [
      { ...put, resource: 'start?x=1' },
      { ...put, resource: 'start?x=1' },
    ],
    permits(allowMethods('PUT')),
  ],
  ['other-fragment-asks-again-shared', [put, { ...put, resource: 'start#x' }], permits(allowMethods('PUT'))],
  ['other-host-asks-again-shared', [put, { ...put, to: 'other-site' }], permits(allowMethods('PUT'))],
  [
    'for-anyone-shared',
    [put, put],
    { preflight: { headers: [allowAnyone, allowMethods('PUT'), maxAge('600')] }, actual: sharedWithAnyone },
  ],
  ['simple-request-between-shared', [put, {}, put], permits(allowMethods('PUT'))],
  ['no-store-does-not-matter-shared', [put, put], permits(allowMethods('PUT'), ['Cache-Control', 'no-store'])],

  // An entry of a request with credentials serves all, one without serves those without.
  ['with-credentials-serves-without-shared', [putIncluding, put], permitsAll(allowMethods('PUT'))],
  ['without-credentials-serves-none-with-shared', [put, putIncluding], permitsAll(allowMethods('PUT'))],
  ['with-credentials-serves-the-same-shared', [putIncluding, putIncluding], permitsAll(allowMethods('PUT'))],
  ['header-without-credentials-serves-none-with-shared', [get('X-A'), getIncluding], permitsAll(allowHeaders('X-A'))],
  ['without-credentials-serves-none-with-blocked', [put, putIncluding], permits(allowMethods('PUT'))],
  ['any-method-without-credentials-serves-none-with-blocked', [put, putIncluding], permitsAll(allowMethods('*'))],
  // The standard keeps "*" as it is: it was no wildcard in the preflight, but it is one in the cache.
  ['any-method-with-credentials-serves-without-shared', [putIncluding, del], permitsAll(allowMethods('PUT, *'))],
  [
    'any-method-with-credentials-serves-the-same-shared',
    [putIncluding, { ...del, credentials: 'include' }],
    permitsAll(allowMethods('PUT, *')),
  ],
  [
    'any-header-with-credentials-serves-the-same-shared',
    [getIncluding, { ...getIncluding, headers: [['X-B', '1']] }],
    permitsAll(allowHeaders('X-A, *')),
  ],

  // A network error after a preflight, or for want of one, clears what is known of the URL.
  ['is-cleared-by-refused-method-shared', [put, del, put], permits(allowMethods('PUT'))],
  ['is-cleared-by-refused-header-shared', [get('X-A'), get('X-B'), get('X-A')], permits(allowHeaders('X-A'))],
  ['is-cleared-by-refused-credentials-shared', [put, putIncluding, put], permits(allowMethods('PUT'))],
  [
    'is-cleared-by-blocked-answer-shared',
    [put, putIncluding, put],
    { preflight: { headers: [allow, withCredentials, maxAge('600'), allowMethods('PUT')] }, actual: shared },
  ],
  [
    'is-not-cleared-by-blocked-simple-request-shared',
    [put, { credentials: 'include' }, put],
    permits(allowMethods('PUT')),
  ],
  [
    'of-blocked-answer-is-cleared-blocked',
    [put, put],
    { preflight: { headers: [allow, allowMethods('PUT'), maxAge('600')] }, actual: {} },
  ],
  ['is-not-filled-by-refused-method-shared', [put, del], permits(allowMethods('DELETE'))],
  ['is-not-filled-by-refused-header-shared', [get('X-A'), get('X-B')], permits(allowHeaders('X-B'))],
  [
    'is-not-filled-by-failed-preflight-blocked',
    [put, put],
    { preflight: { status: 500, headers: [allow, allowMethods('PUT'), maxAge('600')] }, actual: shared },
  ],
]

// With a listener the method needs an entry, though it is a safelisted one.
const listening: readonly (readonly [name: string, calls: readonly PageCall[], start: Resource])[] = [
  ['without-allow-methods-shared', [post({ uploadListener: true }), post({ uploadListener: true })], permits()],
  [
    'method-listed-shared',
    [post({ uploadListener: true }), post({ uploadListener: true })],
    permits(allowMethods('POST')),
  ],
  [
    'method-not-listed-asks-again-shared',
    [post({ uploadListener: true }), post({ uploadListener: true })],
    permits(allowMethods('PUT')),
  ],
  ['any-method-shared', [post({ uploadListener: true }), post({ uploadListener: true })], permits(allowMethods('*'))],
  [
    'after-header-without-listener-asks-again-shared',
    [post(get('X-A')), post({ uploadListener: true })],
    permits(allowHeaders('X-A')),
  ],
]

/** https://fetch.spec.whatwg.org/#cors-preflight-cache: which calls are preceded by a preflight */
export const preflightCacheCases: readonly BrowserCase[] = [
  ...ages.map(([name, ...lines]): BrowserCase => {
    const preflight = { headers: [allow, allowMethods('PUT'), ...lines.map(maxAge)] }
    return { name: `max-age-${name}`, calls: [put, put], server: { start: { preflight, actual: shared } } }
  }),
  ...sequences.map(
    ([name, calls, start]): BrowserCase => ({ name: `preflight-cache-${name}`, calls, server: { start } }),
  ),
  ...listening.map(([name, calls, start]): BrowserCase => {
    return { name: `preflight-cache-upload-listener-${name}`, apis: ['xhr'], calls, server: { start } }
  }),
  ...waits.map(([name, age, wait]): BrowserCase => {
    const preflight = { headers: [allow, allowMethods('PUT'), ...(age === null ? [] : [maxAge(age)])] }
    const calls = [put, { ...put, wait }]
    return { name: `max-age-${name}`, page: 'https', calls, server: { start: { preflight, actual: shared } } }
  }),
  {
    name: 'max-age-1-of-upload-listener-and-put-is-over-after-1500-ms-shared',
    page: 'https',
    apis: ['xhr'],
    calls: [
      { ...put, uploadListener: true },
      { ...put, uploadListener: true, wait: 1500 },
    ],
    server: { start: { preflight: { headers: [allow, allowMethods('PUT'), maxAge('1')] }, actual: shared } },
  },
]
