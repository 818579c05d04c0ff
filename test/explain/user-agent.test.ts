import { afterEach, describe, expect, test, vi } from 'vitest'
import { toFilteredResponse } from '../../src/explain/filtered-response.ts'
import {
  createUserAgent,
  type Explanation,
  explain,
  type RawResponse,
  type ServerFunction,
  type UserAgentInit,
} from '../../src/explain.ts'
import { createCors } from '../../src/index.ts'
import { allow, api, page, serve, withCredentials } from './blocks.ts'

const own = `${page}/items`

const open: RawResponse['headers'] = [
  ...allow(page),
  ...withCredentials('true'),
  ['Access-Control-Allow-Methods', 'PUT, PATCH, patch, DELETE'],
  ['Access-Control-Allow-Headers', 'content-type, x-a'],
  ['Access-Control-Max-Age', '600'],
]

/** A server that tells what it saw. */
function record(answer: Partial<RawResponse> = {}): { seen: Request[]; server: ServerFunction } {
  const seen: Request[] = []
  const server = (request: Request) => {
    seen.push(request)
    return { status: 200, headers: open, ...answer }
  }
  return { seen, server }
}

const toPage = (server: ServerFunction) => createUserAgent({ origin: page, server }).fetch

describe('a blocked fetch', () => {
  test('rejects with a TypeError whose cause is the explanation', async () => {
    const error: unknown = await toPage(serve({}))(api).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(TypeError)
    const { message, cause } = error as TypeError & { readonly cause: Explanation }
    expect(message).toBe(
      `Failed to fetch GET ${api} from ${page}: The response (status 200) has no Access-Control-Allow-Origin, so no other origin may read it [allow-origin-missing]\n  → Send Access-Control-Allow-Origin with every answer to this origin, errors and redirects included`,
    )
    expect(cause).toMatchObject({ outcome: 'blocked', blocked: { code: 'allow-origin-missing' } })
  })

  test('is an explanation for those who ask', async () => {
    const { explain } = createUserAgent({ origin: page, server: serve({}) })
    expect(await explain({ url: api, api: 'xhr' })).toMatchObject({ outcome: 'blocked' })
  })
})

