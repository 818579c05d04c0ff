import type { Answer, BrowserCase, PageCall, ReferrerPolicyName } from '../browser-case.ts'
import { allow, location, open, permitting, shared } from './answers.ts'

const post: PageCall = { method: 'POST', body: { text: 'a' } }

// Calls with mode "no-cors", and the answer
const noCors: readonly (readonly [name: string, call: PageCall, actual?: Answer])[] = [
  ['get-opaque', {}],
  ['get-of-shared-answer-opaque', {}, shared],
  ['get-of-error-opaque', {}, { status: 500 }],
  ['get-of-other-site-opaque', { to: 'other-site' }],
  ['get-of-page-shared', { to: 'page' }],
  ['head-opaque', { method: 'HEAD' }],
  ['post-opaque', post],
  ['post-of-form-opaque', { method: 'POST', body: { form: { a: '1' } } }],
  ['post-of-page-shared', { ...post, to: 'page' }],
  ['post-of-json-blob-opaque', { method: 'POST', body: { blob: '{}', type: 'application/json' } }],
  ['put-blocked', { method: 'PUT' }],
  ['put-of-page-blocked', { method: 'PUT', to: 'page' }],
  ['delete-blocked', { method: 'DELETE' }],
  ['options-blocked', { method: 'OPTIONS' }],
  ['custom-header-dropped-opaque', { headers: [['X-A', '1']] }],
  ['authorization-dropped-opaque', { headers: [['Authorization', 'Bearer 1']] }],
  ['authorization-to-page-dropped-shared', { to: 'page', headers: [['Authorization', 'Bearer 1']] }],
  ['range-dropped-opaque', { headers: [['Range', 'bytes=0-']] }],
  ['content-type-json-dropped-opaque', { ...post, headers: [['Content-Type', 'application/json']] }],
  ['content-type-text-opaque', { ...post, headers: [['Content-Type', 'text/plain;charset=x']] }],
  ['accept-opaque', { headers: [['Accept', 'text/html']] }],
  ['including-opaque', { credentials: 'include' }],
  ['omitting-opaque', { credentials: 'omit' }],
  ['redirect-opaque', {}, { status: 302, headers: [location('$SITE/end')] }],
  ['redirect-to-other-opaque', {}, { status: 302, headers: [location('$OTHER/end')] }],
  ['redirect-from-page-opaque', { to: 'page' }, { status: 302, headers: [location('$SITE/end')] }],
  ['redirect-to-page-opaque', {}, { status: 302, headers: [location('$PAGE/end')] }],
  ['redirect-to-userinfo-opaque', {}, { status: 302, headers: [location('user:password@$SITE/end')] }],
  ['redirect-of-post-opaque', post, { status: 307, headers: [location('$SITE/end')] }],
  ['redirect-of-post-to-other-opaque', post, { status: 307, headers: [location('$OTHER/end')] }],
  ['redirect-mode-error-blocked', { redirect: 'error' }],
  ['redirect-mode-manual-blocked', { redirect: 'manual' }],
  ['redirect-mode-error-of-page-shared', { to: 'page', redirect: 'error' }],
  [
    'redirect-mode-manual-of-page-opaqueredirect',
    { to: 'page', redirect: 'manual' },
    { status: 302, headers: [location('$PAGE/end')] },
  ],
  ['resource-policy-same-origin-blocked', {}, { headers: [['Cross-Origin-Resource-Policy', 'same-origin']] }],
  ['resource-policy-same-site-opaque', {}, { headers: [['Cross-Origin-Resource-Policy', 'same-site']] }],
  [
    'resource-policy-same-site-of-other-blocked',
    { to: 'other-site' },
    { headers: [['Cross-Origin-Resource-Policy', 'same-site']] },
  ],
  [
    'resource-policy-cross-origin-opaque',
    { to: 'other-site' },
    { headers: [['Cross-Origin-Resource-Policy', 'cross-origin']] },
  ],
  [
    'html-without-sniffing-opaque',
    {},
    {
      headers: [
        ['Content-Type', 'text/html'],
        ['X-Content-Type-Options', 'nosniff'],
      ],
    },
  ],
]

