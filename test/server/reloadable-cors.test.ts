import { describe, expect, test, vi } from 'vitest'
import { type Cors, CorsConfigError, createCors, createReloadableCors } from '../../src/index.ts'
import { createCorsRoutes } from '../../src/routes.ts'

const app = 'https://app.example.com'
const next = 'https://next.example.com'

function toRequest(origin = app, method = 'GET'): Request {
  const preflight = { 'access-control-request-method': 'PUT' }
  const headers = { origin, ...(method === 'OPTIONS' ? preflight : {}) }
  return new Request('https://api.example.com/items', { method, headers })
}

function allowOriginOf(response: Response | Headers): string | null {
  return ('headers' in response ? response.headers : response).get('access-control-allow-origin')
}

/** What a policy of two origins says to one of them. */
const both = (...origins: readonly string[]): { readonly origin: readonly string[] } => ({
  origin: [...origins, 'https://other.example.com'],
})

/** A promise that a test settles when it likes. */
function createGate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open }
}

test('every function answers by the policy of the moment', () => {
  const { cors, reload } = createReloadableCors(both(app))
  const wrapped = cors.wrap(() => new Response('hello'))
  const ask = (): unknown[] => [
    allowOriginOf(cors.headers(toRequest())),
    cors.decide(toRequest()).allowed,
    allowOriginOf(cors.apply(toRequest(), new Response('hello'))),
    allowOriginOf(cors.handle(toRequest(), () => new Response('hello'))),
    allowOriginOf(wrapped(toRequest())),
    cors.options,
  ]
  expect(ask()).toEqual([app, true, app, app, app, both(app)])
  reload(both(next))
  expect(ask()).toEqual([null, false, null, null, null, both(next)])
  reload(createCors(both(app)))
  expect(ask()).toEqual([app, true, app, app, app, both(app)])
})

test('a wrapped handler keeps its this, its arguments and its onError', async () => {
  const { cors, reload } = createReloadableCors({ origin: '*' })
  const wrapped = cors.wrap(
    function (this: unknown, _: Request, fails: boolean): Response {
      if (fails) throw new Error('on purpose')
      return new Response(String(this))
    },
    { onError: (error) => new Response(String(error)) },
  )
  for (const allowOrigin of ['*', app]) {
    reload({ origin: allowOrigin })
    const [well, ill] = [wrapped.call('me', toRequest(), false), wrapped.call('me', toRequest(), true)]
    expect([await well.text(), allowOriginOf(well)]).toEqual(['me', allowOrigin])
    expect([await ill.text(), allowOriginOf(ill)]).toEqual(['Error: on purpose', allowOrigin])
  }
})

