import { describe, expect, test, vi } from 'vitest'
import { type AsyncCorsOptions, type CorsOptions, createCors, type Decision } from '../../src/index.ts'

const app = 'https://app.example.com'
const other = 'https://other.example.com'
const evil = 'https://evil.example'
const ask = { 'access-control-request-method': 'PUT' }

function decide(
  options: CorsOptions,
  headers: Record<string, string>,
  method = 'GET',
  url = 'https://api.example.com/',
): Decision {
  return createCors(options).decide({ method, url, headers: new Headers(headers) })
}

const allowOrigin = (origin: string) => ['access-control-allow-origin', origin]
const safelisted = ['access-control-allow-methods', 'GET,HEAD,POST']
const nothing = { respond: null, headers: [], vary: [], body: null, exposeAll: false, allowed: true, refusal: null }
const refusal = (preflight: boolean) => ({ code: 'origin-not-allowed', origin: evil, preflight })

const cases: readonly [step: string, CorsOptions, headers: Record<string, string>, method: string, want: object][] = [
  ['constant, no Origin', { origin: app }, {}, 'GET', { ...nothing, kind: 'other', headers: [allowOrigin(app)] }],
  [
    'constant, no Origin, all headers exposed',
    { origin: app, credentials: true, exposedHeaders: '*' },
    {},
    'GET',
    { kind: 'other', allowed: true, exposeAll: true },
  ],
  ['dependent, no Origin', { origin: [app, other] }, {}, 'GET', { ...nothing, kind: 'other', vary: ['Origin'] }],
  [
    'allowed',
    { origin: [app, other] },
    { origin: app },
    'GET',
    { ...nothing, kind: 'cross-origin', headers: [allowOrigin(app)], vary: ['Origin'] },
  ],
  [
    'allowed preflight, all headers exposed',
    { origin: app, credentials: true, exposedHeaders: '*' },
    { origin: app, ...ask },
    'OPTIONS',
    {
      ...nothing,
      kind: 'preflight',
      respond: 204,
      headers: [allowOrigin(app), ['access-control-allow-credentials', 'true'], safelisted],
    },
  ],
  [
    'no constant: one origin beside a RegExp and a predicate, no Origin',
    { origin: [app, /^https:\/\/b\.example$/, () => false] },
    {},
    'GET',
    { ...nothing, kind: 'other', vary: ['Origin'] },
  ],
  [
    'no constant: one origin beside a pattern and a RegExp, no Origin',
    { origin: [app, 'https://*.b.example', /^https:\/\/c\.example$/] },
    {},
    'GET',
    { ...nothing, kind: 'other', vary: ['Origin'] },
  ],
  [
    'no constant: names are echoed, no Origin',
    { origin: app, credentials: true, allowedHeaders: '*' },
    {},
    'GET',
    { ...nothing, kind: 'other', vary: ['Origin'] },
  ],
  [
    'allowed, with what only a preflight asks',
    { origin: [app, other] },
    { origin: app, ...ask },
    'GET',
    { ...nothing, kind: 'cross-origin', headers: [allowOrigin(app)], vary: ['Origin'] },
  ],
  [
    'allowed, with a method that is no OPTIONS: methods have a case',
    { origin: [app, other] },
    { origin: app, ...ask },
    'options',
    { ...nothing, kind: 'cross-origin', headers: [allowOrigin(app)], vary: ['Origin'] },
  ],
  [
    'refused by rejectDisallowed, whatever the method',
    { origin: [app, other], rejectDisallowed: true },
    { origin: evil, upgrade: 'websocket' },
    'get',
    { kind: 'cross-origin', allowed: false, respond: 403, refusal: refusal(false) },
  ],
  [
    'allowed by a pattern, with credentials',
    { origin: 'https://*.example.com', credentials: true },
    { origin: app },
    'GET',
    {
      ...nothing,
      kind: 'cross-origin',
      headers: [allowOrigin(app), ['access-control-allow-credentials', 'true']],
      vary: ['Origin'],
    },
  ],
  [
    'refused, explained in the headers only',
    { origin: [app, other], debug: true },
    { origin: evil },
    'GET',
    { kind: 'cross-origin', allowed: false, respond: null, body: null },
  ],
  [
    'constant, refused',
    { origin: app },
    { origin: evil },
    'GET',
    { ...nothing, kind: 'cross-origin', allowed: false, headers: [allowOrigin(app)], refusal: refusal(false) },
  ],
  [
    'constant, refused preflight',
    { origin: app },
    { origin: evil, ...ask },
    'OPTIONS',
    {
      ...nothing,
      kind: 'preflight',
      allowed: false,
      respond: 204,
      headers: [allowOrigin(app), safelisted],
      refusal: refusal(true),
    },
  ],
  [
    'dependent, refused',
    { origin: [app, other] },
    { origin: evil },
    'GET',
    { ...nothing, kind: 'cross-origin', allowed: false, vary: ['Origin'], refusal: refusal(false) },
  ],
  [
    'dependent, refused preflight',
    { origin: [app, () => false], vary: ['x-tenant'] },
    { origin: evil, ...ask },
    'OPTIONS',
    {
      ...nothing,
      kind: 'preflight',
      allowed: false,
      respond: 403,
      headers: [['cache-control', 'no-store']],
      vary: ['Origin', 'x-tenant'],
      refusal: refusal(true),
    },
  ],
]