const cors: readonly (readonly [name: string, call: PageCall, actual?: Answer])[] = [
  ['get-of-page-shared', { to: 'page' }],
  ['head-of-page-shared', { to: 'page', method: 'HEAD' }],
  ['post-of-page-shared', { ...post, to: 'page' }],
  ['put-of-page-shared', { to: 'page', method: 'PUT' }],
  [
    'custom-header-to-page-shared',
    {
      to: 'page',
      headers: [
        ['X-A', '1'],
        ['Authorization', 'Bearer 1'],
      ],
    },
  ],
  ['error-of-page-shared', { to: 'page' }, { status: 500 }],
  [
    'refusal-of-page-shared',
    { to: 'page', credentials: 'include' },
    { headers: [['Access-Control-Allow-Origin', 'null']] },
  ],
  ['resource-policy-does-not-matter-shared', {}, { headers: [allow, ['Cross-Origin-Resource-Policy', 'same-origin']] }],
  ['head-shared', { method: 'HEAD' }, shared],
  ['head-without-headers-blocked', { method: 'HEAD' }],
]

const sameOrigin: readonly (readonly [name: string, call: PageCall])[] = [
  ['get-of-page-shared', { to: 'page' }],
  ['put-of-page-shared', { to: 'page', method: 'PUT', headers: [['X-A', '1']] }],
  ['get-of-target-blocked', {}],
  ['post-of-target-blocked', post],
  ['get-of-other-site-blocked', { to: 'other-site' }],
  ['redirect-mode-manual-of-target-blocked', { redirect: 'manual' }],
]

const policies: readonly ReferrerPolicyName[] = [
  'no-referrer',
  'no-referrer-when-downgrade',
  'same-origin',
  'origin',
  'strict-origin',
  'origin-when-cross-origin',
  'strict-origin-when-cross-origin',
  'unsafe-url',
]

// The Origin of a request without CORS follows the referrer policy, that of a CORS request never does.
const referrers: readonly (readonly [name: string, call: PageCall])[] = [
  ['cors-get-no-referrer-shared', { referrerPolicy: 'no-referrer' }],
  ['cors-post-no-referrer-shared', { ...post, referrerPolicy: 'no-referrer' }],
  ['cors-put-no-referrer-shared', { method: 'PUT', referrerPolicy: 'no-referrer' }],
  ['cors-post-same-origin-shared', { ...post, referrerPolicy: 'same-origin' }],
  ['cors-post-of-page-no-referrer-shared', { ...post, to: 'page', referrerPolicy: 'no-referrer' }],
  ['no-cors-get-unsafe-url-opaque', { mode: 'no-cors', referrerPolicy: 'unsafe-url' }],
  ['no-cors-post-of-page-no-referrer-shared', { ...post, to: 'page', mode: 'no-cors', referrerPolicy: 'no-referrer' }],
  ['no-cors-post-of-page-same-origin-shared', { ...post, to: 'page', mode: 'no-cors', referrerPolicy: 'same-origin' }],
  [
    'same-origin-post-of-page-no-referrer-shared',
    { ...post, to: 'page', mode: 'same-origin', referrerPolicy: 'no-referrer' },
  ],
]

const fetching = (name: string, call: PageCall, actual: Answer = {}): BrowserCase => {
  const server = { start: { preflight: permitting, actual }, end: { actual: {} } }
  return { name, apis: ['fetch'], calls: [call], server }
}

/** https://fetch.spec.whatwg.org/#concept-request-mode and https://fetch.spec.whatwg.org/#append-a-request-origin-header */
export const modeCases: readonly BrowserCase[] = [
  ...noCors.map(([name, call, actual]) => fetching(`mode-no-cors-${name}`, { ...call, mode: 'no-cors' }, actual)),
  ...cors.map(([name, call, actual]): BrowserCase => {
    return {
      name: `mode-cors-${name}`,
      calls: [call],
      server: { start: { preflight: permitting, actual: actual ?? {} } },
    }
  }),
  ...sameOrigin.map(([name, call]) => fetching(`mode-same-origin-${name}`, { ...call, mode: 'same-origin' }, shared)),
  ...policies.map((referrerPolicy) => {
    return fetching(`referrer-no-cors-post-${referrerPolicy}-opaque`, { ...post, mode: 'no-cors', referrerPolicy })
  }),
  ...referrers.map(([name, call]) => fetching(`referrer-${name}`, call, shared)),
  {
    name: 'referrer-no-cors-post-no-referrer-from-https-opaque',
    page: 'https',
    apis: ['fetch'],
    calls: [{ ...post, mode: 'no-cors', referrerPolicy: 'no-referrer' }],
    server: { start: open },
  },
]
