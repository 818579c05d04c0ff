import type { AnyCorsRoute } from '../../src/routes.ts'
import type { OutcomeCase } from './outcomes.ts'

/** Routes, a request for a path of theirs, and what must come of it. */
export interface RouteOutcomeCase extends Omit<OutcomeCase, 'options'> {
  readonly routes: Readonly<Record<string, AnyCorsRoute>>
  /** The path that is asked for, as it is on the wire. */
  readonly path: string
}

const app = 'https://app.example.com'
const other = 'https://other.example.com'
const evil = 'https://evil.example'
const json = [['content-type', 'application/json']] as const

const mixed = {
  '/public/*': { origin: '*' },
  '/api/*': { origin: [app, other], credentials: true, methods: ['PUT'] },
  '/api/open/*': { origin: '*', methods: ['DELETE'] },
  '/api/items/:id': { origin: other },
  '/api/items/new': { origin: [other, 'https://third.example'] },
  '/internal/*': false,
  '/strict/*': { origin: [app, other], rejectDisallowed: true },
} as const satisfies Readonly<Record<string, AnyCorsRoute>>

/** The same in the opposite order: it plays no part. */
const reversed: RouteOutcomeCase['routes'] = Object.fromEntries(Object.entries(mixed).reverse())

const open = { status: 200, headers: { 'access-control-allow-origin': '*' }, handled: true } as const
const refused = { status: 200, headers: { vary: 'Origin' }, handled: true } as const
const unclear = { status: 200, headers: { 'cache-control': 'no-store', vary: 'Origin' }, handled: true } as const
const untouched = { status: 200, headers: {}, handled: true } as const
const rejected = { status: 403, headers: { 'cache-control': 'no-store', vary: 'Origin' }, handled: false } as const
const refusedPreflight = { status: 403, headers: { 'cache-control': 'no-store', vary: 'Origin' } } as const
const withCredentials = {
  status: 200,
  headers: {
    'access-control-allow-credentials': 'true',
    'access-control-allow-origin': app,
    vary: 'Origin',
  },
  handled: true,
} as const
const onlyOther = { status: 200, headers: { 'access-control-allow-origin': other }, handled: true } as const

const specificity: readonly RouteOutcomeCase[] = [mixed, reversed].flatMap((routes, at): RouteOutcomeCase[] => {
  const order = at === 0 ? 'in order' : 'in the opposite order'
  const get = { routes, page: { origin: app, credentials: 'omit' } } as const
  return [
    { step: `${order}: a text and what is under it`, ...get, path: '/public/a/b', outcome: 'shared', actual: open },
    { step: `${order}: the text itself`, ...get, path: '/public', outcome: 'shared', actual: open },
    { step: `${order}: with a slash`, ...get, path: '/public/', outcome: 'shared', actual: open },
    { step: `${order}: the longer of two`, ...get, path: '/api/open/x', outcome: 'shared', actual: open },
    { step: `${order}: the shorter of two`, ...get, path: '/api/x', outcome: 'shared', actual: withCredentials },
    { step: `${order}: a name beats the rest`, ...get, path: '/api/items/1', outcome: 'blocked', actual: onlyOther },
    {
      step: `${order}: the rest is for more`,
      ...get,
      path: '/api/items/1/2',
      outcome: 'shared',
      actual: withCredentials,
    },
    { step: `${order}: a text beats a name`, ...get, path: '/api/items/new', outcome: 'blocked', actual: refused },
    {
      step: `${order}: a preflight meets the policy of its request`,
      routes,
      path: '/api/open/1',
      page: { origin: app, method: 'DELETE' },
      outcome: 'shared',
      preflight: {
        status: 204,
        headers: { 'access-control-allow-methods': 'DELETE', 'access-control-allow-origin': '*' },
      },
      actual: open,
    },
    {
      step: `${order}: a preflight that the policy of another path would allow`,
      routes,
      path: '/api/open/1',
      page: { origin: app, method: 'PUT' },
      outcome: 'blocked',
      failure: 'preflight-method',
    },
    {
      step: `${order}: a preflight with credentials`,
      routes,
      path: '/api/x',
      page: { origin: app, method: 'PUT', credentials: 'include' },
      outcome: 'shared',
      actual: withCredentials,
    },
  ]
})