describe('a request in flight sees one policy', () => {
  test('while its handler waits', async () => {
    const { cors, reload } = createReloadableCors(both(app))
    const gate = createGate()
    const handler = async (): Promise<Response> => {
      await gate.opened
      return new Response('hello')
    }
    const underWay = [cors.handle(toRequest(), handler), cors.wrap(handler)(toRequest())]
    reload({ ...both(next), credentials: true })
    const later = cors.wrap(handler)(toRequest(next))
    gate.open()
    for (const response of await Promise.all(underWay)) {
      expect(allowOriginOf(response)).toBe(app)
      expect(response.headers.get('access-control-allow-credentials')).toBeNull()
    }
    expect(allowOriginOf(await later)).toBe(next)
  })

  test('while its onError waits', async () => {
    const { cors, reload } = createReloadableCors(both(app))
    const gate = createGate()
    const onError = async (): Promise<Response> => {
      await gate.opened
      return new Response('caught')
    }
    const fail = async (): Promise<Response> => Promise.reject(new Error('on purpose'))
    const underWay = cors.wrap(fail, { onError })(toRequest())
    await Promise.resolve()
    reload(both(next))
    gate.open()
    expect(allowOriginOf(await underWay)).toBe(app)
  })

  test('while its lookup waits, and tells the onRefuse of that policy', async () => {
    const told: string[] = []
    const gates = [createGate(), createGate()]
    const toOptions = (name: string, answer: boolean, at: number) => ({
      lookup: async () => {
        await gates[at]?.opened
        return answer
      },
      onRefuse: () => {
        told.push(name)
      },
    })
    const { cors, reload } = createReloadableCors(toOptions('old', false, 0))
    const underWay = cors.handle(toRequest(), () => new Response('hello'))
    const preflight = cors.handle(toRequest(app, 'OPTIONS'), () => new Response('hello'))
    reload(toOptions('new', true, 1))
    const later = cors.handle(toRequest(), () => new Response('hello'))
    gates[1]?.open()
    expect(allowOriginOf(await later)).toBe(app)
    gates[0]?.open()
    expect(allowOriginOf(await underWay)).toBeNull()
    expect((await preflight).status).toBe(403)
    expect(told).toEqual(['old', 'old'])
  })

  test('while its path has a policy of its own', async () => {
    const { cors, reload } = createReloadableCors(createCorsRoutes({ '/items': both(app), '/*': false }))
    const gate = createGate()
    const underWay = cors.handle(toRequest(), async () => {
      await gate.opened
      return new Response('hello')
    })
    reload(createCorsRoutes({ '/items': both(next), '/*': false }))
    gate.open()
    expect(allowOriginOf(await underWay)).toBe(app)
    expect(cors.decide(toRequest()).allowed).toBe(false)
  })

  test('a thousand requests through a hundred reloads: headers of one policy each', async () => {
    const toOptions = (at: number) => ({ ...both(app), exposedHeaders: [`x-${at}`], methods: [`M${at}`] })
    const { cors, reload } = createReloadableCors(toOptions(0))
    const wait = (at: number): Promise<void> => new Promise((done) => setTimeout(done, at % 7))
    const visits = Array.from({ length: 1000 }, async (_, at) => {
      await wait(at)
      const begun = cors.options.exposedHeaders
      const response = await cors.handle(toRequest(), async () => {
        await wait(at * 3)
        return new Response('hello')
      })
      expect([response.headers.get('access-control-expose-headers')]).toEqual(begun)
    })
    for (let at = 1; at <= 100; at++) {
      reload(toOptions(at))
      await wait(at % 2)
    }
    await Promise.all(visits)
  })
})

