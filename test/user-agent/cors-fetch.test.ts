import { describe, expect, test } from 'vitest'
import { corsFetch } from '../../src/user-agent/cors-fetch.ts'
import { departsAs } from '../../src/user-agent/departures.ts'
import type { HeaderList } from '../../src/user-agent/header-list.ts'
import { type PageRequestInit, prepareRequest } from '../../src/user-agent/page-request.ts'
import { createPreflightCache } from '../../src/user-agent/preflight-cache.ts'
import type { WireRequest, WireResponse } from '../../src/user-agent/wire.ts'

const standard = departsAs(null)
const page = 'https://page.invalid'
const api = 'https://api.invalid'
const open: HeaderList = [['access-control-allow-origin', '*']]
const permissive: HeaderList = [
  ...open,
  ['access-control-allow-methods', '*'],
  ['access-control-allow-headers', '*, authorization'],
]

/** What allows the page, with credentials. */
const withCredentials: HeaderList = [
  ['access-control-allow-origin', page],
  ['access-control-allow-credentials', 'true'],
  ['access-control-allow-methods', 'PUT'],
  ['access-control-allow-headers', 'x-a'],
]

type Site = Readonly<Record<string, WireResponse>>

/** Runs a fetch against a site of fixed answers, and gives the requests on the wire. */
async function run(
  url: string,
  init: PageRequestInit,
  site: Site,
  cache = createPreflightCache(() => 0, standard),
): Promise<{ result: object; wire: WireRequest[] }> {
  const wire: WireRequest[] = []
  const server = async (request: WireRequest): Promise<WireResponse> => {
    wire.push(request)
    return site[request.url] ?? { status: 200, headers: permissive }
  }
  const environment = { server, cache, cookies: null, isSameSite: () => false, engine: null }
  const { result } = await corsFetch(prepareRequest(url, page, init, standard), page, environment)
  return { result: result.type === 'error' ? { type: 'error', failure: result.step.failure } : result, wire }
}

function toLines(wire: readonly WireRequest[]): string[] {
  const origin = ({ headers }: WireRequest): string => headers.find(([name]) => name === 'origin')?.[1] ?? '-'
  return wire.map((request) => `${request.method} ${request.url} ${origin(request)}`)
}

const to = (location: string, status = 302, headers: HeaderList = open): WireResponse => ({
  status,
  headers: [...headers, ['location', location]],
})

describe('modes', () => {
  test.each<[string, string, PageRequestInit, object, string[]]>([
    ['same origin: basic, no Origin', `${page}/`, {}, { type: 'basic' }, [`GET ${page}/ -`]],
    ['same origin, POST: Origin', `${page}/`, { method: 'POST' }, { type: 'basic' }, [`POST ${page}/ ${page}`]],
    [
      'same-origin elsewhere: refused',
      api,
      { mode: 'same-origin' },
      { type: 'error', failure: 'mode-same-origin' },
      [],
    ],
    ['no-cors: opaque', api, { mode: 'no-cors' }, { type: 'opaque', readable: [] }, [`GET ${api}/ -`]],
    [
      'no-cors with another redirect mode: refused',
      api,
      { mode: 'no-cors', redirect: 'manual' },
      { type: 'error', failure: 'mode-no-cors-redirect' },
      [],
    ],
    [
      'no-cors, POST to https: Origin',
      api,
      { mode: 'no-cors', method: 'POST' },
      { type: 'opaque' },
      [`POST ${api}/ ${page}`],
    ],
    [
      'no-cors, POST to plain http: Origin is null',
      'http://localhost/',
      { mode: 'no-cors', method: 'POST' },
      { type: 'opaque' },
      ['POST http://localhost/ null'],
    ],
    ['another scheme: refused', 'ftp://api.invalid/', {}, { type: 'error', failure: 'scheme' }, []],
    [
      'the fragment stays at home',
      `${api}/#fragment`,
      {},
      { type: 'cors', url: `${api}/#fragment` },
      [`GET ${api}/ ${page}`],
    ],
  ])('%s', async (_, url, init, want, lines) => {
    const { result, wire } = await run(url, init, {})
    expect(result).toMatchObject(want)
    expect(toLines(wire)).toEqual(lines)
  })
})

