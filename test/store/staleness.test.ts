import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { createRandom, createShares, drawRank } from '../../bench/tenants/zipf.ts'
import { createUserAgent } from '../../src/explain.ts'
import { type CorsOptions, createCors } from '../../src/index.ts'
import type { CachedOriginsOptions } from '../../src/origins.ts'
import { startSource } from './controlled-source.ts'
import { predict, toZipfShares } from './reads-model.ts'

// What docs/staleness.md says, held against what the cache, the policy and the browser's algorithms do.

const acme = 'https://acme.example'
const down = new Error('The store is down')

interface RevokedRow {
  readonly step: string
  readonly cache: CachedOriginsOptions
  readonly policy: Omit<CorsOptions, 'origin' | 'lookup' | 'lookupTimeout'>
  readonly engine?: 'chromium' | 'firefox' | 'webkit'
  /** What the store does after the revocation. */
  readonly store: unknown
  /** For how many seconds pages can read new responses, and for how many their DELETE reaches the handler. */
  readonly reads: number
  readonly deletes: number
  /** When the last preflight is answered that a browser keeps; `reads`, if it is left out. */
  readonly kept?: number
}

const policy = { methods: ['DELETE'], credentials: true, maxAge: 600 } as const

const rows: readonly RevokedRow[] = [
  { step: 'the defaults', cache: {}, policy: { ...policy, maxAge: undefined }, store: false, reads: 60, deletes: 65 },
  { step: 'a preflight of ten minutes', cache: {}, policy, store: false, reads: 60, deletes: 660 },
  {
    step: 'the same with rejectDisallowed: the handler does not run, whatever the browser remembers',
    cache: {},
    policy: { ...policy, rejectDisallowed: true },
    store: false,
    reads: 60,
    deletes: 60,
  },
  {
    step: 'a preflight of a day in Chromium, which keeps it for two hours',
    cache: {},
    policy: { ...policy, maxAge: 86400 },
    engine: 'chromium',
    store: false,
    reads: 60,
    deletes: 60 + 7200,
  },
  {
    step: 'a preflight of a day in Firefox, which keeps it',
    cache: {},
    policy: { ...policy, maxAge: 86400 },
    engine: 'firefox',
    store: false,
    reads: 60,
    deletes: 60 + 86400,
  },
  {
    step: 'a preflight of a day in WebKit, which keeps it for ten minutes',
    cache: {},
    policy: { ...policy, maxAge: 86400 },
    engine: 'webkit',
    store: false,
    reads: 60,
    deletes: 60 + 600,
  },
  {
    step: 'stale-while-revalidate, if nobody asks before its end',
    cache: { maxAge: 60, staleWhileRevalidate: 300 },
    policy,
    store: false,
    reads: 360,
    // A preflight with a stale answer makes the cache ask, so that its own request is refused, which clears it.
    kept: 60,
    deletes: 660,
  },
  {
    step: 'a store that is down, by default',
    cache: {},
    policy,
    store: down,
    reads: 60,
    deletes: 660,
  },
  {
    step: 'a store that is down, with staleIfError',
    cache: { maxAge: 60, staleIfError: 3600, staleWhileRevalidate: 300 },
    policy,
    store: down,
    reads: 3660,
    deletes: 4260,
  },
]

describe.each(rows)('revoked: $step', ({ cache, policy, engine, store, reads, deletes, kept = reads }) => {
  /** Revokes the origin right after a read; says what comes of a page's requests at times, in seconds. */
  async function requestAt(times: readonly number[], method: string): Promise<{ read: boolean; handled: boolean }[]> {
    const source = startSource(cache)
    const cors = createCors({ ...policy, lookup: source.lookup })
    let handled = 0
    const server = cors.wrap(() => {
      handled += 1
      return new Response('done')
    })
    const page = createUserAgent({ origin: acme, server, engine, now: () => source.time })
    await source.lookup(acme, undefined)
    source.does = store
    const results: { read: boolean; handled: boolean }[] = []
    for (const at of times) {
      source.time = at * 1000
      const before = handled
      const read = await page.fetch('https://api.example.com/1', { method, credentials: 'include' }).then(
        () => true,
        () => false,
      )
      await new Promise((resolve) => setImmediate(resolve))
      results.push({ read, handled: handled > before })
    }
    return results
  }

  /** Nobody asks in between, except where a store that is down has to show that it is. */
  const between = store === down && reads > 60 ? [60] : []

  test('pages read new responses so long, and no longer', async () => {
    expect((await requestAt([...between, reads - 0.001], 'GET')).at(-1)).toEqual({ read: true, handled: true })
    expect((await requestAt([...between, reads], 'GET')).at(-1)?.read).toBe(false)
  })

  test('a DELETE reaches the handler so long, and no longer', async () => {
    // The preflight goes out at the last moment.
    const first = [...between, kept - 0.001]
    const last = await requestAt([...first, deletes - 0.002], 'DELETE')
    expect(last.at(-1)).toEqual({ read: deletes === reads, handled: true })
    expect((await requestAt([...first, deletes], 'DELETE')).at(-1)).toEqual({ read: false, handled: false })
  })
})

