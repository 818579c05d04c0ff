import { describe, expect, test } from 'vitest'
import { corsFetch } from '../../src/user-agent/cors-fetch.ts'
import { departsAs } from '../../src/user-agent/departures.ts'
import type { HeaderList } from '../../src/user-agent/header-list.ts'
import { type PageRequestInit, prepareRequest } from '../../src/user-agent/page-request.ts'
import { createPreflightCache } from '../../src/user-agent/preflight-cache.ts'
import type { WireRequest, WireResponse } from '../../src/user-agent/wire.ts'

const standard = departsAs(null)
const page = 'https://page.invalid'
const api = 'https://api.invalid/'
const shared: HeaderList = [
  ['access-control-allow-origin', page],
  ['access-control-allow-credentials', 'true'],
  ['access-control-allow-methods', 'PUT'],
]

type Site = Readonly<Record<string, WireResponse>>

/** Runs a fetch with cookies; all that is at a host of two labels is one site. */
async function run(url: string, init: PageRequestInit, site: Site = {}) {
  const wire: WireRequest[] = []
  const cookies: string[] = []
  const environment = {
    server: async (request: WireRequest): Promise<WireResponse> => {
      wire.push(request)
      return site[request.url] ?? { status: 200, headers: shared }
    },
    cache: createPreflightCache(() => 0, standard),
    cookies: {
      async get(at: string, origin: string, isTainted: boolean) {
        cookies.push(`get ${at} ${origin} ${isTainted}`)
        return at.includes('empty') ? null : 'a=1'
      },
      async store(at: string, origin: string, { status }: WireResponse) {
        cookies.push(`store ${at} ${origin} ${status}`)
      },
    },
    isSameSite: ({ hostname }: URL) => hostname !== 'third.invalid',
    engine: null,
  }
  const { result } = await corsFetch(prepareRequest(url, page, init, standard), page, environment)
  const sent = wire.map(({ method, headers }) => {
    const cookie = headers.filter(([name]) => name === 'cookie').map((header) => header.join('='))
    return [method, ...cookie].join(' ')
  })
  return { result, sent, cookies, wire }
}

describe('cookies', () => {
  test.each<[url: string, init: PageRequestInit, sent: string[], cookies: string[]]>([
    [api, {}, ['GET'], []],
    [api, { credentials: 'omit' }, ['GET'], []],
    [api, { credentials: 'include' }, ['GET cookie=a=1'], [`get ${api} ${page} false`, `store ${api} ${page} 200`]],
    [
      `${api}#f`,
      { credentials: 'include', method: 'PUT' },
      ['OPTIONS', 'PUT cookie=a=1'],
      [`get ${api} ${page} false`, `store ${api} ${page} 200`],
    ],
    [`${page}/`, {}, ['GET cookie=a=1'], [`get ${page}/ ${page} false`, `store ${page}/ ${page} 200`]],
    [`${page}/`, { credentials: 'omit' }, ['GET'], []],
    [`${page}/empty`, {}, ['GET'], [`get ${page}/empty ${page} false`, `store ${page}/empty ${page} 200`]],
    [api, { mode: 'no-cors' }, ['GET'], []],
    [
      api,
      { mode: 'no-cors', credentials: 'include' },
      ['GET cookie=a=1'],
      [`get ${api} ${page} false`, `store ${api} ${page} 200`],
    ],
  ])('%s, %j', async (url, init, sent, cookies) => {
    expect(await run(url, init)).toMatchObject({ sent, cookies })
  })

  test('hear of a site on the way', async () => {
    const to = (location: string): WireResponse => ({ status: 302, headers: [...shared, ['location', location]] })
    const site = { [`${page}/`]: to('https://third.invalid/') }
    const { cookies } = await run(`${page}/`, { mode: 'no-cors', credentials: 'include' }, site)
    expect(cookies).toEqual([
      `get ${page}/ ${page} false`,
      `store ${page}/ ${page} 302`,
      `get https://third.invalid/ ${page} true`,
      `store https://third.invalid/ ${page} 200`,
    ])
  })
})

