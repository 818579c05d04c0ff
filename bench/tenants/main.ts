import { mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Miniflare } from 'miniflare'
import { bundle } from '../../playground/server/bundle.ts'
import { startDemo } from '../../playground/server/demo-worker.ts'
import { sendHerd, startGate } from './herd.ts'
import { type Load, readCounts, sendLoad } from './load.ts'
import { measureBound, readMemoryOf } from './memory.ts'
import { createMix, tenantCount } from './mix.ts'
import { type Table, toCount, toMegabytes, toPercent, toReport } from './report.ts'
import { seedTenants } from './seed.ts'

type Events = Readonly<Partial<Record<string, number>>>

/** Says what share of look-ups was answered from the cache, and what each cost the store. */
function toShares({ hit = 0, stale = 0, miss = 0, joined = 0, read = 0 }: Events): string[] {
  const all = hit + stale + miss + joined
  return [toCount(all), toPercent((hit + stale) / all), (read / all).toFixed(3)]
}

function subtract(after: Events, before: Events): Events {
  return Object.fromEntries(Object.entries(after).map(([type, count = 0]) => [type, count - (before[type] ?? 0)]))
}

async function seed(folder: string): Promise<Table> {
  const began = performance.now()
  await seedTenants(folder)
  const took = (performance.now() - began) / 1000
  const rows = [[toCount(tenantCount), `${took.toFixed(1)} s`]]
  return { title: 'Seeding', head: ['tenants in KV', 'took'], rows }
}

/** The demo Worker over HTTP. */
async function measureDemo(folder: string): Promise<Table> {
  const api = await startDemo({ folder })
  try {
    const readEvents = (): Promise<Events> => readCounts(`${api.origin}/tenants/events`)
    const draw = createMix(3)
    const rows: string[][] = []
    for (const name of ['cold', 'warm']) {
      const before = await readEvents()
      const load: Load = await sendLoad(`${api.origin}/tenants/items`, 5000, 50, draw)
      const [all = '', hits = '', reads = ''] = toShares(subtract(await readEvents(), before))
      const times = [load.median, load.slowest].map((time) => `${time.toFixed(1)} ms`)
      const memory = toMegabytes(readMemoryOf('workerd'))
      rows.push([name, all, toCount(load.perSecond), hits, reads, ...times, memory])
    }
    const head = ['cache', 'requests', 'per second', 'hits', 'store reads per request', 'median', '99 %', 'workerd']
    return { title: 'The demo Worker over HTTP, 50 requests at a time, with maxAge 60', head, rows }
  } finally {
    await api.close()
  }
}

/** Decisions inside one isolate, and the herd. */
async function measureIsolate(folder: string): Promise<Table[]> {
  const gate = await startGate()
  const miniflare = new Miniflare({
    modules: true,
    script: bundle(new URL('lookup-worker.ts', import.meta.url), 'esm'),
    compatibilityDate: '2026-07-01',
    kvNamespaces: { TENANTS: 'tenants' },
    bindings: { GATE: gate.url },
    defaultPersistRoot: folder,
    cf: false,
    host: '127.0.0.1',
    port: 0,
  })
  try {
    const { origin } = await miniflare.ready
    const run = (path: string): Promise<Events> => readCounts(origin + path)
    await run('/open?count=10000')
    const rows: string[][] = []
    const steps = [
      ['KV itself, one after the other', '/direct', 2000],
      ['the mix, cold', '/mix', 10_000],
      ['the mix, warm', '/mix', 10_000],
      ['one origin, always a hit', '/hits', 100_000],
      ['one origin, always a hit, again', '/hits', 100_000],
    ] as const
    let before: Events = {}
    for (const [name, path, count] of steps) {
      const began = performance.now()
      const after = await run(`${path}?count=${count}`)
      const perSecond = (count / (performance.now() - began)) * 1000
      const [, hits = '', reads = ''] = path === '/direct' ? ['', '', '1.000'] : toShares(subtract(after, before))
      before = after
      rows.push([name, toCount(count), toCount(perSecond), hits, reads])
    }
    const decisions: Table = {
      title: 'Decisions in one isolate, 50 at a time, with room for 10,000 origins',
      head: ['look-ups', 'count', 'per second', 'hits', 'store reads per look-up'],
      rows,
    }
    const herd = await sendHerd(origin, 10_000, gate)
    const herdRow = [
      toCount(herd.requests),
      toCount(herd.shared),
      toCount(herd.reads),
      `${(herd.took / 1000).toFixed(2)} s`,
    ]
    const head = ['requests at once for one new origin', 'shared', 'store reads', 'all answered, after the store was']
    return [decisions, { title: 'The herd', head, rows: [herdRow] }]
  } finally {
    gate.close()
    await miniflare.dispose()
  }
}

/** What room costs and what it saves. */
async function measureBounds(): Promise<Table> {
  const rows: string[][] = []
  for (const maxEntries of [1000, 10_000, 100_000]) {
    const { reads, bytes } = await measureBound(maxEntries, 300_000)
    rows.push([toCount(maxEntries), toPercent(1 - reads), reads.toFixed(3), toMegabytes(bytes)])
  }
  const head = ['maxEntries', 'hits', 'store reads per look-up', 'heap']
  return { title: 'Room for entries: 300,000 look-ups after as many, none too old, in Node.js', head, rows }
}

const folder = mkdtempSync(join(tmpdir(), 'fetch-cors-tenants-'))
try {
  const tables: Table[] = [
    await seed(folder),
    await measureDemo(folder),
    ...(await measureIsolate(folder)),
    await measureBounds(),
  ]
  const report = toReport(tables)
  console.log(report)
  if (process.argv.includes('--write')) await writeFile(new URL('results.md', import.meta.url), report)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
