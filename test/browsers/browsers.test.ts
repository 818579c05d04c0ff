import { beforeAll, describe, expect, test } from 'vitest'
import { departures } from '../../src/user-agent/departures.ts'
import type { BrowserCase, Observation } from './browser-case.ts'
import { allCases } from './cases/all.ts'
import { type EngineName, engineNames, isInstalled } from './engines/engines.ts'
import { toFirefoxName } from './firefox-names.ts'
import { type Prediction, predict, transportHeaders } from './predict.ts'
import { type Observations, observe } from './run-cases.ts'

/** Runs that the user agent cannot predict, and why. One that it does predict does not belong here. */
const unpredictable: Readonly<Record<EngineName, Readonly<Record<string, string>>>> = {
  chromium: {
    'stream-post-shared fetch': 'Chromium sends streams over HTTP/2 only, and the lab has HTTP/1.1',
    'stream-post-without-allow-methods-shared fetch': 'the same',
    'stream-to-page-shared fetch': 'the same',
    'redirect-stream-303-shared fetch': 'the same',
    'redirect-stream-307-blocked fetch': 'the same',
    'redirect-stream-302-post-blocked fetch': 'the same',
  },
  firefox: {},
  webkit: {
    'cookie-lax-from-sandbox-shared fetch':
      'WebKit sends SameSite=Lax cookies from sandboxed frames and not from data: URLs, which both have the origin null',
    'cookie-lax-from-sandbox-shared xhr': 'the same',
  },
}

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

/** What both a prediction and an observation have. */
function compared({ outcome, readable, wire }: Prediction | Observation): object {
  return { outcome, readable: readable.filter((name) => !transportHeaders.includes(name)), wire }
}

function nameOf(engine: EngineName, { names }: Prediction): string | null {
  return engine === 'webkit' ? null : names[engine]
}

/**
 * Names a reason. Chromium's other errors, of the network and of other policies, are no `CorsError`; WebKit's console has
 * sentences and no names.
 */
function readName(engine: EngineName, { reason }: Observation): string | null {
  if (engine === 'firefox') return toFirefoxName(reason)
  return engine === 'chromium' && /^[A-Z]\w+$/.test(reason ?? '') ? reason : null
}
