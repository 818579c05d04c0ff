import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createUserAgent, type ExplainInput, explain, type ServerFunction } from '../../src/explain.ts'
import { allow, api, page, serve } from './blocks.ts'

const server = serve({ '*': { headers: allow('*') } })

/** Asks with what no type allows. */
function ask(input: object): Promise<unknown> {
  const whole = { page: { origin: page }, request: { url: api }, server, ...input }
  return explain(whole as ExplainInput)
}

const unhandled: unknown[] = []
const note = (reason: unknown): number => unhandled.push(reason)
beforeEach(() => void process.on('unhandledRejection', note))
afterEach(async () => {
  await new Promise((resolve) => setImmediate(resolve))
  process.off('unhandledRejection', note)
  expect(unhandled.splice(0)).toEqual([])
})

describe('an argument that cannot be read is a TypeError that names it', () => {
  test.each<[step: string, input: object, message: string | RegExp]>([
    [
      'origin with a slash',
      { page: { origin: 'https://a/' } },
      'origin: "https://a/" is not a serialized origin: write "https://a"',
    ],
    [
      'origin in upper case',
      { page: { origin: 'HTTPS://A' } },
      'origin: "HTTPS://A" is not a serialized origin: write "https://a"',
    ],
    [
      'origin with the default port',
      { page: { origin: 'https://a:443' } },
      'origin: "https://a:443" is not a serialized origin: write "https://a"',
    ],
    [
      'origin of a file',
      { page: { origin: 'file:///a' } },
      'origin: "file:///a" is not a serialized origin: write "null"',
    ],
    [
      'origin of an application with a path',
      { page: { origin: 'capacitor://localhost/a' } },
      /write "capacitor:\/\/localhost"$/,
    ],
    [
      'origin without a scheme',
      { page: { origin: 'a.example' } },
      'origin: "a.example" is not an origin: write one such as "https://app.example.com"',
    ],
    ['page left out', { page: undefined }, /^page: pass an object/],
    ['page a string', { page }, /^page: pass an object/],
    ['request left out', { request: undefined }, /^request: pass an object/],
    ['request a string', { request: api }, /^request: pass an object/],
    ['request a URL', { request: new URL(api) }, /^request: pass an object/],
    [
      'origin of a host and port',
      { page: { origin: 'localhost:3000' } },
      /has no scheme: write "http:\/\/localhost:3000"$/,
    ],
    [
      'origin of a host and port, with a slash',
      { page: { origin: 'localhost:3000/' } },
      /has no scheme: write "http:\/\/localhost:3000"$/,
    ],
    ['origin of a host and port, with a path', { page: { origin: 'localhost:3000/a' } }, /is not a serialized origin/],
    ['origin empty', { page: { origin: '' } }, /^origin: "" is not an origin/],
    ['origin undefined', { page: {} }, /^origin: undefined is not an origin/],
    ['URL unparsable', { request: { url: 'https://' } }, /^url: "https:\/\/" is not a URL/],
    ['URL unparsable, cookies', { page: { origin: page, cookies: ['a=1'] }, request: { url: 'https://' } }, /^url: /],
    [
      'URL relative, page null',
      { page: { origin: 'null' }, request: { url: '/items' } },
      /^url: "\/items" is not a URL/,
    ],
    ['URL blob:', { request: { url: `blob:${page}/1` } }, /^url: /],
    ['method', { request: { url: api, method: 'a b' } }, /^method: "a b" is not a method/],
    ['header name', { request: { url: api, headers: { 'a b': '1' } } }, /^headers: "a b" is not a header name/],
    ['header value', { request: { url: api, headers: { a: 'x\r\ny' } } }, /^headers: the value of "a"/],
    ['header value beyond bytes', { request: { url: api, headers: { a: 'ы' } } }, /^headers: the value of "a"/],
    ['headers of three', { request: { url: api, headers: [['a', 'b', 'c']] } }, /^headers: write/],
    ['headers a number', { request: { url: api, headers: 5 } }, /^headers: write/],
    ['headers a string of pairs', { request: { url: api, headers: '\u{1f36a}' } }, /^headers: write/],
    ['headers a string', { request: { url: api, headers: 'a: b' } }, /^headers: write/],
    [
      'credentials',
      { request: { url: api, credentials: true } },
      'credentials: true is none of "omit", "same-origin", "include"',
    ],
    ['mode', { request: { url: api, mode: 'navigate' } }, /^mode: "navigate" is none of "cors"/],
    ['redirect', { request: { url: api, redirect: 'no' } }, /^redirect: "no" is none of/],
    [
      'referrerPolicy',
      { request: { url: api, referrerPolicy: 'never' } },
      /^referrerPolicy: "never" is none of "no-referrer"/,
    ],
    ['api', { request: { url: api, api: 'axios' } }, /^api: "axios" is none of "fetch", "xhr"/],
    ['server', { server: { fetch() {} } }, /^server: pass a function/],
    ['engine', { engine: 'gecko' }, /^engine: "gecko" is not an engine/],
    ['engine and more', { engine: 'chromium-old' }, /^engine: "chromium-old" is not an engine/],
    ['more and engine', { engine: 'old-chromium' }, /^engine: "old-chromium" is not an engine/],
    ['timeout 0', { timeout: 0 }, 'timeout: 0 is not a number of milliseconds from 1 to 2147483647'],
    ['timeout NaN', { timeout: Number.NaN }, /^timeout: NaN/],
    ['timeout Infinity', { timeout: Number.POSITIVE_INFINITY }, /^timeout: Infinity/],
    ['timeout too long', { timeout: 2 ** 31 }, /^timeout: 2147483648/],
  ])('%s', async (_, input, message) => {
    const error: unknown = await ask(input).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(TypeError)
    if (typeof message === 'string') expect((error as TypeError).message).toBe(message)
    else expect((error as TypeError).message).toMatch(message)
  })

  test('at once, for a user agent', () => {
    expect(() => createUserAgent({ origin: `${page}/`, server })).toThrow(/^origin: /)
    expect(() => createUserAgent({ origin: page, server, now: 0 as never })).toThrow(/^now: pass a function/)
    expect(() => createUserAgent({ origin: page, server, engine: '' as never })).toThrow(/^engine: /)
  })

  test('and rejects a fetch', async () => {
    const { fetch } = createUserAgent({ origin: page, server })
    await expect(fetch('https://')).rejects.toThrow(/^url: /)
    await expect(fetch(api, { method: '' })).rejects.toThrow(/^method: /)
  })
})

