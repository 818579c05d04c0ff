import { once } from 'node:events'
import { gunzipSync } from 'node:zlib'
import { request, WebSocket } from 'undici'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CorsOptions } from '../../src/index.ts'
import { type RunningWorker, startWorkers } from './miniflare.ts'
import { startUpstream, type Upstream } from './upstream.ts'
import { valuesOf, varyOf, visit } from './visit.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'
const two = [app, 'https://other.example.com']

let upstream: Upstream
let worker: RunningWorker

function startProbe(options: CorsOptions): Promise<RunningWorker> {
  const bindings = { OPTIONS: options, UPSTREAM: upstream.origin }
  return startWorkers({
    probe: {
      file: 'probe-worker.ts',
      bindings,
      serviceBindings: { SERVICE: 'service' },
      durableObjects: { ROOM: 'Room' },
      queueConsumers: { jobs: { maxBatchTimeout: 0 } },
    },
    service: { file: 'service-worker.ts', bindings },
  })
}

beforeAll(async () => {
  upstream = await startUpstream()
  worker = await startProbe({ origin: two, credentials: true, methods: ['PUT'] })
})

afterAll(async () => {
  await worker?.close()
  await upstream?.close()
})

describe('responses', () => {
  const upstreamCookies = ['a=1; Path=/', 'b=2; Path=/']
  const passed = { status: 200, body: 'upstream', cookies: upstreamCookies, vary: ['accept-language', 'origin'] }
  const rows = [
    { step: 'of the handler', path: '/plain', status: 200, body: 'plain', cookies: [], vary: ['origin'] },
    { step: 'of fetch', path: '/upstream', ...passed },
    { step: 'of a service binding, whose Worker shares with everyone', path: '/service', ...passed },
    { step: 'of a Durable Object', path: '/room', ...passed },
    { step: 'of Response.redirect', path: '/redirect', status: 302, body: '', cookies: [], vary: ['origin'] },
    { step: 'one object for many requests', path: '/shared', status: 404, body: '', cookies: [], vary: ['origin'] },
    { step: 'of no route', path: '/none', status: 404, body: 'nothing here', cookies: [], vary: ['origin'] },
  ]
  const pages = [
    { step: 'allowed', origin: app, outcome: 'shared', allowOrigin: [app] },
    { step: 'another that is allowed', origin: 'https://other.example.com', outcome: 'shared' },
    { step: 'refused', origin: evil, outcome: 'blocked', allowOrigin: [] },
    { step: 'allowed again', origin: app, outcome: 'shared', allowOrigin: [app] },
  ]
  const cases = rows.flatMap((row) => pages.map((page) => ({ ...row, page })))

  test.each(cases)('$step, $path, $page.step', async ({ path, status, body, cookies, vary, page }) => {
    const { outcome, answer } = await visit(worker.send, worker.origin + path, {
      origin: page.origin,
      credentials: 'include',
    })
    expect(outcome).toBe(page.outcome)
    expect({ status: answer.status, body: answer.body }).toEqual({ status, body })
    expect(valuesOf(answer, 'access-control-allow-origin')).toEqual(page.allowOrigin ?? [page.origin])
    expect(valuesOf(answer, 'access-control-expose-headers')).toEqual([])
    expect(valuesOf(answer, 'set-cookie')).toEqual(cookies)
    expect(varyOf(answer)).toEqual(vary)
  })

  test.each(rows)('$step, $path, without Origin: none of the headers', async ({ path, vary }) => {
    const answer = await worker.send({ method: 'GET', url: worker.origin + path, headers: [] })
    expect(answer.headers.filter(([name]) => name.startsWith('access-control-'))).toEqual([])
    expect(varyOf(answer)).toEqual(vary)
  })

  test.each(rows)('$step, $path, HEAD: the headers and no body', async ({ path, status }) => {
    const { outcome, answer } = await visit(worker.send, worker.origin + path, { origin: app, method: 'HEAD' })
    expect({ outcome, status: answer.status, body: answer.body }).toEqual({ outcome: 'shared', status, body: '' })
  })

  test.each([
    { step: 'compressed by the handler', path: '/encoded', text: 'encoded' },
    { step: 'compressed by the handler, copied', path: '/encoded-twice', text: 'encoded' },
    { step: 'compressed by the upstream', path: '/compressed', text: 'upstream' },
  ])('$step: compressed once, with its header', async ({ path, text }) => {
    const headers = { origin: app, 'accept-encoding': 'gzip' }
    const answer = await request(worker.origin + path, { headers })
    expect(answer.headers['content-encoding']).toBe('gzip')
    expect(answer.headers['access-control-allow-origin']).toBe(app)
    expect(gunzipSync(await answer.body.bytes()).toString()).toBe(text)
  })

  test('one object for two origins at once: each has its own headers', async () => {
    const { answer } = await visit(worker.send, `${worker.origin}/shared-at-once`, { origin: app })
    expect(JSON.parse(answer.body)).toEqual(two)
  })

  test('cf of a response stays', async () => {
    const { answer } = await visit(worker.send, `${worker.origin}/cf`, { origin: app })
    expect(JSON.parse(answer.body)).toEqual({ cf: { from: 'handler' }, allowOrigin: app })
  })

  test('a stream is not held back', async () => {
    const answer = await request(`${worker.origin}/stream`, { headers: { origin: app } })
    const pieces = answer.body.iterator()
    expect(String((await pieces.next()).value)).toBe('first')
    expect(answer.headers['access-control-allow-origin']).toBe(app)
    await expect.poll(() => upstream.seen).toContain('/gate/stream')
    upstream.release()
    expect(String((await pieces.next()).value)).toBe('last')
    expect((await pieces.next()).done).toBe(true)
  })
})

