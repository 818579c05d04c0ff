import { describe, expect, expectTypeOf, test, vi } from 'vitest'
import { createCors, type Refusal } from '../../src/index.ts'
import { type CorsRoutes, createCorsRoutes } from '../../src/routes.ts'

const app = 'https://app.example.com'
const other = 'https://other.example.com'
const evil = 'https://evil.example'

function toRequest(path: string, origin = app, method = 'GET'): Request {
  return new Request(`https://api.example.com${path}`, { method, headers: { origin } })
}

const list = [{ origin: app }, { origin: '*' }] as const
const now = createCorsRoutes({
  '/open/*': { origin: '*' },
  '/closed/*': false,
  '/Own/*': { origin: [app, other] },
  '/list': list,
})
const later = createCorsRoutes({
  '/open/*': { origin: '*' },
  '/closed/*': false,
  '/Own/*': { lookup: async (origin) => origin === app },
  '/list': list,
})
/** Both, for what awaits in any case. */
const both = [now, later as unknown as typeof now]
const paths = ['/open/x', '/closed/x', '/Own/x', '/none', '/OPEN/x', '/list']
const allowOrigins = ['*', null, app, null, null, app]

describe('every function answers', () => {
  test.each(paths.map((path, at) => ({ path, want: allowOrigins[at] })))('$path: $want', async ({ path, want }) => {
    const request = toRequest(path)
    const respond = (): Response => new Response('hello')
    const answers = (cors: typeof now | typeof later): unknown[] => [
      cors.headers(request),
      cors.apply(request, respond()),
      cors.handle(request, respond),
      cors.wrap(respond)(request),
    ]
    const toAllowOrigin = (answer: unknown): unknown =>
      (answer instanceof Headers ? answer : (answer as Response).headers).get('access-control-allow-origin')
    expect(answers(now).map(toAllowOrigin)).toEqual([want, want, want, want])
    const promises = [...answers(later), later.decide(request)]
    expect(promises.every((promise) => promise instanceof Promise)).toBe(true)
    const settled = await Promise.all(promises.slice(0, 4))
    expect(settled.map(toAllowOrigin)).toEqual([want, want, want, want])
    expect((await later.decide(request)).kind).toBe(now.decide(request).kind)
  })
})

describe('a path without a policy', () => {
  test('has no headers, and its response comes back as it is', () => {
    const response = new Response('hello', { headers: { 'access-control-allow-origin': '*' } })
    const type = [['content-type', 'text/plain;charset=UTF-8']]
    for (const path of ['/closed/x', '/none']) {
      const request = toRequest(path)
      expect([...now.headers(request)]).toEqual([])
      expect(now.apply(request, response)).toBe(response)
      expect(now.handle(request, () => response)).toBe(response)
      expect(now.wrap(() => response)(request)).toBe(response)
      expect(now.decide(request)).toEqual({
        kind: 'exempt',
        allowed: true,
        respond: null,
        headers: [],
        body: null,
        vary: [],
        exposeAll: false,
        refusal: null,
      })
    }
    expect([...response.headers]).toEqual([['access-control-allow-origin', '*'], ...type])
  })

  test('has its errors turned into responses too', async () => {
    const failure = new Error('on purpose')
    const fail = (): Response => {
      throw failure
    }
    const failLater = (): Promise<Response> => Promise.reject(failure)
    const onError = (error: unknown, request: Request, extra: string): Response =>
      new Response(`${error} ${new URL(request.url).pathname} ${extra}`)
    for (const cors of both) {
      for (const path of paths) {
        for (const handler of [fail, failLater as unknown as typeof fail]) {
          const wrapped = cors.wrap(handler as (request: Request, extra: string) => Response, { onError })
          const response = await wrapped(toRequest(path), 'extra')
          expect(await response.text()).toBe(`Error: on purpose ${path} extra`)
          const well = cors.wrap(() => new Response('well'), { onError: fail })
          expect(await (await well(toRequest(path))).text()).toBe('well')
          await expect(async () => cors.wrap(handler)(toRequest(path))).rejects.toBe(failure)
          await expect(async () => cors.handle(toRequest(path), handler)).rejects.toBe(failure)
        }
      }
    }
  })
})