test.each([1, 2 ** 31 - 1])('a timeout of %i milliseconds is one', async (timeout) => {
  expect(createUserAgent({ origin: page, server, timeout }).fetch).toBeTypeOf('function')
})

describe('an origin that pages have', () => {
  test.each([
    'null',
    'capacitor://localhost',
    'chrome-extension://abcdef',
    'http://[::1]:3000',
    'https://xn--bcher-kva.example',
  ])('%s', async (origin) => expect(await ask({ page: { origin } })).toMatchObject({ request: { origin } }))
})

describe('headers', () => {
  test.each<[string, unknown]>([
    ['a record', { 'X-A': '1' }],
    ['pairs', [['X-A', '1']]],
    ['a map', new Map([['X-A', '1']])],
    ['Headers', new Headers({ 'X-A': '1' })],
  ])('as %s', async (_, headers) => {
    const allowed = serve({ '*': { headers: [...allow('*'), ['Access-Control-Allow-Headers', 'x-a']] } })
    expect(await ask({ request: { url: api, headers }, server: allowed })).toMatchObject({ outcome: 'shared' })
  })

  test.each([null, undefined])('%s are none', async (headers) => {
    expect(await ask({ request: { url: api, headers } })).toMatchObject({ outcome: 'shared' })
  })
})

