import type { RunnerTestCase, RunnerTestFile, SerializedConfig } from 'vitest'
import { inject, TestRunner } from 'vitest'

/** What the instrumented code reads and writes, named by Stryker. */
interface Switchboard {
  activeMutant?: string | undefined
  currentTestId?: string | undefined
  mutantCoverage: { static: Record<string, number>; perTest: Record<string, Record<string, number>> }
}

/** What one worker found out, beside the last of its files. */
export interface Findings {
  /** Mutants that run while modules are loaded, so that switching them on later says nothing. */
  readonly static: string[]
  /** Mutants that some test runs. */
  readonly covered: string[]
  readonly killed: string[]
  /** Tests that do not pass twice, or not after a mutant: they kill nothing here. */
  readonly unrepeatable: string[]
}

declare module 'vitest' {
  interface ProvidedContext {
    /** A mutant to switch on from the start, empty to try each where it runs. */
    mutant: string
    /** The mutants to try where they run. */
    candidates: readonly string[]
    /** Whether to try them in slow tests only, or in all others. */
    isSlowTurn: boolean
  }
  interface TaskMeta {
    findings?: Findings
  }
}

const board: Switchboard = { mutantCoverage: { static: {}, perTest: {} } }
Object.assign(globalThis, { __stryker__: board })

/** How long a test with a mutant may take beyond what the same test took without, in milliseconds. */
const patience = 500

/** How long a test may take where its mutant is on from the start. */
const longestAlone = 60_000

/** From how many milliseconds on a test is slow. */
const slow = 40

let candidates: ReadonlySet<string> = new Set()

const findings = {
  static: new Set<string>(),
  covered: new Set<string>(),
  killed: new Set<string>(),
  unrepeatable: new Set<string>(),
}

/**
 * Runs each test once as it is, and then again for every mutant that it ran, each switched on in turn. So no module is
 * loaded and no process started again for a mutant, and thousands take minutes.
 */
// biome-ignore lint/style/noDefaultExport: Vitest takes the default export
export default class MutationRunner extends TestRunner {
  constructor(config: SerializedConfig) {
    super(config)
    board.activeMutant = inject('mutant')
    candidates = new Set(inject('candidates'))
  }

  async runTask(test: RunnerTestCase): Promise<void> {
    const run = TestRunner.getTestFn(test)
    board.mutantCoverage.perTest = {}
    // What runs without a name here runs while modules load.
    board.currentTestId = 'test'
    if (candidates.size === 0) return board.activeMutant === 'none' ? await run() : await runAlone(run)
    const start = performance.now()
    // Only what an earlier mutant left behind can make it fail here.
    if (!(await passes(run, 0))) return void findings.unrepeatable.add(test.fullName)
    const duration = performance.now() - start
    board.currentTestId = undefined
    const hits = board.mutantCoverage.perTest['test'] ?? {}
    for (const id of Object.keys(board.mutantCoverage.static)) findings.static.add(id)
    for (const id of Object.keys(hits)) findings.covered.add(id)
    const ids = Object.keys(hits).filter((id) => candidates.has(id) && !findings.killed.has(id))
    // Slow tests have a turn of their own, when few mutants are left.
    if (ids.length === 0 || duration > slow !== inject('isSlowTurn')) return
    board.currentTestId = 'again'
    await this.#tryMutants(test, ids, hits, duration)
    board.currentTestId = undefined
  }

  async #tryMutants(
    test: RunnerTestCase,
    ids: readonly string[],
    hits: Readonly<Record<string, number>>,
    duration: number,
  ): Promise<void> {
    const run = TestRunner.getTestFn(test)
    if (!(await passes(run, duration))) return void findings.unrepeatable.add(test.fullName)
    const total = Object.values(hits).reduce((sum, count) => sum + count, 0)
    for (const id of ids) {
      board.activeMutant = id
      board.mutantCoverage.perTest['again'] = countDown(total * 20 + 10_000)
      const isKilled = !(await passes(run, duration))
      board.activeMutant = undefined
      board.mutantCoverage.perTest['again'] = {}
      if (!isKilled) continue
      // What the mutant left behind must not be what kills the next one.
      if (!(await passes(run, duration))) return void findings.unrepeatable.add(test.fullName)
      findings.killed.add(id)
    }
  }

  override async onAfterRetryTask(...given: Parameters<TestRunner['onAfterRetryTask']>): Promise<void> {
    await super.onAfterRetryTask(...given)
    board.currentTestId = undefined
  }

  override onAfterRunFiles(files: RunnerTestFile[]): void {
    super.onAfterRunFiles(files)
    const [file] = files
    const { static: loaded, covered, killed, unrepeatable } = findings
    for (const id of Object.keys(board.mutantCoverage.static)) loaded.add(id)
    const lists = { static: [...loaded], covered: [...covered], killed: [...killed], unrepeatable: [...unrepeatable] }
    if (file !== undefined) file.meta.findings = lists
  }
}

/** Runs a test with a mutant that is on from the start, which may keep it waiting for ever. */
async function runAlone(run: () => unknown): Promise<void> {
  const outcome = await attempt(run, longestAlone)
  if (outcome !== 'passed') throw new Error(`The test is ${outcome}`)
}

/** Counts what the code does, and ends it where it goes on for ever: no timer is heard in an endless loop. */
function countDown(limit: number): Record<string, number> {
  let left = limit
  return new Proxy(
    {},
    {
      set() {
        if (left-- > 0) return true
        throw new Error('The mutant goes on for ever')
      },
    },
  )
}

/** Tells whether a test passes, in a time that is like the one it took before; one that is late is run once more. */
async function passes(run: () => unknown, duration: number): Promise<boolean> {
  const first = await attempt(run, duration * 5 + patience)
  return (first === 'late' ? await attempt(run, duration * 5 + patience) : first) === 'passed'
}

async function attempt(run: () => unknown, longest: number): Promise<'passed' | 'failed' | 'late'> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), longest)
  })
  const ended = (async () => {
    try {
      await run()
      return 'passed'
    } catch {
      return 'failed'
    }
  })()
  const outcome = await Promise.race([ended, late])
  clearTimeout(timer)
  return outcome
}
