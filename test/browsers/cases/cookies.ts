import type { Answer, BrowserCase, PageCall } from '../browser-case.ts'
import {
  allow,
  allowHeaders,
  allowMethods,
  allowNull,
  include,
  location,
  open,
  put,
  putIncluding,
  setCookie,
  sharedWithCredentials,
  withCredentials,
} from './answers.ts'

// The page calls `set`, which sets a cookie, and then `start`, where the cookie comes in or not.

const setting = (cookie: string): Answer => ({ headers: [allow, withCredentials, setCookie(cookie)] })

const modes: readonly (readonly [name: string, first: PageCall, second: PageCall])[] = [
  ['included-is-sent-included-shared', include, include],
  ['included-is-not-sent-by-default-shared', include, {}],
  ['included-is-not-sent-omitted-shared', include, { credentials: 'omit' }],
  ['by-default-is-not-kept-shared', {}, include],
  ['omitted-is-not-kept-shared', { credentials: 'omit' }, include],
  ['of-page-by-default-is-sent-by-default-shared', { to: 'page' }, { to: 'page' }],
  ['of-page-by-default-is-not-sent-omitted-shared', { to: 'page' }, { to: 'page', credentials: 'omit' }],
  ['of-page-omitted-is-not-kept-shared', { to: 'page', credentials: 'omit' }, { to: 'page' }],
  ['of-page-is-not-of-target-shared', { to: 'page' }, include],
  ['included-is-sent-after-preflight-shared', include, putIncluding],
  ['included-is-not-sent-after-preflight-by-default-shared', include, put],
  ['included-is-sent-in-mode-no-cors-opaque', include, { mode: 'no-cors', credentials: 'include' }],
  ['included-is-not-sent-in-mode-no-cors-by-default-opaque', include, { mode: 'no-cors' }],
  ['included-in-mode-no-cors-is-kept-shared', { mode: 'no-cors', credentials: 'include' }, include],
]

// The party and the page decide what becomes of the attributes; both calls include credentials.
const attributes: readonly (readonly [name: string, cookie: string])[] = [
  ['plain', 'a=1'],
  ['lax', 'a=1; SameSite=Lax'],
  ['strict', 'a=1; SameSite=Strict'],
  ['none', 'a=1; SameSite=None'],
  ['secure', 'a=1; Secure'],
  ['none-secure', 'a=1; SameSite=None; Secure'],
  ['none-secure-partitioned', 'a=1; SameSite=None; Secure; Partitioned'],
  ['http-only', 'a=1; HttpOnly'],
]

const pages = ['http', 'https'] as const
const parties = ['same-site', 'other-site'] as const