describe('what is not the policy', () => {
  test('a preflight does not reach the handler', async () => {
    const { outcome } = await visit(worker.send, `${worker.origin}/plain`, { origin: app, method: 'PUT' })
    expect(outcome).toBe('shared')
    const { outcome: refused, answer } = await visit(worker.send, `${worker.origin}/plain`, {
      origin: app,
      method: 'DELETE',
    })
    expect({ refused, status: answer.status }).toEqual({ refused: 'blocked', status: 204 })
  })

  test('an error that the handler throws reaches the runtime', async () => {
    const { answer } = await visit(worker.send, `${worker.origin}/throw`, { origin: app })
    expect(answer.status).toBe(500)
    expect(answer.body).toContain('the handler threw')
  })

  test('ctx is passed on, so that waitUntil waits', async () => {
    const { answer } = await visit(worker.send, `${worker.origin}/wait-until`, { origin: app })
    expect(answer.body).toBe('waiting')
    await expect.poll(() => upstream.seen).toContain('/waited')
  })

  test('handlers of a class run with their own this, inherited ones too', async () => {
    const { scheduled, queue } = await worker.miniflare.getWorker('probe')
    const message = { id: '1', timestamp: new Date(0), body: 'job', attempts: 1 }
    expect((await scheduled({ cron: '* * * * *' })).outcome).toBe('ok')
    expect((await queue('jobs', [message])).outcome).toBe('ok')
    const { answer } = await visit(worker.send, `${worker.origin}/bindings`, { origin: app })
    const runs = ['scheduled * * * * * true function', 'queue 1']
    expect(JSON.parse(answer.body)).toEqual({ runs, sameEnv: true, hasCf: true })
  })

  test('a function beside the handlers can be called through a service binding', async () => {
    const { answer } = await visit(worker.send, `${worker.origin}/greeting`, { origin: app })
    expect(answer.body).toBe('hello Worker')
  })
})

describe('WebSocket', () => {
  let guarded: RunningWorker

  beforeAll(async () => {
    guarded = await startProbe({ origin: [app], rejectDisallowed: true })
  })

  afterAll(() => guarded?.close())

  async function echo(to: RunningWorker, origin: string): Promise<string> {
    const socket = new WebSocket(`${to.origin.replace('http', 'ws')}/socket`, { headers: { origin } })
    const closed = once(socket, 'close').then(() => [{ data: 'closed' }])
    await Promise.race([once(socket, 'open'), once(socket, 'error'), closed])
    if (socket.readyState !== WebSocket.OPEN) return 'refused'
    const answered = Promise.race([once(socket, 'message'), closed])
    socket.send('hi')
    const [{ data }] = await answered
    socket.close()
    return data
  }

  test('an upgrade passes through a policy, whoever asks', async () => {
    expect(await echo(worker, app)).toBe('echo hi')
    expect(await echo(worker, evil)).toBe('echo hi')
  })

  test.each([
    { step: 'an allowed origin connects', origin: () => app, want: 'echo hi', status: 101 },
    { step: 'the same origin connects', origin: () => guarded.origin, want: 'echo hi', status: 101 },
    { step: 'another origin gets 403', origin: () => evil, want: 'refused', status: 403 },
    { step: 'an opaque origin gets 403', origin: () => 'null', want: 'refused', status: 403 },
  ])('with rejectDisallowed $step', async ({ origin, want, status }) => {
    expect(await echo(guarded, origin())).toBe(want)
    const headers = { upgrade: 'websocket', origin: origin() }
    const answer = await guarded.miniflare.dispatchFetch(`${guarded.origin}/socket`, { headers })
    expect(answer.status).toBe(status)
    answer.webSocket?.accept()
    answer.webSocket?.close()
  })
})
