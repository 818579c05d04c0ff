import type { Answer, BrowserCase, PageCall, Resource } from '../browser-case.ts'
import {
  allow,
  allowAnyone,
  allowNull,
  allowOrigin,
  exposeHeaders,
  type Header,
  include,
  location,
  open,
  permitting,
  shared,
  sharedWithAnyone,
  sharedWithCredentials,
  sharedWithNull,
  withCredentials,
} from './answers.ts'

/** A redirect that the page may follow, with credentials too. */
const to = (target: string, status = 302, ...headers: readonly Header[]): Answer => {
  return { status, headers: [allow, withCredentials, ...headers, location(target)] }
}

// The browser sends `null` for the origin as soon as a server of another origin sends it to a third one.
const paths: readonly (readonly [name: string, call: PageCall, server: Readonly<Record<string, Resource>>])[] = [
  ['within-target-shared', {}, { start: { actual: to('$SITE/end') }, end: { actual: shared } }],
  ['within-target-relative-shared', {}, { start: { actual: to('end') }, end: { actual: shared } }],
  ['within-target-end-without-headers-blocked', {}, { start: { actual: to('$SITE/end') }, end: { actual: {} } }],
  [
    'within-target-start-without-headers-blocked',
    {},
    { start: { actual: { status: 302, headers: [location('end')] } }, end: { actual: shared } },
  ],
  [
    'within-target-start-for-other-blocked',
    {},
    { start: { actual: { status: 302, headers: [allowOrigin('$OTHER'), location('end')] } }, end: { actual: shared } },
  ],
  [
    'within-target-for-anyone-shared',
    {},
    { start: { actual: { status: 302, headers: [allowAnyone, location('end')] } }, end: { actual: sharedWithAnyone } },
  ],
  ['within-other-site-shared', { to: 'other-site' }, { start: { actual: to('$OTHER/end') }, end: { actual: shared } }],
  [
    'within-page-shared',
    { to: 'page' },
    { start: { actual: { status: 302, headers: [location('end')] } }, end: { actual: {} } },
  ],
  [
    'from-page-to-target-shared',
    { to: 'page' },
    { start: { actual: { status: 302, headers: [location('$SITE/end')] } }, end: { actual: shared } },
  ],
  [
    'from-page-to-target-without-headers-blocked',
    { to: 'page' },
    { start: { actual: { status: 302, headers: [location('$SITE/end')] } }, end: { actual: {} } },
  ],
  [
    'from-page-to-target-for-null-blocked',
    { to: 'page' },
    { start: { actual: { status: 302, headers: [location('$SITE/end')] } }, end: { actual: sharedWithNull } },
  ],
  ['from-target-to-other-for-page-blocked', {}, { start: { actual: to('$OTHER/end') }, end: { actual: shared } }],
  [
    'from-target-to-other-for-null-shared',
    {},
    { start: { actual: to('$OTHER/end') }, end: { actual: sharedWithNull } },
  ],
  [
    'from-target-to-other-for-anyone-shared',
    {},
    { start: { actual: to('$OTHER/end') }, end: { actual: sharedWithAnyone } },
  ],
  [
    'from-target-to-other-echo-shared',
    {},
    { start: { actual: to('$OTHER/end') }, end: { actual: { headers: [allowOrigin('$ORIGIN')] } } },
  ],
  [
    'from-target-to-other-without-headers-blocked',
    {},
    { start: { actual: to('$OTHER/end') }, end: { actual: { body: 'Log in' } } },
  ],
  [
    'from-other-to-target-for-page-blocked',
    { to: 'other-site' },
    { start: { actual: to('$SITE/end') }, end: { actual: shared } },
  ],
  [
    'from-other-to-target-for-null-shared',
    { to: 'other-site' },
    { start: { actual: to('$SITE/end') }, end: { actual: sharedWithNull } },
  ],
  ['from-target-to-page-without-headers-blocked', {}, { start: { actual: to('$PAGE/end') }, end: { actual: {} } }],
  ['from-target-to-page-for-page-blocked', {}, { start: { actual: to('$PAGE/end') }, end: { actual: shared } }],
  ['from-target-to-page-for-null-shared', {}, { start: { actual: to('$PAGE/end') }, end: { actual: sharedWithNull } }],
  [
    'from-target-to-page-for-anyone-shared',
    {},
    { start: { actual: to('$PAGE/end') }, end: { actual: sharedWithAnyone } },
  ],
  [
    'from-page-to-target-to-page-for-null-shared',
    { to: 'page' },
    {
      start: { actual: { status: 302, headers: [location('$SITE/middle')] } },
      middle: { actual: to('$PAGE/end') },
      end: { actual: sharedWithNull },
    },
  ],
  [
    'from-page-to-target-within-target-shared',
    { to: 'page' },
    {
      start: { actual: { status: 302, headers: [location('$SITE/middle')] } },
      middle: { actual: to('end') },
      end: { actual: shared },
    },
  ],
  [
    'from-page-to-target-to-other-for-null-shared',
    { to: 'page' },
    {
      start: { actual: { status: 302, headers: [location('$SITE/middle')] } },
      middle: { actual: to('$OTHER/end') },
      end: { actual: sharedWithNull },
    },
  ],
  [
    'from-target-to-other-and-back-for-null-shared',
    {},
    {
      start: { actual: to('$OTHER/middle') },
      middle: { actual: { status: 302, headers: [allowNull, location('$SITE/end')] } },
      end: { actual: sharedWithNull },
    },
  ],
  [
    'from-target-to-other-for-page-in-the-middle-blocked',
    {},
    { start: { actual: to('$OTHER/middle') }, middle: { actual: to('$SITE/end') }, end: { actual: sharedWithNull } },
  ],
  ['to-error-shared', {}, { start: { actual: to('end') }, end: { actual: { status: 404, headers: [allow] } } }],
  [
    'exposes-headers-of-end-only-shared',
    {},
    {
      start: { actual: to('end', 302, exposeHeaders('X-A'), ['X-A', '1']) },
      end: { actual: { headers: [allow, exposeHeaders('X-B'), ['X-A', '2'], ['X-B', '2']] } },
    },
  ],
  ['with-fragment-shared', { resource: 'start#x' }, { start: { actual: to('$SITE/end') }, end: { actual: shared } }],
  ['to-fragment-shared', {}, { start: { actual: to('$SITE/end#x') }, end: { actual: shared } }],
]