test('a wrapped handler keeps its this and gets all arguments', async () => {
  const handler = function (this: unknown, request: Request, ...rest: unknown[]): Response {
    return Response.json([String(this), new URL(request.url).pathname, ...rest])
  }
  for (const cors of both) {
    for (const path of paths) {
      const response = await cors.wrap(handler).call('me', toRequest(path), 1, 2)
      expect(await response.json()).toEqual(['me', path, 1, 2])
    }
  }
})

test('options that are shown admit nobody', () => {
  expect(now.options).toEqual({ origin: [] })
  expect(later.options).toEqual({ origin: [], lookup: expect.any(Function) })
})

test('predicates get the context, the request where there is none', async () => {
  const seen: unknown[] = []
  const origin = (_: string, context: unknown): boolean => seen.push(context) > 0
  const cors = createCorsRoutes({ '/a': { origin }, '/b': [{ origin }, { origin: '*' }] })
  for (const path of ['/a', '/b']) {
    const request = toRequest(path)
    cors.decide(request)
    cors.decide(request, 'context')
    cors.headers(request)
    cors.headers(request, 'context')
    cors.apply(request, new Response(), 'context')
    cors.apply(request, new Response())
    cors.handle(request, () => new Response(), 'context')
    cors.handle(request, () => new Response())
    cors.wrap(() => new Response())(request)
    const expected = [request, 'context', request, 'context', 'context', request, 'context', request, request]
    expect(seen.splice(0)).toEqual(expected)
  }
})

