import { describe, expect, test, vi } from 'vitest'
import { type AsyncCorsOptions, type CorsOptions, createCors, type Refusal, type RefusalCode } from '../../src/index.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'

function toRequest(origin: string, headers: Record<string, string> = {}, method = 'GET'): Request {
  return new Request('https://api.example.com/items', { method, headers: { origin, ...headers } })
}

const preflight = { 'access-control-request-method': 'PUT' }
const failure = new Error('store is down')
const later = (): Promise<void> => new Promise((done) => setTimeout(done, 10))

interface RefusalCase {
  readonly step: string
  readonly options: CorsOptions | AsyncCorsOptions
  readonly origin?: string
  readonly code: RefusalCode
  readonly error?: unknown
  readonly noStore?: boolean
}

/** Casts what only plain JavaScript lets through. */
function untyped(origin: (given: string) => unknown): CorsOptions['origin'] {
  return origin as (given: string) => boolean
}

const cases: readonly RefusalCase[] = [
  { step: 'an origin that no rule admits', options: { origin: [app, /^x$/] }, code: 'origin-not-allowed' },
  { step: 'a predicate that says false', options: { origin: () => false }, code: 'origin-not-allowed' },
  { step: 'a predicate that says nothing', options: { origin: untyped(() => undefined) }, code: 'origin-not-allowed' },
  { step: 'a predicate that says null', options: { origin: untyped(() => null) }, code: 'origin-not-allowed' },
  { step: 'the origin null', options: { origin: () => true }, origin: 'null', code: 'origin-null' },
  {
    step: 'a malformed origin',
    options: { origin: () => true },
    origin: 'https://a.example/',
    code: 'origin-malformed',
  },
  {
    step: 'plain http, where responses come with credentials',
    options: { origin: () => true, credentials: true },
    origin: 'http://a.example',
    code: 'origin-insecure',
  },
  {
    step: 'a predicate that throws',
    options: {
      origin: () => {
        throw failure
      },
    },
    code: 'rule-threw',
    error: failure,
    noStore: true,
  },
  {
    step: 'a predicate that throws nothing',
    options: {
      origin: () => {
        throw undefined
      },
    },
    code: 'rule-threw',
    noStore: true,
  },
  {
    step: 'a predicate that throws before one that admits',
    options: {
      origin: [
        () => {
          throw failure
        },
        () => true,
      ],
    },
    code: 'rule-threw',
    error: failure,
    noStore: true,
  },
  {
    step: 'a predicate that returns the origin, as in other libraries',
    options: { origin: untyped((origin) => origin) },
    code: 'rule-returned-no-boolean',
    error: expect.objectContaining({ message: expect.stringContaining('return true') }),
    noStore: true,
  },
  {
    step: 'a predicate that returns 1',
    options: { origin: untyped(() => 1) },
    code: 'rule-returned-no-boolean',
    error: expect.any(TypeError),
    noStore: true,
  },
  {
    step: 'a predicate that returns a promise',
    options: { origin: untyped(async () => true) },
    code: 'rule-returned-promise',
    error: expect.objectContaining({ message: expect.stringContaining('"lookup"') }),
    noStore: true,
  },
  {
    step: 'a predicate that returns a promise that rejects',
    options: { origin: untyped(() => Promise.reject(failure)) },
    code: 'rule-returned-promise',
    error: expect.any(TypeError),
    noStore: true,
  },
  { step: 'a lookup that says false', options: { lookup: async () => false }, code: 'origin-not-allowed' },
  {
    step: 'a lookup that says "true"',
    options: { lookup: (async () => 'true') as unknown as AsyncCorsOptions['lookup'] },
    code: 'rule-returned-no-boolean',
    error: expect.any(TypeError),
    noStore: true,
  },
  {
    step: 'a lookup that rejects',
    options: { lookup: () => Promise.reject(failure) },
    code: 'lookup-failed',
    error: failure,
    noStore: true,
  },
  {
    step: 'a lookup that throws',
    options: {
      lookup: () => {
        throw failure
      },
    },
    code: 'lookup-failed',
    error: failure,
    noStore: true,
  },
  {
    step: 'a lookup that never settles',
    options: { lookup: () => new Promise(() => {}), lookupTimeout: 10 },
    code: 'lookup-timed-out',
    error: expect.objectContaining({ message: expect.stringContaining('10 milliseconds') }),
    noStore: true,
  },
  {
    step: 'another page than the only one of a constant policy',
    options: { origin: app },
    code: 'origin-not-allowed',
  },
]

