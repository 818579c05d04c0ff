import { type Contender, policies } from './contender.ts'
import { contenders } from './contenders.ts'
import { judge, verdictRows } from './verdicts.ts'

/** Asks the browser half about every contender in this process. */
export async function judgeHere(): Promise<void> {
  for (const contender of contenders) await judgeContender(contender)
}

/** @throws Error that names the first verdict that is not the one of all others */
async function judgeContender({ name, create }: Contender): Promise<void> {
  for (const row of verdictRows) {
    const outcome = await judge(
      row,
      create(policies[row.policy], () => new Response('hello')),
    )
    if (outcome !== row.outcome) throw new Error(`${name}: ${row.step}, but it is ${outcome}`)
  }
}