describe('a list of policies', () => {
  const told: string[] = []
  const tell =
    (name: string) =>
    ({ code, origin }: Refusal, context: unknown): void => {
      told.push(`${name} ${code} ${origin} ${context}`)
    }

  test('tells each onRefuse once, and only if no policy admits', () => {
    const same = tell('same')
    const cors = createCorsRoutes({
      '/*': [
        { origin: app, onRefuse: same },
        { origin: other, onRefuse: same, rejectDisallowed: true },
        { origin: 'https://third.example', onRefuse: tell('third') },
        { origin: 'https://fourth.example' },
      ],
    })
    cors.decide(toRequest('/', other), 'c')
    cors.decide(toRequest('/', 'https://fourth.example'), 'c')
    expect(told.splice(0)).toEqual([])
    cors.decide(toRequest('/', evil), 'c')
    expect(told.splice(0)).toEqual([`same origin-not-allowed ${evil} c`, `third origin-not-allowed ${evil} c`])
  })

  test('a refusal because of a failure is told of where it failed', () => {
    const fail = (): boolean => {
      throw new Error('on purpose')
    }
    const cors = createCorsRoutes({
      '/*': [{ origin: app }, { origin: fail, onRefuse: tell('failed') }, { origin: '*', onRefuse: tell('open') }],
    })
    cors.decide(toRequest('/', evil), 'c')
    expect(told.splice(0)).toEqual([`failed rule-threw ${evil} c`])
  })

  test('what onRefuse throws changes nothing', async () => {
    const failing = (): void => {
      throw new Error('on purpose')
    }
    const rejecting = (async () => failing()) as () => void
    const cors = createCorsRoutes({
      '/*': [
        { origin: app, onRefuse: failing },
        { origin: other, onRefuse: rejecting },
      ],
    })
    expect(cors.decide(toRequest('/', evil)).allowed).toBe(false)
    await new Promise((done) => setTimeout(done, 10))
  })

  test('a response that cannot be copied is reported to the policy that admits', () => {
    const cors = createCorsRoutes({
      '/*': [{ origin: other }, { origin: app, onRefuse: tell('own') }, { origin: '*', onRefuse: tell('open') }],
    })
    const response = Response.error()
    expect(cors.apply(toRequest('/'), response, 'c')).toBe(response)
    expect(cors.handle(toRequest('/', evil), () => response, 'c')).toBe(response)
    expect(told.splice(0)).toEqual([`own response-not-copyable ${app} c`, `open response-not-copyable ${evil} c`])
    // Without Origin it keeps headers that it should not have.
    const upstream = new Response(null, { headers: { 'access-control-allow-origin': '*' } })
    const strange = Object.defineProperty(upstream, 'status', { value: 999 })
    const silent = createCorsRoutes({ '/*': [{ origin: app, onRefuse: tell('own') }, { origin: other }] })
    silent.apply(new Request('https://api.example.com/'), strange, 'c')
    expect(told.splice(0)).toEqual(['own response-not-copyable  c'])
  })

  test('a response that cannot be copied is told to be of a preflight or not', () => {
    const heard: boolean[] = []
    const onRefuse = ({ preflight }: Refusal): void => void heard.push(preflight)
    const cors = createCorsRoutes({ '/*': [{ origin: app, onRefuse }, { origin: other }] })
    const preflight = new Request('https://api.example.com/', {
      method: 'OPTIONS',
      headers: { origin: app, 'access-control-request-method': 'PUT' },
    })
    cors.apply(preflight, Response.error())
    cors.apply(toRequest('/'), Response.error())
    cors.apply(toRequest('/'), new Response('hello'))
    expect(heard).toEqual([true, false])
  })

  test('rejects by the policy that rejects, whichever comes after it', () => {
    const cors = createCorsRoutes({
      '/*': [{ origin: other }, { origin: app, rejectDisallowed: true }, { origin: 'https://third.example' }],
    })
    expect(cors.decide(toRequest('/', evil)).respond).toBe(403)
  })

  test('says of a request without Origin that nothing is due', () => {
    const cors = createCorsRoutes({ '/*': [{ origin: app }, { origin: other }] })
    expect(cors.decide(new Request('https://api.example.com/'))).toEqual({
      kind: 'other',
      allowed: true,
      respond: null,
      headers: [],
      body: null,
      vary: ['Origin'],
      exposeAll: false,
      refusal: null,
    })
  })

  test('the server is of the same origin if one of the policies says so', () => {
    const cors = createCorsRoutes({
      '/*': [
        { origin: app, ownOrigins: ['https://own.example'], rejectDisallowed: true },
        { origin: other, rejectDisallowed: true, ownOrigins: ['https://alias.example'] },
      ],
    })
    const kinds = ['https://own.example', 'https://alias.example', evil].map((origin) => {
      const { kind, respond } = cors.decide(toRequest('/', origin))
      return `${kind} ${respond}`
    })
    expect(kinds).toEqual(['other null', 'other null', 'cross-origin 403'])
  })

  test('an earlier lookup is asked once, a later one only if it must be', async () => {
    const first = vi.fn(async () => false)
    const second = vi.fn(async () => true)
    const cors = createCorsRoutes({ '/*': [{ origin: app, lookup: first }, { lookup: second }] })
    await cors.wrap(() => new Response('hello'))(toRequest('/', app))
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([0, 0])
    await cors.wrap(() => new Response('hello'))(toRequest('/', evil))
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1])
  })
})

