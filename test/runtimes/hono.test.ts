import { request } from 'undici'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { probeOrigins } from './hono-probe.ts'
import { honoTargets, type RunningProbe } from './hono-targets.ts'
import { startUpstream, type Upstream } from './upstream.ts'
import { valuesOf, varyOf, visit } from './visit.ts'

const [app = ''] = probeOrigins
const evil = 'https://evil.example'

const answers = [
  { step: 'headers of other middleware stay', path: '/api/text', body: 'text', vary: ['accept-language', 'origin'] },
  { step: 'cookies', path: '/cookies', body: '{"cookies":2}', cookies: 2 },
  { step: 'an error, answered by app.onError', path: '/thrown', status: 500, body: 'caught: on purpose' },
  { step: 'an HTTPException', path: '/exception', status: 401, body: 'caught: who are you' },
  { step: 'app.notFound', path: '/missing', status: 404, body: 'not found' },
  { step: 'app.notFound that throws', path: '/missing/thrown', status: 404, body: 'caught: not found, thrown' },
  { step: 'c.redirect', path: '/redirect', status: 302, body: '' },
  { step: 'Response.redirect', path: '/redirect-immutable', status: 302, body: '' },
  { step: 'one object for many requests', path: '/shared', status: 404, body: '' },
  {
    step: 'an upstream that shares with everyone',
    path: '/proxy',
    body: 'upstream',
    cookies: 2,
    vary: ['accept-language', 'origin'],
  },
  { step: 'hono/cors that shares with everyone inside', path: '/foreign', body: 'text' },
  { step: 'a policy inside a policy', path: '/twice', body: 'text' },
  { step: 'a sub-application', path: '/sub/text', body: 'sub' },
  { step: 'its own onError', path: '/sub/thrown', status: 503, body: 'caught in the sub-application' },
]
const pages = [
  { page: 'allowed', origin: app, outcome: 'shared', allowOrigin: [app] },
  { page: 'refused', origin: evil, outcome: 'blocked', allowOrigin: [] },
  { page: 'allowed again', origin: app, outcome: 'shared', allowOrigin: [app] },
]
const cases = answers.flatMap((row) => pages.map((page) => ({ ...row, ...page })))

describe.each(honoTargets)('Hono on $name', ({ start }) => {
  let upstream: Upstream
  let server: RunningProbe

  beforeAll(async () => {
    upstream = await startUpstream()
    server = await start(upstream.origin)
  })

  afterAll(async () => {
    await server?.close()
    await upstream?.close()
  })

  test.each(cases)('$step: $page', async ({ path, origin, outcome, allowOrigin, ...want }) => {
    const page = { origin, credentials: 'include' } as const
    const { outcome: actual, answer } = await visit(server.send, server.origin + path, page)
    expect(actual).toBe(outcome)
    expect({ status: answer.status, body: answer.body }).toEqual({ status: want.status ?? 200, body: want.body })
    expect(valuesOf(answer, 'access-control-allow-origin')).toEqual(allowOrigin)
    expect(valuesOf(answer, 'access-control-allow-credentials')).toEqual(allowOrigin.map(() => 'true'))
    expect(valuesOf(answer, 'access-control-expose-headers')).toEqual([])
    expect(valuesOf(answer, 'set-cookie')).toEqual(['a=1; Path=/', 'b=2; Path=/'].slice(0, want.cookies ?? 0))
    expect(varyOf(answer)).toEqual(want.vary ?? ['origin'])
  })

  test.each(answers)('$step: HEAD', async ({ path, status = 200 }) => {
    const { outcome, answer } = await visit(server.send, server.origin + path, { origin: app, method: 'HEAD' })
    expect({ outcome, status: answer.status, body: answer.body }).toEqual({ outcome: 'shared', status, body: '' })
  })

  test('a handler that returns nothing is still an error, and the page can read that', async () => {
    const { outcome, answer } = await visit(server.send, `${server.origin}/forgotten`, { origin: app })
    expect({ outcome, status: answer.status }).toEqual({ outcome: 'shared', status: 500 })
    expect(answer.body).toContain('Context is not finalized')
  })

  test('headers set before and after the handler stay', async () => {
    const { answer } = await visit(server.send, `${server.origin}/api/text`, { origin: app })
    expect([valuesOf(answer, 'x-before'), valuesOf(answer, 'x-after')]).toEqual([['yes'], ['yes']])
  })

  test('hono/compress keeps its Vary and its encoding', async () => {
    const headers = { origin: app, 'accept-encoding': 'gzip' }
    const answer = await request(`${server.origin}/compressed`, { headers })
    await answer.body.bytes()
    expect(answer.headers['content-encoding']).toBe('gzip')
    expect(answer.headers['access-control-allow-origin']).toBe(app)
    expect(String(answer.headers['vary']).toLowerCase().split(/, */).sort()).toEqual(['accept-encoding', 'origin'])
  })

  test.each([
    { step: 'on a route that has PUT only: shared', origin: app, path: '/put', status: 200, outcome: 'shared' },
    { step: 'of a refused origin: 403', origin: evil, path: '/put', status: 403, outcome: 'blocked' },
    { step: 'without a route: the page gets the 404', origin: app, path: '/no', status: 404, outcome: 'shared' },
  ])('preflight $step', async ({ origin, path, status, outcome }) => {
    const { outcome: actual, answer } = await visit(server.send, server.origin + path, { origin, method: 'PUT' })
    expect({ outcome: actual, status: answer.status }).toEqual({ outcome, status })
  })

  test('a route registered before the middleware has no policy', async () => {
    const { outcome, answer } = await visit(server.send, `${server.origin}/late`, { origin: app })
    expect({ outcome, status: answer.status }).toEqual({ outcome: 'blocked', status: 200 })
  })

  test.each([
    { step: 'shared', origin: app, method: 'GET', cacheControl: ['public, max-age=60'], vary: 2, status: 200 },
    { step: 'rejected', origin: evil, method: 'GET', cacheControl: ['no-store'], vary: 1, status: 403 },
    { step: 'preflight', origin: app, method: 'PUT', cacheControl: [], vary: 1, status: 204 },
    { step: 'refused preflight', origin: evil, method: 'PUT', cacheControl: ['no-store'], vary: 1, status: 403 },
  ])('what a middleware outside wrote early has no say: $step', async ({ origin, method, ...want }) => {
    const { answer } = await visit(server.send, `${server.origin}/early/text`, { origin, method })
    expect(answer.status).toBe(want.status)
    expect(valuesOf(answer, 'cache-control')).toEqual(want.cacheControl)
    expect(varyOf(answer)).toEqual(['accept-language', 'origin'].slice(-want.vary))
  })

  test.each([{ path: '/stream' }, { path: '/sse' }])('$path is not held back', async ({ path }) => {
    const answer = await request(server.origin + path, { headers: { origin: app } })
    const pieces = answer.body.iterator()
    expect(String((await pieces.next()).value)).toContain('first')
    expect(answer.headers['access-control-allow-origin']).toBe(app)
    await expect.poll(() => upstream.seen).toContain(`/gate${path}`)
    upstream.release()
    const rest = []
    for await (const piece of pieces) rest.push(String(piece))
    expect(rest.join('')).toContain('last')
  })
})
