import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Observation } from '../browser-case.ts'
import { compared, nameOf, readName, unpredictable } from '../compare.ts'
import type { EngineName } from '../engines/engines.ts'
import type { Prediction } from '../predict.ts'
import type { Observations } from '../run-cases.ts'

/** What browsers did in each case, as a digest of it: what it was, `observe.ts` shows. */
export type BrowserRecord = Readonly<Record<string, Readonly<Record<EngineName, string>>>>

export const recordFile: URL = new URL('digests.json', import.meta.url)

/** Reads what browsers did when they were last asked. */
export function readRecord(): BrowserRecord {
  return JSON.parse(readFileSync(recordFile, 'utf8'))
}

/** Digests what an engine was seen to do in a case. */
export function digestObservations(engine: EngineName, name: string, all: Observations): string {
  const named = (calls: readonly Observation[]): unknown[] =>
    calls.map((call) => [compared(call), readName(engine, call)])
  return digest(
    engine,
    name,
    [...all].map(([run, calls]) => [run, named(calls)]),
  )
}

/** Digests what the user agent says that an engine does in a case. */
export function digestPredictions(
  engine: EngineName,
  name: string,
  all: ReadonlyMap<string, readonly Prediction[]>,
): string {
  const named = (calls: readonly Prediction[]): unknown[] => calls.map((call) => [compared(call), nameOf(engine, call)])
  return digest(
    engine,
    name,
    [...all].map(([run, calls]) => [run, named(calls)]),
  )
}

function digest(engine: EngineName, name: string, runs: readonly (readonly [string, unknown[]])[]): string {
  const own = runs.filter(([run]) => run.split(' ')[0] === name && !(run in unpredictable[engine]))
  const sorted = own.sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex').slice(0, 8)
}