const credentialed: readonly (readonly [name: string, call: PageCall, server: Readonly<Record<string, Resource>>])[] = [
  ['within-target-shared', include, { start: { actual: to('end') }, end: { actual: sharedWithCredentials } }],
  ['within-target-end-without-credentials-blocked', include, { start: { actual: to('end') }, end: { actual: shared } }],
  [
    'within-target-start-without-credentials-blocked',
    include,
    { start: { actual: { status: 302, headers: [allow, location('end')] } }, end: { actual: sharedWithCredentials } },
  ],
  [
    'within-target-start-for-anyone-blocked',
    include,
    {
      start: { actual: { status: 302, headers: [allowAnyone, withCredentials, location('end')] } },
      end: { actual: sharedWithCredentials },
    },
  ],
  [
    'to-other-for-null-shared',
    include,
    { start: { actual: to('$OTHER/end') }, end: { actual: { headers: [allowNull, withCredentials] } } },
  ],
  [
    'to-other-for-anyone-blocked',
    include,
    { start: { actual: to('$OTHER/end') }, end: { actual: { headers: [allowAnyone, withCredentials] } } },
  ],
  [
    'to-other-for-page-blocked',
    include,
    { start: { actual: to('$OTHER/end') }, end: { actual: sharedWithCredentials } },
  ],
]

const userinfo: readonly (readonly [name: string, call: PageCall, start: Answer])[] = [
  ['within-target-blocked', {}, to('user:password@$SITE/end')],
  ['within-target-only-user-blocked', {}, to('user@$SITE/end')],
  ['to-other-blocked', {}, to('user:password@$OTHER/end')],
  ['to-page-blocked', {}, to('user:password@$PAGE/end')],
  ['from-page-to-target-blocked', { to: 'page' }, to('user:password@$SITE/end')],
  ['within-page-shared', { to: 'page' }, to('user:password@$PAGE/end')],
]

// Location of the answer; a call that goes nowhere else ends in that answer or in a network error.
const locations: readonly (readonly [name: string, ...lines: readonly string[]])[] = [
  ['missing-shared'],
  ['malformed-host-blocked', 'http://[/'],
  ['malformed-port-blocked', 'http://api.site.localhost:x/'],
  ['without-host-blocked', 'http://'],
  ['data-blocked', 'data:text/plain,x'],
  ['ftp-blocked', 'ftp://api.site.localhost/'],
  ['mailto-blocked', 'mailto:a@b.example'],
  ['javascript-blocked', 'javascript:1'],
  ['about-blank-blocked', 'about:blank'],
  ['blob-blocked', 'blob:$PAGE/9115d58c-bcda-ff47-86e5-083e9a215304'],
  ['file-blocked', 'file:///etc/hostname'],
  ['unknown-scheme-blocked', 'x-unknown:x'],
  ['with-spaces-around-shared', ' end '],
  ['of-dots-shared', './x/../end'],
  ['with-query-shared', 'end?a=b c'],
  ['of-latin-1-query-shared', 'end?\xe4'],
  ['twice-blocked', 'end', 'elsewhere'],
  ['same-twice-blocked', 'end', 'end'],
]

