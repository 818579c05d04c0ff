import { describe, expect, test } from 'vitest'
import { type Explanation, explain, type FixHeaders, type ServerFunction } from '../../src/explain.ts'
import { createCors } from '../../src/index.ts'
import { api, type BlockedCase, blockedCases, page, toParts } from './blocks.ts'

function ask(row: BlockedCase, server = row.server): Promise<Explanation> {
  const body = row.request?.body instanceof ReadableStream ? new Blob(['x']).stream() : row.request?.body
  return explain({
    page: { origin: page, ...row.page },
    request: { url: api, ...row.request, body },
    server,
    engine: row.engine,
  })
}

/** A server that does nothing but send the headers of a fix. */
function toServer({ preflight, response }: FixHeaders): ServerFunction {
  return ({ method, headers }) =>
    method === 'OPTIONS' && headers.has('access-control-request-method')
      ? { status: 204, headers: preflight ?? [] }
      : { status: 200, headers: response }
}

/** The row with what the advice asks of the page. */
function toAmended(row: BlockedCase): BlockedCase {
  return { ...row, request: { ...row.request, ...row.amended } }
}

describe('a block', () => {
  test.each(blockedCases)('$step: $want', async (row) => {
    const explanation = await ask(row)
    const { step, page, request, server, engine, message, curable, amended, ...want } = row
    expect(explanation.outcome).toBe('blocked')
    expect(toParts(explanation)).toEqual(want)
    if (message !== undefined) expect(explanation.blocked?.message).toBe(message)
    expect(explanation.blocked?.fix.headers !== null).toBe(curable)
    expect(explanation.blocked?.fix.options !== null).toBe(curable)
    expect(explanation.steps.map(({ passed }) => passed)).toEqual(
      explanation.steps.map((_, index) => index < explanation.steps.length - 1),
    )
    expect(explanation.response).toBeNull()
  })

  test('has a row with its message for every code', () => {
    const told = blockedCases.filter(({ message }) => message !== undefined).map(({ want }) => want)
    expect([...told].sort()).toEqual([...new Set(blockedCases.map(({ want }) => want))].sort())
  })

  test.each(blockedCases)('$step: $want, as JSON', async (row) => {
    const explanation = await ask(row)
    expect(JSON.parse(JSON.stringify(explanation))).toStrictEqual(explanation)
  })

  test.each(blockedCases)('$step: $want has advice without a period', async (row) => {
    const advice = (await ask(row)).blocked?.fix.advice
    expect(advice).toMatch(/^[A-Z].*[^.]$/)
  })
})

describe('the message', () => {
  test.each([
    [299, 'The response (status 299) has no'],
    [300, 'The redirect (status 300) has no'],
    [399, 'The redirect (status 399) has no'],
    [400, 'The response (status 400) has no'],
  ])('of a response with status %i: %s', async (status, message) => {
    const server: ServerFunction = () => ({ status, headers: [] })
    const { blocked } = await explain({ page: { origin: page }, request: { url: api }, server })
    expect(blocked?.message).toContain(message)
  })

  test('of credentials that are not quite allowed quotes them', async () => {
    const server: ServerFunction = () => ({
      status: 200,
      headers: [
        ['Access-Control-Allow-Origin', page],
        ['Access-Control-Allow-Credentials', 'TRUE'],
      ],
    })
    const { blocked } = await explain({ page: { origin: page }, request: { url: api, credentials: 'include' }, server })
    expect(blocked?.message).toBe(
      'The response (status 200) has "TRUE" in Access-Control-Allow-Credentials: it must be exactly "true"',
    )
  })

  test('of a method in lower case has the right one in its advice', async () => {
    const server: ServerFunction = () => ({ status: 200, headers: [['Access-Control-Allow-Origin', '*']] })
    const { blocked } = await explain({ page: { origin: page }, request: { url: api, method: 'patch' }, server })
    expect(blocked?.fix.advice).toMatch(/^Call fetch with "PATCH": methods are case-sensitive/)
  })
})

