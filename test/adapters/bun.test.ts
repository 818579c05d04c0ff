import { describe, expect, test } from 'vitest'
import { cors } from '../../adapters/bun.ts'
import { CorsConfigError, createCors } from '../../src/index.ts'

const app = 'https://app.example.com'
const other = 'https://other.example.com'
const evil = 'https://evil.example'
const policy = { origin: [app, other], methods: ['PUT'] }

type Handler = (this: unknown, request: Request, server: unknown) => Response | Promise<Response | undefined>

/** The options of `Bun.serve` as JavaScript sees them. */
interface Serving {
  readonly fetch: Handler
  readonly routes: Readonly<Record<string, unknown>>
  readonly error: (this: unknown, error: unknown) => unknown
}

/** Calls the adapter with what Bun's own types would not let through without Bun. */
function serve(options: object, given: object = policy): Serving {
  return Reflect.apply(cors, undefined, [given, options])
}

function from(origin: string, method = 'GET'): Request {
  return new Request('https://api.example.com/', { method, headers: { origin } })
}

const preflight = new Request('https://api.example.com/', {
  method: 'OPTIONS',
  headers: { origin: app, 'access-control-request-method': 'PUT' },
})

/** Runs a handler as Bun does. */
async function run(handler: unknown, request: Request, server: unknown = {}): Promise<Response> {
  return (await Reflect.apply(handler as Handler, server, [request, server])) as Response
}

const hello = (): Response => new Response('hello')
const fail = (): Response => {
  throw new Error('thrown')
}

const wrapped = [
  { where: 'fetch', find: () => serve({ fetch: hello }).fetch },
  { where: 'fetch under a policy that is made already', find: () => serve({ fetch: hello }, createCors(policy)).fetch },
  { where: 'a function in routes', find: () => serve({ routes: { '/': hello } }).routes['/'] },
  { where: 'a static response in routes', find: () => serve({ routes: { '/': hello() } }).routes['/'] },
  { where: 'a function for a method', find: () => toMethods({ GET: hello })['GET'] },
  { where: 'a static response for a method', find: () => toMethods({ GET: hello() })['GET'] },
]

function toMethods(route: object, others: object = {}): Record<string, unknown> {
  return serve({ fetch: () => new Response('fetched'), routes: { '/': route, ...others } }).routes['/'] as Record<
    string,
    unknown
  >
}

describe.each(wrapped)('$where', ({ find }) => {
  test('shares with allowed origins only, each time', async () => {
    const handler = find()
    for (const origin of [app, evil, other, app]) {
      const { headers, status, ...response } = await read(handler, from(origin))
      expect(headers.get('access-control-allow-origin')).toBe(origin === evil ? null : origin)
      expect(headers.get('vary')).toBe('Origin')
      expect({ status, ...response }).toEqual({ status: 200, body: 'hello' })
    }
  })

  test('answers a preflight', async () => {
    const { status, headers, body } = await read(find(), preflight)
    expect(headers.get('access-control-allow-methods')).toBe('PUT')
    expect({ status, body }).toEqual({ status: 204, body: '' })
  })
})

async function read(handler: unknown, request: Request): Promise<{ status: number; headers: Headers; body: string }> {
  const response = await run(handler, request)
  return { status: response.status, headers: response.headers, body: await response.text() }
}

test('what Bun serves by itself is left alone, and so are the other options', () => {
  const bundle = { index: 'page.html' }
  const websocket = { message: () => {} }
  const routes = { '/page': bundle, '/files/*': { dir: '.' }, '/false': false, '/null': null }
  const served = serve({ routes, websocket, port: 0 })
  expect(served).toEqual({ routes, websocket, port: 0, fetch: expect.any(Function) })
  expect(served.routes['/page']).toBe(bundle)
  expect(served).not.toHaveProperty('error')
})

test('without fetch a preflight is answered and anything else not found', async () => {
  const { fetch } = serve({ routes: { '/': hello } })
  expect((await run(fetch, preflight)).status).toBe(204)
  const { status, headers } = await run(fetch, from(app))
  expect(status).toBe(404)
  expect(headers.get('access-control-allow-origin')).toBe(app)
})

test('routes are not added where there are none', () => {
  expect(serve({ fetch: hello })).not.toHaveProperty('routes')
})

