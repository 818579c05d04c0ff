import { isSafePattern } from 'redos-detector'
import { countLoops, dropNames, type RegExpNode } from './regexp-tree.ts'

/** How much time a RegExp takes for an origin that it does not match; `unknown` where that cannot be told. */
export type Backtracking = 'little' | 'polynomial' | 'exponential' | 'unknown'

/** How far the paths through a RegExp are followed: by steps and not by time, so that the answer is always the same. */
const mostSteps = 1500
const mostPaths = 1000
/** An origin has at most some 300 characters, so that fewer loops take no time that counts. */
const fewLoops = 3

/** Judges how much a RegExp backtracks. */
export function judgeBacktracking(regExp: RegExp, tree: RegExpNode): Backtracking {
  const { loops, nested } = countLoops(tree)
  if (nested === 0 && loops < fewLoops) return 'little'
  const isUnsafe = followPaths(regExp, tree)
  if (isUnsafe === null) return nested > 0 ? 'unknown' : 'little'
  if (!isUnsafe) return 'little'
  return nested > 0 ? 'exponential' : 'polynomial'
}

/** Tells whether there is no end to the ways in which a text can match; `null` for syntax that cannot be followed. */
function followPaths(regExp: RegExp, tree: RegExpNode): boolean | null {
  // Without this flag, which the detector does not know, sets of sets mean something else.
  if (regExp.flags.includes('v')) return null
  try {
    const { safe, score } = isSafePattern(dropNames(regExp, tree), {
      caseInsensitive: regExp.ignoreCase,
      dotAll: regExp.dotAll,
      multiLine: regExp.multiline,
      unicode: regExp.unicode,
      maxSteps: mostSteps,
      maxScore: mostPaths,
    })
    return !safe && score.infinite
  } catch {
    return null
  }
}