describe('data: URLs', () => {
  test.each<PageRequestInit>([{}, { mode: 'same-origin' }, { mode: 'no-cors' }, { method: 'PUT' }])(
    'are their own answer: %j',
    async (init) => {
      const { result, wire } = await run('data:text/plain,a', init)
      expect(wire).toEqual([])
      expect(result).toMatchObject({
        type: 'basic',
        url: 'data:text/plain,a',
        redirected: false,
        readable: ['content-type'],
      })
    },
  )

  test('that are none have a scheme like any other', async () => {
    expect((await run('data:text/plain', {})).result).toMatchObject({ type: 'error', step: { failure: 'scheme' } })
    expect((await run('ftp://api.invalid/,', {})).result).toMatchObject({ step: { received: 'ftp' } })
  })
})

describe('resource policies', () => {
  const policy = (value: string): Site => ({
    [api]: { status: 200, headers: [...shared, ['cross-origin-resource-policy', value]] },
  })

  test.each<[value: string, init: PageRequestInit, type: string]>([
    ['same-origin', { mode: 'no-cors' }, 'error'],
    ['same-site', { mode: 'no-cors' }, 'opaque'],
    ['same-origin', {}, 'cors'],
  ])('%s, %j: %s', async (value, init, type) => {
    expect((await run(api, init, policy(value))).result.type).toBe(type)
  })
})

describe('the referrer policy of a redirect', () => {
  // Where it hides the page, so is Origin.
  test.each<[value: string | null, before: string, origin: string]>([
    [null, 'no-referrer', 'null'],
    [null, 'unsafe-url', page],
    ['', 'no-referrer', 'null'],
    ['unknown', 'no-referrer', 'null'],
    ['xorigin', 'no-referrer', 'null'],
    ['originx', 'no-referrer', 'null'],
    ['no-referrer', 'unsafe-url', 'null'],
    ['same-origin', 'unsafe-url', 'null'],
    ['no-referrer-when-downgrade', 'no-referrer', page],
    ['origin', 'no-referrer', page],
    ['origin-when-cross-origin', 'no-referrer', page],
    ['strict-origin', 'no-referrer', page],
    ['strict-origin-when-cross-origin', 'no-referrer', page],
    ['unsafe-url', 'no-referrer', page],
    ['Unsafe-URL', 'no-referrer', page],
    ['unsafe-url , no-referrer', 'unsafe-url', 'null'],
    ['no-referrer, unsafe-url, unknown', 'no-referrer', page],
    [' unsafe-url ', 'no-referrer', page],
  ])('%j after %s: Origin is %s', async (value, referrerPolicy, origin) => {
    const headers: HeaderList = value === null ? [] : [['Referrer-Policy', value]]
    const site = { [api]: { status: 307, headers: [...headers, ['location', '/end'] as const] } }
    const { wire } = await run(api, { mode: 'no-cors', method: 'POST', referrerPolicy }, site)
    expect(wire[1]?.headers).toContainEqual(['origin', origin])
  })
})

test('a page over plain http hides its origin from none', async () => {
  const origin = 'http://page.invalid'
  const wire: WireRequest[] = []
  const environment = {
    server: async (request: WireRequest): Promise<WireResponse> => {
      wire.push(request)
      return { status: 200, headers: [] }
    },
    cache: createPreflightCache(() => 0, standard),
    cookies: null,
    isSameSite: () => true,
    engine: null,
  }
  const init = { mode: 'no-cors', method: 'POST' } as const
  await corsFetch(prepareRequest('http://api.invalid/', origin, init, standard), origin, environment)
  expect(wire[0]?.headers).toContainEqual(['origin', origin])
})