test.each([
  ['GET', 1],
  ['HEAD', 1],
  ['POST', 1],
  ['OPTIONS', 2],
  ['PUT', 2],
  ['DELETE', 2],
  ['PATCH', 2],
  ['QUERY', 2],
  ['get', 1],
  ['patch', 2],
])('a page that calls another origin with %s sends %i requests', async (method, count) => {
  const headers: HeaderList = [...open, ['access-control-allow-methods', '*']]
  const { result, wire } = await run(`${api}/`, { method }, { [`${api}/`]: { status: 200, headers } })
  expect(result).toMatchObject({ type: 'cors' })
  expect(wire).toHaveLength(count)
})

describe('redirects', () => {
  const post: PageRequestInit = { method: 'POST', headers: [['content-type', 'text/plain']], body: { source: 'x' } }
  const stream: PageRequestInit = { method: 'POST', body: { source: null, stream: new ReadableStream() } }
  const secret: HeaderList = [['authorization', 'x']]

  test.each<[step: string, init: PageRequestInit, site: Site, want: object, lines: string[]]>([
    [
      'same origin to another origin: Origin is the page',
      {},
      { [`${page}/`]: to(`${api}/`) },
      { type: 'cors', redirected: true, url: `${api}/` },
      [`GET ${page}/ -`, `GET ${api}/ ${page}`],
    ],
    [
      'through a third origin: Origin is null',
      {},
      { [`${page}/`]: to(`${api}/`), [`${api}/`]: to('https://third.invalid/') },
      { type: 'cors' },
      [`GET ${page}/ -`, `GET ${api}/ ${page}`, 'GET https://third.invalid/ null'],
    ],
    [
      'back to the page through another origin: still cors, Origin null',
      {},
      { [`${page}/`]: to(`${api}/`), [`${api}/`]: to(`${page}/back`) },
      { type: 'cors' },
      [`GET ${page}/ -`, `GET ${api}/ ${page}`, `GET ${page}/back null`],
    ],
    [
      'a redirect without CORS headers: blocked',
      {},
      { [`${page}/`]: to(`${api}/`), [`${api}/`]: to('https://third.invalid/', 302, []) },
      { type: 'error', failure: 'allow-origin-missing' },
      [`GET ${page}/ -`, `GET ${api}/ ${page}`],
    ],
    [
      'no Location: the response itself',
      {},
      { [`${page}/`]: { status: 302, headers: [] } },
      { type: 'basic' },
      [`GET ${page}/ -`],
    ],
    [
      'an unparsable Location: blocked',
      {},
      { [`${page}/`]: to('https://') },
      { type: 'error', failure: 'redirect-location' },
      [`GET ${page}/ -`],
    ],
    [
      'another scheme: blocked',
      {},
      { [`${page}/`]: to('data:text/plain,x') },
      { type: 'error', failure: 'redirect-scheme' },
      [`GET ${page}/ -`],
    ],
    [
      'user and password at another origin: blocked',
      {},
      { [`${page}/`]: to('https://u:p@api.invalid/') },
      { type: 'error', failure: 'redirect-credentials' },
      [`GET ${page}/ -`],
    ],
    [
      'user and password after another origin: blocked, at the page too',
      {},
      { [`${page}/`]: to(`${api}/`), [`${api}/`]: to('https://u@page.invalid/') },
      { type: 'error', failure: 'redirect-credentials' },
      [`GET ${page}/ -`, `GET ${api}/ ${page}`],
    ],
    [
      'redirect: error',
      { redirect: 'error' },
      { [`${page}/`]: to('/x') },
      { type: 'error', failure: 'redirect-mode-error' },
      [`GET ${page}/ -`],
    ],
    [
      'redirect: manual',
      { redirect: 'manual' },
      { [`${page}/`]: to('/x') },
      { type: 'opaqueredirect', readable: [], redirected: false },
      [`GET ${page}/ -`],
    ],
    [
      'POST after 302 is a GET',
      post,
      { [`${page}/`]: to('/x') },
      { type: 'basic' },
      [`POST ${page}/ ${page}`, `GET ${page}/x -`],
    ],
    [
      'POST after 307 is a POST',
      post,
      { [`${page}/`]: to('/x', 307) },
      { type: 'basic' },
      [`POST ${page}/ ${page}`, `POST ${page}/x ${page}`],
    ],
    [
      'PUT after 302 is a PUT',
      { method: 'PUT' },
      { [`${page}/`]: to('/x') },
      { type: 'basic' },
      [`PUT ${page}/ ${page}`, `PUT ${page}/x ${page}`],
    ],
    [
      'PUT after 303 is a GET',
      { method: 'PUT' },
      { [`${page}/`]: to('/x', 303) },
      { type: 'basic' },
      [`PUT ${page}/ ${page}`, `GET ${page}/x -`],
    ],
    [
      'HEAD after 303 is a HEAD',
      { method: 'HEAD' },
      { [`${page}/`]: to('/x', 303) },
      { type: 'basic' },
      [`HEAD ${page}/ -`, `HEAD ${page}/x -`],
    ],
    [
      'a stream after 307: blocked',
      stream,
      { [`${page}/`]: to('/x', 307) },
      { type: 'error', failure: 'redirect-body' },
      [`POST ${page}/ ${page}`],
    ],
    [
      'a stream after 303: a GET without it',
      stream,
      { [`${page}/`]: to('/x', 303) },
      { type: 'basic' },
      [`POST ${page}/ ${page}`, `GET ${page}/x -`],
    ],
  ])('%s', async (_, init, site, want, lines) => {
    const { result, wire } = await run(`${page}/`, init, site)
    expect(result).toMatchObject(want)
    expect(toLines(wire)).toEqual(lines)
  })

  test('20 are followed, the next one is not', async () => {
    const site = (count: number): Site =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`${page}/${at}`, to(`/${at + 1}`)]))
    expect((await run(`${page}/0`, {}, site(20))).result).toMatchObject({ type: 'basic', url: `${page}/20` })
    const tooMany = await run(`${page}/0`, {}, site(21))
    expect(tooMany.result).toEqual({ type: 'error', failure: 'redirect-too-many' })
    expect(tooMany.wire).toHaveLength(21)
  })

  test('Authorization is dropped at another origin, and body headers with the body', async () => {
    const headers: HeaderList = [...secret, ['content-type', 'text/plain'], ['x-a', '1']]
    const away = await run(
      `${page}/`,
      { method: 'POST', headers, body: { source: 'x' } },
      { [`${page}/`]: to(`${api}/`) },
    )
    expect(away.wire.at(-1)?.headers.map(([name]) => name)).toEqual(['x-a', 'accept', 'origin'])
    const stay = await run(`${page}/`, { headers }, { [`${page}/`]: to('/x') })
    expect(stay.wire.at(-1)?.headers.map(([name]) => name)).toEqual(['authorization', 'content-type', 'x-a', 'accept'])
  })

  test('each URL on the way has a preflight of its own', async () => {
    const preflighted = (location: string): WireResponse => to(location, 307, permissive)
    const server = async (request: WireRequest): Promise<WireResponse> => {
      wire.push(request)
      const next = { [`${api}/`]: '/b', [`${api}/b`]: '/c', [`${api}/c`]: '/d' }[request.url]
      return request.method === 'OPTIONS' || next === undefined
        ? { status: 200, headers: permissive }
        : preflighted(next)
    }
    const wire: WireRequest[] = []
    const cache = createPreflightCache(() => 0, standard)
    const environment = { server, cache, cookies: null, isSameSite: () => false, engine: null }
    await corsFetch(prepareRequest(api, page, { method: 'PUT' }, standard), page, environment)
    expect(toLines(wire)).toEqual(
      ['/', '/b', '/c', '/d'].flatMap((path) => [`OPTIONS ${api}${path} ${page}`, `PUT ${api}${path} ${page}`]),
    )
  })

  test('a redirected preflight is refused', async () => {
    const { result, wire } = await run(`${api}/`, { method: 'PUT' }, { [`${api}/`]: to('/x', 307, permissive) })
    expect(result).toEqual({ type: 'error', failure: 'preflight-redirect' })
    expect(wire).toHaveLength(1)
  })

  test('the fragment is inherited', async () => {
    const { result } = await run(`${page}/#f`, {}, { [`${page}/`]: to('/x') })
    expect(result).toMatchObject({ url: `${page}/x#f` })
  })
})