const exempt: readonly RouteOutcomeCase[] = [
  ...['/internal', '/internal/a/b', '/elsewhere', '/'].flatMap((path): RouteOutcomeCase[] => [
    {
      step: `${path} is left alone: no headers, no Vary`,
      routes: mixed,
      path,
      page: { origin: app },
      outcome: 'blocked',
      failure: 'allow-origin-missing',
      actual: untouched,
    },
    {
      step: `${path} is left alone: what the handler says about CORS stays`,
      routes: mixed,
      path,
      handler: 'upstream',
      page: { origin: app },
      outcome: 'shared',
      actual: {
        status: 200,
        headers: {
          'access-control-allow-credentials': 'true',
          'access-control-allow-headers': 'x-evil',
          'access-control-allow-methods': 'EVIL',
          'access-control-allow-origin': '*',
          'access-control-expose-headers': 'x-evil',
          'access-control-max-age': '99',
        },
        handled: true,
      },
    },
    {
      step: `${path} is left alone: the handler gets the preflight`,
      routes: mixed,
      path,
      raw: { method: 'OPTIONS', headers: { origin: app, 'access-control-request-method': 'PUT' } },
      actual: untouched,
    },
  ]),
  {
    step: 'a path that is left alone, cookies and all',
    routes: mixed,
    path: '/internal/x',
    handler: 'cookies',
    raw: { headers: { origin: evil } },
    actual: untouched,
  },
]

const lenient = { origin: '*' } as const
const readings: Readonly<Record<string, AnyCorsRoute>> = {
  ...mixed,
  '/caf%C3%A9/*': lenient,
  '/Docs/*': { origin: other },
  '/public/admin/*': { origin: other, rejectDisallowed: true },
}

/** Paths that a lenient server takes for one with another policy: nothing is shared. */
const paths: readonly RouteOutcomeCase[] = [
  ...[
    '/PUBLIC/x',
    '/%70ublic/x',
    '//public/x',
    '/public/..%2finternal/x',
    '/public/%2e%2e%2finternal',
    '/public/..%5cinternal/x',
    '/public/%252e%252e%252finternal',
    '/public/%25252525252e',
    '/internal/..%2fpublic/x',
    '/docs/x',
    '/api/ITEMS/1',
    '/api/items%2f1',
    '/api/items/%ff%2f1',
    '/api//open',
    '/public;/x',
    '/public;v=1',
    '/public%3bv=1',
    '/public%253Bx/y',
    '/public/..;/internal/x',
    '/public/..;v=1/internal/x',
    '/public;%2finternal/x',
    '/public%3Fx',
    '/public%23x/y',
    '/public/x;/..%2f..%2finternal',
  ].map(
    (path): RouteOutcomeCase => ({
      step: `${path} is not clear: not shared, not cached`,
      routes: readings,
      path,
      page: { origin: app },
      outcome: 'blocked',
      actual: unclear,
    }),
  ),
  ...[
    '/public/ADMIN/x',
    '/public/%61dmin/..%2f..%2fpublic/x',
    '/public//admin',
    '/public/admin;v=1/x',
    '/public/admin;x',
    '/public/x;/../admin',
  ].map(
    (path): RouteOutcomeCase => ({
      step: `${path} is not clear, and one reading rejects`,
      routes: readings,
      path,
      page: { origin: app },
      outcome: 'blocked',
      actual: rejected,
    }),
  ),
  {
    step: 'a long path that would have to be read in every way is not clear',
    routes: readings,
    path: `/public/${'A'.repeat(4096)}`,
    page: { origin: app },
    outcome: 'blocked',
    actual: rejected,
  },
  {
    step: 'a long path that all servers read alike',
    routes: readings,
    path: `/public/${'a'.repeat(4096)}`,
    page: { origin: app },
    outcome: 'shared',
    actual: open,
  },
  {
    step: 'an encoded slash before a semicolon: one segment for a server that cuts there first',
    routes: { '/:name': { origin: other }, '/*': { origin: '*' } },
    path: '/a%2Fb;v=1/c',
    page: { origin: app },
    outcome: 'blocked',
    actual: unclear,
  },
  {
    step: 'a preflight for a path that is not clear',
    routes: readings,
    path: '/PUBLIC/x',
    page: { origin: app, method: 'PUT' },
    outcome: 'blocked',
    preflight: refusedPreflight,
  },
  {
    step: 'a path that is not clear, from the same origin',
    routes: readings,
    path: '/public/ADMIN/x',
    raw: { headers: { origin: 'SELF' } },
    actual: refused,
  },
  ...[
    '/public/A',
    '/public/%61',
    '/public//x',
    '/public/a%2Fb',
    '/public/%2541',
    '/public/50%2525',
    '/public/100%25',
    '/public/%FF',
    '/caf%c3%a9/x',
    '/public/x;v=1/y;w=2',
    '/public/what%3F',
  ].map(
    (path): RouteOutcomeCase => ({
      step: `${path} has one policy, however it is read`,
      routes: readings,
      path,
      page: { origin: app },
      outcome: 'shared',
      actual: open,
    }),
  ),
  ...['/INTERNAL/x', '/elsewhere/..%2finternal', '/%FF'].map(
    (path): RouteOutcomeCase => ({
      step: `${path} has no policy, however it is read`,
      routes: readings,
      path,
      page: { origin: app },
      outcome: 'blocked',
      actual: untouched,
    }),
  ),
]