describe('a path that is not clear', () => {
  test('is reported to the policy that rejects, else to the first', () => {
    const told: Refusal[] = []
    const onRefuse = (refusal: Refusal): void => {
      told.push(refusal)
    }
    const silent = { origin: [app, other] }
    for (const [upper, lower] of [
      [{ ...silent, onRefuse }, silent],
      [silent, { ...silent, onRefuse, rejectDisallowed: true }],
    ]) {
      const cors = createCorsRoutes({ '/x/*': upper ?? false, '/x/y/*': lower ?? false })
      cors.decide(toRequest('/x/Y/z'))
    }
    expect(told).toHaveLength(2)
    expect(told[0]).toMatchObject({ code: 'rule-threw', origin: app, preflight: false })
    expect(String(told[0]?.error)).toContain('The path can be read in several ways')
  })

  test('is one that is too long to be read in every way, unless all paths have one policy', () => {
    const long = `/public/${'A'.repeat(4096)}`
    const policy = { origin: app }
    const isAllowed = (routes: Parameters<typeof createCorsRoutes>[0], path: string): unknown => {
      return (createCorsRoutes(routes) as CorsRoutes).decide(toRequest(path, app)).allowed
    }
    expect(isAllowed({ '/public/*': policy }, long.slice(0, 4096))).toBe(true)
    expect(isAllowed({ '/public/*': policy }, long)).toBe(false)
    expect(isAllowed({ '/public/*': policy }, long.toLowerCase())).toBe(true)
    expect(isAllowed({ '/*': policy }, long)).toBe(true)
    expect(isAllowed({ '/*': policy, '/internal/*': false }, long)).toBe(false)
  })

  test('is not rejected from an own origin of the policy that rejects', () => {
    const strict = { origin: [app, other], rejectDisallowed: true, ownOrigins: ['https://own.example'] }
    const cors = createCorsRoutes({ '/x/*': { origin: '*' }, '/x/y/*': strict })
    const kinds = ['https://own.example', app, 'https://api.example.com'].map((origin) => {
      const { kind, respond } = cors.decide(toRequest('/x/Y/z', origin))
      return `${kind} ${respond}`
    })
    expect(kinds).toEqual(['other null', 'cross-origin 403', 'cross-origin 403'])
  })

  test('is rejected if a policy does that which stands in routes among routes', () => {
    const strict = createCorsRoutes({ '/x/y/*': [{ origin: app }, { origin: other, rejectDisallowed: true }] })
    const cors = createCorsRoutes({ '/x/*': { origin: '*' }, '/x/y/*': createCorsRoutes({ '/*': strict }) })
    expect(cors.decide(toRequest('/x/Y/z')).respond).toBe(403)
  })

  test('is clear if all readings have the same policy', () => {
    const policy = createCors({ origin: '*' })
    const cors = createCorsRoutes({ '/x/*': policy, '/x/y/*': policy })
    expect(cors.decide(toRequest('/x/Y/z')).allowed).toBe(true)
  })
})

describe('what routes show', () => {
  test('every policy by its pattern, and of the whole that it admits nobody', async () => {
    const policy = createCors({ origin: app })
    const { routes, options } = createCorsRoutes({
      '/a': { origin: [app, other] },
      '/b': [{ origin: app }, { origin: '*' }],
      '/c': policy,
      '/d': false,
    })
    const shown = Object.entries(routes).map(([pattern, policies]) => [pattern, policies.map((each) => each.options)])
    expect(shown).toEqual([
      ['/a', [{ origin: [app, other] }]],
      ['/b', [{ origin: app }, { origin: '*' }]],
      ['/c', [{ origin: app }]],
      ['/d', []],
    ])
    expect(routes['/c']?.[0]).toBe(policy)
    expect(options).toEqual({ origin: [] })
    expect(() => createCors(options)).toThrow('origin-empty')
    expect(await later.options.lookup(app, null)).toBe(false)
  })

  test('nothing of it can be changed', () => {
    const { '/Own/*': own = [], '/closed/*': closed = [] } = now.routes
    for (const part of [now, now.routes, own, closed, own[0], now.options, later.options, now.options.origin]) {
      expect(Object.isFrozen(part)).toBe(true)
    }
    expectTypeOf(now.routes).toBeObject()
  })

  test('routes can stand among routes, and need no this', async () => {
    const nested = createCorsRoutes({ '/open/x': now, '/Own/*': later })
    const { decide } = nested
    expect(decide(toRequest('/open/x'))).toBeInstanceOf(Promise)
    expect((await decide(toRequest('/open/x'))).headers).toEqual([['access-control-allow-origin', '*']])
    expect((await decide(toRequest('/Own/x', evil))).allowed).toBe(false)
    expect((await decide(toRequest('/closed/x'))).kind).toBe('exempt')
  })
})
