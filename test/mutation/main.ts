import { parseArgs } from 'node:util'
import { instrument, type Mutant } from './mutants.ts'
import { openTestRun, type TestRun } from './run-tests.ts'
import type { Findings } from './runner.ts'
import { describeMutant, readExcuses } from './survivors.ts'

/** How many of a hundred mutants must be killed. */
const least = 92

const usage = `Usage: npm run mutation -- [options]

Changes src in thousands of ways, one at a time, and runs the tests against each. Fails if a mutant survives that
test/mutation/survivors.json does not excuse, or if fewer are killed than ${least} of a hundred. What is excused is not tried
and counts as what survives.

  --files TEXT  only mutants in files whose paths have this text
  --excused     try those that are excused and no others, to see which are killed by now
  --help        print this
`

/** The folders of src, each with those of the tests that are about it, the nearest first. */
const testsOf: Readonly<Record<string, readonly string[]>> = {
  http: ['http', 'server'],
  origin: ['origin', 'server', 'lint', 'explain'],
  server: ['server', 'origin', 'http', 'adapters'],
  'user-agent': ['user-agent', 'explain'],
  explain: ['explain', 'recorded-browsers'],
  routes: ['routes'],
  store: ['store'],
  lint: ['lint', 'migration'],
}
/** The folders whose tests make policies while they are loaded, and use them then. */
const madeWhileLoaded: ReadonlySet<string> = new Set(['routes', 'server', 'lint'])
const root = new URL('../..', import.meta.url).pathname.replace(/\/$/, '')

const excused = readExcuses().flatMap((excuse) => excuse.mutants)

/** @throws TypeError, with a message for whoever wrote the arguments */
function readArguments(): Arguments | 'help' {
  const { values } = parseArgs({
    options: {
      files: { type: 'string', default: '' },
      excused: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  return values.help ? 'help' : { files: values.files, excused: values.excused }
}

interface Arguments {
  readonly files: string
  readonly excused: boolean
}

/** Finds the mutants that no test kills. */
async function findSurvivors(run: TestRun, mutants: readonly Mutant[]): Promise<readonly Mutant[]> {
  const parts = Object.entries(testsOf)
    .map(([folder, tests]) => ({ folder, tests, own: mutants.filter(({ file }) => file.startsWith(`src/${folder}/`)) }))
    .filter(({ own }) => own.length > 0)
  const findings = await run.checkTests([...new Set(parts.flatMap(({ tests }) => tests))])
  const reached = new Set(findings.reached)
  const loaded = new Set(findings.static)
  // Tests call what they test while they are loaded, too: mostly that is seen where they run.
  const onlyLoaded = new Set(findings.static.filter((id) => !reached.has(id)))
  const survivors: Mutant[] = []
  for (const { folder, tests, own } of parts) {
    const { alive, unsure, unsureFiles } = await tryTurns(run, folder, own, false)
    // What runs while modules load can only be on from the start.
    const isLoaded = ({ id }: Mutant): boolean => (madeWhileLoaded.has(folder) ? loaded : onlyLoaded).has(id)
    survivors.push(...(await tryAlone(run, folder, alive.filter(isLoaded), tests)))
    const others = (
      await tryTurns(
        run,
        folder,
        alive.filter((mutant) => !isLoaded(mutant)),
        true,
      )
    ).alive
    // What tests that cannot be repeated have to say.
    const isUnsure = ({ id }: Mutant): boolean => unsure.has(id)
    survivors.push(...others.filter((mutant) => !isUnsure(mutant)))
    survivors.push(...(await tryAlone(run, folder, others.filter(isUnsure), [...unsureFiles])))
  }
  return survivors
}

/** Tries mutants that are on from the start, one after the other; tells which are left. */
async function tryAlone(
  run: TestRun,
  folder: string,
  mutants: readonly Mutant[],
  places: readonly string[],
): Promise<readonly Mutant[]> {
  const start = performance.now()
  const alive: Mutant[] = []
  for (const [index, mutant] of mutants.entries()) {
    if (!(await run.kills(mutant.id, places))) alive.push(mutant)
    if (index % 50 === 49) console.log(`  on from the start: ${index + 1} of ${mutants.length}, ${alive.length} left`)
  }
  const seconds = Math.round((performance.now() - start) / 1000)
  const killed = mutants.length - alive.length
  console.log(`src/${folder}: ${killed} of ${mutants.length} killed that are on from the start (${seconds} s)`)
  return alive
}

/** What is left of some mutants, and what tests say nothing sure about. */
interface Turns {
  readonly alive: readonly Mutant[]
  readonly unsure: ReadonlySet<string>
  readonly unsureFiles: ReadonlySet<string>
}

/** Tries mutants in the tests that are about their folder. */
async function tryTurns(run: TestRun, folder: string, mutants: readonly Mutant[], isSlowTurn: boolean): Promise<Turns> {
  let alive = mutants
  const all: Findings[] = []
  for (const tests of testsOf[folder] ?? []) {
    if (alive.length === 0) break
    const ids = alive.map(({ id }) => id)
    const findings = await run.tryAll(ids, [tests], isSlowTurn)
    all.push(findings)
    alive = alive.filter(({ id }) => !findings.killed.includes(id))
    const turn = isSlowTurn ? 'slow tests of ' : ''
    console.log(`src/${folder}: ${findings.killed.length} killed by ${turn}test/${tests}, ${alive.length} left`)
  }
  const merge = (key: 'unsure' | 'unsureFiles'): ReadonlySet<string> => new Set(all.flatMap((one) => one[key]))
  return { alive, unsure: merge('unsure'), unsureFiles: merge('unsureFiles') }
}

async function main({ files, excused: onlyExcused }: Arguments): Promise<boolean> {
  const { code, mutants } = await instrument(root, `src/{${Object.keys(testsOf).join(',')}}/**/*.ts`)
  const isExcused = (mutant: Mutant): boolean => excused.includes(describeMutant(mutant))
  const chosen = mutants.filter(({ file }) => file.includes(files))
  const tried = chosen.filter((mutant) => isExcused(mutant) === onlyExcused)
  console.log(`${chosen.length} mutants, of which ${tried.length} are tried`)
  const run = await openTestRun(root, code)
  const survivors = await findSurvivors(run, tried)
  await run.close()
  return onlyExcused ? reportExcuses(files, survivors) : reportSurvivors(chosen.length, tried.length, survivors)
}

/** Tells which mutants survive, and whether enough are killed and none of the others is without an excuse. */
function reportSurvivors(chosen: number, tried: number, survivors: readonly Mutant[]): boolean {
  for (const mutant of survivors) console.log(`line ${mutant.line}, ${mutant.mutator}\n  ${describeMutant(mutant)}`)
  const killed = tried - survivors.length
  const score = (100 * killed) / chosen
  console.log(`${score.toFixed(2)} % killed, ${chosen - killed} survive, ${survivors.length} of them without a reason`)
  return survivors.length === 0 && score >= least
}

/** Tells which excuses are for nothing. */
function reportExcuses(files: string, survivors: readonly Mutant[]): boolean {
  const found = new Set(survivors.map(describeMutant))
  const stale = excused.filter((one) => one.includes(files) && !found.has(one))
  for (const one of stale) console.log(one)
  console.log(`${stale.length} are no longer there or killed by now, so that they need no reason`)
  return stale.length === 0
}

try {
  const given = readArguments()
  if (given === 'help') console.log(usage)
  else process.exit((await main(given)) ? 0 : 1)
} catch (error) {
  console.error(`${error instanceof Error ? error.stack : error}\n\n${usage}`)
  process.exit(1)
}