describe.each(cases)('refused: $step', ({ options, origin = evil, code, error, noStore = false }) => {
  test.each([
    ['GET', {}],
    ['OPTIONS', preflight],
  ])('%s: decided and reported', async (method, headers) => {
    const onRefuse = vi.fn<(refusal: Refusal, context: unknown) => void>()
    const request = toRequest(origin, headers, method)
    const decision = await createCors({ ...options, onRefuse }).decide(request)
    const want = { code, origin, preflight: method === 'OPTIONS', ...(error === undefined ? {} : { error }) }
    expect(decision).toMatchObject({ allowed: false, refusal: want })
    expect(onRefuse.mock.calls).toEqual([[want, request]])
    if (method === 'GET') expect(decision.headers.some(([name]) => name === 'cache-control')).toBe(noStore)
  })
})

describe('reporting', () => {
  const admitted: readonly [string, CorsOptions, Record<string, string>][] = [
    ['an allowed origin', { origin: [app] }, { origin: app }],
    ['no Origin', { origin: [app, evil] }, {}],
    ["the server's own page", { origin: [app] }, { origin: 'https://api.example.com' }],
    [
      'a request that the browser calls same-origin',
      { origin: [app] },
      { origin: evil, 'sec-fetch-site': 'same-origin' },
    ],
  ]

  test.each(admitted)('%s is no refusal', (_, options, headers) => {
    const onRefuse = vi.fn()
    const cors = createCors({ ...options, onRefuse })
    expect(cors.decide(new Request('https://api.example.com/', { method: 'POST', headers })).refusal).toBeNull()
    expect(onRefuse).not.toHaveBeenCalled()
  })

  test.each([
    [
      'throws',
      () => {
        throw failure
      },
    ],
    ['returns a promise that rejects', () => Promise.reject(failure)],
    [
      'returns what pretends to be a promise',
      () => ({
        // biome-ignore lint/suspicious/noThenProperty: what pretends to be a promise has one
        get then() {
          throw failure
        },
      }),
    ],
  ])('what onRefuse does is ignored: it %s', async (_, onRefuse) => {
    const cors = createCors({ origin: [app, 'https://b.example'], onRefuse: onRefuse as () => void })
    const response = await cors.handle(toRequest(evil), () => new Response('hello'))
    expect(response.headers.get('vary')).toBe('Origin')
    expect(await response.text()).toBe('hello')
  })

  test('an origin that is none is refused and reported, also where the browser calls the request same-origin', () => {
    const onRefuse = vi.fn()
    const request = toRequest('https://a.example/', { 'sec-fetch-site': 'same-origin' })
    expect(createCors({ origin: [app], onRefuse }).decide(request).allowed).toBe(false)
    expect(onRefuse.mock.calls).toMatchObject([[{ code: 'origin-malformed' }, request]])
  })

  test('the reason in debug survives an error that cannot be printed', async () => {
    const cors = createCors({
      origin: () => {
        throw Object.create(null)
      },
      debug: true,
    })
    const response = cors.handle(toRequest(evil, preflight, 'OPTIONS'), () => new Response('not reached'))
    expect(await response.text()).toBe(
      'This CORS policy does not admit the origin "https://evil.example" [rule-threw]: an error without a description\n',
    )
  })

  test('the reason in debug is text that no browser takes for a page', async () => {
    const cors = createCors({ origin: app, debug: true })
    const response = cors.handle(toRequest('<script>', preflight, 'OPTIONS'), () => new Response('not reached'))
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/plain;charset=utf-8')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await response.text()).toBe('This CORS policy does not admit the origin "<script>" [origin-malformed]\n')
  })
})

