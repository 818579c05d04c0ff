import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AppServer, appTargets } from '../runtimes/app-targets.ts'
import { type RowResult, rows, runRows } from './run-rows.ts'

const files = { fetch: new URL('app.ts', import.meta.url), node: new URL('node-app.ts', import.meta.url) }
/** What came of each row, by the target's name. */
const results = new Map<string, ReadonlyMap<string, RowResult>>()

describe.each(appTargets.map((target, index) => ({ ...target, index })))('hostile bytes on $name', (target) => {
  let server: AppServer

  beforeAll(async () => {
    server = await target.start(files)
    results.set(target.name, await runRows(server.origin, target.index))
  })

  afterAll(() => server?.close())

  test.each(rows)('$step: no permission that nobody gave', ({ step }) => {
    expect(results.get(target.name)?.get(step)?.faults).toEqual([])
  })
})

/** Tells what each target made of a row, those that made the same of it in one line. */
function toLines({ step }: { readonly step: string }): string {
  const told = Map.groupBy(appTargets, ({ name }) => results.get(name)?.get(step)?.told ?? '')
  const lines = [...told].map(([text, targets]) => {
    const names = targets.length === appTargets.length ? 'all' : targets.map(({ name }) => name).join(', ')
    return `  ${names}: ${text}\n`
  })
  return `${step.slice(0, 120)}\n${lines.join('')}`
}

// Kept as a file, so that a runtime that begins to refuse, or to let through, is seen.
test('what the runtimes refuse by themselves, and what they let through, is what is recorded', async () => {
  await expect(rows.map(toLines).join('')).toMatchFileSnapshot('received.txt')
})