const own = { origin: app, credentials: true, methods: ['PUT'] } as const
const twoTiers = { '/api/*': [own, { origin: '*', exposedHeaders: ['etag'] }] } as const
const strictTiers = {
  '/api/*': [
    { origin: other, debug: true },
    { ...own, rejectDisallowed: true },
  ],
} as const
const atApi = { routes: twoTiers, path: '/api/x' } as const

const lists: readonly RouteOutcomeCase[] = [
  {
    step: 'a list: the first policy that admits answers, with Vary',
    ...atApi,
    page: { origin: app, credentials: 'include' },
    outcome: 'shared',
    actual: withCredentials,
  },
  {
    step: 'a list: the next for everyone else, with Vary',
    ...atApi,
    page: { origin: evil },
    outcome: 'shared',
    actual: {
      status: 200,
      headers: {
        'access-control-allow-origin': '*',
        'access-control-expose-headers': 'etag',
        vary: 'Origin',
      },
      handled: true,
    },
  },
  {
    step: 'a list: everyone else has no credentials',
    ...atApi,
    page: { origin: evil, credentials: 'include' },
    outcome: 'blocked',
    failure: 'allow-origin-wildcard-with-credentials',
  },
  {
    step: 'a list: a preflight of the first',
    ...atApi,
    page: { origin: app, method: 'PUT', credentials: 'include', headers: [] },
    outcome: 'shared',
    preflight: {
      status: 204,
      headers: {
        'access-control-allow-credentials': 'true',
        'access-control-allow-methods': 'PUT',
        'access-control-allow-origin': app,
        vary: 'Origin',
      },
    },
  },
  {
    step: 'a list: a preflight of the next',
    ...atApi,
    page: { origin: evil, method: 'PUT' },
    outcome: 'blocked',
    failure: 'preflight-method',
    preflight: {
      status: 204,
      headers: {
        'access-control-allow-methods': 'GET,HEAD,POST',
        'access-control-allow-origin': '*',
        vary: 'Origin',
      },
    },
  },
  { step: 'a list: without Origin only Vary', ...atApi, raw: { headers: {} }, actual: refused },
  {
    step: 'a list: from the same origin, which the last admits like everyone',
    ...atApi,
    raw: { headers: { origin: 'SELF', 'sec-fetch-site': 'same-origin' } },
    actual: {
      status: 200,
      headers: { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'etag', vary: 'Origin' },
      handled: true,
    },
  },
  {
    step: 'a list of constant policies that admit others: refused like any, nothing sent',
    routes: { '/api/*': [{ origin: app }, { origin: other, credentials: true }] },
    path: '/api/x',
    handler: 'upstream',
    page: { origin: evil },
    outcome: 'blocked',
    actual: refused,
  },
  {
    step: 'a list of which none admits: a preflight is refused',
    routes: { '/api/*': [{ origin: app }, { origin: other, credentials: true }] },
    path: '/api/x',
    page: { origin: evil, headers: json },
    outcome: 'blocked',
    preflight: refusedPreflight,
  },
  {
    step: 'a list of which one rejects: refused before the handler',
    routes: strictTiers,
    path: '/api/x',
    page: { origin: evil },
    outcome: 'blocked',
    actual: rejected,
  },
  {
    step: 'a list of which one rejects: from the same origin',
    routes: strictTiers,
    path: '/api/x',
    raw: { headers: { origin: 'SELF' } },
    actual: refused,
  },
  {
    step: 'a list of which one explains: the console says why',
    routes: { '/api/*': [{ origin: [app, 'https://third.example'] }, { origin: other, debug: true }] },
    path: '/api/x',
    page: { origin: evil, headers: json },
    outcome: 'blocked',
    preflight: {
      status: 200,
      headers: {
        'access-control-allow-origin': 'https://origin-refused.invalid',
        'cache-control': 'no-store',
        vary: 'Origin',
      },
    },
  },
  {
    step: 'a list: a policy that fails refuses, whatever the next would say',
    routes: {
      '/api/*': [
        {
          origin: () => {
            throw new Error('on purpose')
          },
        },
        { origin: '*' },
      ],
    },
    path: '/api/x',
    page: { origin: app },
    outcome: 'blocked',
    actual: unclear,
  },
  {
    step: 'a list: what an earlier policy varies on is named too',
    routes: { '/api/*': [{ origin: () => false, vary: ['x-tenant'] }, { origin: '*' }] },
    path: '/api/x',
    page: { origin: app },
    outcome: 'shared',
    actual: {
      status: 200,
      headers: { 'access-control-allow-origin': '*', vary: 'Origin, x-tenant' },
      handled: true,
    },
  },
  {
    step: 'a list: a lookup that admits',
    routes: { '/api/*': [{ lookup: async (origin) => origin === app, credentials: true }, { origin: '*' }] },
    path: '/api/x',
    page: { origin: app, credentials: 'include' },
    outcome: 'shared',
    actual: withCredentials,
  },
  {
    step: 'a list: the policy after a lookup',
    routes: { '/api/*': [{ lookup: async (origin) => origin === app, credentials: true }, { origin: '*' }] },
    path: '/api/x',
    page: { origin: evil },
    outcome: 'shared',
    actual: { status: 200, headers: { 'access-control-allow-origin': '*', vary: 'Origin' }, handled: true },
  },
  {
    step: 'a list: a lookup that fails refuses',
    routes: { '/api/*': [{ lookup: () => Promise.reject(new Error('store is down')) }, { origin: '*' }] },
    path: '/api/x',
    page: { origin: app },
    outcome: 'blocked',
    actual: unclear,
  },
  {
    step: 'no lookup beside one that has: the same answer',
    routes: { '/api/*': { lookup: async () => true }, '/public/*': { origin: '*' } },
    path: '/public/x',
    page: { origin: evil },
    outcome: 'shared',
    actual: open,
  },
  {
    step: 'no policy beside one with a lookup: left alone',
    routes: { '/api/*': { lookup: async () => true } },
    path: '/x',
    page: { origin: evil },
    outcome: 'blocked',
    actual: untouched,
  },
]

export const routeOutcomes: readonly RouteOutcomeCase[] = [...specificity, ...exempt, ...paths, ...lists]