describe('a response', () => {
  const headers: RawResponse['headers'] = [
    ...open,
    ['Content-Type', 'text/plain'],
    ['X-Secret', '1'],
    ['Set-Cookie', 'a=1'],
  ]
  const answer = { status: 201, statusText: 'Created', headers, body: 'hello' }

  test('of another origin is filtered', async () => {
    const response = await toPage(record(answer).server)(`${api}#fragment`)
    expect([...response.headers]).toEqual([['content-type', 'text/plain']])
    const { type, url, redirected, status, ok, statusText } = response
    expect({ type, url, redirected, status, ok, statusText }).toEqual({
      type: 'cors',
      url: api,
      redirected: false,
      status: 201,
      ok: true,
      statusText: 'Created',
    })
    expect(response).toBeInstanceOf(Response)
    expect(await response.text()).toBe('hello')
    expect(response.bodyUsed).toBe(true)
  })

  test('of the page’s own origin has all but cookies', async () => {
    const response = await toPage(record({ ...answer, status: 404 }).server)(own)
    expect(response.headers.get('x-secret')).toBe('1')
    expect(response.headers.has('set-cookie')).toBe(false)
    expect([response.type, response.ok]).toEqual(['basic', false])
  })

  test.each(['append', 'set', 'delete'] as const)('has headers that refuse %s', async (method) => {
    const { headers } = await toPage(record(answer).server)(api)
    expect(() => headers[method]('x-a', '1')).toThrow(new TypeError('The headers of a fetched response are immutable'))
    expect(() => new Headers(headers).set('x-a', '1')).not.toThrow()
  })

  test.each([
    [200, true],
    [299, true],
    [300, false],
  ])('with status %i is ok: %s', async (status, ok) => {
    expect((await toPage(record({ status }).server)(api)).ok).toBe(ok)
  })

  test('that is opaque does not say that it was redirected', async () => {
    const server = serve({ [api]: { status: 302, headers: [['Location', '/end']] } })
    const response = await toPage(server)(api, { mode: 'no-cors' })
    expect([response.type, response.redirected]).toEqual(['opaque', false])
  })

  test('can be cloned', async () => {
    const response = await toPage(record(answer).server)(api)
    const clone = response.clone().clone()
    expect([clone.type, clone.url, clone.status, clone.headers.get('content-type')]).toEqual([
      'cors',
      api,
      201,
      'text/plain',
    ])
    expect([await response.text(), await clone.text()]).toEqual(['hello', 'hello'])
  })

  test('knows the type of its body', async () => {
    const response = await toPage(record(answer).server)(api)
    expect((await response.blob()).type).toBe('text/plain')
    const form = new FormData()
    form.set('a', '1')
    const { headers, body } = new Response(form)
    const type = headers.get('content-type') ?? ''
    const answered = await toPage(record({ headers: [...open, ['content-type', type]], body }).server)(api)
    expect((await answered.formData()).get('a')).toBe('1')
  })

  test.each(['GET', 'PUT'])('to %s, redirected, says so', async (method) => {
    const server = serve({ [api]: { status: 307, headers: [...open, ['Location', '/end']] }, '*': { headers: open } })
    const preflighted: ServerFunction = (request) =>
      request.method === 'OPTIONS' ? { status: 204, headers: open } : server(request)
    const response = await toPage(preflighted)(api, { method })
    expect([response.redirected, response.url]).toEqual([true, 'https://api.example.com/end'])
  })

  test.each<[string, string, UserAgentInit, Partial<RawResponse>, Partial<Response>]>([
    ['opaque', api, { mode: 'no-cors' }, answer, { type: 'opaque', url: '' }],
    [
      'opaqueredirect',
      api,
      { redirect: 'manual' },
      { status: 302, statusText: 'Found', headers: [...open, ['Location', '/']], body: 'x' },
      { type: 'opaqueredirect', url: api },
    ],
  ])('that is %s hides everything', async (_, url, init, given, want) => {
    const response = await toPage(record(given).server)(url, init)
    const { type, status, statusText, ok, redirected } = response
    expect({ type, url: response.url }).toEqual(want)
    expect({ status, statusText, ok, redirected }).toEqual({ status: 0, statusText: '', ok: false, redirected: false })
    expect([...response.headers]).toEqual([])
    expect(response.body).toBeNull()
  })

  test.each([
    [204, 'GET'],
    [205, 'GET'],
    [304, 'GET'],
    [200, 'HEAD'],
  ])('with status %i to %s has no body', async (status, method) => {
    const response = await toPage(record({ status, body: 'x' }).server)(api, { method })
    expect([response.status, response.body, await response.text()]).toEqual([status, null, ''])
  })

  test.each<[string, () => NonNullable<RawResponse['body']> | null, string]>([
    ['text', () => 'héllo', 'héllo'],
    ['bytes', () => new TextEncoder().encode('hello'), 'hello'],
    ['a stream', () => new Blob(['hello']).stream(), 'hello'],
    ['nothing', () => null, ''],
  ])('has a body of %s', async (_, toBody, want) => {
    const response = await toPage(record({ body: toBody() }).server)(api)
    expect(await response.text()).toBe(want)
  })

  test('that breaks off rejects with a TypeError', async () => {
    const chunks = ['hel', 'lo']
    const body = new ReadableStream({
      pull(controller) {
        const chunk = chunks.shift()
        if (chunk === undefined) controller.error(new Error('socket hang up'))
        else controller.enqueue(new TextEncoder().encode(chunk))
      },
    })
    const response = await toPage(record({ body }).server)(api)
    expect(response.status).toBe(200)
    const error: unknown = await response.text().catch((error: unknown) => error)
    expect(error).toBeInstanceOf(TypeError)
    expect(error).toMatchObject({ message: 'The body broke off', cause: { message: 'socket hang up' } })
  })

  test('whose body is cancelled tells the server’s stream', async () => {
    const cancel = vi.fn()
    const response = await toPage(record({ body: new ReadableStream({ cancel }) }).server)(api)
    await response.body?.cancel('enough')
    expect(cancel).toHaveBeenCalledWith('enough')
  })
})

