import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { cors, type HonoPolicy } from '../../adapters/hono.ts'
import { CorsConfigError, createCors } from '../../src/index.ts'
import { createCorsOrRefuse } from '../../src/server/create-cors.ts'

vi.mock('../../src/server/create-cors.ts', { spy: true })

const app = 'https://app.example.com'
const evil = 'https://evil.example'
const two = [app, 'https://other.example.com']
const compile = vi.mocked(createCorsOrRefuse)
const print = vi.spyOn(console, 'error').mockImplementation(() => {})

beforeEach(() => {
  compile.mockClear()
  print.mockClear()
})

function appWith(middleware: MiddlewareHandler): Hono {
  return new Hono().use(middleware).get('/*', (c) => c.text('text')) as unknown as Hono
}

async function ask(hono: Hono, origin: string, path = '/', method = 'GET'): Promise<Response> {
  return await hono.request(path, { method, headers: { origin, 'access-control-request-method': 'PUT' } })
}

async function isShared(hono: Hono, origin: string, path?: string): Promise<boolean> {
  return (await ask(hono, origin, path)).headers.get('access-control-allow-origin') === origin
}

test.each<{ step: string; policy: HonoPolicy<object> }>([
  { step: 'options', policy: { origin: two } },
  { step: 'a policy', policy: createCors({ origin: two }) },
  { step: 'options with a lookup', policy: { lookup: async (origin) => origin === app } },
  { step: 'a policy with a lookup', policy: createCors({ lookup: async (origin) => origin === app }) },
  { step: 'a function from c', policy: () => ({ origin: two }) },
  { step: 'a function from c, with a lookup', policy: () => ({ lookup: async (origin) => origin === app }) },
])('$step: shared with an allowed origin, not with another', async ({ policy }) => {
  const hono = appWith(cors(policy))
  expect(await isShared(hono, app)).toBe(true)
  expect(await isShared(hono, evil)).toBe(false)
  expect((await ask(hono, app, '/', 'OPTIONS')).status).toBe(204)
  expect((await ask(hono, evil, '/', 'OPTIONS')).status).toBe(403)
})

test('wrong options throw when the middleware is made', () => {
  expect(() => cors({ origin: 'https://app.example.com/' })).toThrow(CorsConfigError)
})

describe('answers that do not come from a handler', () => {
  const middleware = cors({ origin: two })

  test("Hono's own 404 and 500 are shared", async () => {
    const hono = new Hono().use(middleware).get('/thrown', () => {
      throw new Error('on purpose')
    })
    for (const [path, status] of [
      ['/missing', 404],
      ['/thrown', 500],
    ] as const) {
      const response = await ask(hono, app, path)
      expect(response.status).toBe(status)
      expect(response.headers.get('access-control-allow-origin')).toBe(app)
      expect((await ask(hono, evil, path)).headers.get('access-control-allow-origin')).toBeNull()
    }
  })

  test('a value that is no error is thrown on, as without a policy', async () => {
    const hono = new Hono().use(middleware).get('/', () => {
      throw 'no error'
    })
    await expect(ask(hono, app)).rejects.toBe('no error')
  })

  test('a middleware outside can answer what was thrown', async () => {
    const hono = new Hono()
    hono.use((c, next) => next().catch((reason) => c.text(`outside: ${reason}`, 502)) as Promise<void>)
    hono.use(middleware).get('/', () => {
      throw 'no error'
    })
    const response = await ask(hono, app)
    expect([response.status, await response.text()]).toEqual([502, 'outside: no error'])
    expect(response.headers.get('access-control-allow-origin')).toBe(app)
  })

  test('one object for two origins at once: each has its own headers', async () => {
    const shared = new Response(null, { status: 404 })
    const hono = new Hono().use(middleware).get('/', () => shared)
    const responses = await Promise.all(two.map((origin) => ask(hono, origin)))
    expect(responses.map(({ headers }) => headers.get('access-control-allow-origin'))).toEqual(two)
    expect(shared.headers.has('access-control-allow-origin')).toBe(false)
  })

  test('what cannot be copied stays the identical object', async () => {
    const error = Response.error()
    const hono = new Hono().use(middleware).get('/', () => error)
    expect(await ask(hono, app)).toBe(error)
  })
})

