import type { CorsOptions } from '../../../src/index.ts'
import type { Answer, BrowserCase, PageCall } from '../browser-case.ts'
import { allowAnyone, include, location, put, putIncluding, setCookie } from './answers.ts'

type Row = readonly [name: string, policy: CorsOptions, call?: PageCall, actual?: Answer]

const two = ['$PAGE', '$OTHER']
const strangers = ['$SITE', '$OTHER']

const json: PageCall = { method: 'POST', headers: [['Content-Type', 'application/json']], body: { text: '{}' } }
const xA: PageCall = { headers: [['X-A', '1']] }
const authorization: PageCall = { headers: [['Authorization', 'Bearer 1']] }
const del: PageCall = { method: 'DELETE' }

const tagged: Answer = { headers: [['ETag', '"1"'], ['X-A', '1'], setCookie('a=1')] }

const anyone: readonly Row[] = [
  ['simple-shared', { origin: '*' }],
  ['in-list-shared', { origin: ['*'] }],
  ['including-blocked', { origin: '*' }, include],
  ['other-site-shared', { origin: '*' }, { to: 'other-site' }],
  ['put-listed-shared', { origin: '*', methods: ['PUT', 'DELETE'] }, put],
  ['put-not-listed-blocked', { origin: '*', methods: ['DELETE'] }, put],
  ['put-without-methods-blocked', { origin: '*' }, put],
  ['put-including-blocked', { origin: '*', methods: ['PUT'] }, putIncluding],
  ['any-method-shared', { origin: '*', methods: '*' }, { method: 'PURGE' }],
  ['any-header-shared', { origin: '*', allowedHeaders: '*' }, xA],
  ['any-header-is-not-authorization-blocked', { origin: '*', allowedHeaders: '*' }, authorization],
  ['any-header-and-authorization-shared', { origin: '*', allowedHeaders: ['*', 'authorization'] }, authorization],
  ['header-listed-shared', { origin: '*', allowedHeaders: ['Content-Type', 'X-A'] }, json],
  ['header-not-listed-blocked', { origin: '*', allowedHeaders: ['X-A'] }, json],
  ['exposed-headers-shared', { origin: '*', exposedHeaders: ['ETag', 'X-Other'] }, {}, tagged],
  ['any-header-exposed-shared', { origin: '*', exposedHeaders: '*' }, {}, tagged],
  ['preflight-status-200-shared', { origin: '*', methods: ['PUT'], preflightStatus: 200 }, put],
]

const one: readonly Row[] = [
  ['simple-shared', { origin: '$PAGE' }],
  ['with-credentials-shared', { origin: '$PAGE', credentials: true }, include],
  ['without-credentials-including-blocked', { origin: '$PAGE' }, include],
  ['refused-blocked', { origin: '$OTHER' }],
  ['refused-including-blocked', { origin: '$OTHER', credentials: true }, include],
  ['refused-put-blocked', { origin: '$OTHER', methods: ['PUT'] }, put],
  ['refused-no-cors-opaque', { origin: '$OTHER' }, { mode: 'no-cors' }],
  ['put-with-credentials-shared', { origin: '$PAGE', credentials: true, methods: ['PUT'] }, putIncluding],
  ['to-other-site-shared', { origin: '$PAGE', credentials: true }, { to: 'other-site', credentials: 'include' }],
]

