import type { PlaygroundState } from '../state.ts'
import type { Playground } from './use-playground.ts'

/** Says what is wrong with a member of the state. */
export function findProblem({ state, predictions }: Playground, where: keyof PlaygroundState): string | undefined {
  return predictions?.by[state.engine].inputs.find((problem) => problem.where === where)?.message
}