describe('the preflight cache', () => {
  const put: PageRequestInit = { method: 'PUT', headers: [['X-A', '1']] }

  async function count(
    cache: ReturnType<typeof createPreflightCache>,
    url: string,
    init: PageRequestInit,
    headers = permissive,
  ): Promise<number> {
    const { wire } = await run(url, init, { [url]: { status: 200, headers } }, cache)
    return wire.filter(({ method }) => method === 'OPTIONS').length
  }

  test('spares a preflight until max-age has passed', async () => {
    let now = 0
    const cache = createPreflightCache(() => now, standard)
    expect(await count(cache, `${api}/`, put)).toBe(1)
    now = 4999
    expect(await count(cache, `${api}/`, put)).toBe(0)
    now = 5000
    expect(await count(cache, `${api}/`, put)).toBe(1)
  })

  test('is about one URL, and a request without credentials does not allow one with them', async () => {
    const cache = createPreflightCache(() => 0, standard)
    expect(await count(cache, `${api}/`, put, withCredentials)).toBe(1)
    expect(await count(cache, `${api}/other`, put, withCredentials)).toBe(1)
    expect(await count(cache, `${api}/`, { ...put, credentials: 'include' }, withCredentials)).toBe(1)
    expect(await count(cache, `${api}/`, put, withCredentials)).toBe(0)
    // A new header or method asks again.
    expect(await count(cache, `${api}/`, { ...put, headers: [['x-b', '1']] }, withCredentials)).toBe(1)
  })

  test('keeps no authorization for a wildcard', async () => {
    const cache = createPreflightCache(() => 0, standard)
    const wildcard: HeaderList = [...open, ['access-control-allow-methods', '*'], ['access-control-allow-headers', '*']]
    expect(await count(cache, `${api}/`, put, wildcard)).toBe(1)
    expect(await count(cache, `${api}/`, { method: 'PUT', headers: [['authorization', 'x']] }, permissive)).toBe(1)
    expect(await count(cache, `${api}/`, { method: 'PUT', headers: [['authorization', 'x']] }, permissive)).toBe(0)
  })

  test('is renewed by a later answer', async () => {
    let now = 0
    const cache = createPreflightCache(() => now, standard)
    const first: HeaderList = [
      ...open,
      ['access-control-allow-methods', 'PUT'],
      ['access-control-allow-headers', 'x-a'],
    ]
    expect(await count(cache, `${api}/`, put, first)).toBe(1)
    now = 4000
    const second: HeaderList = [...first, ['access-control-allow-headers', 'x-b']]
    expect(await count(cache, `${api}/`, { ...put, headers: [['x-b', '1']] }, second)).toBe(1)
    now = 8000
    expect(await count(cache, `${api}/`, put, first)).toBe(0)
  })

  test('keeps an upload listener of a safelisted method', async () => {
    const cache = createPreflightCache(() => 0, standard)
    const upload: PageRequestInit = { method: 'POST', body: { source: null, stream: new ReadableStream() } }
    expect(await count(cache, `${api}/`, upload, open)).toBe(1)
    expect(await count(cache, `${api}/`, upload, open)).toBe(0)
  })

  test('is cleared where a request that may need a preflight is blocked', async () => {
    const cache = createPreflightCache(() => 0, standard)
    await count(cache, `${api}/`, put)
    expect(await count(cache, `${api}/`, put, [])).toBe(0)
    expect(await count(cache, `${api}/`, put)).toBe(1)
  })

  test('is cleared of what was allowed with credentials, too, and for that URL only', async () => {
    const cache = createPreflightCache(() => 0, standard)
    const include: PageRequestInit = { ...put, credentials: 'include' }
    for (const url of [`${api}/`, `${api}/other`]) expect(await count(cache, url, include, withCredentials)).toBe(1)
    expect(await count(cache, `${api}/`, put, [])).toBe(0)
    expect(await count(cache, `${api}/`, include, withCredentials)).toBe(1)
    expect(await count(cache, `${api}/other`, include, withCredentials)).toBe(0)
  })
})

