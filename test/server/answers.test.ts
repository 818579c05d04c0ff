import { describe, expect, test } from 'vitest'
import { type CorsOptions, createCors } from '../../src/index.ts'

const app = 'https://app.example.com'
const many = Array.from({ length: 70 }, (_, index) => `https://tenant-${index}.example.com`)
const lists = { methods: ['PUT'], allowedHeaders: ['content-type'], exposedHeaders: ['etag'] }

/** Policies whose answers are all ready, some of them, or none. */
const policies: Readonly<Record<string, CorsOptions>> = {
  'two origins': { origin: [app, 'https://other.example.com'], ...lists },
  'two origins, credentials': { origin: [app, 'https://other.example.com'], ...lists, credentials: true },
  'one origin': { origin: app, ...lists },
  'one origin and null': { origin: app, dangerouslyAllowNullOrigin: true },
  anyone: { origin: '*', ...lists },
  'seventy origins': { origin: [app, ...many], ...lists },
  'an origin and a pattern': { origin: [app, 'https://*.example.com'] },
  'an origin and a RegExp': { origin: [app, /^https:\/\/evil\.example$/] },
  'an origin and a predicate': { origin: [app, (origin) => origin === 'https://evil.example'] },
  'a pattern and a RegExp': { origin: ['https://*.example.com', /^https:\/\/evil\.example$/] },
  'a pattern and a predicate': { origin: ['https://*.example.com', (origin) => origin === 'https://evil.example'] },
  'a RegExp and a predicate': { origin: [/^https:\/\/app\.example\.com$/, (origin) => origin.endsWith('.example')] },
  'a rule that fails': {
    origin: () => {
      throw new Error('store is down')
    },
  },
  echoes: { origin: [app, 'https://other.example.com'], credentials: true, methods: '*', allowedHeaders: '*' },
  'one origin, echoes': { origin: app, credentials: true, methods: '*' },
  rejectDisallowed: { origin: [app], rejectDisallowed: true },
  debug: { origin: [app], debug: true },
}

const origins = [null, app, many[1], 'https://evil.example', 'https://api.example.com', 'null', 'no origin', '']
const kinds = [
  { method: 'GET' },
  { method: 'HEAD' },
  { method: 'OPTIONS' },
  { method: 'OPTIONS', 'access-control-request-method': 'PURGE', 'access-control-request-headers': 'x-a' },
]

function* toRequests(): Generator<Request> {
  for (const origin of origins) {
    for (const { method, ...asked } of kinds) {
      for (const site of [null, 'same-origin', 'cross-site']) {
        const headers = {
          ...asked,
          ...(origin != null && { origin }),
          ...(site !== null && { 'sec-fetch-site': site }),
        }
        yield new Request('https://api.example.com/items', { method, headers })
      }
    }
  }
}

function sort(pairs: Iterable<readonly [string, string]>): unknown[] {
  return [...pairs].map(([name, value]) => `${name}: ${value}`).sort()
}

describe.each(Object.entries(policies))('with %s', (_, options) => {
  const cors = createCors(options)
  const heard: unknown[] = []
  const watched = createCors({ ...options, onRefuse: (refusal) => heard.push(refusal) })

  test('what goes out is what decide says', () => {
    for (const request of toRequests()) {
      const { respond, headers, vary } = cors.decide(request)
      const want = sort([...headers, ...(vary.length > 0 ? [['vary', vary.join(', ')] as const] : [])])
      expect(sort(cors.headers(request))).toEqual(want)
      const response = cors.handle(request, () => new Response('hello', { status: 299 }))
      expect(response.status).toBe(respond ?? 299)
      expect(sort(response.headers).filter((line) => !/^content-type|^x-content/.test(String(line)))).toEqual(want)
    }
  })

  test('it is the same whether somebody hears of refusals or not', async () => {
    for (const request of toRequests()) {
      const [quiet, loud] = [cors, watched].map((each) => each.wrap(() => new Response('hello'))(request))
      expect([loud?.status, sort(loud?.headers ?? [])]).toEqual([quiet?.status, sort(quiet?.headers ?? [])])
      expect(await loud?.text()).toBe(await quiet?.text())
    }
  })

  test('every refusal is heard of', () => {
    heard.length = 0
    for (const request of toRequests()) {
      const before = heard.length
      watched.wrap(() => new Response('hello'))(request)
      const after = heard.length
      expect(after - before).toBe(cors.decide(request).allowed ? 0 : 1)
    }
  })
})

test('an answer to a preflight is a new one each time', () => {
  const cors = createCors({ origin: [app, 'https://other.example.com'] })
  const headers = { origin: app, 'access-control-request-method': 'PUT' }
  const send = (): Response =>
    cors.wrap(() => new Response('hello'))(new Request('https://api.example.com/', { method: 'OPTIONS', headers }))
  const first = send()
  first.headers.set('x-own', '1')
  first.headers.delete('access-control-allow-origin')
  expect(send()).not.toBe(first)
  expect(sort(send().headers)).toEqual([
    'access-control-allow-methods: GET,HEAD,POST',
    `access-control-allow-origin: ${app}`,
    'vary: Origin',
  ])
})