const others: readonly BrowserCase[] = [
  {
    name: 'cookie-of-blocked-answer-is-kept-shared',
    calls: [{ ...include, resource: 'set' }, include],
    server: { set: { actual: { headers: [setCookie('a=1')] } }, start: open },
  },
  {
    name: 'cookie-of-redirect-is-kept-shared',
    calls: [{ ...include, resource: 'set' }, include],
    server: {
      set: { actual: { status: 302, headers: [allow, withCredentials, setCookie('a=1'), location('start')] } },
      start: open,
    },
  },
  {
    name: 'cookie-of-blocked-redirect-is-kept-shared',
    calls: [{ ...include, resource: 'set' }, include],
    server: { set: { actual: { status: 302, headers: [setCookie('a=1'), location('start')] } }, start: open },
  },
  {
    name: 'cookie-of-preflight-is-not-kept-shared',
    calls: [{ ...putIncluding, resource: 'set' }, include],
    server: {
      set: {
        preflight: { headers: [allow, withCredentials, allowMethods('PUT'), setCookie('a=1')] },
        actual: sharedWithCredentials,
      },
      start: open,
    },
  },
  {
    name: 'cookie-of-error-is-kept-shared',
    calls: [{ ...include, resource: 'set' }, include],
    server: { set: { actual: { status: 500, headers: [allow, withCredentials, setCookie('a=1')] } }, start: open },
  },
  {
    name: 'cookie-of-anyone-with-credentials-is-kept-shared',
    calls: [{ ...include, resource: 'set' }, include],
    server: { set: { actual: { headers: [['Access-Control-Allow-Origin', '*'], setCookie('a=1')] } }, start: open },
  },
  {
    name: 'cookies-two-are-sent-together-shared',
    calls: [{ ...include, resource: 'set' }, include],
    server: { set: { actual: { headers: [allow, withCredentials, setCookie('a=1'), setCookie('b=2')] } }, start: open },
  },
  {
    name: 'cookie-strict-is-not-sent-after-redirect-by-other-site-shared',
    calls: [
      { ...include, resource: 'set' },
      { ...include, to: 'other-site' },
    ],
    server: {
      set: { actual: setting('a=1; SameSite=Strict') },
      start: { actual: { status: 302, headers: [allow, withCredentials, location('$SITE/end')] } },
      end: { actual: { headers: [allowNull, withCredentials] } },
    },
  },
  {
    name: 'cookie-lax-is-sent-after-redirect-by-page-shared',
    calls: [
      { ...include, resource: 'set' },
      { ...include, to: 'page' },
    ],
    server: {
      set: { actual: setting('a=1; SameSite=Lax') },
      start: { actual: { status: 302, headers: [location('$SITE/end')] } },
      end: open,
    },
  },
  {
    name: 'cookie-is-not-sent-by-default-after-redirect-by-page-shared',
    calls: [{ ...include, resource: 'set' }, { to: 'page' }],
    server: {
      set: { actual: setting('a=1') },
      start: { actual: { status: 302, headers: [location('$SITE/end')] } },
      end: open,
    },
  },
  {
    name: 'cookie-of-page-by-default-is-not-sent-after-redirect-by-target-shared',
    calls: [{ to: 'page', resource: 'set' }, {}],
    server: {
      set: { actual: setting('a=1') },
      start: { actual: { status: 302, headers: [allow, location('$PAGE/end')] } },
      end: { actual: { headers: [allowNull] } },
    },
  },
  {
    name: 'cookie-of-page-included-is-sent-after-redirect-by-target-shared',
    calls: [{ to: 'page', resource: 'set' }, include],
    server: {
      set: { actual: setting('a=1') },
      start: { actual: { status: 302, headers: [allow, withCredentials, location('$PAGE/end')] } },
      end: { actual: { headers: [allowNull, withCredentials] } },
    },
  },
  {
    name: 'cookie-from-page-header-is-dropped-shared',
    calls: [
      { ...include, resource: 'set' },
      { ...include, headers: [['Cookie', 'b=2']] },
    ],
    server: { set: { actual: setting('a=1') }, start: open },
  },
  {
    name: 'cookie-beside-authorization-shared',
    calls: [
      { ...include, resource: 'set' },
      { ...include, headers: [['Authorization', 'Bearer 1']] },
    ],
    server: { set: { actual: setting('a=1') }, start: open },
  },
]

const permittingNull: Answer = { headers: [allowNull, withCredentials, allowMethods('PUT'), allowHeaders('X-A')] }

const fromFrames: readonly BrowserCase[] = (['sandbox', 'data-url'] as const).flatMap((page) => [
  {
    name: `cookie-lax-from-${page}-shared`,
    page,
    calls: [{ ...include, resource: 'set' }, include],
    server: {
      set: { actual: { headers: [allowNull, withCredentials, setCookie('a=1; SameSite=Lax')] } },
      start: { actual: { headers: [allowNull, withCredentials] } },
    },
  },
  {
    name: `cookie-plain-from-${page}-shared`,
    page,
    calls: [{ ...include, resource: 'set' }, putIncluding],
    server: {
      set: { actual: { headers: [allowNull, withCredentials, setCookie('a=1')] } },
      start: { preflight: permittingNull, actual: { headers: [allowNull, withCredentials] } },
    },
  },
])

/** https://fetch.spec.whatwg.org/#cookies and https://fetch.spec.whatwg.org/#concept-request-credentials-mode */
export const cookieCases: readonly BrowserCase[] = [
  ...modes.map(([name, first, second]): BrowserCase => {
    // What XMLHttpRequest does not know makes a row one of fetch.
    const isOfFetch = [first, second].some(({ credentials, mode }) => credentials === 'omit' || mode !== undefined)
    const calls = [{ ...first, resource: 'set' }, second]
    const server = { set: { actual: setting('a=1') }, start: open }
    return { name: `cookie-${name}`, ...(isOfFetch ? { apis: ['fetch'] } : {}), calls, server }
  }),
  ...pages.flatMap((page) =>
    parties.flatMap((to) =>
      attributes.map(([name, cookie]): BrowserCase => {
        const calls = [
          { ...include, to, resource: 'set' },
          { ...include, to },
        ]
        return {
          name: `cookie-${name}-${page}-${to}-shared`,
          page,
          calls,
          server: { set: { actual: setting(cookie) }, start: open },
        }
      }),
    ),
  ),
  ...others,
  ...fromFrames,
]