describe('a URL that is not http', () => {
  test.each([
    ['ftp://api.example.com/', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['about:blank', 'scheme'],
    ['file:///etc/hosts', 'scheme'],
    ['data:no-comma', 'scheme'],
    ['https://user:password@api.example.com/', 'request-refused'],
  ])('%s is blocked: %s', async (url, code) => {
    const want = { outcome: 'blocked', blocked: { code, fix: { options: null, headers: null } }, exchanges: [] }
    expect(await ask({ request: { url }, page: { origin: page, cookies: ['a=1'] } })).toMatchObject(want)
  })

  test('with a user name is for XMLHttpRequest', async () => {
    const explanation = await ask({ request: { url: 'https://user:password@api.example.com/', api: 'xhr' } })
    expect(explanation).toMatchObject({
      outcome: 'shared',
      exchanges: [{ request: { url: 'https://api.example.com/' } }],
    })
  })
})

describe('a server that does not answer as it should is a network error', () => {
  const read = new Response('x')
  void read.text()
  const locked = new ReadableStream()
  locked.getReader()

  test.each<[step: string, server: unknown, message: string]>([
    [
      'throws',
      () => {
        throw new Error('boom')
      },
      'boom',
    ],
    [
      'throws no Error',
      () => {
        throw 'boom'
      },
      'boom',
    ],
    ['rejects', () => Promise.reject(new Error('boom')), 'boom'],
    ['rejects with nothing', () => Promise.reject(), 'the server failed without saying why'],
    [
      'rejects as fetch does',
      () =>
        Promise.reject(
          new TypeError('fetch failed', { cause: Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }) }),
        ),
      'fetch failed: ECONNREFUSED',
    ],
    [
      'rejects with an unknown cause',
      () => Promise.reject(new TypeError('fetch failed', { cause: new AggregateError([]) })),
      'fetch failed: AggregateError',
    ],
    ['returns nothing', () => undefined, 'The server returned no Response: return one from every path of its function'],
    ['returns null', () => null, 'The server returned no Response: return one from every path of its function'],
    ['returns text', () => 'hello', 'The server returned no Response: return one from every path of its function'],
    ['returns an object', () => ({}), 'The server returned no Response: return one from every path of its function'],
    [
      'returns Response.error()',
      () => Response.error(),
      'The server returned Response.error(), or a response that it could not read',
    ],
    ...[99, 1000, 101, 200.5, Number.NaN].map(
      (status) =>
        [
          `returns the status ${status}`,
          () => ({ status, headers: [] }),
          `The server returned the status ${status}: the status of an answer is from 200 to 999`,
        ] as [string, unknown, string],
    ),
    [
      'returns a body that was read',
      () => read,
      'The server returned a body that was read before: make a new Response for each request',
    ],
    [
      'returns a body that is being read',
      () => ({ status: 200, headers: [], body: locked }),
      'The server returned a body that was read before: make a new Response for each request',
    ],
    ...[
      undefined,
      null,
      { a: 'b' },
      'a: b',
      [['a']],
      [['a', 1]],
      [['a b', 'c']],
      [['a', 'b\r\nc: d']],
      [['a', 'ы']],
      [null],
    ].map(
      (headers) =>
        [
          `returns the headers ${JSON.stringify(headers)}`,
          () => ({ status: 200, headers }),
          'The server returned headers that are no list of names and values, such as [["vary", "Origin"]]',
        ] as [string, unknown, string],
    ),
  ])('%s', async (_, server, message) => {
    const want = { code: 'network-error', message: `No response came: ${message}` }
    expect(await ask({ server })).toMatchObject({ outcome: 'blocked', blocked: want, exchanges: [{ response: null }] })
    const { fetch } = createUserAgent({ origin: page, server: server as ServerFunction })
    await expect(fetch(api, { method: 'PUT' })).rejects.toThrow('[network-error]')
  })

  test('never answers', async () => {
    const heard = vi.fn()
    const silent = ({ signal }: Request) => {
      signal.addEventListener('abort', heard)
      return new Promise<Response>(() => {})
    }
    const message = 'No response came: No answer within 5 ms'
    expect(await ask({ server: silent, timeout: 5 })).toMatchObject({ blocked: { code: 'network-error', message } })
    expect(heard).toHaveBeenCalledOnce()
  })

  test('answers or fails too late', async () => {
    const late = (end: 'resolve' | 'reject') => () =>
      new Promise<Response>((resolve, reject) => {
        setTimeout(() => (end === 'resolve' ? resolve(new Response('x')) : reject(new Error('late'))), 20)
      })
    for (const end of ['resolve', 'reject'] as const) {
      expect(await ask({ server: late(end), timeout: 5 })).toMatchObject({ blocked: { code: 'network-error' } })
    }
    await new Promise((resolve) => setTimeout(resolve, 30))
  })

  test('leaves no timer behind', async () => {
    vi.useFakeTimers()
    await ask({})
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })
})

describe('an answer as its lines stand on the wire', () => {
  test('has no white space around values', async () => {
    expect(await ask({ server: serve({ '*': { headers: allow(` \t${page} `) } }) })).toMatchObject({
      outcome: 'shared',
    })
  })

  test('may have an unusual status', async () => {
    const unusual = serve({ '*': { status: 999, headers: allow('*') } })
    expect(await ask({ server: unusual })).toMatchObject({ response: { status: 999 } })
    expect((await createUserAgent({ origin: page, server: unusual }).fetch(api)).status).toBe(999)
  })
})

describe('nothing hangs', () => {
  test('in a redirect loop', async () => {
    const loop = serve({ '*': { status: 302, headers: [...allow('*'), ['Location', api]] } })
    const { blocked, exchanges } = (await ask({ server: loop })) as Awaited<ReturnType<typeof explain>>
    expect([blocked?.code, exchanges.length]).toEqual(['redirect-too-many', 21])
  })

  test.each([
    ['never ends', {}],
    ['cannot be cancelled', { cancel: () => new Promise<void>(() => {}) }],
    ['throws when it is cancelled', { cancel: () => Promise.reject(new Error('no')) }],
  ])('for a body that %s', async (_, source) => {
    const chunk = new TextEncoder().encode('x'.repeat(1000))
    const endless: ServerFunction = () => ({
      status: 200,
      headers: allow('*'),
      body: new ReadableStream({ pull: (controller) => controller.enqueue(chunk), ...source }),
    })
    expect(await ask({ server: endless })).toMatchObject({ outcome: 'shared' })
    const { fetch, explain } = createUserAgent({ origin: page, server: endless })
    expect(await explain({ url: api })).toMatchObject({ outcome: 'shared' })
    expect((await fetch(api, { mode: 'no-cors' })).type).toBe('opaque')
    const reader = (await fetch(api)).body?.getReader()
    expect((await reader?.read())?.value).toHaveLength(1000)
  })
})