describe('the advice', () => {
  test.each([
    ['localhost:5000/api', 'Write "http://localhost:5000/api"'],
    ['file:///C:/data.json', 'Serve the file over http or https'],
    ['wss://api.example.com/', 'Open it with new WebSocket'],
    ['ws://api.example.com/', 'Open it with new WebSocket'],
    ['ftp://api.example.com/', 'Serve it over https'],
    ['xwss://api.example.com/', 'Serve it over https'],
    ['wss.a://api.example.com/', 'Serve it over https'],
    ['app:items:8', 'Serve it over https'],
  ])('of %s: %s', async (url, advice) => {
    const { blocked } = await explain({ page: { origin: page }, request: { url }, server: () => new Response('x') })
    expect(blocked?.fix.advice).toContain(advice)
  })

  test.each([
    ['a page without an origin', 'null', 'omit', 'Open the page from a server'],
    ['a page without an origin, with credentials', 'null', 'include', 'Make the request without credentials'],
    ['a page on plain http, with credentials', 'http://app.example.com', 'include', 'serve the page over https'],
    ['a server of others', page, 'omit', 'let your own server call it'],
  ] as const)('of %s', async (_, origin, credentials, advice) => {
    const request = { url: 'http://localhost/', credentials }
    const { blocked } = await explain({ page: { origin }, request, server: () => new Response('x') })
    expect(blocked?.fix.advice).toContain(advice)
  })

  test('of a server on the same site is for those who have it', async () => {
    const { blocked } = await explain({
      page: { origin: page },
      request: { url: api },
      server: () => new Response('x'),
    })
    expect(blocked?.fix.advice).toMatch(/errors and redirects included$/)
  })

  test('of a redirect within its origin is that of every answer', async () => {
    const server = () => new Response(null, { status: 302, headers: { location: '/b' } })
    const { blocked } = await explain({ page: { origin: page }, request: { url: api }, server })
    expect(blocked?.fix.advice).toMatch(/^Send Access-Control-Allow-Origin/)
  })

  test('for the origin null has headers that name nobody, and no Vary', async () => {
    const server = () => new Response('x')
    const { blocked } = await explain({ page: { origin: 'null' }, request: { url: api }, server })
    expect(blocked?.fix.headers?.response).toEqual([['Access-Control-Allow-Origin', '*']])
  })

  test('of a redirect whose Location is no URL is that of every answer', async () => {
    const server = () => new Response(null, { status: 302, headers: { location: 'https://' } })
    const { blocked } = await explain({ page: { origin: page }, request: { url: api }, server })
    expect(blocked?.fix.advice).toMatch(/^Send Access-Control-Allow-Origin/)
  })

  test('names the URL behind a redirect to another origin', async () => {
    const { blocked } = await explain({
      page: { origin: page },
      request: { url: api, credentials: 'include' },
      server: () => Response.redirect('https://id.example.net/start'),
    })
    expect(blocked?.fix.advice).toContain('call https://id.example.net/start itself')
  })

  test.each([
    [405, 'Answer OPTIONS with status 204'],
    [200, 'Send Access-Control-Allow-Origin with the answer to OPTIONS'],
    [299, 'Send Access-Control-Allow-Origin with the answer to OPTIONS'],
  ])('of a preflight with status %i: %s', async (status, advice) => {
    const server = () => new Response(null, { status })
    const { blocked } = await explain({ page: { origin: page }, request: { url: api, method: 'PUT' }, server })
    expect(blocked?.fix.advice).toContain(advice)
  })
})

describe('the fix', () => {
  const curable = blockedCases.filter((row) => row.curable)

  test.each(curable)('$step: $want, as headers, shares', async (row) => {
    const fix = (await ask(row)).blocked?.fix.headers ?? { preflight: null, response: [] }
    expect((await ask(toAmended(row), toServer(fix))).outcome).toBe('shared')
  })

  test.each(curable)('$step: $want, as options, shares', async (row) => {
    const options = (await ask(row)).blocked?.fix.options
    const server = createCors(options ?? { origin: [] }).wrap(() => new Response('hello'))
    expect((await ask(toAmended(row), server)).outcome).toBe('shared')
  })

  test('names the preflight too where an earlier one allowed the request', async () => {
    const { createUserAgent } = await import('../../src/explain.ts')
    const ways = {
      status: 200,
      headers: [
        ['access-control-allow-origin', page],
        ['access-control-allow-methods', 'PUT'],
      ],
    } as const
    const answers = [ways, ways, { status: 200, headers: [] }]
    const server = () => answers.shift() ?? ways
    const { explain } = createUserAgent({ origin: page, server, engine: 'chromium', now: () => 0 })
    expect((await explain({ url: api, method: 'PUT' })).outcome).toBe('shared')
    const second = await explain({ url: api, method: 'PUT' })
    expect(second.exchanges).toHaveLength(1)
    expect(second.blocked?.fix.headers?.preflight).toContainEqual(['Access-Control-Allow-Methods', 'PUT'])
  })
})

