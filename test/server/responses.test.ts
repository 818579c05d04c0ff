import { describe, expect, test, vi } from 'vitest'
import { createCors } from '../../src/index.ts'

const app = 'https://app.example.com'
const other = 'https://other.example.com'

function toRequest(origin = app, method = 'GET', headers: Record<string, string> = {}): Request {
  return new Request('https://api.example.com/items', { method, headers: { origin, ...headers } })
}

const cors = createCors({ origin: [app, other] })

describe('a response', () => {
  test('with a body is changed in place', async () => {
    const response = new Response('hello')
    expect(cors.apply(toRequest(), response)).toBe(response)
    expect(response.headers.get('access-control-allow-origin')).toBe(app)
    expect(await response.text()).toBe('hello')
  })

  test('with a stream as its body is not read', async () => {
    let pulls = 0
    const stream = new ReadableStream(
      {
        pull(controller) {
          pulls++
          controller.enqueue(new TextEncoder().encode('x'))
        },
      },
      { highWaterMark: 0 },
    )
    const response = cors.apply(toRequest(), new Response(stream))
    expect(response.headers.get('access-control-allow-origin')).toBe(app)
    await Promise.resolve()
    expect(pulls).toBe(0)
    await response.body?.cancel()
  })

  test.each([
    ['without a body', () => new Response(null, { status: 404 })],
    ['with a null body status', () => new Response(null, { status: 204 })],
    ['without a body, but with a type', () => new Response(null, { headers: { 'content-type': 'text/plain' } })],
  ])('%s may be returned twice: each request gets its own', (_, make) => {
    const shared = make()
    const fetch = cors.wrap(() => shared)
    const [first, second, none] = [
      fetch(toRequest(app)),
      fetch(toRequest(other)),
      fetch(toRequest('https://evil.example')),
    ]
    expect(first.headers.get('access-control-allow-origin')).toBe(app)
    expect(second.headers.get('access-control-allow-origin')).toBe(other)
    expect(none.headers.get('access-control-allow-origin')).toBeNull()
    expect(second.status).toBe(shared.status)
  })

  test.each([204, 205, 304])(
    'with status %d has no body, whatever its type says, and is never changed itself',
    (status) => {
      const shared = new Response(null, { status, headers: { 'content-type': 'text/plain' } })
      const response = cors.apply(toRequest(), shared)
      expect(response).not.toBe(shared)
      expect(response.headers.get('vary')).toBe('Origin')
      expect(shared.headers.has('access-control-allow-origin')).toBe(false)
    },
  )

  test('without a body is never changed itself', () => {
    const shared = new Response(null, { status: 404 })
    expect(cors.apply(toRequest(), shared)).not.toBe(shared)
    expect([...shared.headers]).toEqual([])
  })

  test('with a body may be returned twice where its body was not read', async () => {
    const shared = new Response('hello')
    const fetch = cors.wrap(() => shared)
    fetch(toRequest(app))
    const second = fetch(toRequest(other))
    expect(second).not.toBe(shared)
    expect(second.headers.get('access-control-allow-origin')).toBe(other)
    expect(await second.text()).toBe('hello')
    expect(fetch(toRequest(app)).bodyUsed).toBe(false)
    expect(await shared.text()).toBe('hello')
  })

  test('keeps no trace of a bad minute', () => {
    let broken = true
    const headers = { 'content-type': 'text/plain', 'cache-control': 'max-age=60' }
    const shared = new Response(null, { headers })
    const options = {
      origin: (origin: string) => {
        if (broken) throw new Error('store is down')
        return origin === app
      },
    }
    const fetch = createCors(options).wrap(() => shared)
    expect(fetch(toRequest()).headers.get('cache-control')).toBe('no-store')
    broken = false
    expect(fetch(toRequest()).headers.get('cache-control')).toBe('max-age=60')
  })

  test('to HEAD is never changed itself', () => {
    const shared = new Response('hello', { headers: { 'x-own': '1' } })
    const copy = cors.apply(toRequest(app, 'HEAD'), shared)
    expect(copy.headers.get('access-control-allow-origin')).toBe(app)
    expect(copy.headers.get('x-own')).toBe('1')
    expect(shared.headers.get('access-control-allow-origin')).toBeNull()
  })

  test('with immutable headers is copied: status, body and cookies stay', async () => {
    const redirect = Response.redirect('https://elsewhere.example/', 303)
    const copy = cors.apply(toRequest(), redirect)
    expect(copy.status).toBe(303)
    expect(copy.headers.get('location')).toBe('https://elsewhere.example/')
    expect(copy.headers.get('access-control-allow-origin')).toBe(app)
  })

  test('keeps its status text and every cookie', () => {
    const headers = new Headers([
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
    ])
    const copy = cors.apply(toRequest(app, 'HEAD'), new Response(null, { status: 418, statusText: 'Teapot', headers }))
    expect(copy.statusText).toBe('Teapot')
    expect(copy.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  })

  test('that cannot be copied comes back as it is, and is reported if it needed headers', () => {
    const onRefuse = vi.fn()
    const reporting = createCors({ origin: [app, other], onRefuse })
    const error = Response.error()
    expect(reporting.apply(toRequest(), error)).toBe(error)
    expect(onRefuse.mock.calls).toEqual([
      [{ code: 'response-not-copyable', origin: app, preflight: false }, expect.any(Request)],
    ])
    expect(reporting.apply(new Request('https://api.example.com/'), error)).toBe(error)
    expect(onRefuse).toHaveBeenCalledTimes(1)
  })

  test('that needed headers although there is no Origin is reported too', () => {
    const onRefuse = vi.fn()
    const error = Response.error()
    expect(createCors({ origin: '*', onRefuse }).apply(new Request('https://api.example.com/'), error)).toBe(error)
    expect(onRefuse.mock.calls[0]?.[0]).toEqual({ code: 'response-not-copyable', origin: '', preflight: false })
  })

  test("that cannot be copied is reported if it keeps an upstream's permission", () => {
    const onRefuse = vi.fn()
    // Node.js fetches responses with statuses that its constructor refuses.
    const upstream = new Response(null, { headers: { 'access-control-allow-origin': '*' } })
    const strange = Object.defineProperty(upstream, 'status', { value: 999 })
    expect(createCors({ origin: [app, other], onRefuse }).apply(toRequest('https://evil.example'), strange)).toBe(
      strange,
    )
    expect(onRefuse.mock.calls.map(([{ code }]) => code)).toEqual(['origin-not-allowed', 'response-not-copyable'])
  })

  test('keeps the type of its own body in debug', () => {
    const debugging = createCors({ origin: [app], debug: true, rejectDisallowed: true })
    const response = debugging.apply(toRequest('https://evil.example'), Response.json({ a: 1 }))
    expect(response.headers.get('content-type')).toBe('application/json')
  })

  test('whose body is used up comes back as it is', async () => {
    const used = new Response('hello', { headers: { 'x-own': '1' } })
    await used.text()
    expect(cors.apply(toRequest(app, 'HEAD'), used)).toBe(used)
  })

  test('of an upgraded connection comes back as it is, and nobody is told', () => {
    const onRefuse = vi.fn()
    // Node.js makes no Response with this status.
    const upgraded = Object.defineProperty(new Response(null), 'status', { value: 101 })
    expect(createCors({ origin: [app], onRefuse }).apply(toRequest(), upgraded)).toBe(upgraded)
    expect([...upgraded.headers]).toEqual([])
    expect(onRefuse).not.toHaveBeenCalled()
  })

  test.each([
    ...[undefined, null, 'hello', {}, { status: 200 }, { headers: new Headers() }],
    ...[
      { status: 200, headers: null },
      { status: 200, headers: {} },
    ],
  ])('that is none passes: %j', (value) => {
    expect(cors.wrap(() => value as Response)(toRequest())).toBe(value)
  })

  test('to a preflight can be made by hand', () => {
    const request = toRequest(app, 'OPTIONS', { 'access-control-request-method': 'PUT' })
    const response = createCors({ origin: [app], methods: ['PUT'] }).apply(request, new Response(null, { status: 200 }))
    expect(response.status).toBe(200)
    expect(response.headers.get('access-control-allow-methods')).toBe('PUT')
  })
})

describe('in a runtime that adds the type of a string when it sends it', () => {
  test('the body is not touched, and the second time tells that an object is shared', async () => {
    // As in Bun, where touching the body loses the type: the module is loaded anew to ask this runtime.
    vi.resetModules()
    const Original = globalThis.Response
    const touched = vi.fn()
    class LateResponse extends Original {
      constructor(body?: BodyInit | null, init?: ResponseInit) {
        super(body, init)
        if (!new Headers(init?.headers).has('content-type')) this.headers.delete('content-type')
      }
      override get body() {
        touched()
        return super.body
      }
    }
    vi.stubGlobal('Response', LateResponse)
    try {
      const { createCors } = await import('../../src/index.ts')
      const cors = createCors({ origin: [app, other] })
      const response = new LateResponse('hello')
      expect(cors.apply(toRequest(), response)).toBe(response)
      expect(touched).not.toHaveBeenCalled()
      const shared = new LateResponse(null)
      expect(cors.apply(toRequest(app), shared)).toBe(shared)
      const second = cors.apply(toRequest(other), shared)
      expect(second).not.toBe(shared)
      expect(second.headers.get('access-control-allow-origin')).toBe(other)
      expect(shared.headers.get('access-control-allow-origin')).toBe(app)
    } finally {
      vi.unstubAllGlobals()
      vi.resetModules()
    }
  })
})

describe('headers()', () => {
  test('gives new headers each time', () => {
    const first = cors.headers(toRequest())
    first.set('x-own', '1')
    expect([...cors.headers(toRequest())]).toEqual([
      ['access-control-allow-origin', app],
      ['vary', 'Origin'],
    ])
  })

  test('of a constant policy has no Vary', () => {
    expect([...createCors({ origin: '*' }).headers(toRequest())]).toEqual([['access-control-allow-origin', '*']])
  })
})

describe('wrap', () => {
  const failing = (): never => {
    throw new Error('boom')
  }

  test('passes the arguments and this on', () => {
    const seen: unknown[] = []
    const fetch = cors.wrap(function (this: unknown, _: Request, ...args: [number, string]) {
      seen.push(this, ...args)
      return new Response('hello')
    })
    const target = { fetch }
    target.fetch(toRequest(), 1, 'a')
    expect(seen).toEqual([target, 1, 'a'])
  })

  test('does not run the handler for a preflight', () => {
    const handler = vi.fn(() => new Response('hello'))
    const response = cors.wrap(handler)(toRequest(app, 'OPTIONS', { 'access-control-request-method': 'PUT' }))
    expect(response.status).toBe(204)
    expect(handler).not.toHaveBeenCalled()
  })

  test('throws on what the handler throws', async () => {
    expect(() => cors.wrap(failing)(toRequest())).toThrow('boom')
    await expect(cors.wrap(async () => failing())(toRequest())).rejects.toThrow('boom')
  })

  test.each([
    ['throws', failing],
    ['rejects', async () => failing()],
  ])('with onError answers, with headers, a handler that %s', async (_, handler) => {
    const onError = vi.fn((error: unknown, _: Request, env: string) => new Response(`${error} ${env}`, { status: 500 }))
    const request = toRequest()
    const response = await cors.wrap((_: Request, __: string) => handler(), { onError })(request, 'env')
    expect(onError).toHaveBeenCalledWith(expect.any(Error), request, 'env')
    expect(response.status).toBe(500)
    expect(response.headers.get('access-control-allow-origin')).toBe(app)
    expect(await response.text()).toBe('Error: boom env')
  })

  test('with onError leaves a handler alone that does not fail', async () => {
    const onError = vi.fn(() => new Response(null, { status: 500 }))
    expect(
      await cors
        .wrap(() => new Response('hello'), { onError })(toRequest())
        .text(),
    ).toBe('hello')
    const response = await cors.wrap(async () => new Response('hello'), { onError })(toRequest())
    expect(await response.text()).toBe('hello')
    expect(onError).not.toHaveBeenCalled()
  })

  test('with an onError that throws, throws on', () => {
    expect(() => cors.wrap(failing, { onError: failing })(toRequest())).toThrow('boom')
  })
})

type Done = (value: Response) => void

test.each([
  { step: 'a promise', run: (done: Done) => Promise.resolve(done(new Response('hello'))) },
  { step: 'nothing', run: (done: Done) => done(new Response('hello')) },
])('a thenable whose then returns $step is awaited', async ({ run }) => {
  // biome-ignore lint/suspicious/noThenProperty: that is what is tested
  const thenable = { then: run } as unknown as PromiseLike<Response>
  for (const options of [{}, { onError: () => new Response('failed') }]) {
    const response = await cors.wrap(() => thenable, options)(toRequest())
    expect([await response.text(), response.headers.get('access-control-allow-origin')]).toEqual(['hello', app])
  }
})

describe('the surface', () => {
  test('is frozen and needs no this', () => {
    const { decide, headers, apply, handle, wrap } = cors
    expect(Object.isFrozen(cors)).toBe(true)
    expect(decide(toRequest()).allowed).toBe(true)
    expect(headers(toRequest()).get('vary')).toBe('Origin')
    expect(apply(toRequest(), new Response('')).status).toBe(200)
    expect(handle(toRequest(), () => new Response('')).status).toBe(200)
    expect(wrap(() => new Response(''))(toRequest()).status).toBe(200)
  })

  test('gives decisions that nobody can change the policy by', () => {
    const policy = createCors({ origin: [app, other], credentials: true, methods: ['PUT'] })
    const { headers, vary } = policy.decide(toRequest())
    expect(Object.isFrozen(vary)).toBe(true)
    expect(headers.slice(1).map(Object.isFrozen)).toEqual([true])
  })

  test('decides about what is no Request', () => {
    const guard = createCors({ origin: [app], rejectDisallowed: true })
    const input = (origin: string, url = 'wss://api.example.com/socket') => ({
      method: 'GET',
      url,
      headers: new Headers({ origin }),
    })
    expect(guard.decide(input(app)).respond).toBeNull()
    expect(guard.decide(input('https://evil.example')).respond).toBe(403)
    // A page of the server's own origin opens its socket.
    expect(guard.decide(input('https://api.example.com')).respond).toBeNull()
    expect(guard.decide(input('http://api.example.com', 'ws://api.example.com/')).respond).toBeNull()
    expect(guard.decide(input('http://api.example.com')).respond).toBe(403)
    expect(guard.decide(input('https://api.example.com', 'no url')).respond).toBe(403)
  })
})
