import { afterEach, expect, test, vi } from 'vitest'
import { cors, type WorkerContext } from '../../adapters/cloudflare.ts'
import { CorsConfigError, createCors } from '../../src/index.ts'

const app = 'https://app.example.com'
const two = [app, 'https://other.example.com']
const context: WorkerContext = { waitUntil: () => {}, passThroughOnException: () => {}, props: undefined }

function requestFrom(origin: string, method = 'GET'): Request {
  const headers = { origin, 'access-control-request-method': 'PUT' }
  return new Request('https://api.example.com/', { method, headers })
}

function allowOriginOf(response: Response): string | null {
  return response.headers.get('access-control-allow-origin')
}

afterEach(() => {
  vi.restoreAllMocks()
})

test.each([
  { step: 'options', policy: { origin: two } },
  { step: 'a policy', policy: createCors({ origin: two }) },
  { step: 'options with a lookup', policy: { lookup: async (origin: string) => origin === app } },
  { step: 'a policy with a lookup', policy: createCors({ lookup: async (origin) => origin === app }) },
  { step: 'a function from env', policy: () => ({ origin: two }) },
])('$step: shared with an allowed origin, not with another', async ({ policy }) => {
  const worker = cors(policy, { fetch: () => new Response('hello') })
  expect(allowOriginOf(await worker.fetch(requestFrom(app)))).toBe(app)
  expect(allowOriginOf(await worker.fetch(requestFrom('https://evil.example')))).toBeNull()
  expect((await worker.fetch(requestFrom(app, 'OPTIONS'))).status).toBe(204)
})

test('the handler gets what the runtime passes, with its own this', async () => {
  const worker = {
    name: 'worker',
    fetch(...args: [Request, { readonly binding: string }, WorkerContext]): Response {
      expect(args).toEqual([request, env, context])
      return new Response(this.name)
    },
  }
  const request = requestFrom(app)
  const env = { binding: 'value' }
  const response = await cors({ origin: two }, worker).fetch(request, env, context)
  expect(await response.text()).toBe('worker')
})

const thrown = new Error('on purpose')

test.each([
  {
    step: 'at once',
    fetch: (): Response => {
      throw thrown
    },
  },
  { step: 'later', fetch: (): Promise<Response> => Promise.reject(thrown) },
])('what the handler throws $step is answered with the headers, or thrown on', async ({ fetch }) => {
  const heard: unknown[][] = []
  const onError = (...args: unknown[]): Response => {
    heard.push(args)
    return new Response('sorry', { status: 500 })
  }
  const env = { binding: 'value' }
  for (const policy of [{ origin: two }, () => ({ origin: two })]) {
    const worker = cors<typeof env, { fetch(): Response | Promise<Response> }>(policy, { fetch }, { onError })
    const request = requestFrom(app)
    const response = await worker.fetch(request, env, context)
    expect([response.status, allowOriginOf(response)]).toEqual([500, app])
    expect(heard.splice(0)).toEqual([[thrown, request, env, context]])
    expect(allowOriginOf(await worker.fetch(requestFrom('https://evil.example'), env, context))).toBeNull()
    heard.splice(0)
  }
  for (const options of [undefined, {}, { onError: undefined }]) {
    const worker = cors({ origin: two }, { fetch }, options)
    await expect(async () => await worker.fetch(requestFrom(app))).rejects.toBe(thrown)
  }
})

class Base {
  #count = 0
  scheduled(): number {
    this.#count += 1
    return this.#count
  }
}

class Counter extends Base {
  readonly version = 7
  fetch(): Response {
    return new Response(String(this.scheduled()))
  }
  readonly email = (): string => `mail ${this.version}`
}

const handlers = { fetch: (): Response => new Response('fetched'), queue: (): string => 'queued' }

test('the members of a class stay, inherited and private ones too', async () => {
  const worker = cors({ origin: two }, new Counter())
  const { scheduled, email } = worker
  expect([scheduled(), email(), worker.version]).toEqual([1, 'mail 7', 7])
  expect(await (await worker.fetch(requestFrom(app))).text()).toBe('2')
})