test.each(cases)('%s', (_, options, headers, method, want) => {
  expect(decide(options, headers, method)).toMatchObject(want)
})

describe('a policy is not constant', () => {
  const policies: readonly [string, CorsOptions | AsyncCorsOptions][] = [
    ['with two origins', { origin: [app, other] }],
    ['with a pattern beside', { origin: [app, 'https://*.example.dev'] }],
    ['with a RegExp beside', { origin: [app, /^https:\/\/x\.example$/] }],
    ['with a pattern and a RegExp beside', { origin: [app, 'https://*.example.dev', /^https:\/\/x\.example$/] }],
    ['with a predicate beside', { origin: [app, () => false] }],
    ['with a RegExp alone', { origin: /^https:\/\/x\.example$/ }],
    ['with null beside', { origin: app, dangerouslyAllowNullOrigin: true }],
    ['with a pattern and null beside', { origin: [app, 'https://*.example.dev'], dangerouslyAllowNullOrigin: true }],
    ['with lookup', { origin: app, lookup: async () => false }],
    ['with debug', { origin: app, debug: true }],
    ['with rejectDisallowed', { origin: app, rejectDisallowed: true }],
    ['with an echo', { origin: app, credentials: true, methods: '*' }],
  ]
  test.each(policies)('%s', async (_, options) => {
    expect(await createCors(options).decide(new Request('https://api.example.com/'))).toMatchObject({
      vary: ['Origin'],
      headers: [],
    })
  })
})

describe('the own origin', () => {
  const guard: CorsOptions = { origin: [app], rejectDisallowed: true }
  test.each<[origin: string, url: string, respond: number | null]>([
    ['https://news.example', 'https://news.example/', null],
    ['https://news.example', 'wss://news.example/socket', null],
    ['https://news.example', 'https://news.example', null],
    ['https://news.exam', 'https://news.example/', 403],
    ['https://news.example', 'https://news.example:8443/', 403],
    ['http://news.example', 'https://news.example/', 403],
    ['https://evil.example', 'https://news.example/?u=https://evil.example/', 403],
  ])('%s at %s: %j', (origin, url, respond) => {
    expect(decide(guard, { origin }, 'POST', url).respond).toBe(respond)
  })

  test('gets no preflight', () => {
    expect(decide(guard, { origin: 'https://api.example.com', ...ask }, 'OPTIONS').respond).toBe(403)
  })
})

test('a preflight that asks for no headers has none echoed', () => {
  const cors = createCors({ origin: app, credentials: true, methods: '*', allowedHeaders: '*' })
  const headers = { origin: app, 'access-control-request-method': 'PUT' }
  const { headers: sent } = cors.decide(new Request('https://api.example.com/', { method: 'OPTIONS', headers }))
  expect(sent).toEqual([
    ['access-control-allow-origin', app],
    ['access-control-allow-credentials', 'true'],
    ['access-control-allow-methods', 'PUT'],
  ])
})

test('8192 characters of header names are echoed, 8193 are not', () => {
  const options: CorsOptions = { origin: [app, other], allowedHeaders: '*', credentials: true }
  const echoed = (length: number): boolean => {
    const headers = { origin: app, ...ask, 'access-control-request-headers': 'x'.repeat(length) }
    return decide(options, headers, 'OPTIONS').headers.some(([name]) => name === 'access-control-allow-headers')
  }
  expect([echoed(8192), echoed(8193)]).toEqual([true, false])
})

test('the reason in debug shows at most 256 characters of an origin', () => {
  const { body } = decide({ origin: app, debug: true }, { origin: 'x'.repeat(300), ...ask }, 'OPTIONS')
  expect(/"(x+)"/.exec(body ?? '')?.[1]).toHaveLength(256)
})

test('a predicate that says no leaves the answer to the next one', () => {
  expect(decide({ origin: [() => false, () => true] }, { origin: app }).allowed).toBe(true)
})

test('a preflight that cannot be answered on a given response is reported as one', () => {
  const onRefuse = vi.fn()
  const headers = { origin: app, ...ask }
  const request = new Request('https://api.example.com/', { method: 'OPTIONS', headers })
  createCors({ origin: [app, other], onRefuse }).apply(request, Response.error())
  expect(onRefuse.mock.calls[0]?.[0]).toEqual({ code: 'response-not-copyable', origin: app, preflight: true })
})

test('Vary is left alone by a policy that needs none', () => {
  const response = new Response('hello', { headers: { vary: '' } })
  createCors({ origin: '*' }).apply(new Request('https://api.example.com/'), response)
  expect(response.headers.get('vary')).toBe('')
})