describe('preparing a request', () => {
  test.each<[string, string, PageRequestInit]>([
    ['url: "https://"', 'https://', {}],
    ['method: "G T"', api, { method: 'G T' }],
    ['headers: "x a" is not a header name', api, { headers: [['x a', '1']] }],
    ['headers: the value of "x-a"', api, { headers: [['x-a', '1\n2']] }],
    ['headers: the value of "x-a"', api, { headers: [['x-a', 'ā']] }],
    ['url: "blob:https://page.invalid/1" lives in its page', 'blob:https://page.invalid/1', {}],
  ])('%s', (message, url, init) => {
    expect(() => prepareRequest(url, page, init, standard)).toThrow(TypeError)
    expect(() => prepareRequest(url, page, init, standard)).toThrow(message)
  })

  const streamed: PageRequestInit = { method: 'POST', mode: 'no-cors', body: { source: null } }

  test.each<[string, string, PageRequestInit]>([
    ['fetch takes no URL with a user name or password', 'https://u@api.invalid/', {}],
    ['fetch takes no URL with a user name or password', 'https://:p@api.invalid/', {}],
    ['No page may send track', api, { method: 'track' }],
    ['With mode "no-cors" there are only GET, HEAD and POST', api, { method: 'put', mode: 'no-cors' }],
    ['A request with GET has no body', api, { body: { source: 'x' } }],
    ['A request with HEAD has no body', api, { method: 'head', body: { source: 'x' } }],
    ['With mode "no-cors" a body is no stream', api, streamed],
  ])('%s: nothing is sent', async (title, url, init) => {
    expect(prepareRequest(url, page, init, standard).refusal?.title).toBe(title)
    const { result, wire } = await run(url, init, {})
    expect(result).toEqual({ type: 'error', failure: 'request-refused' })
    expect(wire).toEqual([])
  })

  test('XMLHttpRequest takes a user name, and drops the body of a GET', () => {
    const xhr: PageRequestInit = { api: 'xhr', body: { source: 'x' }, uploadListener: true }
    const prepared = prepareRequest('https://u@api.invalid/', page, xhr, standard)
    expect(prepared).toMatchObject({ refusal: null, body: null, useCorsPreflight: true })
    expect(prepareRequest(api, page, { ...xhr, method: 'HEAD' }, standard)).toMatchObject({ refusal: null, body: null })
    expect(prepareRequest(api, page, { ...xhr, api: 'fetch' }, standard).useCorsPreflight).toBe(false)
  })

  test.each([
    ['omit', 'same-origin'],
    ['include', 'include'],
    [undefined, 'same-origin'],
  ] as const)('the credentials of XMLHttpRequest: %s is %s', (credentials, mode) => {
    expect(prepareRequest(api, page, { api: 'xhr', credentials }, standard).credentials).toBe(mode)
  })

  test('a body brings its type, unless there is one', () => {
    const body = { source: 'x', type: 'text/plain' }
    expect(prepareRequest(api, page, { method: 'POST', body }, standard).headers).toEqual([
      ['content-type', 'text/plain'],
    ])
    expect(prepareRequest(api, page, { method: 'POST', body, headers: [['x-a', '1']] }, standard).headers).toEqual([
      ['x-a', '1'],
      ['content-type', 'text/plain'],
    ])
    const headers: HeaderList = [['Content-Type', 'a/b']]
    expect(prepareRequest(api, page, { method: 'POST', body, headers }, standard).headers).toEqual(headers)
  })

  test.each([
    ['put', 'PUT'],
    ['Delete', 'DELETE'],
    ['options', 'OPTIONS'],
    ['patch', 'patch'],
    ['Egg', 'Egg'],
    ['input', 'input'],
    ['puts', 'puts'],
  ])('the method %s is %s', (method, normal) => {
    expect(prepareRequest(api, page, { method }, standard).method).toBe(normal)
  })

  test('drops what a page may not set, and says so', () => {
    const headers: HeaderList = [
      ['Cookie', 'a=1'],
      ['Sec-Fetch-Site', 'none'],
      ['proxy-authorization', 'x'],
      ['X-HTTP-Method-Override', 'PUT, trace'],
      ['x-method-override', 'PUT'],
      ['x-a', ' 1\t'],
    ]
    const { headers: kept, droppedHeaders } = prepareRequest(api, page, { headers }, standard)
    expect(kept).toEqual([
      ['x-method-override', 'PUT'],
      ['x-a', '1'],
    ])
    expect(droppedHeaders).toEqual(['Cookie', 'Sec-Fetch-Site', 'proxy-authorization', 'X-HTTP-Method-Override'])
  })

  test('keeps only safelisted headers in mode no-cors', () => {
    const headers: HeaderList = [
      ['accept', 'text/html'],
      ['content-type', 'application/json'],
      ['range', 'bytes=0-'],
    ]
    expect(prepareRequest(api, page, { headers, mode: 'no-cors' }, standard).headers).toEqual([['accept', 'text/html']])
  })

  test('resolves a URL against the page, unless its origin is opaque', () => {
    expect(prepareRequest('/x', page, {}, standard).url.href).toBe(`${page}/x`)
    expect(() => prepareRequest('/x', 'null', {}, standard)).toThrow('url: "/x"')
    expect(prepareRequest(api, 'null', {}, standard).url.href).toBe(`${api}/`)
  })

  test('text is a body in mode no-cors, and a stream is none', () => {
    expect(prepareRequest(api, page, streamed, standard).refusal?.received).toBe('ReadableStream')
    const init = { method: 'POST', mode: 'no-cors', body: { source: 'x' } } as const
    expect(prepareRequest(api, page, init, standard).refusal).toBeNull()
  })
})
