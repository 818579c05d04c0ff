import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createProfileFolder, type ProfileFolder } from '../browsers/engines/profile-folder.ts'
import { startWorkerExample, type WorkerExample } from './miniflare-example.ts'

const acme = 'https://acme.example'
const other = 'https://other.example'
const gone = 'https://gone.example'

/** A store of Cloudflare's, and what its tenants do. */
interface StoreRow {
  readonly step: string
  start(folder: string): Promise<WorkerExample>
  /** Makes an empty store. */
  prepare(worker: WorkerExample): Promise<void>
  add(worker: WorkerExample, origin: string): Promise<void>
  remove(worker: WorkerExample, origin: string): Promise<void>
}

const rows: readonly StoreRow[] = [
  {
    step: 'Workers KV',
    start: (folder) => startWorkerExample('cloudflare-kv/worker.ts', { kvNamespaces: ['ORIGINS'] }, folder),
    prepare: async () => {},
    add: async ({ miniflare }, origin) => (await miniflare.getKVNamespace('ORIGINS')).put(origin, '{"tenant":"acme"}'),
    remove: async ({ miniflare }, origin) => (await miniflare.getKVNamespace('ORIGINS')).delete(origin),
  },
  {
    step: 'D1',
    start: (folder) => startWorkerExample('cloudflare-d1/worker.ts', { d1Databases: ['DB'] }, folder),
    async prepare({ miniflare }) {
      const schema = await readFile(new URL('../../examples/cloudflare-d1/schema.sql', import.meta.url), 'utf8')
      // exec() takes one statement in a line.
      const statement = schema.replaceAll(/--.*/g, '').replaceAll('\n', ' ')
      await (await miniflare.getD1Database('DB')).exec(statement)
    },
    async add({ miniflare }, origin) {
      const database = await miniflare.getD1Database('DB')
      await database.prepare("INSERT INTO origins VALUES (?1, 'acme')").bind(origin).run()
    },
    async remove({ miniflare }, origin) {
      await (await miniflare.getD1Database('DB')).prepare('DELETE FROM origins WHERE origin = ?1').bind(origin).run()
    },
  },
]

let folder: ProfileFolder
let worker: WorkerExample | undefined

beforeEach(() => {
  folder = createProfileFolder()
})

afterEach(async () => {
  await worker?.end()
  worker = undefined
  await folder.remove()
})

describe.each(rows)('$step', ({ start, prepare, add, remove }) => {
  test('admits what it holds, keeps that for a while, and holds it after a restart', async () => {
    worker = await start(folder.path)
    await prepare(worker)
    for (const origin of [acme, gone]) await add(worker, origin)
    const ask = async (origins: readonly string[]): Promise<string[]> => {
      const asked = origins.map((origin) => worker?.ask(origin) ?? 'no worker')
      return await Promise.all(asked)
    }
    expect(await ask([acme, other, gone])).toEqual(['shared', 'blocked', 'shared'])
    await remove(worker, gone)
    await add(worker, other)
    expect(await ask([acme, other, gone])).toEqual(['shared', 'blocked', 'shared'])
    await worker.end()
    worker = await start(folder.path)
    expect(await ask([acme, other, gone])).toEqual(['shared', 'shared', 'blocked'])
    expect(worker.reports()).toEqual([])
  })

  test('many requests at once for a new origin are all answered', async () => {
    const running = await start(folder.path)
    worker = running
    await prepare(running)
    await add(running, acme)
    const answers = await Promise.all(Array.from({ length: 100 }, () => running.ask(acme, 'GET')))
    expect(new Set(answers)).toEqual(new Set(['shared']))
  })
})

test('D1 without its table refuses, is not cached, and is reported once; with it all is well', async () => {
  const d1 = rows[1]
  const running = await d1?.start(folder.path)
  if (d1 === undefined || running === undefined) throw new Error('There is no such row')
  worker = running
  for (const origin of [acme, acme, other]) {
    expect(await running.fetch(origin)).toEqual({ status: 200, cacheControl: 'no-store' })
  }
  await expect.poll(running.reports).toEqual([expect.stringMatching(/source-threw .*no such table: origins/)])
  await d1.prepare(running)
  await d1.add(running, acme)
  await expect.poll(() => running.ask(acme), { timeout: 10_000 }).toBe('shared')
  await expect.poll(running.reports).toHaveLength(2)
  expect(running.reports()[1]).toBe('The store of origins is well again: source-threw')
})
