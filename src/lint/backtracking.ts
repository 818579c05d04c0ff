import { isSafe } from 'redos-detector'
import { countLoops, type RegExpNode } from './regexp-tree.ts'

/** How much time a RegExp takes for an origin that it does not match. */
export type Backtracking = 'little' | 'polynomial' | 'exponential'

/** How far the paths through a RegExp are followed: by steps and not by time, so that the answer is always the same. */
const mostSteps = 1500
const mostPaths = 1000
/** An origin has at most some 300 characters, so that fewer loops take no time that counts. */
const fewLoops = 3

/** Judges how much a RegExp backtracks. */
export function judgeBacktracking(regExp: RegExp, tree: RegExpNode): Backtracking {
  const { loops, nested } = countLoops(tree)
  if ((nested === 0 && loops < fewLoops) || !isUnsafe(regExp)) return 'little'
  return nested > 0 ? 'exponential' : 'polynomial'
}

function isUnsafe(regExp: RegExp): boolean {
  const { safe, score } = isSafe(regExp, { maxSteps: mostSteps, maxScore: mostPaths })
  return !safe && score.infinite
}