const several: readonly Row[] = [
  ['simple-shared', { origin: two }],
  ['refused-blocked', { origin: strangers }],
  ['refused-including-blocked', { origin: strangers, credentials: true }, include],
  ['refused-put-blocked', { origin: strangers, methods: ['PUT'] }, put],
  ['refused-custom-header-blocked', { origin: strangers, allowedHeaders: ['X-A'] }, xA],
  ['refused-post-no-cors-opaque', { origin: strangers }, { method: 'POST', mode: 'no-cors', body: { text: 'a' } }],
  ['refused-to-page-shared', { origin: strangers }, { to: 'page', method: 'POST', body: { text: 'a' } }],
  ['with-credentials-shared', { origin: two, credentials: true }, include],
  ['without-credentials-including-blocked', { origin: two }, include],
  [
    'put-of-json-with-authorization-shared',
    { origin: two, methods: ['PUT'], allowedHeaders: ['content-type', 'authorization'], credentials: true, maxAge: 0 },
    {
      ...json,
      method: 'PUT',
      credentials: 'include',
      headers: [
        ['Content-Type', 'application/json'],
        ['Authorization', 'Bearer 1'],
      ],
    },
  ],
  ['method-not-listed-blocked', { origin: two, methods: ['PUT'] }, del],
  ['post-always-listed-shared', { origin: two, methods: ['PUT'], allowedHeaders: ['content-type'] }, json],
  ['header-not-listed-blocked', { origin: two }, json],
  ['patch-lower-case-blocked', { origin: two, methods: ['PATCH'] }, { method: 'patch' }],
  ['exposed-headers-shared', { origin: two, exposedHeaders: ['ETag', 'X-Other'] }, {}, tagged],
  [
    'any-header-exposed-with-credentials-shared',
    { origin: two, exposedHeaders: '*', credentials: true },
    include,
    tagged,
  ],
  ['nothing-exposed-shared', { origin: two }, {}, tagged],
  ['options-of-page-runs-handler-shared', { origin: two, methods: ['OPTIONS'] }, { method: 'OPTIONS' }],
  ['head-shared', { origin: two }, { method: 'HEAD' }],
  ['error-shared', { origin: two }, {}, { status: 500 }],
  ['not-found-shared', { origin: two }, {}, { status: 404 }],
  ['no-content-shared', { origin: two }, {}, { status: 204 }],
  [
    'unauthorized-shared',
    { origin: two, credentials: true },
    include,
    { status: 401, headers: [['WWW-Authenticate', 'Bearer']] },
  ],
  [
    'headers-of-handler-are-replaced-shared',
    { origin: two, credentials: true },
    include,
    { headers: [allowAnyone, ['Vary', 'Accept']] },
  ],
  ['headers-of-handler-are-removed-blocked', { origin: strangers }, {}, { headers: [allowAnyone] }],
]

const rules: readonly Row[] = [
  ['subdomain-shared', { origin: 'http://*.site.localhost:*' }],
  ['subdomain-with-credentials-shared', { origin: 'http://*.site.localhost:*', credentials: true }, include],
  ['subdomain-of-subdomain-shared', { origin: 'http://*.localhost:*' }],
  ['subdomain-put-shared', { origin: 'http://*.site.localhost:*', methods: ['PUT'] }, put],
  ['subdomain-on-default-port-blocked', { origin: 'http://*.site.localhost' }],
  ['subdomain-of-other-domain-blocked', { origin: 'http://*.other.localhost:*' }],
  ['subdomain-is-not-domain-itself-blocked', { origin: 'http://*.app.site.localhost:*' }],
  ['subdomain-of-other-scheme-blocked', { origin: 'https://*.site.localhost:*' }],
  ['any-port-shared', { origin: 'http://app.site.localhost:*', credentials: true }, include],
  ['any-port-of-other-host-blocked', { origin: 'http://api.site.localhost:*' }],
  ['exact-and-subdomain-shared', { origin: ['$OTHER', 'http://*.site.localhost:*'] }],
  ['regexp-shared', { origin: /^http:\/\/(?:app|www)\.site\.localhost:[0-9]+$/, credentials: true }, include],
  ['regexp-of-less-blocked', { origin: /^http:\/\/app\.site\.localhost$/ }],
  ['predicate-shared', { origin: (origin) => origin.startsWith('http://app.') }],
  ['predicate-refusing-blocked', { origin: () => false }],
  [
    'predicate-that-throws-blocked',
    {
      origin: () => {
        throw new Error('The store is down')
      },
    },
  ],
  ['predicate-after-exact-shared', { origin: ['$PAGE', () => false], vary: ['X-Tenant'] }],
]

