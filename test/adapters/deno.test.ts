import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cors } from '../../adapters/deno.ts'
import { CorsConfigError, createCors } from '../../src/index.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'
const options = { origin: [app, 'https://other.example.com'], methods: ['PUT'] }
const info = { remoteAddr: { transport: 'tcp', hostname: '127.0.0.1', port: 1 }, completed: Promise.resolve() } as const

function from(origin: string, init: RequestInit = {}): Request {
  return new Request('https://api.example.com/', { ...init, headers: { ...init.headers, origin } })
}

function preflightFrom(origin: string): Request {
  return from(origin, { method: 'OPTIONS', headers: { 'access-control-request-method': 'PUT' } })
}

const hello = (): Response => new Response('hello')
const fail = (): Response => {
  throw new Error('thrown')
}
const recover = (error: unknown): Response => new Response(String(error), { status: 503 })

describe.each([
  { shape: 'a function', handle: (request: Request) => cors(options, hello)(request) },
  { shape: 'handler', handle: (request: Request) => cors(options, { handler: hello }).handler(request, info) },
  { shape: 'fetch', handle: (request: Request) => cors(options, { fetch: hello }).fetch(request, info) },
  { shape: 'a policy that is made already', handle: (request: Request) => cors(createCors(options), hello)(request) },
])('$shape', ({ handle }) => {
  test.each([
    { step: 'shares with an allowed origin', request: from(app), status: 200, allowOrigin: app, body: 'hello' },
    { step: 'does not share with another', request: from(evil), status: 200, allowOrigin: null, body: 'hello' },
    { step: 'answers a preflight', request: preflightFrom(app), status: 204, allowOrigin: app, body: '' },
    { step: 'refuses a preflight', request: preflightFrom(evil), status: 403, allowOrigin: null, body: '' },
  ])('$step', async ({ request, status, allowOrigin, body }) => {
    const response = await handle(request)
    expect(response.headers.get('access-control-allow-origin')).toBe(allowOrigin)
    expect(response.headers.get('vary')).toBe('Origin')
    expect(response.status).toBe(status)
    expect(await response.text()).toBe(body)
  })
})

describe.each([
  { shape: 'handler', handle: (request: Request, onError: ErrorHandler) => toHandler(onError)(request, info) },
  { shape: 'fetch', handle: (request: Request, onError: ErrorHandler) => toFetch(onError)(request, info) },
])('$shape that throws', ({ handle }) => {
  test.each([
    { step: 'onError', onError: recover },
    { step: 'an async onError', onError: async (error: unknown) => recover(error) },
  ])('the answer of $step is shared with an allowed origin only', async ({ onError }) => {
    const answers = [await handle(from(app), onError), await handle(from(evil), onError)]
    expect(answers.map(({ status }) => status)).toEqual([503, 503])
    expect(answers.map(({ headers }) => headers.get('access-control-allow-origin'))).toEqual([app, null])
    expect(await answers[0]?.text()).toBe('Error: thrown')
  })

  test.each([
    { step: 'without onError', onError: undefined, message: 'thrown' },
    { step: 'where onError returns nothing', onError: () => undefined as unknown as Response, message: 'thrown' },
    {
      step: 'where onError throws',
      onError: () => {
        throw new Error('thrown by onError')
      },
      message: 'thrown by onError',
    },
  ])('$step, the error is for Deno', async ({ onError, message }) => {
    await expect((async () => handle(from(app), onError))()).rejects.toThrow(message)
  })
})

type ErrorHandler = ((error: unknown) => Response | Promise<Response>) | undefined
type Handle = (request: Request, connection: typeof info) => Response | Promise<Response>

function toHandler(onError: ErrorHandler): Handle {
  return cors(options, { handler: fail, ...(onError && { onError }) }).handler
}

function toFetch(onError: ErrorHandler): Handle {
  return cors(options, { fetch: fail, ...(onError && { onError }) }).fetch
}

test('a handler gets what Deno passes, and the given object as its this', async () => {
  const server = {
    port: 1234,
    handler(this: { port: number }, request: Request, { remoteAddr }: typeof info) {
      return new Response(`${this.port} ${request.method} ${remoteAddr.hostname}`)
    },
  }
  expect(await (await cors(options, server).handler.call({ port: 0 }, from(app), info)).text()).toBe(
    '1234 GET 127.0.0.1',
  )
  const handler = cors(options, (_, { remoteAddr }) => new Response(remoteAddr.hostname))
  expect(await (await handler(from(app), info)).text()).toBe('127.0.0.1')
})