const notRedirects = [200, 201, 300, 304, 305, 306, 309, 404]

const chain = (count: number): Readonly<Record<string, Resource>> => {
  const hops = Array.from({ length: count }, (_, at): [string, Resource] => {
    return [at === 0 ? 'start' : `hop-${at}`, { actual: to(at === count - 1 ? 'end' : `hop-${at + 1}`) }]
  })
  return { ...Object.fromEntries(hops), end: { actual: shared } }
}

const modes: readonly (readonly [name: string, call: PageCall, start: Answer])[] = [
  ['error-blocked', { redirect: 'error' }, to('end')],
  ['error-without-redirect-shared', { redirect: 'error' }, shared],
  ['error-within-page-blocked', { to: 'page', redirect: 'error' }, to('end')],
  ['error-without-location-blocked', { redirect: 'error' }, { status: 302, headers: [allow] }],
  ['manual-opaqueredirect', { redirect: 'manual' }, to('end')],
  ['manual-without-headers-blocked', { redirect: 'manual' }, { status: 302, headers: [location('end')] }],
  ['manual-within-page-opaqueredirect', { to: 'page', redirect: 'manual' }, to('end')],
  ['manual-without-redirect-shared', { redirect: 'manual' }, shared],
  ['manual-without-location-opaqueredirect', { redirect: 'manual' }, { status: 302, headers: [allow] }],
  ['manual-to-malformed-location-opaqueredirect', { redirect: 'manual' }, to('http://[/')],
  [
    'manual-including-without-credentials-blocked',
    { redirect: 'manual', credentials: 'include' },
    { status: 302, headers: [allow, location('end')] },
  ],
  ['manual-after-preflight-opaqueredirect', { redirect: 'manual', method: 'PUT' }, to('end')],
  ['error-after-preflight-blocked', { redirect: 'error', method: 'PUT' }, to('end')],
]

const simplePath = (name: string, call: PageCall, server: Readonly<Record<string, Resource>>): BrowserCase => {
  return { name: `redirect-${name}`, calls: [call], server }
}

/** https://fetch.spec.whatwg.org/#concept-http-redirect-fetch, for requests without preflights */
export const redirectCases: readonly BrowserCase[] = [
  ...[301, 302, 303, 307, 308].map((status) => {
    return simplePath(`${status}-get-shared`, {}, { start: { actual: to('end', status) }, end: { actual: shared } })
  }),
  ...paths.map(([name, call, server]) => simplePath(name, call, server)),
  ...credentialed.map(([name, call, server]) => simplePath(`including-${name}`, call, server)),
  ...userinfo.map(([name, call, start]) => {
    return simplePath(`to-userinfo-${name}`, call, { start: { actual: start }, end: { actual: sharedWithAnyone } })
  }),
  ...locations.map(([name, ...lines]) => {
    const actual = { status: 302, headers: [allow, ...lines.map(location)] }
    return simplePath(
      `location-${name}`,
      {},
      { start: { actual }, end: { actual: shared }, elsewhere: { actual: shared } },
    )
  }),
  simplePath('location-empty-is-a-loop-blocked', {}, { start: { actual: to('') } }),
  {
    // In Firefox XMLHttpRequest never ends this one.
    name: 'redirect-location-bad-port-blocked',
    apis: ['fetch'],
    server: { start: { actual: to('http://api.site.localhost:6667/') } },
  },
  ...notRedirects.map((status) => {
    return simplePath(
      `location-with-status-${status}-stays-shared`,
      {},
      { start: { actual: to('end', status) }, end: open },
    )
  }),
  simplePath('twenty-times-shared', {}, chain(20)),
  simplePath('twenty-one-times-blocked', {}, chain(21)),
  ...modes.map(([name, call, actual]): BrowserCase => {
    const server = { start: { preflight: permitting, actual }, end: { actual: shared } }
    return { name: `redirect-mode-${name}`, apis: ['fetch'], calls: [call], server }
  }),
  {
    name: 'redirect-mode-same-origin-to-target-blocked',
    apis: ['fetch'],
    calls: [{ to: 'page', mode: 'same-origin' }],
    server: { start: { actual: to('$SITE/end') }, end: { actual: shared } },
  },
  {
    name: 'redirect-mode-same-origin-within-page-shared',
    apis: ['fetch'],
    calls: [{ to: 'page', mode: 'same-origin' }],
    server: { start: { actual: to('end') }, end: { actual: {} } },
  },
]
