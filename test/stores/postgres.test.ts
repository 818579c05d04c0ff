import { readFile } from 'node:fs/promises'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createProfileFolder } from '../browsers/engines/profile-folder.ts'
import { type RunningExample, startExample } from './example.ts'
import { type Postgres, postgresServer, startPostgres } from './postgres-server.ts'
import { isThere } from './store-program.ts'

const acme = 'https://acme.example'
const other = 'https://other.example'

describe.skipIf(!isThere(postgresServer))('PostgreSQL', () => {
  const folder = createProfileFolder()
  let postgres: Postgres
  let examples: readonly RunningExample[] = []

  /** Runs a statement as another program would. */
  async function query(text: string, values: readonly string[] = []): Promise<void> {
    const client = new Client({ connectionString: postgres.url })
    await client.connect()
    // Without values the statements of a file are taken as they are.
    await (values.length === 0 ? client.query(text) : client.query(text, [...values]))
    await client.end()
  }

  beforeAll(async () => {
    postgres = await startPostgres()
    await query(await readFile(new URL('../../examples/postgres/schema.sql', import.meta.url), 'utf8'))
    const start = (): Promise<RunningExample> =>
      startExample('postgres/server.ts', ['node'], folder.path, { DATABASE_URL: postgres.url })
    examples = [await start(), await start()]
  })

  afterAll(async () => {
    for (const example of examples) await example.end()
    await postgres?.remove()
    await folder.remove()
  })

  const askAll = (origin: string): Promise<string[]> => Promise.all(examples.map((example) => example.ask(origin)))
  const add = (origin: string): Promise<void> => query("INSERT INTO origins VALUES ($1, 'acme')", [origin])
  const all = (outcome: string): string[] => examples.map(() => outcome)

  test('what has no row is refused, and what has one is shared, in both processes', async () => {
    expect(await askAll(acme)).toEqual(all('blocked'))
    await add(acme)
    await expect.poll(() => askAll(acme)).toEqual(all('shared'))
    expect(await askAll(other)).toEqual(all('blocked'))
  })

  test.each([
    { step: 'that is deleted', change: 'DELETE FROM origins WHERE origin = $1', values: [other] },
    {
      step: 'that is renamed',
      change: 'UPDATE origins SET origin = $2 WHERE origin = $1',
      values: [other, 'https://x.example'],
    },
    { step: 'whose table is emptied', change: 'TRUNCATE origins', values: [] },
  ])('a row $step is forgotten by every process at once', async ({ change, values }) => {
    await add(other)
    await expect.poll(() => askAll(other)).toEqual(all('shared'))
    await query(change, values)
    await expect.poll(() => askAll(other)).toEqual(all('blocked'))
  })

  test('what is not committed is not told', async () => {
    await add(other)
    await expect.poll(() => askAll(other)).toEqual(all('shared'))
    await query('BEGIN; DELETE FROM origins; ROLLBACK')
    expect(await askAll(other)).toEqual(all('shared'))
  })

  test('while the server is down unknown origins are refused, not cached and reported once; then all is well', async () => {
    expect(await askAll(other)).toEqual(all('shared'))
    await postgres.stop()
    for (const origin of ['https://a.example', 'https://b.example', other]) {
      for (const example of examples) {
        const answers = await Promise.all([example.fetch(origin), example.fetch(origin)])
        const cacheControl = origin === other ? null : 'no-store'
        expect(answers).toEqual(answers.map(() => ({ status: 200, cacheControl })))
      }
    }
    const failed = [expect.stringMatching(/^The store of origins fails: source-threw /)]
    expect(examples.map((example) => example.reports())).toEqual(all('').map(() => failed))
    await postgres.start()
    const over = [...failed, 'The store of origins is well again: source-threw']
    const askAgain = async (): Promise<unknown> => {
      await askAll('https://d.example')
      return examples.map((example) => example.reports())
    }
    await expect.poll(askAgain, { timeout: 20_000 }).toEqual(all('').map(() => over))
    expect(await askAll(other)).toEqual(all('shared'))
  })

  test('after an outage changes are told again', async () => {
    await add(acme)
    await expect.poll(() => askAll(acme), { timeout: 20_000 }).toEqual(all('shared'))
    await query('DELETE FROM origins WHERE origin = $1', [acme])
    await expect.poll(() => askAll(acme), { timeout: 20_000 }).toEqual(all('blocked'))
  })

  test('a table that is locked holds no request for longer than the timeout', async () => {
    const before = examples.map((example) => example.reports().length)
    const client = new Client({ connectionString: postgres.url })
    await client.connect()
    await client.query('BEGIN; LOCK TABLE origins')
    const began = performance.now()
    const answers = await Promise.all(examples.map((example) => example.fetch('https://locked.example')))
    const took = performance.now() - began
    await client.query('ROLLBACK')
    await client.end()
    expect(answers).toEqual(answers.map(() => ({ status: 200, cacheControl: 'no-store' })))
    expect(took).toBeGreaterThan(1000)
    expect(took).toBeLessThan(4500)
    for (const [index, example] of examples.entries()) {
      expect(example.reports().slice(before[index])).toEqual([expect.stringMatching(/^The store of origins fails: /)])
    }
    await add('https://locked.example')
    await expect.poll(() => askAll('https://locked.example'), { timeout: 20_000 }).toEqual(all('shared'))
  })

  test('a row of another origin, which a careless statement finds, admits nobody and is reported once', async () => {
    const before = examples.map((example) => example.reports().length)
    // The collation that compares without case is what MySQL has by default.
    await query('CREATE EXTENSION citext; ALTER TABLE origins ALTER COLUMN origin TYPE citext')
    await query("INSERT INTO origins VALUES ('HTTPS://Careless.example', 'acme')")
    const ask = (): Promise<string[]> => askAll('https://careless.example')
    expect([await ask(), await ask()]).toEqual([all('blocked'), all('blocked')])
    for (const [index, example] of examples.entries()) {
      expect(example.reports().slice(before[index])).toEqual([
        expect.stringMatching(
          /fails: source-returned-another-origin .* returned "HTTPS:\/\/Careless.example"; return true/,
        ),
      ])
    }
  })
})