describe('lookup', () => {
  test('is asked last, once, with the origin and the context', async () => {
    const lookup = vi.fn(async () => true)
    const predicate = vi.fn(() => false)
    const cors = createCors<string>({ origin: [app, predicate], lookup })
    expect((await cors.decide(toRequest(app), 'context')).allowed).toBe(true)
    expect(lookup).not.toHaveBeenCalled()
    expect((await cors.decide(toRequest(evil), 'context')).allowed).toBe(true)
    expect(predicate.mock.calls).toEqual([[evil, 'context']])
    expect(lookup.mock.calls).toEqual([[evil, 'context']])
  })

  test('never sees null or a malformed origin', async () => {
    const lookup = vi.fn(async () => true)
    const cors = createCors({ lookup })
    for (const origin of ['null', 'https://a.example/', 'https://a.example, https://b.example', '']) {
      expect((await cors.decide(toRequest(origin))).allowed).toBe(false)
    }
    expect(lookup).not.toHaveBeenCalled()
  })

  test('is not asked where the browser or the URL says that no permission is needed', async () => {
    const lookup = vi.fn(async () => true)
    const cors = createCors({ lookup, ownOrigins: ['https://api.example.com', 'https://b.example', evil] })
    for (const request of [
      toRequest('https://api.example.com'),
      toRequest(evil, { 'sec-fetch-site': 'same-origin' }),
      toRequest('https://b.example', { 'sec-fetch-site': 'none' }),
    ]) {
      expect(await cors.decide(request)).toMatchObject({ kind: 'other', refusal: null })
    }
    expect(lookup).not.toHaveBeenCalled()
    expect(await cors.decide(toRequest(evil))).toMatchObject({ kind: 'cross-origin', allowed: true })
    expect(lookup.mock.calls.map(([origin]: unknown[]) => origin)).toEqual([evil])
  })

  test('makes every answer a promise', () => {
    const cors = createCors({ origin: app, lookup: async () => false })
    const request = toRequest(app)
    for (const answer of [
      cors.decide(request),
      cors.headers(request),
      cors.apply(request, new Response('')),
      cors.handle(request, () => new Response('')),
      cors.wrap(() => new Response(''))(request),
    ]) {
      expect(answer).toBeInstanceOf(Promise)
    }
  })

  test.each([
    { step: 'an answer that is there', lookup: async () => true, timers: 0, allowed: true },
    {
      step: 'one that another promise brings',
      lookup: async () => await Promise.resolve(true),
      timers: 0,
      allowed: true,
    },
    { step: 'a failure that is there', lookup: async () => Promise.reject(failure), timers: 0, allowed: false },
    { step: 'an answer that comes', lookup: () => later().then(() => true), timers: 1, allowed: true },
    {
      step: 'a failure that comes',
      lookup: () => later().then(() => Promise.reject(failure)),
      timers: 1,
      allowed: false,
    },
    { step: 'no answer', lookup: () => new Promise<never>(() => {}), timers: 1, waiting: 1, allowed: false },
  ])('leaves no timer behind, and sets $timers for $step', async ({ lookup, timers, waiting = 0, allowed }) => {
    vi.useFakeTimers()
    const started = vi.fn(globalThis.setTimeout)
    vi.stubGlobal('setTimeout', started)
    try {
      const decision = createCors({ lookup, lookupTimeout: 1234 }).decide(toRequest(app))
      // Before the timeout, as a timer that has gone off is not there any more.
      await vi.advanceTimersByTimeAsync(1233)
      expect(vi.getTimerCount()).toBe(waiting)
      await vi.advanceTimersByTimeAsync(1)
      await expect(decision).resolves.toMatchObject({ allowed })
      expect(started.mock.calls.filter(([, milliseconds]) => milliseconds === 1234)).toHaveLength(timers)
      expect(vi.getTimerCount()).toBe(0)
    } finally {
      // The other way round, what is put back would be the timer that does not run.
      vi.unstubAllGlobals()
      vi.useRealTimers()
    }
  })

  test('has five seconds by default', async () => {
    vi.useFakeTimers()
    try {
      const decision = createCors({ lookup: () => new Promise(() => {}) }).decide(toRequest(app))
      await vi.advanceTimersByTimeAsync(4999)
      await expect(Promise.race([decision, Promise.resolve('pending')])).resolves.toBe('pending')
      await vi.advanceTimersByTimeAsync(1)
      await expect(decision).resolves.toMatchObject({ refusal: { code: 'lookup-timed-out' } })
    } finally {
      vi.useRealTimers()
    }
  })
})

test('a refusal has an error only where something failed', () => {
  const refusals: Refusal[] = []
  const fail = (): boolean => {
    throw failure
  }
  const onRefuse = (refusal: Refusal): void => void refusals.push(refusal)
  createCors({ origin: app, onRefuse }).decide(toRequest(evil))
  createCors({ origin: fail, onRefuse }).decide(toRequest(evil))
  expect(refusals).toStrictEqual([
    { code: 'origin-not-allowed', origin: evil, preflight: false },
    { code: 'rule-threw', origin: evil, preflight: false, error: failure },
  ])
})

describe('the context', () => {
  test('of a predicate is the request where none is given', () => {
    const contexts: unknown[] = []
    const cors = createCors<Request>({
      origin: (_, context) => {
        contexts.push(context)
        return true
      },
    })
    const request = toRequest(app)
    cors.decide(request, request)
    cors.headers(request)
    cors.apply(request, new Response(''))
    cors.handle(request, () => new Response(''))
    cors.wrap(() => new Response(''))(request)
    expect(contexts).toEqual([request, request, request, request, request])
  })

  test('of a predicate, a lookup and onRefuse is what is given, in every function', async () => {
    const contexts: unknown[] = []
    const hear = (context: unknown): boolean => contexts.push(context) < 0
    const cors = createCors<string>({
      origin: (_, context) => hear(context),
      lookup: async (_, context) => hear(context),
      onRefuse: (_, context) => hear(context),
    })
    const request = toRequest(evil)
    await cors.decide(request, 'decide')
    await cors.headers(request, 'headers')
    await cors.apply(request, new Response(''), 'apply')
    await cors.handle(request, () => new Response(''), 'handle')
    const names = ['decide', 'headers', 'apply', 'handle']
    expect(contexts).toEqual(names.flatMap((name) => [name, name, name]))
  })
})
