import { parseArgs } from 'node:util'
import { instrument, type Mutant } from './mutants.ts'
import { openTestRun, type TestRun } from './run-tests.ts'
import { describeMutant, readExcuses } from './survivors.ts'

/** How many of a hundred mutants must be killed. */
const least = 92

const usage = `Usage: npm run mutation -- [options]

Changes the server's and the browser's half in thousands of ways, one at a time, and runs the tests against each. Fails if a mutant survives that
test/mutation/survivors.json does not excuse, or if fewer are killed than ${least} of a hundred.

  --files TEXT  only mutants in files whose paths have this text
  --help        print this
`

/** The folders of src, each with those of the tests that are about it, the nearest first. */
const testsOf: Readonly<Record<string, readonly string[]>> = {
  http: ['http', 'server'],
  origin: ['origin', 'server', 'lint', 'explain'],
  server: ['server', 'origin', 'http', 'adapters'],
  'user-agent': ['user-agent', 'explain', 'recorded-browsers'],
  explain: ['explain', 'recorded-browsers'],
}
const root = new URL('../..', import.meta.url).pathname.replace(/\/$/, '')

/** @throws TypeError, with a message for whoever wrote the arguments */
function readArguments(): { readonly files: string } | 'help' {
  const options = { files: { type: 'string', default: '' }, help: { type: 'boolean', default: false } } as const
  const { values } = parseArgs({ options })
  return values.help ? 'help' : { files: values.files }
}

/** Finds the mutants that no test kills. */
async function findSurvivors(run: TestRun, mutants: readonly Mutant[]): Promise<readonly Mutant[]> {
  const { static: loaded } = await run.checkTests()
  const survivors: Mutant[] = []
  for (const [folder, tests] of Object.entries(testsOf)) {
    const own = mutants.filter(({ file }) => file.startsWith(`src/${folder}/`))
    if (own.length === 0) continue
    const alive = await tryTurns(run, folder, own, false)
    // What runs while modules load can only be on from the start.
    const fixed = alive.filter(({ id }) => loaded.includes(id))
    for (const [index, mutant] of fixed.entries()) {
      if (!(await run.kills(mutant.id, tests))) survivors.push(mutant)
      if (index % 50 === 49) console.log(`on from the start: ${index + 1} of ${fixed.length}`)
    }
    const others = alive.filter(({ id }) => !loaded.includes(id))
    survivors.push(...(await tryTurns(run, folder, others, true)))
  }
  return survivors
}

/** Tries mutants in the tests that are about their folder; tells which are left. */
async function tryTurns(
  run: TestRun,
  folder: string,
  mutants: readonly Mutant[],
  isSlowTurn: boolean,
): Promise<readonly Mutant[]> {
  let alive = mutants
  for (const tests of testsOf[folder] ?? []) {
    if (alive.length === 0) break
    const ids = alive.map(({ id }) => id)
    const { killed, unrepeatable } = await run.tryAll(ids, [tests], isSlowTurn)
    alive = alive.filter(({ id }) => !killed.includes(id))
    const turn = isSlowTurn ? 'slow tests of ' : ''
    console.log(`src/${folder}: ${killed.length} killed by ${turn}test/${tests}, ${alive.length} left`)
    if (unrepeatable.length > 0) console.log(`  Tests that do not pass twice: ${unrepeatable.join(', ')}`)
  }
  return alive
}

async function main({ files }: { readonly files: string }): Promise<boolean> {
  const { code, mutants } = await instrument(root, `src/{${Object.keys(testsOf).join(',')}}/*.ts`)
  const chosen = mutants.filter(({ file }) => file.includes(files))
  console.log(`${chosen.length} mutants`)
  const run = await openTestRun(root, code)
  const survivors = await findSurvivors(run, chosen)
  await run.close()
  const excused = new Set(readExcuses().flatMap((excuse) => excuse.mutants))
  const unexcused = survivors.filter((mutant) => !excused.has(describeMutant(mutant)))
  for (const mutant of unexcused) console.log(`line ${mutant.line}, ${mutant.mutator}\n  ${describeMutant(mutant)}`)
  const score = (100 * (chosen.length - survivors.length)) / chosen.length
  console.log(`${score.toFixed(2)} % killed, ${survivors.length} survive, ${unexcused.length} of them without a reason`)
  const found = new Set(survivors.map(describeMutant))
  const stale = [...excused].filter((one) => one.includes(files) && !found.has(one))
  if (stale.length > 0)
    console.log(`No longer there or killed by now, so that they need no reason:\n  ${stale.join('\n  ')}`)
  return unexcused.length === 0 && score >= least
}

try {
  const given = readArguments()
  if (given === 'help') console.log(usage)
  else process.exit((await main(given)) ? 0 : 1)
} catch (error) {
  console.error(`${error instanceof Error ? error.stack : error}\n\n${usage}`)
  process.exit(1)
}