describe('a bad reload', () => {
  const wrong = { origin: ['https://next.example.com/'], maxage: 1 }
  const bad: readonly { readonly step: string; readonly options: unknown; readonly codes: readonly string[] }[] = [
    { step: 'options with a typo', options: wrong, codes: ['origin-trailing-slash', 'option-unknown'] },
    { step: 'half of a file', options: {}, codes: ['origin-missing'] },
    { step: 'nothing', options: undefined, codes: ['options-type'] },
    { step: 'text that nobody has parsed', options: '{"origin":"*"}', codes: ['options-type'] },
    { step: 'a lookup that was not there', options: { lookup: async () => true }, codes: ['lookup-changed'] },
    { step: 'a policy with one', options: createCors({ lookup: async () => true }), codes: ['lookup-changed'] },
    {
      step: 'routes with one',
      options: createCorsRoutes({ '/*': { lookup: async () => true } }),
      codes: ['lookup-changed'],
    },
  ]

  test.each(bad)('$step: $codes, and the old policy stays', ({ options, codes }) => {
    const { cors, reload } = createReloadableCors(both(app))
    const wrapped = cors.wrap(() => new Response('hello'))
    const attempt = vi.fn(() => {
      try {
        reload(options as Parameters<typeof reload>[0])
      } catch (error) {
        return error instanceof CorsConfigError ? error.issues.map(({ code }) => code) : error
      }
      return null
    })
    for (let time = 0; time < 3; time++) {
      expect(attempt()).toEqual(codes)
      expect(allowOriginOf(wrapped(toRequest()))).toBe(app)
      expect(cors.options).toEqual(both(app))
    }
    reload(both(next))
    expect(allowOriginOf(wrapped(toRequest(next)))).toBe(next)
  })

  test.each([
    { step: 'itself', wrap: (cors: Cors) => cors },
    { step: 'routes that lead back to it', wrap: (cors: Cors) => createCorsRoutes({ '/a': both(next), '/*': cors }) },
    {
      step: 'another one that leads back to it',
      wrap: (cors: Cors) => createReloadableCors(createReloadableCors(cors).cors).cors,
    },
  ])('$step would never answer: policy-of-itself, and the old policy stays', ({ wrap }) => {
    const { cors, reload } = createReloadableCors(both(app))
    expect(() => reload(wrap(cors))).toThrow('A policy cannot stand behind itself [policy-of-itself]')
    expect(cors.decide(toRequest()).allowed).toBe(true)
    const another = createReloadableCors(cors)
    expect(another.cors.decide(toRequest()).allowed).toBe(true)
    another.reload(createCorsRoutes({ '/*': [both(next)] }))
    reload(another.cors)
    expect(cors.decide(toRequest(next)).allowed).toBe(true)
    expect(() => another.reload(cors)).toThrow('policy-of-itself')
  })

  test('says what is wrong, and what to write instead', () => {
    const spec = 'https://fetch.spec.whatwg.org/#http-cors-protocol'
    const lookup = async (): Promise<boolean> => true
    const { cors, reload } = createReloadableCors(both(app))
    const catchIssues = (policy: unknown): unknown => {
      try {
        return reload(policy as Parameters<typeof reload>[0])
      } catch (error) {
        return error instanceof CorsConfigError ? error.issues : error
      }
    }
    expect(catchIssues({ lookup })).toEqual([
      {
        code: 'lookup-changed',
        path: 'lookup',
        value: lookup,
        message: 'A policy has a lookup for as long as it runs or never: its answers are promises or none are',
        suggestion: 'Remove it',
        spec,
      },
    ])
    expect(catchIssues(cors)).toEqual([
      {
        code: 'policy-of-itself',
        path: 'policy',
        value: cors,
        message: 'A policy cannot stand behind itself',
        suggestion: 'Write options, or a policy that does not lead back to this one',
        spec,
      },
    ])
  })

  test('a lookup that is gone is one: the answers would be no promises', () => {
    const { cors, reload } = createReloadableCors({ lookup: async () => true })
    const withoutLookup = { origin: app } as unknown as Parameters<typeof reload>[0]
    expect(() => reload(withoutLookup)).toThrow('Add lookup: async () => false')
    expect(cors.decide(toRequest())).toBeInstanceOf(Promise)
    reload({ origin: app, lookup: async () => false })
    expect(cors.decide(toRequest())).toBeInstanceOf(Promise)
  })

  test('wrong options at the start are no policy', () => {
    expect(() => createReloadableCors(wrong)).toThrow(CorsConfigError)
  })
})

test('a policy that can be replaced goes into routes, which then follow it', () => {
  const { cors, reload } = createReloadableCors(both(app))
  const routes = createCorsRoutes({ '/items': cors, '/*': false })
  const wrapped = routes.wrap(() => new Response('hello'))
  expect(allowOriginOf(wrapped(toRequest()))).toBe(app)
  reload(both(next))
  expect(allowOriginOf(wrapped(toRequest()))).toBeNull()
  expect(allowOriginOf(wrapped(toRequest(next)))).toBe(next)
  expect(routes.routes['/items']?.[0]?.options).toEqual(both(next))
})

test('nothing of it can be changed', () => {
  const reloadable = createReloadableCors({ origin: '*' })
  expect(Object.isFrozen(reloadable)).toBe(true)
  expect(Object.isFrozen(reloadable.cors)).toBe(true)
})
