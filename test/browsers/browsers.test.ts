import { beforeAll, describe, expect, test } from 'vitest'
import { departures } from '../../src/user-agent/departures.ts'
import type { BrowserCase } from './browser-case.ts'
import { allCases } from './cases/all.ts'
import { compared, nameOf, readName, unpredictable } from './compare.ts'
import { type EngineName, engineNames, isInstalled } from './engines/engines.ts'
import { type Prediction, predict } from './predict.ts'
import { digestObservations, readRecord } from './recorded/record.ts'
import { type Observations, observe } from './run-cases.ts'

/** The runs of which each engine departs from the standard. */
const evidence = Object.entries(departures).flatMap(([id, { engines, evidence: run }]) =>
  engines.map((engine) => ({ id, engine, run })),
)

describe.each(engineNames)('%s', (engine) => {
  if (!isInstalled(engine) && process.env['REQUIRE_BROWSERS'] !== '1') {
    console.warn(`${engine} is not installed: its ${allCases.length} cases are left out`)
    test.skip(`${engine} is not installed`)
    return
  }
  let observations: Observations
  beforeAll(async () => {
    const { version, observations: all } = await observe(engine, allCases)
    console.log(`${version}: ${allCases.length} cases, ${all.size} runs`)
    observations = all
  }, 300_000)

  test.each(allCases)('$name', async (tried) => {
    for (const [run, predictions] of await predict(tried, engine)) {
      const observed = observations.get(run) ?? []
      if (run in unpredictable[engine]) expect(predictions.map(compared)).not.toEqual(observed.map(compared))
      else expect({ run, calls: predictions.map(compared) }).toEqual({ run, calls: observed.map(compared) })
      if (run in unpredictable[engine]) continue
      expect({ run, names: predictions.map((call) => nameOf(engine, call)) }).toEqual({
        run,
        names: observed.map((observation) => readName(engine, observation)),
      })
    }
  })

  test('does what is recorded of it, by which it is known where there is no browser', () => {
    const record = readRecord()
    const differing = allCases.filter(
      ({ name }) => record[name]?.[engine] !== digestObservations(engine, name, observations),
    )
    expect(
      differing.map(({ name }) => name),
      'Run: node test/browsers/recorded/write.ts',
    ).toEqual([])
  })

  const departed = evidence.filter((row) => row.engine === engine)
  test.each(departed)('departs from the standard: $id', async ({ run }) => {
    const standard = (await predict(findCase(run), undefined)).get(run) ?? []
    const observed = observations.get(run) ?? []
    expect(observed.map((call) => [compared(call), readName(engine, call)])).not.toEqual(
      standard.map((call) => [compared(call), nameOf(engine, call)]),
    )
  })
})

test('every departure makes a difference to its evidence', async () => {
  for (const { engines, evidence: run } of Object.values(departures)) {
    const standard = (await predict(findCase(run), undefined)).get(run) ?? []
    const names = (calls: readonly Prediction[], engine: EngineName): unknown[] =>
      calls.map((call) => [compared(call), nameOf(engine, call)])
    for (const engine of engines) {
      const predicted = (await predict(findCase(run), engine)).get(run) ?? []
      expect({ run, engine, calls: names(predicted, engine) }).not.toEqual({
        run,
        engine,
        calls: names(standard, engine),
      })
    }
  }
})

function findCase(run: string): BrowserCase {
  const found = allCases.find(({ name }) => name === run.split(' ')[0])
  if (found === undefined) throw new Error(`There is no case for the run "${run}"`)
  return found
}
