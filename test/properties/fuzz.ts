import { parseArgs } from 'node:util'
import { properties } from './all.ts'
import { addToCorpus } from './corpus.ts'
import { type Failure, type Property, runProperty } from './property.ts'

const usage = `Usage: npm run fuzz -- (--minutes N | --cases N) [options]

Runs every property on new cases, in turn, until the time is over. A case that fails is printed, as small as can be,
and kept in test/properties/corpus, where npm test runs it again.

  --minutes N      how long, at least one round
  --cases N        instead: how many cases of each property, however long they take
  --seed S         begin with this seed (default: a new one)
  --property TEXT  only properties whose names have this text
  --help           print this
`

interface Arguments {
  /** Infinite if the cases are counted. */
  readonly minutes: number
  /** How many cases of each property; infinite if the time is. */
  readonly cases: number
  readonly seed: number
  readonly chosen: readonly Property[]
}

/** @throws TypeError or RangeError, with a message for whoever wrote the arguments */
function readArguments(): Arguments | 'help' {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string' },
      cases: { type: 'string' },
      seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
      property: { type: 'string', default: '' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return 'help'
  if ((values.minutes === undefined) === (values.cases === undefined)) {
    throw new RangeError('Say how long: --minutes 10, or --cases 100000')
  }
  const minutes = Number(values.minutes ?? Number.POSITIVE_INFINITY)
  const cases = Number(values.cases ?? Number.POSITIVE_INFINITY)
  if (!(minutes > 0)) throw new RangeError(`"${values.minutes}" is not a number of minutes`)
  if (!(cases >= 1)) throw new RangeError(`"${values.cases}" is not a number of cases`)
  if (!/^-?\d+$/.test(values.seed)) throw new RangeError(`"${values.seed}" is not a seed`)
  const chosen = properties.filter(({ name }) => name.includes(values.property))
  if (chosen.length === 0) throw new RangeError(`No property has "${values.property}" in its name`)
  return { minutes, cases, seed: Number(values.seed), chosen }
}

/** How much of a property was run. */
interface Tally {
  runs: number
  readonly counts: Map<string, number>
  isFailed: boolean
}

/** How many rounds there are at least: more of them, and every property is run some when the time is short. */
const rounds = 10
/** How much more time the grammar gets than any other property: its strings are short, and many. */
const weightOf = ({ runs }: Property): number => (runs >= 10_000 ? 4 : 1)

async function fuzz({ minutes, cases, seed, chosen }: Arguments): Promise<number> {
  console.log(`seed ${seed}`)
  const end = Date.now() + minutes * 60_000
  const total = chosen.reduce((sum, property) => sum + weightOf(property), 0)
  const tallies = new Map<Property, Tally>(chosen.map((property) => [property, createTally()]))
  for (let round = 0; Date.now() < end; round++) {
    for (const property of chosen) {
      const tally = tallies.get(property)
      if (tally === undefined || tally.isFailed || tally.runs >= cases) continue
      const slice = (minutes * 60_000 * weightOf(property)) / total / rounds
      const until = Math.min(Date.now() + slice, end)
      const outcome = await runProperty(property, seed + round, Math.min(cases - tally.runs, 1_000_000), until)
      tally.runs += outcome.runs
      for (const [what, count] of outcome.counts) tally.counts.set(what, (tally.counts.get(what) ?? 0) + count)
      if (outcome.failure === null) continue
      tally.isFailed = true
      report(outcome.failure)
      addToCorpus(outcome.failure)
    }
    if ([...tallies.values()].every(({ isFailed, runs }) => isFailed || runs >= cases)) break
  }
  for (const [{ name }, { runs, counts, isFailed }] of tallies) {
    console.log(`\n${isFailed ? 'FAILED' : 'holds'}  ${name}\n  ${runs} cases`)
    for (const [what, count] of [...counts].sort()) console.log(`  ${count} ${what}`)
  }
  return [...tallies.values()].filter(({ isFailed }) => isFailed).length
}

function createTally(): Tally {
  return { runs: 0, counts: new Map(), isFailed: false }
}

function report({ property, seed, path, given, message }: Failure): void {
  console.log(`\nFAILED  ${property}\n  ${message}\n  seed ${seed}, path ${path}\n${JSON.stringify(given, null, 2)}`)
}

try {
  const given = readArguments()
  if (given === 'help') console.log(usage)
  // Not only a code: a server of the tests may still listen.
  else process.exit((await fuzz(given)) === 0 ? 0 : 1)
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`)
  process.exit(1)
}
