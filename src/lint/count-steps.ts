import { type RegExpNode, toParts } from './regexp-tree.ts'
import { isSet, toSet } from './sample-origins.ts'

/** Counts the steps in which a backtracking engine finds out whether a text matches. */
export type StepCounter = (text: string, most: number) => number

/** Tells whether what follows matches too, from a place on. */
type Next = (at: number) => boolean
/** Matches a part of a RegExp. */
type Step = (state: State, at: number, next: Next) => boolean

interface State {
  readonly text: string
  left: number
}

/**
 * Makes a counter of steps for a RegExp. It does what engines do, so that its count grows as their time does; assertions
 * and references are passed over.
 */
export function createStepCounter(tree: RegExpNode, flags: string): StepCounter {
  const match = toStep(tree, flags)
  return (text, most) => {
    const state = { text, left: most }
    match(state, 0, (at) => at === text.length)
    return most - Math.max(state.left, 0)
  }
}

function toStep(node: RegExpNode, flags: string): Step {
  if (node.type === 'value' || node.type === 'dot' || isSet(node)) return toCharacterStep(node, flags)
  if (node.type === 'quantifier') return toLoop(toStep(node.body[0], flags), node)
  const steps = toParts(node).map((part) => toStep(part, flags))
  if (node.type === 'disjunction') return (state, at, next) => steps.some((step) => step(state, at, next))
  return steps.reduceRight<Step>(
    (rest, step) => (state, at, next) => step(state, at, (then) => rest(state, then, next)),
    (_, at, next) => next(at),
  )
}

function toCharacterStep(node: RegExpNode, flags: string): Step {
  const set = toSet(node, flags)
  const known = new Map<string, boolean>()
  const isInSet = (character: string): boolean => {
    const answer = known.get(character) ?? set.test(character)
    known.set(character, answer)
    return answer
  }
  return (state, at, next) => {
    const character = state.text[at]
    return state.left-- > 0 && character !== undefined && isInSet(character) && next(at + 1)
  }
}

function toLoop(body: Step, { min, max, greedy }: Extract<RegExpNode, { type: 'quantifier' }>): Step {
  const most = max ?? Number.POSITIVE_INFINITY
  return (state, start, next) => {
    const run = (count: number, at: number): boolean => {
      if (state.left-- <= 0) return false
      // A round that takes nothing can be had as often as there have to be rounds, so it is the last one.
      const go = (then: number): boolean => (then > at ? run(count + 1, then) : count < min && next(then))
      const again = (): boolean => count < most && body(state, at, go)
      const leave = (): boolean => count >= min && next(at)
      return greedy ? again() || leave() : leave() || again()
    }
    return run(0, start)
  }
}
