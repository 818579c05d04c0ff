import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningWorker, startWorkers } from './miniflare.ts'
import { startUpstream, type Upstream } from './upstream.ts'
import { valuesOf, visit } from './visit.ts'

// A request's reads end with it in workerd, and cachedOrigins lets many requests wait for one.

let upstream: Upstream
let worker: RunningWorker

beforeAll(async () => {
  upstream = await startUpstream()
  worker = await startWorkers({ origins: { file: 'origins-worker.ts', bindings: { UPSTREAM: upstream.origin } } })
})

afterAll(async () => {
  await worker?.close()
  await upstream?.close()
})

async function ask(path: string, host: string): Promise<string> {
  const { outcome, answer } = await visit(worker.send, worker.origin + path, { origin: `https://${host}` })
  expect(answer.status).toBe(200)
  if (outcome === 'blocked') expect(valuesOf(answer, 'cache-control')).toEqual(['no-store'])
  return outcome
}

/** Makes a request that goes away while its read is under way. */
async function leave(which: string, host: string): Promise<void> {
  await worker.send({ method: 'GET', url: `${worker.origin}/${which}/leave`, headers: [['origin', `https://${host}`]] })
  await expect.poll(() => upstream.seen).toContain(`/gate/${host}`)
}

async function takeRecord(): Promise<{ events: string[]; reports: string[] }> {
  const { body } = await worker.send({ method: 'GET', url: `${worker.origin}/record`, headers: [] })
  return JSON.parse(body)
}

const readsOf = (host: string): number => upstream.seen.filter((path) => path === `/gate/${host}`).length

test.each(['kept', 'bare'])('%s: 200 requests at once wait for one read, and all are answered', async (which) => {
  const host = `herd.${which}.example`
  const answers = Array.from({ length: 200 }, () => ask(`/${which}/`, host))
  await expect.poll(() => upstream.seen).toContain(`/gate/${host}`)
  // The others have come by then.
  await sleep(200)
  upstream.release()
  expect(new Set(await Promise.all(answers))).toEqual(new Set(['shared']))
  expect(readsOf(host)).toBe(1)
  await takeRecord()
})

test('with waitUntil a read outlives its request, and answers those who joined it', async () => {
  await leave('kept', 'left.example')
  const answers = Array.from({ length: 5 }, () => ask('/kept/', 'left.example'))
  await sleep(100)
  upstream.release()
  expect(await Promise.all(answers)).toEqual(answers.map(() => 'shared'))
  expect(readsOf('left.example')).toBe(1)
  expect((await takeRecord()).reports).toEqual([])
})

test('without it those who joined are refused when the time is up, none hangs, and the next ask anew', async () => {
  await leave('bare', 'lost.example')
  const answers = Array.from({ length: 5 }, () => ask('/bare/', 'lost.example'))
  await sleep(100)
  upstream.release()
  expect(await Promise.all(answers)).toEqual(answers.map(() => 'blocked'))
  expect((await takeRecord()).reports).toEqual(['source-timed-out'])
  const next = ask('/bare/', 'lost.example')
  await expect.poll(() => readsOf('lost.example')).toBe(2)
  upstream.release()
  expect(await next).toBe('shared')
})

test('a stale answer is renewed after its response, and the clock goes on between requests', async () => {
  const read = ask('/kept/', 'stale.example')
  await expect.poll(() => readsOf('stale.example')).toBe(1)
  upstream.release()
  expect(await read).toBe('shared')
  await takeRecord()
  expect(await ask('/kept/', 'stale.example')).toBe('shared')
  await sleep(1000)
  expect(await ask('/kept/', 'stale.example')).toBe('shared')
  await expect.poll(() => readsOf('stale.example')).toBe(2)
  upstream.release()
  await sleep(100)
  expect(await ask('/kept/', 'stale.example')).toBe('shared')
  expect((await takeRecord()).events).toEqual(['hit', 'stale', 'read', 'hit'])
})