test('a promise of another library is awaited, as Deno does', async () => {
  const later = Promise.resolve(new Response('hello'))
  // biome-ignore lint/suspicious/noThenProperty: a promise of another library has one
  const foreign = { then: later.then.bind(later) } as unknown as Promise<Response>
  const response = await cors(options, () => foreign)(from(app))
  expect([response.headers.get('access-control-allow-origin'), await response.text()]).toEqual([app, 'hello'])
})

test('the other members stay, and no handler is added', () => {
  const onListen = (): void => {}
  const { signal } = new AbortController()
  expect(cors(options, { handler: hello, port: 0, signal, onListen })).toEqual({
    handler: expect.any(Function),
    port: 0,
    signal,
    onListen,
  })
  expect(Object.keys(cors(options, { fetch: hello, onError: recover }))).toEqual(['fetch'])
})

test('the response of an upgrade is the identical object', async () => {
  const upgraded = Object.defineProperty(new Response(null), 'status', { value: 101 })
  expect(await cors(options, () => upgraded)(from(app))).toBe(upgraded)
})

describe('what Deno does not send is an error', () => {
  const read = new Response('read')
  beforeAll(async () => void (await read.text()))

  test.each([
    { step: 'a network error', returned: () => Response.error() },
    { step: 'a network error that comes later', returned: async () => Response.error() },
    { step: 'a response that was read', returned: () => read },
    { step: 'no response', returned: () => undefined as unknown as Response },
  ])('$step', async ({ returned }) => {
    const message = 'Deno cannot send what the handler returned'
    await expect((async () => cors(options, returned)(from(app)))()).rejects.toThrow(message)
    const recovered = await cors(options, { handler: returned, onError: recover }).handler(from(app), info)
    expect([recovered.status, recovered.headers.get('access-control-allow-origin')]).toEqual([503, app])
    const handler = cors(options, { handler: fail, onError: returned }).handler
    await expect((async () => handler(from(app), info))()).rejects.toThrow('thrown')
  })
})

test('wrong options throw at once', () => {
  expect(() => cors({ origin: 'https://app.example.com/' }, hello)).toThrow(CorsConfigError)
})

describe('a response that was fetched', () => {
  const server = createServer((request, response) => {
    const coding = String(request.url).slice(1)
    const body = { gzip: gzipSync('hello'), br: brotliCompressSync('hello') }[coding] ?? Buffer.from('hello')
    response.writeHead(200, { 'content-encoding': coding, 'content-length': body.length, 'x-own': '1' }).end(body)
  })
  let origin: string

  beforeAll(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })

  afterAll(() => void server.close())

  test.each([
    { coding: 'gzip', kept: [null, null] },
    { coding: 'br', kept: [null, null] },
    { coding: 'identity', kept: ['identity', '5'] },
  ])('with $coding is described as what it is now', async ({ coding, kept }) => {
    for (const handle of [cors(options, () => fetch(`${origin}/${coding}`)), withLookup(`${origin}/${coding}`)]) {
      const { headers, ...response } = await read(await handle(from(app)))
      expect(['content-encoding', 'content-length'].map((name) => headers.get(name))).toEqual(kept)
      expect(headers.get('access-control-allow-origin')).toBe(app)
      expect(response).toEqual({ status: 200, own: '1', body: 'hello' })
    }
  })

  test('is told from one that the handler has compressed itself', async () => {
    const body = gzipSync('hello')
    const response = await cors(
      options,
      () => new Response(body, { headers: { 'content-encoding': 'gzip' } }),
    )(from(app))
    expect(response.headers.get('content-encoding')).toBe('gzip')
  })

  function withLookup(url: string): (request: Request) => Response | Promise<Response> {
    return cors({ lookup: async (asked) => asked === app }, () => fetch(url))
  }

  async function read(
    response: Response,
  ): Promise<{ headers: Headers; status: number; own: string | null; body: string }> {
    const { headers, status } = response
    return { headers, status, own: headers.get('x-own'), body: await response.text() }
  }
})