const echoes: readonly Row[] = [
  ['method-shared', { origin: two, credentials: true, methods: '*' }, { method: 'PURGE', credentials: 'include' }],
  ['headers-shared', { origin: two, credentials: true, allowedHeaders: '*' }, { ...xA, credentials: 'include' }],
  ['headers-without-credentials-of-call-shared', { origin: two, credentials: true, allowedHeaders: '*' }, json],
  [
    'method-and-headers-shared',
    { origin: '$PAGE', credentials: true, methods: '*', allowedHeaders: '*' },
    {
      method: 'PUT',
      credentials: 'include',
      headers: [
        ['X-B', '1'],
        ['X-A', '1'],
      ],
    },
  ],
  [
    'headers-are-not-authorization-blocked',
    { origin: two, credentials: true, allowedHeaders: '*' },
    { ...authorization, credentials: 'include' },
  ],
  [
    'headers-and-authorization-shared',
    { origin: two, credentials: true, allowedHeaders: ['*', 'Authorization'] },
    { ...authorization, credentials: 'include' },
  ],
  ['method-refused-blocked', { origin: '$OTHER', credentials: true, methods: '*' }, put],
]

const rejecting: readonly Row[] = [
  ['allowed-shared', { origin: ['$PAGE'], rejectDisallowed: true }],
  ['allowed-put-shared', { origin: two, rejectDisallowed: true, methods: ['PUT'] }, put],
  ['refused-blocked', { origin: ['$OTHER'], rejectDisallowed: true }],
  ['refused-put-blocked', { origin: ['$OTHER'], rejectDisallowed: true, methods: ['PUT'] }, put],
  [
    'refused-post-no-cors-opaque',
    { origin: ['$OTHER'], rejectDisallowed: true },
    { method: 'POST', mode: 'no-cors', body: { text: 'a' } },
  ],
  [
    'own-page-shared',
    { origin: ['$OTHER'], rejectDisallowed: true },
    { to: 'page', method: 'POST', body: { text: 'a' } },
  ],
]

const debugging: readonly Row[] = [
  ['allowed-shared', { origin: '$PAGE', debug: true }],
  ['allowed-put-shared', { origin: '$PAGE', debug: true, methods: ['PUT'] }, put],
  ['refused-blocked', { origin: two.slice(1), debug: true, credentials: true }, include],
  ['refused-put-blocked', { origin: '$OTHER', debug: true }, put],
  ['refused-and-rejected-blocked', { origin: '$OTHER', debug: true, rejectDisallowed: true }],
]

const listeners: readonly Row[] = [
  ['post-shared', { origin: two }, { method: 'POST', body: { text: 'a' } }],
  ['put-shared', { origin: two, methods: ['PUT'] }, { method: 'PUT', body: { text: 'a' } }],
  ['delete-not-listed-blocked', { origin: two }, del],
  ['post-for-anyone-shared', { origin: '*' }, { method: 'POST', body: { text: 'a' } }],
]

// Preflights whose answer is used again, or not
const ages: readonly (readonly [name: string, policy: CorsOptions, calls: readonly PageCall[]])[] = [
  ['600-cached-shared', { origin: two, methods: ['PUT'], maxAge: 600 }, [put, put]],
  ['0-not-cached-shared', { origin: two, methods: ['PUT'], maxAge: 0 }, [put, put]],
  ['absent-cached-shared', { origin: two, methods: ['PUT'] }, [put, put]],
  ['600-for-anyone-cached-shared', { origin: '*', methods: '*', maxAge: 600 }, [put, del]],
  ['echo-asks-for-other-method-shared', { origin: two, methods: '*', credentials: true, maxAge: 600 }, [put, del]],
  ['echo-is-added-to-cache-shared', { origin: two, methods: '*', credentials: true, maxAge: 600 }, [put, del, put]],
  ['refusal-asks-again-blocked', { origin: strangers, methods: ['PUT'], maxAge: 600 }, [put, put]],
]

