import { type Fetch, policies } from './contender.ts'
import { contenders } from './contenders.ts'
import { judge, type VerdictRow, verdictRows } from './verdicts.ts'

/** A contender's server, and what a browser must get from it. */
interface Trial {
  readonly name: string
  readonly row: VerdictRow
  readonly server: Fetch
}

/** Makes the servers, all at once: in workerd some can only be made while the Worker starts. */
export function prepareTrials(): readonly Trial[] {
  return contenders.flatMap(({ name, create }) =>
    verdictRows.map((row) => ({ name, row, server: create(policies[row.policy], () => new Response('hello')) })),
  )
}

/**
 * Asks the browser half about every contender in this process.
 *
 * @throws Error that names the first verdict that is not the one of all others
 */
export async function judgeAll(trials: readonly Trial[]): Promise<void> {
  for (const { name, row, server } of trials) {
    const outcome = await judge(row, server)
    if (outcome !== row.outcome) throw new Error(`${name}: ${row.step}, but it is ${outcome}`)
  }
}