test.each([
  { step: 'an object', worker: handlers },
  { step: 'an object that is frozen', worker: Object.freeze({ ...handlers }) },
  { step: 'an object without a prototype, as modules are', worker: Object.assign(Object.create(null), handlers) },
])('the handlers of $step stay', async ({ worker }) => {
  const { fetch } = worker
  const wrapped = cors<unknown, typeof handlers>({ origin: two }, worker)
  expect(wrapped.queue()).toBe('queued')
  expect(allowOriginOf(await wrapped.fetch(requestFrom(app)))).toBe(app)
  expect(worker.fetch).toBe(fetch)
})

test('handlers can be replaced, as instrumentation does', async () => {
  const worker = cors({ origin: two }, handlers)
  const { fetch } = worker
  const seen: string[] = []
  worker.fetch = (request: Request) => {
    seen.push(request.url)
    return fetch(request)
  }
  expect(allowOriginOf(await worker.fetch(requestFrom(app)))).toBe(app)
  expect(seen).toEqual(['https://api.example.com/'])
})

test('mistakes show when the Worker is made', () => {
  expect(() => cors({ origin: 'https://app.example.com/' }, handlers)).toThrow(CorsConfigError)
  const message = 'A policy applies to "fetch", and this Worker has none'
  expect(() => cors<unknown, object>({ origin: two }, { queue: () => {} } as object)).toThrow(new TypeError(message))
  expect(() => cors<unknown, object>({ origin: two }, class {} as object)).toThrow(new TypeError(message))
})

test('an error that the handler throws is thrown on', async () => {
  const error = new Error('on purpose')
  const worker = cors(
    { origin: two },
    {
      fetch: () => {
        throw error
      },
    },
  )
  expect(() => worker.fetch(requestFrom(app))).toThrow(error)
})

test('options are made once for each env', async () => {
  const make = vi.fn(({ origin }: { readonly origin: string }) => ({ origin: [origin, 'https://both.example'] }))
  const worker = cors(make, { fetch: () => new Response('hello') })
  const first = { origin: app }
  const second = { origin: 'https://second.example' }
  for (const env of [first, second, first, second, first]) {
    expect(allowOriginOf(await worker.fetch(requestFrom(env.origin), env))).toBe(env.origin)
    expect(allowOriginOf(await worker.fetch(requestFrom('https://evil.example'), env))).toBeNull()
  }
  expect(make.mock.calls).toEqual([[first], [second]])
})

test.each([
  { step: 'are wrong', make: () => ({ origin: 'https://app.example.com/' }), status: 200 },
  {
    step: 'cannot be made',
    make: () => {
      throw new TypeError('nothing to split')
    },
    // Nobody knows whether that policy would have rejected.
    status: 403,
  },
  { step: 'are a promise that rejects', make: () => Promise.reject(new Error('late')) as never, status: 403 },
  { step: 'make no policy', make: () => createCors({ origin: 'https://app.example.com/' }), status: 403 },
])('options from env that $step refuse every origin and are printed once for each env', async ({ make, status }) => {
  const print = vi.spyOn(console, 'error').mockImplementation(() => {})
  const worker = cors(make, { fetch: () => new Response('hello') })
  for (const env of [handlers, handlers, context]) {
    const response = await worker.fetch(requestFrom(app), env)
    expect(allowOriginOf(response)).toBeNull()
    expect([response.status, response.headers.get('cache-control')]).toEqual([status, 'no-store'])
    expect((await worker.fetch(requestFrom(app, 'OPTIONS'), env)).status).toBe(403)
  }
  expect(print.mock.calls).toEqual([[expect.any(TypeError)], [expect.any(TypeError)]])
})

test('wrong options from env that reject still reject', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const worker = cors(() => ({ origin: 'https://app.example.com/', rejectDisallowed: true }), handlers)
  expect((await worker.fetch(requestFrom(app))).status).toBe(403)
})
