import fc from 'fast-check'

/** Something that holds for all cases. A case is JSON, so that it can be written down and run again. */
export interface Property<Case = unknown> {
  readonly name: string
  readonly cases: fc.Arbitrary<Case>
  /** Throws if it does not hold. May count what it met, so that a run can be seen not to be empty. */
  readonly check: (given: Case, count: (what: string) => void) => void | Promise<void>
  /** How many cases `npm test` runs. */
  readonly runs: number
  /** What must be met in one case of fifty at least. */
  readonly meets: readonly string[]
}

/** What came of a run. */
export interface Outcome {
  readonly runs: number
  readonly counts: ReadonlyMap<string, number>
  readonly failure: Failure | null
}

/** A case for which a property does not hold, made as small as can be. */
export interface Failure {
  readonly property: string
  readonly seed: number
  readonly path: string
  readonly given: unknown
  readonly message: string
}

/** Keeps the type of a property's cases between its parts, and forgets it then. */
export function defineProperty<Case>(property: Property<Case>): Property {
  return property as Property<unknown> as Property
}

/** Checks a property on many cases. */
export async function runProperty(
  { name, cases, check }: Property,
  seed: number,
  runs: number,
  until: number = Number.POSITIVE_INFINITY,
): Promise<Outcome> {
  const counts = new Map<string, number>()
  const count = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1)
  const left = Math.min(Math.max(until - Date.now(), 1), 2 ** 31 - 1)
  const limit = until === Number.POSITIVE_INFINITY ? {} : { interruptAfterTimeLimit: left }
  const details = await fc.check(
    fc.asyncProperty(cases, async (given) => {
      await check(given, count)
    }),
    { seed, numRuns: runs, ...limit },
  )
  const { failed, counterexample, counterexamplePath, numRuns, errorInstance } = details
  if (!failed || counterexample === null) return { runs: numRuns, counts, failure: null }
  const message = errorInstance instanceof Error ? errorInstance.message : String(errorInstance)
  const failure = { property: name, seed, path: counterexamplePath ?? '', given: counterexample[0], message }
  return { runs: numRuns, counts, failure }
}
