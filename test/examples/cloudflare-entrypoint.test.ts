import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { valuesOf, varyOf, visit } from '../runtimes/visit.ts'
import { type RunningWorkers, startExampleWorkers } from './start-worker.ts'

const app = 'https://app.example.com'
const preview = 'https://pr-1.preview.example.com'
const shop = 'https://shop.example'
const evil = 'https://evil.example'

describe('a WorkerEntrypoint with a policy', () => {
  let api: RunningWorkers

  beforeAll(async () => {
    api = await startExampleWorkers({ api: { file: 'cloudflare-entrypoint/api.ts' } })
  })

  afterAll(() => api?.close())

  test('answers from the cache have the headers of each page, and nobody else’s', async () => {
    const url = `${api.origin}/tea`
    const made = new Set<string>()
    for (const [at, origin] of [app, preview, evil, app, evil, preview].entries()) {
      const { outcome, answer } = await visit(api.send, url, { origin })
      expect({ at, origin, outcome }).toEqual({ at, origin, outcome: origin === evil ? 'blocked' : 'shared' })
      expect(valuesOf(answer, 'access-control-allow-origin')).toEqual(origin === evil ? [] : [origin])
      expect(varyOf(answer)).toEqual(['origin'])
      expect(answer.body).toBe('{"item":"tea","price":3}')
      made.add(valuesOf(answer, 'x-made-at').join())
      await expect.poll(() => isCached(url)).toBe(true)
    }
    expect(made.size).toBe(1)
  })

  test('what is in the cache has the headers of no page', async () => {
    const url = `${api.origin}/coffee`
    await visit(api.send, url, { origin: app })
    await expect.poll(() => isCached(url)).toBe(true)
    const cached = await (await api.miniflare.getCaches()).default.match(url)
    const names = [...(cached?.headers.keys() ?? [])]
    expect(names).toContain('x-made-at')
    expect(names.filter((name) => name.startsWith('access-control-') || name === 'vary')).toEqual([])
  })

  test('without Origin the answer is the same, for everyone who caches it', async () => {
    const { status, headers } = await api.send({ method: 'GET', url: `${api.origin}/tea`, headers: [] })
    expect(status).toBe(200)
    expect(headers.filter(([name]) => name.startsWith('access-control-'))).toEqual([])
  })

  test('an answer from the cache to HEAD and a preflight', async () => {
    const head = await visit(api.send, `${api.origin}/tea`, { origin: app, method: 'HEAD' })
    expect({ outcome: head.outcome, status: head.answer.status }).toEqual({ outcome: 'shared', status: 405 })
    const put = await visit(api.send, `${api.origin}/tea`, { origin: app, method: 'PUT' })
    expect({ outcome: put.outcome, status: put.answer.status }).toEqual({ outcome: 'blocked', status: 204 })
  })

  async function isCached(url: string): Promise<boolean> {
    return (await (await api.miniflare.getCaches()).default.match(url)) !== undefined
  }
})

describe('a Worker with a policy before another that has one', () => {
  let gateway: RunningWorkers

  beforeAll(async () => {
    gateway = await startExampleWorkers({
      gateway: { file: 'cloudflare-entrypoint/gateway.ts', serviceBindings: { API: 'api' } },
      api: { file: 'cloudflare-entrypoint/api.ts' },
    })
  })

  afterAll(() => gateway?.close())

  test.each([
    { step: 'a page of both policies', origin: app, want: { outcome: 'shared', allowOrigin: [app] } },
    { step: 'a page of the outer policy', origin: shop, want: { outcome: 'shared', allowOrigin: [shop] } },
    { step: 'a page of the inner policy', origin: preview, want: { outcome: 'blocked', allowOrigin: [] } },
    { step: 'a page of neither', origin: evil, want: { outcome: 'blocked', allowOrigin: [] } },
  ])('$step: $want.outcome', async ({ origin, want }) => {
    const { outcome, answer } = await visit(gateway.send, `${gateway.origin}/milk`, { origin, credentials: 'include' })
    expect({ outcome, allowOrigin: valuesOf(answer, 'access-control-allow-origin') }).toEqual(want)
    expect(valuesOf(answer, 'access-control-expose-headers')).toEqual(want.outcome === 'shared' ? ['x-made-at'] : [])
    expect(varyOf(answer)).toEqual(['origin'])
  })

  test('a method of the other Worker, for everyone', async () => {
    const { outcome, answer } = await visit(gateway.send, `${gateway.origin}/prices/milk`, { origin: evil })
    expect({ outcome, body: answer.body }).toEqual({ outcome: 'shared', body: '4' })
  })
})