describe('options from c', () => {
  const first = (origin: string): boolean => origin === app
  const second = (origin: string): boolean => origin === evil

  test.each<{ step: string; make: (c: Context, request: number) => unknown; compiled: number }>([
    { step: 'equal lists', make: () => ({ origin: [...two], methods: ['PUT'], credentials: true }), compiled: 1 },
    { step: 'the same object', make: () => sameOptions, compiled: 1 },
    { step: 'equal RegExps', make: () => ({ origin: /^https:\/\/app\.example\.com$/ }), compiled: 1 },
    { step: 'the same function', make: () => ({ origin: first }), compiled: 1 },
    { step: 'the same function in a list', make: () => ({ origin: [first, evil] }), compiled: 1 },
    { step: 'a new function each time', make: () => ({ origin: (origin: string) => first(origin) }), compiled: 4 },
    { step: 'other lists', make: (_, request) => ({ origin: [app, `https://${request % 2}.example`] }), compiled: 2 },
    { step: 'other numbers', make: (_, request) => ({ origin: two, maxAge: request }), compiled: 4 },
  ])('$step: compiled $compiled times for 4 requests', async ({ make, compiled }) => {
    let request = 0
    const hono = appWith(cors((c) => make(c, request) as { origin: string }))
    for (request = 0; request < 4; request += 1) expect(await isShared(hono, app)).toBe(true)
    expect(compile).toHaveBeenCalledTimes(compiled)
  })

  test.each<{ step: string; options: readonly [unknown, unknown] }>([
    { step: 'functions', options: [{ origin: first }, { origin: second }] },
    {
      step: 'RegExps',
      options: [{ origin: /^https:\/\/app\.example\.com$/ }, { origin: /^https:\/\/evil\.example$/ }],
    },
    { step: 'a function and a string', options: [{ origin: first }, { origin: 'function 1' }] },
    {
      step: 'a RegExp and a string',
      options: [{ origin: /^https:\/\/app\.example\.com$/ }, { origin: 'object /^https:\\/\\/app\\.example\\.com$/' }],
    },
    { step: 'a list and a string', options: [{ origin: two }, { origin: two.join(',') }] },
    {
      step: 'a list of one and a text',
      options: [
        { origin: two, methods: ['PUT'] },
        { origin: two, methods: 'PUT' },
      ],
    },
    { step: 'names', options: [{ origin: two }, { origins: two }] },
  ])('$step are told apart', async ({ options }) => {
    const hono = appWith(cors((c) => options[c.req.path === '/first' ? 0 : 1] as { origin: string }))
    for (let round = 0; round < 2; round += 1) {
      expect(await isShared(hono, app, '/first')).toBe(true)
      expect(await isShared(hono, app, '/second')).toBe(false)
    }
    expect(compile).toHaveBeenCalledTimes(2)
  })

  test('a hundred contents are kept, and more are right too', async () => {
    const hono = appWith(cors((c) => ({ origin: `https://${c.req.path.slice(1)}.example`, debug: true })))
    const visit = async (tenant: number): Promise<void> => {
      expect(await isShared(hono, `https://${tenant}.example`, `/${tenant}`)).toBe(true)
      expect(await isShared(hono, `https://${tenant}.example`, `/${tenant + 1000}`)).toBe(false)
    }
    for (let tenant = 0; tenant < 50; tenant += 1) await visit(tenant)
    for (let tenant = 0; tenant < 50; tenant += 1) await visit(tenant)
    expect(compile).toHaveBeenCalledTimes(100)
    for (let tenant = 50; tenant < 150; tenant += 1) await visit(tenant)
    for (let tenant = 0; tenant < 50; tenant += 1) await visit(tenant)
    expect(compile).toHaveBeenCalledTimes(400)
  })
})

const sameOptions = { origin: two }

describe('options from c that are wrong', () => {
  const circular: unknown[] = []
  circular.push(circular)
  const fail = (error: unknown): never => {
    throw error
  }

  // Of a policy that could not be made nobody knows whether it would have rejected: the handler does not run.
  test.each<{ step: string; make: () => unknown; printed?: unknown; status?: number }>([
    { step: 'a mistake', make: () => ({ origin: 'https://app.example.com/' }) },
    { step: 'a mistake, with rejectDisallowed', make: () => ({ rejectDisallowed: true }), status: 403 },
    { step: 'undefined', make: () => undefined },
    { step: 'null', make: () => null },
    { step: 'a text', make: () => app },
    { step: 'a promise', make: async () => ({ origin: two }), status: 403 },
    { step: 'a promise that rejects', make: async () => fail(new Error('no options today')), status: 403 },
    { step: 'bigint', make: () => ({ origin: two, maxAge: 600n }) },
    { step: 'a symbol', make: () => ({ origin: [Symbol('origin')] }) },
    { step: 'circular', make: () => ({ origin: circular, rejectDisallowed: true }), status: 403 },
    {
      step: 'a thrown error',
      make: () => fail(new Error('no options today')),
      printed: expect.any(Error),
      status: 403,
    },
    { step: 'a thrown text', make: () => fail('no options today'), printed: 'no options today', status: 403 },
    { step: 'a thrown object without any method', make: () => fail(Object.create(null)), printed: {}, status: 403 },
    {
      step: 'a getter that throws',
      make: () => Object.defineProperty({}, 'origin', { enumerable: true, get: () => fail(new Error('no')) }),
      printed: expect.any(Error),
      status: 403,
    },
  ])('$step: every origin is refused, and that is printed once', async ({ make, printed, status = 200 }) => {
    const hono = appWith(cors(make as () => { origin: string }))
    for (const origin of [app, evil, app]) {
      const response = await ask(hono, origin)
      expect(response.status).toBe(status)
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect([...response.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([])
      expect((await ask(hono, origin, '/', 'OPTIONS')).status).toBe(403)
    }
    expect(print.mock.calls).toEqual([[printed ?? expect.any(CorsConfigError)]])
  })

  test('a mistake of one tenant is not that of another', async () => {
    const hono = appWith(cors((c) => ({ origin: c.req.path === '/wrong' ? 'https://app.example.com/' : two })))
    expect(await isShared(hono, app, '/wrong')).toBe(false)
    expect(await isShared(hono, app, '/right')).toBe(true)
    expect(await isShared(hono, app, '/wrong')).toBe(false)
  })

  test('an endless row of new mistakes does not fill the log', async () => {
    let request = 0
    const hono = appWith(cors(() => fail(new Error(`mistake ${request}`))))
    for (request = 0; request < 150; request += 1) expect(await isShared(hono, app)).toBe(false)
    expect(print).toHaveBeenCalledTimes(100)
  })
})
