import type { SpecificAnswer, SpecificCase } from './check-specific.ts'
import { app, evil, forNobody, forOrigin, other, preflight, refusedPreflight, withHeaders } from './specific-answers.ts'

const text = { 'content-type': 'text/plain;charset=utf-8' } as const

function plain(body: string, status = 200): SpecificAnswer {
  return { status, headers: { ...text, 'content-length': `${body.length}` }, body }
}

function empty(status: number, headers: Readonly<Record<string, string>> = {}): SpecificAnswer {
  return { status, headers: { ...headers, 'content-length': '0' } }
}

const bunsOwn: SpecificAnswer = {
  status: 500,
  headers: { 'content-type': 'text/plain', 'content-length': '21' },
  body: 'Something went wrong!',
}

/** A route, and what it answers to GET without a policy; a policy adds to that, and takes nothing away. */
interface SharedRoute {
  readonly route: string
  readonly path: string
  readonly answer: SpecificAnswer
}

const sharedRoutes: readonly SharedRoute[] = [
  { route: 'a function with a parameter', path: '/items/3', answer: plain('item 3') },
  { route: 'a function for each method', path: '/methods/3', answer: plain('got 3') },
  { route: 'a function for a method, beside OPTIONS', path: '/own-options', answer: plain('got') },
  { route: 'a wildcard', path: '/wildcard/a/b', answer: plain('wildcard /wildcard/a/b') },
  { route: 'a static response', path: '/static', answer: withHeaders(plain('static'), { 'x-static': '1' }) },
  {
    route: 'a static Response.json()',
    path: '/static-json',
    answer: withHeaders(plain('{"static":true}'), { 'content-type': 'application/json;charset=utf-8' }),
  },
  { route: 'a static response for a method', path: '/static-method', answer: plain('static get') },
  { route: 'a static response without a body', path: '/static-bodyless', answer: { status: 204, headers: {} } },
  {
    route: 'a static Response.redirect()',
    path: '/static-redirect',
    answer: empty(302, { location: 'https://elsewhere.example/' }),
  },
  { route: 'a static response with a file', path: '/static-file', answer: plain('a file\n') },
  { route: 'false', path: '/false', answer: plain('GET with this server: true') },
  { route: 'no route', path: '/nowhere', answer: plain('GET with this server: true') },
  { route: 'a function that returns the same object', path: '/bodyless', answer: empty(404) },
  {
    route: 'a function that returns a blob',
    path: '/blob',
    answer: withHeaders(plain('{}'), { 'content-type': 'application/json;charset=utf-8' }),
  },
  {
    route: 'a function that returns Response.redirect()',
    path: '/redirect',
    answer: empty(302, { location: 'https://elsewhere.example/' }),
  },
  {
    route: 'a function that returns a response of fetch(), which shares with everyone',
    path: '/proxy',
    answer: withHeaders(plain('upstream'), { 'x-upstream': '1' }),
  },
  {
    route: 'a function that throws',
    path: '/throw',
    answer: plain('recovered from thrown with this server: true', 503),
  },
  {
    route: 'a function that rejects',
    path: '/reject',
    answer: plain('recovered from rejected with this server: true', 503),
  },
]

const inEachRoute: readonly SpecificCase[] = ['full', 'reloaded'].flatMap((server) =>
  sharedRoutes.flatMap(({ route, path, answer }): SpecificCase[] => [
    // Twice, for two origins, as what a handler returns may be the same object.
    ...[app, other].map(
      (origin): SpecificCase => ({
        step: `${server}, ${route}: shared with ${origin}`,
        server,
        path,
        page: { origin },
        outcome: 'shared',
        actual: withHeaders(answer, forOrigin(origin)),
      }),
    ),
    {
      step: `${server}, ${route}: not shared with another origin`,
      server,
      path,
      page: { origin: evil },
      outcome: 'blocked',
      actual: withHeaders(answer, forNobody),
    },
    {
      step: `${server}, ${route}: a preflight is refused`,
      server,
      path,
      page: { origin: evil, method: 'PUT' },
      outcome: 'blocked',
      preflight: refusedPreflight,
      actual: null,
    },
  ]),
)