describe('an AbortSignal', () => {
  const reason = new DOMException('no more', 'AbortError')

  test('that is aborted before sends nothing', async () => {
    const { seen, server } = record()
    await expect(toPage(server)(api, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    await expect(toPage(server)(new Request(api, { signal: AbortSignal.abort(reason) }))).rejects.toBe(reason)
    expect(seen).toEqual([])
  })

  test('ends what is under way, and tells the server', async () => {
    const controller = new AbortController()
    let heard: AbortSignal | undefined
    const server = (request: Request): Promise<Response> => {
      heard = request.signal
      controller.abort(reason)
      return new Promise(() => {})
    }
    await expect(toPage(server)(api, { signal: controller.signal })).rejects.toBe(reason)
    expect(heard).toMatchObject({ aborted: true, reason })
  })

  test('ends a fetch between two redirects', async () => {
    const controller = new AbortController()
    let asked = 0
    const server = (): RawResponse => {
      asked += 1
      return {
        status: 302,
        headers: [...open, ['Location', '/next']],
        get body() {
          controller.abort(reason)
          return null
        },
      }
    }
    await expect(toPage(server)(api, { signal: controller.signal })).rejects.toBe(reason)
    expect(asked).toBe(1)
  })

  test('ends a fetch whose answer came at the same time, and its body', async () => {
    const controller = new AbortController()
    const cancel = vi.fn()
    const body = new ReadableStream({ cancel })
    const server = (): RawResponse => ({
      status: 200,
      headers: open,
      get body() {
        controller.abort(reason)
        return body
      },
    })
    await expect(toPage(server)(api, { signal: controller.signal })).rejects.toBe(reason)
    expect(cancel).toHaveBeenCalled()
  })

  test('breaks a body off', async () => {
    const controller = new AbortController()
    const cancel = vi.fn()
    const response = await toPage(record({ body: new ReadableStream({ cancel }) }).server)(api, {
      signal: controller.signal,
    })
    const text = response.text().catch((error: unknown) => error)
    controller.abort(reason)
    expect(await text).toBe(reason)
    expect(cancel).toHaveBeenCalled()
  })

  test('of a Request is overridden by `null`', async () => {
    const request = new Request(api, { signal: AbortSignal.abort() })
    expect((await toPage(record().server)(request, { signal: null })).status).toBe(200)
  })
})

describe('a Request', () => {
  test('brings its members', async () => {
    const { seen, server } = record()
    const init = { method: 'PUT', headers: { 'x-a': '1', 'content-type': 'text/plain' }, body: 'hello' }
    const request = new Request(api, init)
    await toPage(server)(request)
    expect(seen.map(({ method }) => method)).toEqual(['OPTIONS', 'PUT'])
    expect(seen[1]?.headers.get('x-a')).toBe('1')
    expect(await seen[1]?.text()).toBe('hello')
    expect(request.bodyUsed).toBe(false)
  })

  test('is overridden by init, undefined and a null body left aside', async () => {
    const { seen, server } = record()
    const request = new Request(api, { method: 'PUT', body: 'hello' })
    await toPage(server)(request, { method: 'PATCH', headers: undefined, body: null, mode: undefined })
    expect(seen[1]?.method).toBe('PATCH')
    expect(await seen[1]?.text()).toBe('hello')
    await toPage(server)(request, { body: 'bye' })
    expect(await seen[3]?.text()).toBe('bye')
  })

  test.each([
    ['credentials', { credentials: 'include' }, 'opaque'],
    ['mode', { mode: 'no-cors' }, 'opaque'],
    ['redirect', { redirect: 'manual', mode: 'cors' }, 'cors'],
  ] as const)('brings its %s', async (_, init, type) => {
    const response = await toPage(record().server)(new Request(api, { mode: 'no-cors', ...init }))
    expect(response.type).toBe(type)
  })

  test('keeps its mode where init has none to say', async () => {
    const response = await toPage(record().server)(new Request(api, { mode: 'no-cors' }), { mode: undefined })
    expect(response.type).toBe('opaque')
  })

  test('without a body has none', async () => {
    const { seen, server } = record()
    await toPage(server)(new Request(api, { method: 'POST' }))
    expect(seen[0]?.body).toBeNull()
  })

  describe('of another runtime', () => {
    afterEach(() => vi.unstubAllGlobals())

    test('says "include" always, and is not believed: Bun', async () => {
      class BunRequest extends Request {
        override get credentials(): RequestCredentials {
          return 'include'
        }
      }
      vi.stubGlobal('Request', BunRequest)
      const { explain, fetch } = createUserAgent({ origin: page, server: serve({ '*': { headers: allow('*') } }) })
      expect((await fetch(new BunRequest(api))).status).toBe(200)
      expect((await explain({ url: api })).request.credentials).toBe('same-origin')
    })

    test('takes no stream: Firefox', async () => {
      class FirefoxRequest extends Request {
        constructor(url: string, init: RequestInit = {}) {
          super(url, init.body instanceof ReadableStream ? { ...init, body: '[object ReadableStream]' } : init)
        }
      }
      vi.stubGlobal('Request', FirefoxRequest)
      const { seen, server } = record()
      await toPage(server)(api, { method: 'POST', body: new Blob(['hello']).stream() })
      expect(await seen[1]?.text()).toBe('hello')
    })

    test('has no member `body`: Firefox', async () => {
      const toFirefox = (request: Request) => Object.defineProperty(request, 'body', { value: undefined })
      const { seen, server } = record()
      await toPage(server)(toFirefox(new Request(api)))
      await toPage(server)(toFirefox(new Request(api, { method: 'POST', body: 'hello' })))
      expect(await seen[1]?.text()).toBe('hello')
    })
  })
})

describe('a body', () => {
  const form = new FormData()
  form.set('a', '1')
  const stream = (): ReadableStream => new Blob(['hello']).stream()
  test.each<[string, BodyInit | (() => ReadableStream), type: RegExp | null, text: RegExp, preflight: boolean]>([
    ['string', 'hello', /^text\/plain;charset=UTF-8$/, /^hello$/, false],
    ['Uint8Array', new TextEncoder().encode('hello'), null, /^hello$/, false],
    ['ArrayBuffer', new TextEncoder().encode('hello').buffer, null, /^hello$/, false],
    ['URLSearchParams', new URLSearchParams({ a: '1' }), /^application\/x-www-form-urlencoded/, /^a=1$/, false],
    ['FormData', form, /^multipart\/form-data; boundary=/, /name="a"\s+1/, false],
    ['Blob', new Blob(['hello'], { type: 'application/json' }), /^application\/json$/, /^hello$/, true],
    ['ReadableStream', stream, null, /^hello$/, true],
  ])('of the kind %s', async (_, body, type, text, preflight) => {
    const { seen, server } = record()
    await toPage(server)(api, { method: 'POST', body: typeof body === 'function' ? body() : body })
    expect(seen.map(({ method }) => method)).toEqual(preflight ? ['OPTIONS', 'POST'] : ['POST'])
    const request = seen.at(-1)
    if (type === null) expect(request?.headers.has('content-type')).toBe(false)
    else expect(request?.headers.get('content-type')).toMatch(type)
    const clone = request?.clone()
    expect(await request?.text()).toMatch(text)
    expect(await clone?.text()).toMatch(text)
  })
})

test('a stream is its text where the engine knows no other', async () => {
  const { seen, server } = record()
  const { fetch } = createUserAgent({ origin: page, server, engine: 'firefox' })
  await fetch(api, { method: 'POST', body: new Blob(['hello']).stream() })
  expect(await seen[0]?.text()).toBe('[object ReadableStream]')
})

describe('the handler', () => {
  test('sees the wire: Origin, Access-Control-Request-*, Cookie and the very method, in clones too', async () => {
    const { seen, server } = record()
    const { fetch } = createUserAgent({ origin: page, server })
    await fetch(own, { method: 'POST' })
    await fetch(api, { method: 'patch', headers: { 'X-A': '1' }, credentials: 'include', body: 'x' })
    const [, preflight, request] = seen.map((one) => one.clone().clone())
    expect(preflight?.headers.get('origin')).toBe(page)
    expect(preflight?.headers.get('access-control-request-method')).toBe('patch')
    expect(preflight?.headers.get('access-control-request-headers')).toBe('x-a')
    expect(preflight?.headers.has('cookie')).toBe(false)
    expect(request?.method).toBe('patch')
    expect(request?.headers.get('origin')).toBe(page)
  })

  test('may be an application of the server half', async () => {
    const handler = createCors({ origin: page, methods: ['PUT'], exposedHeaders: ['etag'] }).wrap(
      () => new Response('hello', { headers: { etag: '"1"' } }),
    )
    const response = await toPage(handler)(api, { method: 'PUT' })
    expect([response.headers.get('etag'), await response.text()]).toEqual(['"1"', 'hello'])
    await expect(toPage(handler)(api, { method: 'DELETE' })).rejects.toThrow('[preflight-method]')
  })
})

describe('cookies', () => {
  const cookieServer: ServerFunction = ({ url, headers }) => {
    const set = new URL(url).searchParams.getAll('set')
    const seen = headers.get('cookie') ?? ''
    return {
      status: 200,
      headers: [...open, ...set.map((value) => ['Set-Cookie', value] as const)],
      body: seen,
    }
  }
  const at = (url: string, ...set: string[]) => `${url}?${new URLSearchParams(set.map((value) => ['set', value]))}`
  const include = { credentials: 'include' } as const

  test('are set, sent and cleared, HttpOnly ones too', async () => {
    const fetch = toPage(cookieServer)
    const read = async (url = api, init: UserAgentInit = include) => (await fetch(url, init)).text()
    expect(await read(at(api, 'a=1; HttpOnly', 'b=2; Path=/other', 'c=3; Domain=example.com'))).toBe('')
    expect(await read()).toBe('a=1; c=3')
    expect(await read(api, {})).toBe('')
    expect(await read(api, { credentials: 'omit' })).toBe('')
    expect(await read(own, {})).toBe('c=3')
    expect(await read(at(api, 'a=; Max-Age=0'))).toBe('a=1; c=3')
    expect(await read()).toBe('c=3')
  })

  test('are not kept without credentials, nor if they are none', async () => {
    const fetch = toPage(cookieServer)
    await fetch(at(api, 'a=1'))
    await fetch(at(api, '', 'b=1; SameSite=None'), include)
    expect(await (await fetch(api, include)).text()).toBe('')
  })

  test('of another site need SameSite=None; Secure', async () => {
    const other = 'https://api.other.example/'
    const fetch = toPage(cookieServer)
    await fetch(at(other, 'a=1', 'b=2; SameSite=None', 'c=3; SameSite=None; Secure'), include)
    expect(await (await fetch(other, include)).text()).toBe('c=3')
  })
})

test.each([
  [undefined, null],
  ['chromium', null],
  ['firefox', 'id=1'],
  ['webkit', 'id=1'],
] as const)('cookies without SameSite on another site, in %s: %j', async (engine, want) => {
  const seen: (string | null)[] = []
  const server: ServerFunction = ({ headers }) => {
    seen.push(headers.get('cookie'))
    return { status: 200, headers: open }
  }
  const request = { url: 'https://api.other.example/', credentials: 'include' } as const
  await explain({ page: { origin: page, cookies: ['id=1'] }, request, server, engine })
  expect(seen).toEqual([want])
})

test.each([
  [undefined, null],
  ['chromium', 'a=1'],
  ['firefox', null],
  ['webkit', null],
] as const)('SameSite=Strict cookies behind a redirect of another site, in %s: %j', async (engine, want) => {
  const seen: (string | null)[] = []
  const server: ServerFunction = ({ url, headers }) => {
    const shared: RawResponse['headers'] = [
      ['Access-Control-Allow-Origin', headers.get('origin') ?? ''],
      ['Access-Control-Allow-Credentials', 'true'],
    ]
    if (url !== api) return { status: 302, headers: [...shared, ['Location', api]] }
    seen.push(headers.get('cookie'))
    return { status: 200, headers: [...shared, ['Set-Cookie', 'a=1; SameSite=Strict; Secure']] }
  }
  const { fetch } = createUserAgent({ origin: page, server, engine })
  await fetch(api, { credentials: 'include' })
  await fetch('https://api.other.example/', { credentials: 'include' })
  expect(seen).toEqual([null, want])
})

describe('the preflight cache', () => {
  test('lives by the clock', async () => {
    let now = 0
    const { seen, server } = record()
    const { fetch } = createUserAgent({ origin: page, server, now: () => now })
    const put = async (url = api): Promise<string[]> => {
      await fetch(url, { method: 'PUT' })
      return seen.splice(0).map(({ method }) => method)
    }
    expect(await put()).toEqual(['OPTIONS', 'PUT'])
    now = 599_999
    expect(await put()).toEqual(['PUT'])
    expect(await put(`${api}/1`)).toEqual(['OPTIONS', 'PUT'])
    now = 600_000
    expect(await put()).toEqual(['OPTIONS', 'PUT'])
  })

  test.each([
    ['chromium', 7200],
    ['firefox', 86_400],
    ['webkit', 600],
    [undefined, 86_400],
  ] as const)('of %s lasts %j seconds at most', async (engine, seconds) => {
    let now = 0
    const methods: string[] = []
    const server = ({ method }: Request): Response => {
      methods.push(method)
      const headers = { 'access-control-allow-origin': '*', 'access-control-allow-methods': 'PUT' }
      return new Response(null, { headers: { ...headers, 'access-control-max-age': '999999' } })
    }
    const { fetch } = createUserAgent({ origin: page, server, engine, now: () => now })
    await fetch(api, { method: 'PUT' })
    now = seconds * 1000 - 1
    await fetch(api, { method: 'PUT' })
    now = seconds * 1000
    await fetch(api, { method: 'PUT' })
    expect(methods).toEqual(['OPTIONS', 'PUT', 'PUT', 'OPTIONS', 'PUT'])
  })

  test('belongs to one user agent', async () => {
    const { seen, server } = record()
    await toPage(server)(api, { method: 'PUT' })
    await toPage(server)(api, { method: 'PUT' })
    expect(seen).toHaveLength(4)
  })
})

test('a response whose status text is not known has none', () => {
  const result = {
    type: 'basic',
    response: { status: 200, headers: [] },
    url: own,
    redirected: false,
    readable: [],
  } as const
  expect(toFilteredResponse(result, 'GET', null).statusText).toBe('')
})

test('ten fetches at once have ten answers', async () => {
  const server: ServerFunction = async ({ method, url }) => {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 5))
    return { status: 200, headers: open, body: `${method} ${url.slice(api.length)}` }
  }
  const fetch = toPage(server)
  const numbers = Array.from({ length: 10 }, (_, index) => index)
  const texts = await Promise.all(
    numbers.map(async (n) => (await fetch(`${api}/${n}`, { method: 'PUT', body: 'x' })).text()),
  )
  expect(texts).toEqual(numbers.map((n) => `PUT /${n}`))
})