describe('redirects', () => {
  test.each<[status: number, method: string, then: string]>([
    [301, 'POST', 'GET'],
    [302, 'POST', 'GET'],
    [303, 'POST', 'GET'],
    [307, 'POST', 'POST'],
    [308, 'POST', 'POST'],
    [301, 'PUT', 'PUT'],
    [303, 'PUT', 'GET'],
    [303, 'HEAD', 'HEAD'],
    [303, 'GET', 'GET'],
    [301, 'HEAD', 'HEAD'],
  ])('%i after %s: %s', async (status, method, then) => {
    const headers: HeaderList = [
      ['Content-Type', 'text/plain'],
      ['content-language', 'de'],
      ['content-location', '/a'],
      ['content-encoding', 'br'],
      ['x-content-type', '1'],
      ['content-type-x', '1'],
    ]
    const site = { [`${page}/`]: { status, headers: [['location', '/end']] as const } }
    const { wire } = await run(`${page}/`, { method, headers, credentials: 'omit' }, site)
    const names = (wire[1]?.headers ?? []).map(([name]) => name).filter((name) => /content-/i.test(name))
    expect(wire[1]?.method).toBe(then)
    expect(names).toEqual(method === then ? headers.map(([name]) => name) : ['x-content-type', 'content-type-x'])
  })

  test.each<[from: string, to: string, url: string]>([
    ['#f', '/x', '/x#f'],
    ['#f', '/x#g', '/x#g'],
    ['', '/x', '/x'],
    ['', '/x#g', '/x#g'],
    ['#f', '/x#', '/x#'],
  ])('the fragment of %j to %j', async (from, to, url) => {
    const site = { [`${page}/`]: { status: 302, headers: [['location', to]] as const } }
    const { result } = await run(`${page}/${from}`, {}, site)
    expect(result).toMatchObject({ url: `${page}${url}`, redirected: true })
  })
})

describe('preflights', () => {
  const allowing = (...lines: HeaderList): Site => ({
    [api]: { status: 200, headers: [['access-control-allow-origin', '*'], ...lines] },
  })

  test('are asked for a method that an earlier one was not about', async () => {
    const cache = createPreflightCache(() => 0, standard)
    const environment = {
      server: async () => allowing(['access-control-allow-headers', 'x-a'])[api] ?? { status: 404, headers: [] },
      cache,
      cookies: null,
      isSameSite: () => true,
      engine: null,
    }
    const headers: HeaderList = [['x-a', '1']]
    const fetch = async (method: string) =>
      (await corsFetch(prepareRequest(api, page, { method, headers }, standard), page, environment)).result
    expect(await fetch('GET')).toMatchObject({ type: 'cors', redirected: false })
    expect(await fetch('PUT')).toMatchObject({ step: { failure: 'preflight-method' } })
  })

  test.each([
    [null, 86_400],
    ['chromium', 7200],
    ['firefox', 86_400],
    ['webkit', 600],
  ] as const)('of %s are kept for %i seconds at most', async (engine, seconds) => {
    let now = 0
    let preflights = 0
    const departs = departsAs(engine)
    const headers = [...shared, ['access-control-max-age', '999999'] as const]
    const environment = {
      server: async ({ method }: WireRequest) => {
        if (method === 'OPTIONS') preflights++
        return { status: 200, headers }
      },
      cache: createPreflightCache(() => now, departs),
      cookies: null,
      isSameSite: () => true,
      engine,
    }
    for (now of [0, seconds * 1000 - 1, seconds * 1000]) {
      await corsFetch(prepareRequest(api, page, { method: 'PUT' }, departs), page, environment)
    }
    expect(preflights).toBe(2)
  })

  test.each([
    ['PUT', 'preflight'],
    ['GET', 'response'],
  ])('and requests that nobody answers: %s', async (method, phase) => {
    const environment = {
      server: async () => {
        throw new Error('nobody')
      },
      cache: createPreflightCache(() => 0, standard),
      cookies: null,
      isSameSite: () => true,
      engine: null,
    }
    const { result, exchanges } = await corsFetch(prepareRequest(api, page, { method }, standard), page, environment)
    expect(result).toMatchObject({ type: 'error', step: { failure: 'network-error', phase, exchange: 0 } })
    expect(exchanges).toMatchObject([{ response: null }])
  })
})