test.each([
  { beside: 'nothing', others: {}, names: ['GET'] },
  { beside: 'a static response', others: { '/*': new Response('static') }, names: ['GET'] },
  { beside: 'methods', others: { '/*': { GET: hello } }, names: ['GET'] },
  { beside: 'an HTML bundle', others: { '/*': { index: 'page.html' } }, names: ['OPTIONS', 'GET'] },
  { beside: 'a directory', others: { '/*': { dir: '.' } }, names: ['OPTIONS', 'GET'] },
])('methods beside $beside have the handlers $names', ({ others, names }) => {
  expect(Object.keys(toMethods({ GET: hello }, others))).toEqual(names)
})

test.each([
  { route: { GET: hello }, body: 'fetched' },
  { route: { GET: hello, OPTIONS: () => new Response('own') }, body: 'own' },
])('beside an HTML bundle, OPTIONS that is no preflight gets "$body"', async ({ route, body }) => {
  const handler = toMethods(route, { '/*': { index: 'page.html' } })['OPTIONS']
  expect(await read(handler, from(app, 'OPTIONS'))).toMatchObject({ status: 200, body })
  expect((await run(handler, preflight)).status).toBe(204)
})

test('a handler gets the server, as its this too', async () => {
  const server = { port: 1234 }
  const seen: unknown[] = []
  const { fetch } = serve({
    fetch(this: unknown, _: Request, given: unknown) {
      seen.push(this, given)
      return hello()
    },
  })
  await run(fetch, from(app), server)
  expect(seen).toEqual([server, server])
  expect(seen[0]).toBe(server)
})

test('a handler that upgrades returns nothing still', async () => {
  const { fetch, routes } = serve({ fetch: () => undefined, routes: { '/': async () => undefined } })
  expect(await run(fetch, from(app))).toBe(undefined)
  expect(await run(routes['/'], from(app))).toBe(undefined)
})

test.each([
  { how: 'at once', error: (thrown: unknown) => new Response(String(thrown), { status: 503 }) },
  { how: 'later', error: async (thrown: unknown) => new Response(String(thrown), { status: 503 }) },
])('what error answers $how is shared with an allowed origin only', async ({ error }) => {
  const { fetch, routes } = serve({ fetch: fail, routes: { '/': async () => fail() }, error })
  for (const handler of [fetch, routes['/']]) {
    const answers = [await read(handler, from(app)), await read(handler, from(evil))]
    expect(answers.map(({ status, body }) => `${status} ${body}`)).toEqual(Array(2).fill('503 Error: thrown'))
    expect(answers.map(({ headers }) => headers.get('access-control-allow-origin'))).toEqual([app, null])
  }
})

test('without error, the error is for Bun', async () => {
  await expect(run(serve({ fetch: fail }).fetch, from(app))).rejects.toThrow('thrown')
})

test.each([
  { how: 'returns nothing', thrown: new Error('thrown'), end: (): void => {}, left: new Error('thrown') },
  { how: 'returns nothing later', thrown: 'a text', end: async (): Promise<void> => {}, left: 'a text' },
  { how: 'returns nothing', thrown: null, end: (): void => {}, left: null },
  { how: 'throws', thrown: 'a text', end: fail, left: new Error('thrown') },
])('where error $how, it is asked once, and $left is for Bun', async ({ thrown, end, left }) => {
  const seen: unknown[] = []
  const throwIt = (): never => {
    throw thrown
  }
  const see = (error: unknown): unknown => {
    seen.push(error)
    return end()
  }
  const { fetch } = serve({ fetch: throwIt, error: see })
  await expect(run(fetch, from(app))).rejects.toEqual(left)
  expect(seen).toEqual([thrown])
})

test('Bun asks error about errors of its own, but not again about those it left to Bun', async () => {
  const seen: unknown[] = []
  const server = { port: 1234 }
  const { fetch, error } = serve({
    fetch: fail,
    error(this: unknown, thrown: unknown) {
      seen.push(this, thrown)
    },
  })
  const missing = new Error('ENOENT')
  error.call(server, missing)
  expect(seen).toEqual([server, missing])
  const left: unknown = await run(fetch, from(app), server).catch((reason: unknown) => reason)
  expect(seen).toEqual([server, missing, server, left])
  expect(error.call(server, left)).toBe(undefined)
  expect(seen).toHaveLength(4)
  error.call(server, 'no object')
  expect(seen).toHaveLength(6)
})

test('wrong options throw at once', () => {
  expect(() => serve({ fetch: hello }, { origin: 'https://app.example.com/' })).toThrow(CorsConfigError)
})