const preflights: readonly SpecificCase[] = [
  { route: 'a function', path: '/items/3', answer: plain('item 3') },
  { route: 'methods without OPTIONS', path: '/methods/3', answer: plain('put 3') },
  { route: 'methods with OPTIONS but without PUT', path: '/own-options', answer: plain('PUT with this server: true') },
  { route: 'a static response', path: '/static', answer: withHeaders(plain('static'), { 'x-static': '1' }) },
  { route: 'no route', path: '/nowhere', answer: plain('PUT with this server: true') },
].map(({ route, path, answer }) => ({
  step: `PUT on ${route}: the preflight is answered`,
  server: 'full',
  path,
  page: { origin: app, method: 'PUT' },
  outcome: 'shared',
  preflight,
  actual: withHeaders(answer, forOrigin(app)),
}))

const plainOptions: readonly SpecificCase[] = [
  { step: 'is for OPTIONS', server: 'full', path: '/own-options', answer: plain('own options') },
  { step: 'is for a function', server: 'full', path: '/items/3', answer: plain('item 3') },
  {
    step: 'falls to fetch without OPTIONS',
    server: 'full',
    path: '/methods/3',
    answer: plain('OPTIONS with this server: true'),
  },
  {
    step: 'falls to fetch, and not to a page for every path',
    server: 'page',
    path: '/methods/3',
    answer: plain('OPTIONS with this server: true'),
  },
].map(({ step, server, path, answer }) => ({
  step: `OPTIONS that is no preflight ${step}`,
  server,
  path,
  raw: { method: 'OPTIONS', headers: { origin: app } },
  actual: withHeaders(answer, forOrigin(app)),
}))

const heads: readonly SpecificCase[] = [
  // To HEAD, Bun gives no type that a body has by itself, unless the response is static and without a policy.
  { route: 'a function', path: '/items/3', answer: { status: 200, headers: { 'content-length': '6' } } },
  {
    route: 'a static response',
    path: '/static',
    answer: { status: 200, headers: { 'content-length': '6', 'x-static': '1' } },
  },
  { route: 'the same object', path: '/bodyless', answer: empty(404) },
].map(({ route, path, answer }) => ({
  step: `HEAD on ${route}`,
  server: 'full',
  path,
  page: { origin: app, method: 'HEAD' },
  outcome: 'shared',
  actual: withHeaders(answer, forOrigin(app)),
}))

const errors: readonly SpecificCase[] = [
  ...[
    { path: '/throw', error: 'thrown' },
    { path: '/reject', error: 'rejected' },
  ].flatMap(({ path, error }) => [
    ...['asyncError', 'lookup'].map(
      (server): SpecificCase => ({
        step: `${path} on ${server}: its answer is shared`,
        server,
        path,
        page: { origin: other },
        outcome: 'shared',
        actual: withHeaders(plain(`recovered from ${error} with this server: true`, 503), forOrigin(other)),
      }),
    ),
    ...['withoutError', 'silentError', 'failingError'].map(
      (server): SpecificCase => ({
        step: `${path} on ${server}: Bun answers by itself`,
        server,
        path,
        page: { origin: app },
        outcome: 'blocked',
        actual: bunsOwn,
      }),
    ),
  ]),
  {
    step: 'error is asked about what Bun cannot send, too, but without headers: nobody knows the request there',
    server: 'full',
    path: '/missing-file',
    page: { origin: app },
    outcome: 'blocked',
    actual: plain('recovered from ENOENT with this server: true', 503),
  },
]

const withoutFetch: readonly SpecificCase[] = [
  {
    step: 'without fetch, an unknown path is not found',
    server: 'withoutError',
    path: '/nowhere',
    page: { origin: app },
    outcome: 'shared',
    actual: withHeaders(empty(404), forOrigin(app)),
  },
  {
    step: 'without fetch, a preflight on methods without OPTIONS is answered',
    server: 'withoutError',
    path: '/methods/3',
    page: { origin: app, method: 'PUT' },
    outcome: 'shared',
    preflight,
    actual: withHeaders(plain('put 3'), forOrigin(app)),
  },
  {
    step: 'without routes, a preflight is answered',
    server: 'withoutRoutes',
    path: '/nowhere',
    page: { origin: app, method: 'PUT' },
    outcome: 'shared',
    preflight,
    actual: withHeaders(plain('PUT with this server: true'), forOrigin(app)),
  },
  {
    step: 'beside a page for every path, a preflight on methods without OPTIONS is answered',
    server: 'page',
    path: '/methods/3',
    page: { origin: app, method: 'PUT' },
    outcome: 'shared',
    preflight,
    actual: withHeaders(plain('put 3'), forOrigin(app)),
  },
]

/** What is specific to Bun, request by request. */
export const bunCases: readonly SpecificCase[] = [
  ...inEachRoute,
  ...preflights,
  ...plainOptions,
  ...heads,
  ...errors,
  ...withoutFetch,
]