test('a DELETE that the page may not read clears its preflight: the next does not reach the handler', async () => {
  const source = startSource()
  const handled: string[] = []
  const server = createCors({ ...policy, lookup: source.lookup }).wrap(({ method }) => {
    handled.push(method)
    return new Response('done')
  })
  const page = createUserAgent({ origin: acme, server, now: () => source.time })
  const send = (): Promise<unknown> => page.fetch('https://api.example.com/1', { method: 'DELETE' }).catch(() => null)
  await send()
  Object.assign(source, { does: false, time: 60_000 })
  for (const _ of [1, 2, 3]) await send()
  expect(handled).toEqual(['DELETE', 'DELETE'])
})

const loads = [
  { step: 'busy origins', count: 100, rate: 50, maxAge: 60, staleWhileRevalidate: 0 },
  { step: 'many origins', count: 5000, rate: 50, maxAge: 60, staleWhileRevalidate: 0 },
  { step: 'stale-while-revalidate', count: 2000, rate: 50, maxAge: 10, staleWhileRevalidate: 30 },
]

test.each(loads)('formulas: $step', async ({ count, rate, maxAge, staleWhileRevalidate }) => {
  const source = startSource({ maxAge, staleWhileRevalidate })
  const [random, shares] = [createRandom(7), createShares(count)]
  const requests = 40_000
  const readAt = new Map<string, number>()
  const known: number[] = []
  for (let index = 0; index < requests; index++) {
    source.time -= (Math.log(1 - random()) / rate) * 1000
    const origin = `https://${drawRank(shares, random)}.example`
    const reads = source.reads.length
    await source.lookup(origin, undefined)
    if (source.reads.length > reads) readAt.set(origin, source.time)
    if (index >= requests / 2 && index % 1000 === 0) {
      const end = source.time - (maxAge + staleWhileRevalidate) * 1000
      known.push([...readAt.values()].filter((at) => at > end).length)
    }
  }
  const shareOf = (events: number): number => events / requests
  const waits = shareOf(source.events.filter((type) => type === 'miss').length)
  const load = { requests: rate, isolates: 1, shares: toZipfShares(count), maxAge, staleWhileRevalidate }
  const predicted = predict(load)
  expect(shareOf(source.reads.length) / (predicted.reads / rate)).toBeCloseTo(1, 1)
  expect(waits / predicted.waits).toBeCloseTo(1, 1)
  expect(known.reduce((sum, each) => sum + each, 0) / known.length / predicted.known).toBeCloseTo(1, 1)
})

test('the page has the numbers that the formulas give', async () => {
  const page = await readFile(new URL('../../docs/staleness.md', import.meta.url), 'utf8')
  const table = /<!-- reads -->\n([\s\S]*?)\n<!-- \/reads -->/.exec(page)?.[1]
  expect(table).toBe(toTable())
})

function toTable(): string {
  const head =
    '| requests per second | isolates | `maxAge` | reads per second | requests that wait | origins known to each |'
  const lines = [
    [1000, 200, 60, 0],
    [100_000, 2000, 10, 0],
    [100_000, 2000, 60, 0],
    [100_000, 2000, 60, 60],
    [100_000, 2000, 300, 0],
    [100_000, 20_000, 60, 0],
  ].map(([requests = 0, isolates = 0, maxAge = 0, staleWhileRevalidate = 0]) => {
    const shares = toZipfShares(1_000_000)
    const { reads, waits, known } = predict({ requests, isolates, shares, maxAge, staleWhileRevalidate })
    const lifetime = staleWhileRevalidate === 0 ? `${maxAge}` : `${maxAge}, ${staleWhileRevalidate} stale`
    const cells = [requests, isolates, lifetime, Math.round(reads), `${(waits * 100).toFixed(0)} %`, Math.round(known)]
    return cells.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en') : cell))
  })
  return [head, '| --- | --- | --- | --- | --- | --- |', ...lines.map((cells) => `| ${cells.join(' | ')} |`)].join('\n')
}