const pages: readonly (readonly [page: 'sandbox' | 'data-url', Row])[] = (['sandbox', 'data-url'] as const).flatMap(
  (page) => {
    const rows: readonly Row[] = [
      ['anyone-shared', { origin: '*' }],
      ['anyone-put-shared', { origin: '*', methods: ['PUT'] }, put],
      ['one-origin-blocked', { origin: '$PAGE' }],
      ['two-origins-blocked', { origin: two }],
      ['predicate-never-sees-null-blocked', { origin: () => true }],
      ['null-allowed-shared', { origin: '$PAGE', dangerouslyAllowNullOrigin: true }],
      ['null-allowed-put-shared', { origin: two, methods: ['PUT'], dangerouslyAllowNullOrigin: true }, put],
      ['null-allowed-including-blocked', { origin: '$PAGE', dangerouslyAllowNullOrigin: true }, include],
      ['rejected-blocked', { origin: ['$PAGE'], rejectDisallowed: true }],
      ['debug-blocked', { origin: '$PAGE', debug: true }],
    ]
    return rows.map((row) => [page, row] as const)
  },
)

const secure: readonly Row[] = [
  ['one-origin-shared', { origin: '$PAGE', credentials: true }, include],
  ['subdomain-shared', { origin: 'https://*.site.localhost:*', credentials: true, methods: ['PUT'] }, putIncluding],
  ['subdomain-of-http-blocked', { origin: 'http://*.site.localhost:*' }],
]

const toCase = (group: string, [name, policy, call = {}, actual = {}]: Row): BrowserCase => {
  const apis = call.mode === undefined ? {} : { apis: ['fetch'] as const }
  return { name: `policy-${group}-${name}`, ...apis, calls: [call], server: { start: { policy, actual } } }
}

/** Policies of the server half, through the adapter for Node */
export const policyCases: readonly BrowserCase[] = [
  ...anyone.map((row) => toCase('anyone', row)),
  ...one.map((row) => toCase('one-origin', row)),
  ...several.map((row) => toCase('two-origins', row)),
  ...rules.map((row) => toCase('rule', row)),
  ...echoes.map((row) => toCase('echo', row)),
  ...rejecting.map((row) => toCase('reject', row)),
  ...debugging.map((row) => toCase('debug', row)),
  ...listeners.map(([name, policy, call = {}]): BrowserCase => {
    const calls = [{ ...call, uploadListener: true }]
    return { name: `policy-upload-listener-${name}`, apis: ['xhr'], calls, server: { start: { policy, actual: {} } } }
  }),
  ...ages.map(
    ([name, policy, calls]): BrowserCase => ({
      name: `policy-max-age-${name}`,
      calls,
      server: { start: { policy, actual: {} } },
    }),
  ),
  ...pages.map(([page, row]): BrowserCase => ({ ...toCase(page, row), page })),
  ...secure.map((row): BrowserCase => ({ ...toCase('https', row), page: 'https' })),
  {
    name: 'policy-redirect-within-target-shared',
    server: {
      start: { policy: { origin: two }, actual: { status: 302, headers: [location('$SITE/end')] } },
      end: { policy: { origin: two }, actual: {} },
    },
  },
  {
    name: 'policy-redirect-to-other-site-blocked',
    server: {
      start: { policy: { origin: two }, actual: { status: 302, headers: [location('$OTHER/end')] } },
      end: { policy: { origin: two }, actual: {} },
    },
  },
  {
    name: 'policy-redirect-to-other-site-for-anyone-shared',
    server: {
      start: { policy: { origin: two }, actual: { status: 302, headers: [location('$OTHER/end')] } },
      end: { policy: { origin: '*' }, actual: {} },
    },
  },
  {
    name: 'policy-redirect-to-login-page-blocked',
    server: {
      start: {
        policy: { origin: two, credentials: true },
        actual: { status: 302, headers: [location('$OTHER/login')] },
      },
      login: { actual: { body: 'Log in' } },
    },
  },
  {
    name: 'policy-redirect-of-put-asks-again-shared',
    calls: [{ ...put, body: { text: 'a' } }],
    server: {
      start: { policy: { origin: two, methods: ['PUT'] }, actual: { status: 307, headers: [location('end')] } },
      end: { policy: { origin: two, methods: ['PUT'] }, actual: {} },
    },
  },
  {
    name: 'policy-cookie-of-handler-is-kept-shared',
    calls: [{ ...include, resource: 'set' }, include],
    server: {
      set: { policy: { origin: two, credentials: true }, actual: { headers: [setCookie('a=1')] } },
      start: { policy: { origin: two, credentials: true }, actual: {} },
    },
  },
]