describe('a shared response', () => {
  test('is what the page sees', async () => {
    const server = () => new Response('x', { headers: { 'access-control-allow-origin': '*', etag: '1', expires: '0' } })
    const explanation = await explain({ page: { origin: page }, request: { url: `${api}#f` }, server })
    expect(explanation).toMatchObject({
      outcome: 'shared',
      blocked: null,
      request: { origin: page, url: `${api}#f`, method: 'GET', mode: 'cors', credentials: 'same-origin' },
      response: { type: 'cors', status: 200, redirected: false },
    })
    expect(explanation.response?.headers).toContainEqual(['expires', '0'])
    expect(explanation.response?.headers.map(([name]) => name)).not.toContain('etag')
    expect(JSON.parse(JSON.stringify(explanation))).toStrictEqual(explanation)
  })

  test('of a data: URL needs no server', async () => {
    const { outcome, exchanges } = await explain({
      page: { origin: page, cookies: ['a=1'] },
      request: { url: 'data:text/plain,hello' },
      server: () => Promise.reject(),
    })
    expect({ outcome, exchanges }).toEqual({ outcome: 'shared', exchanges: [] })
  })

  test.each([
    ['opaque', { mode: 'no-cors' }, { type: 'opaque', status: 0, url: '', redirected: false, headers: [] }],
    ['opaqueredirect', { redirect: 'manual' }, { type: 'opaqueredirect', status: 0, url: api, headers: [] }],
  ] as const)('that is %s hides what it was', async (outcome, init, want) => {
    const headers = { 'access-control-allow-origin': '*', location: '/elsewhere', 'x-a': '1' }
    const server = () => new Response(null, { status: 302, headers })
    const status = () => new Response('x', { headers: { 'x-a': '1' } })
    const explanation = await explain({
      page: { origin: page },
      request: { url: api, ...init },
      server: outcome === 'opaque' ? status : server,
    })
    expect(explanation.outcome).toBe(outcome)
    expect(explanation.response).toMatchObject(want)
  })
})

describe('exchanges', () => {
  test('are what went over the wire, in order', async () => {
    const server = createCors({ origin: page, methods: ['PUT'] }).wrap(() => new Response('x'))
    const { exchanges } = await explain({
      page: { origin: page },
      request: { url: api, method: 'PUT', body: 'x' },
      server,
    })
    expect(exchanges.map(({ kind, request, response }) => [kind, request.method, response?.status])).toEqual([
      ['preflight', 'OPTIONS', 204],
      ['request', 'PUT', 200],
    ])
  })

  test('of an OPTIONS of the page are no preflights', async () => {
    const server = createCors({ origin: page, methods: ['OPTIONS'] }).wrap(() => new Response('x'))
    const { exchanges } = await explain({ page: { origin: page }, request: { url: api, method: 'OPTIONS' }, server })
    expect(exchanges.map(({ kind }) => kind)).toEqual(['preflight', 'request'])
  })

  test('leave no body open', async () => {
    const cancelled: string[] = []
    const open = (name: string) =>
      new ReadableStream({
        cancel() {
          cancelled.push(name)
          throw new Error('it does not matter')
        },
      })
    const answers = [
      {
        status: 302,
        headers: [
          ['location', `${api}/`],
          ['access-control-allow-origin', '*'],
        ],
        body: open('redirect'),
      },
      { status: 200, headers: [], body: open('blocked') },
    ] as const
    const queue = [...answers]
    const server = () => queue.shift() ?? answers[1]
    const { outcome } = await explain({ page: { origin: page }, request: { url: api }, server })
    expect({ outcome, cancelled }).toEqual({ outcome: 'blocked', cancelled: ['redirect', 'blocked'] })
  })
})
