import type { RunnerTestCase, RunnerTestSuite, SerializedConfig } from 'vitest'
import { inject, TestRunner } from 'vitest'

/** What the instrumented code reads and writes. */
interface Switchboard {
  activeMutant: string
  /** How often each mutant's place was reached; `null` while nobody asks. */
  counts: Record<string, number> | null
  /** The same for what is reached outside tests, which is while modules load. */
  readonly loading: Record<string, number>
  /** How many places may still be reached, while nobody counts: no timer is heard in an endless loop. */
  left: number
}

/** What one worker found out, beside the last of its files. */
export interface Findings {
  /** Mutants that run while modules are loaded, where switching them on later says nothing. */
  readonly static: string[]
  /** Mutants that run in tests, not only in the few that load modules themselves. */
  readonly reached: string[]
  readonly killed: string[]
  /** Tests that do not pass twice, or not after a mutant: they kill nothing here. */
  readonly unrepeatable: string[]
  /** The files that have such tests, and the mutants that run in them. */
  readonly unsureFiles: string[]
  readonly unsure: string[]
  /** Tests that take long. */
  readonly slow: string[]
}

declare module 'vitest' {
  interface ProvidedContext {
    /** A mutant to switch on from the start, empty to try each where it runs. */
    mutant: string
    /** The mutants to try where they run. */
    candidates: readonly string[]
    /** Whether to try them in slow tests only, or in all others. */
    isSlowTurn: boolean
    /** Tests to leave out where a mutant is on from the start, as there a file is run for each. */
    leftOut: readonly string[]
  }
  interface TaskMeta {
    findings?: Findings
  }
}

declare global {
  var __stryker__: Switchboard | undefined
}

// The code keeps the first one that it sees, and this module may be loaded more than once.
globalThis.__stryker__ ??= { activeMutant: 'none', counts: null, loading: {}, left: Number.POSITIVE_INFINITY }
const board: Switchboard = globalThis.__stryker__

/** How long a test with a mutant may take beyond what the same test took without, in milliseconds. */
const patience = 500

/** How long a test may take where its mutant is on from the start. */
const longestAlone = 15_000

/** How many places of the code a test may reach then: far more than any does. */
const mostAlone = 20_000_000

/** From how many milliseconds of work on a test is slow, and from how many on it is not run for each mutant. */
const slow = 40
const tooSlow = 3000

// Tests may put others in their place.
const { setTimeout, clearTimeout, setImmediate } = globalThis
const now = performance.now.bind(performance)

/**
 * In how many tests of a record each mutant is tried, and then in one of how many: its rows are about nothing in
 * particular, and what a thousand of them run is seen by some.
 */
const surelyTried = 50
const thenOneOf = 12

/** How many tests of a record ran each mutant. */
const met = new Map<string, number>()

let candidates: ReadonlySet<string> = new Set()
let leftOut: ReadonlySet<string> = new Set()

/** From how many tests on a mutant does not only run while modules are loaded. */
const enough = 5

const findings = {
  reached: new Map<string, number>(),
  killed: new Set<string>(),
  unrepeatable: new Set<string>(),
  unsureFiles: new Set<string>(),
  unsure: new Set<string>(),
  slow: new Set<string>(),
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
    board.counts = this.#isAlone() ? null : board.loading
    board.left = mostAlone
    candidates = new Set(inject('candidates'))
    leftOut = new Set(inject('leftOut'))
  }

  /** Whether a mutant is on from the start. */
  #isAlone(): boolean {
    return board.activeMutant !== 'none'
  }

  async runTask(test: RunnerTestCase): Promise<void> {
    const run = TestRunner.getTestFn(test)
    board.left = mostAlone
    if (this.#isAlone()) return leftOut.has(test.fullName) ? undefined : await runAlone(run)
    const hits: Record<string, number> = {}
    board.counts = hits
    const start = now()
    const before = process.cpuUsage()
    if (candidates.size === 0) await run()
    // Only what an earlier mutant left behind can make it fail here.
    else if (!(await passes(run, 0))) return addUnsure(test, Object.keys(hits))
    const duration = now() - start
    const { user, system } = process.cpuUsage(before)
    const work = (user + system) / 1000
    const isSlow = work > slow
    if (isSlow) findings.slow.add(test.fullName)
    for (const id of Object.keys(hits)) findings.reached.set(id, (findings.reached.get(id) ?? 0) + 1)
    const ids = Object.keys(hits).filter((id) => candidates.has(id) && !findings.killed.has(id))
    // Slow tests have a turn of their own, when few mutants are left.
    if (ids.length === 0 || isSlow !== inject('isSlowTurn') || work > tooSlow) return
    const total = Object.values(hits).reduce((sum, count) => sum + count, 0)
    board.counts = null
    await this.#tryMutants(test, ids, total * 20 + 10_000, duration)
  }

  async #tryMutants(test: RunnerTestCase, ids: readonly string[], most: number, duration: number): Promise<void> {
    const run = TestRunner.getTestFn(test)
    const isRepeatable = async (): Promise<boolean> => {
      board.left = Number.POSITIVE_INFINITY
      const isPassed = await passes(run, duration)
      if (!isPassed) addUnsure(test, ids)
      return isPassed
    }
    if (!(await isRepeatable())) return
    const isRecord = test.file.filepath.includes('/recorded-browsers/')
    for (const id of isRecord ? ids.filter(isTurn) : ids) {
      board.activeMutant = id
      board.left = most
      const isKilled = !(await passes(run, duration))
      board.activeMutant = 'none'
      if (!isKilled) continue
      // What the mutant left behind must not be what kills the next one.
      if (!(await isRepeatable())) return
      findings.killed.add(id)
    }
  }

  override async onAfterRetryTask(...given: Parameters<TestRunner['onAfterRetryTask']>): Promise<void> {
    await super.onAfterRetryTask(...given)
    board.counts = this.#isAlone() ? null : board.loading
  }

  // What is set any later is not always sent.
  override async onAfterRunSuite(suite: RunnerTestSuite): Promise<void> {
    await super.onAfterRunSuite(suite)
    if (suite.file !== suite) return
    suite.meta.findings = {
      static: Object.keys(board.loading),
      reached: [...findings.reached].filter(([, tests]) => tests >= enough).map(([id]) => id),
      killed: [...findings.killed],
      unrepeatable: [...findings.unrepeatable],
      unsureFiles: [...findings.unsureFiles],
      unsure: [...findings.unsure],
      slow: [...findings.slow],
    }
  }
}

/** Tells whether a mutant is tried in the next test of a record. */
function isTurn(id: string): boolean {
  const tests = met.get(id) ?? 0
  met.set(id, tests + 1)
  // Not every twelfth for all at once, as rows come in groups of equal length.
  return tests < surelyTried || (tests * 2_654_435_761 + Number(id)) % 2 ** 32 < 2 ** 32 / thenOneOf
}

/** Notes a test that says nothing about the mutants in it while others are switched on and off. */
function addUnsure(test: RunnerTestCase, ids: readonly string[]): void {
  findings.unrepeatable.add(test.fullName)
  findings.unsureFiles.add(test.file.filepath)
  for (const id of ids) findings.unsure.add(id)
}

/** Runs a test with a mutant that is on from the start, which may keep it waiting for ever. */
async function runAlone(run: () => unknown): Promise<void> {
  const outcome = await attempt(run, longestAlone)
  if (outcome !== 'passed') throw new Error(`The test is ${outcome}`)
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
  // What weak references have pointed to lives until a task ends, and all of it would take all memory.
  await new Promise((resolve) => setImmediate(resolve))
  return outcome
}
