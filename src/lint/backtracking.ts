import { isSafePattern } from 'redos-detector'
import { parseOrigin } from '../origin/grammar.ts'
import { createStepCounter, type StepCounter } from './count-steps.ts'
import { countLoops, dropNames, looksAround, type RegExpNode } from './regexp-tree.ts'
import { type Matcher, writeTexts } from './sample-origins.ts'

/** How a RegExp backtracks. */
export interface Backtracking {
  readonly growth: 'little' | 'polynomial' | 'exponential'
  /** The origin that shows it, empty where there is little to show. */
  readonly origin: string
  /** The RegExp itself, or, where it may take long, one that gives up instead; `null` where nothing helps. */
  readonly matcher: Matcher | null
}

/** How far the paths through a RegExp are followed: by steps and not by time, so that the answer is always the same. */
const mostPathSteps = 1000
const mostPaths = 1000
/** An origin has at most some 300 characters, so that fewer loops take no time that counts. */
const fewLoops = 3

/** Judges how much a RegExp backtracks for an origin that it does not match. */
export function judgeBacktracking(regExp: RegExp, tree: RegExpNode): Backtracking {
  const { loops, nested } = countLoops(tree)
  const mayBacktrack = (nested > 0 || loops >= fewLoops) && !isKnownSafe(regExp, tree)
  if (!mayBacktrack) return { growth: 'little', origin: '', matcher: regExp }
  const count = createStepCounter(tree, regExp.flags)
  const seeds = takeSeeds(tree, regExp.flags)
  const short = findSlow(count, pump(seeds, repeatShort))
  if (short !== null) return { growth: 'exponential', origin: short, matcher: null }
  // The counter passes over what looks around, so there it does not know when to give up.
  const matcher = looksAround(tree) ? null : toBoundMatcher(regExp, count)
  const long = findSlow(count, pump(seeds, repeatLong))
  return { growth: long === null ? 'little' : 'polynomial', origin: long ?? '', matcher }
}

/** Makes a matcher that refuses what would take many steps, and everything after many steps in all. */
function toBoundMatcher(regExp: RegExp, count: StepCounter): Matcher {
  let left = mostSteps
  return {
    test: (text) => {
      const steps = count(text, Math.min(fast, left))
      left -= steps
      return steps < fast && left > 0 && regExp.test(text)
    },
  }
}

/** Tells whether there is an end to the ways in which a text can match. */
function isKnownSafe(regExp: RegExp, tree: RegExpNode): boolean {
  // Without this flag, which the detector does not know, sets of sets mean something else.
  if (regExp.flags.includes('v')) return false
  try {
    const { safe } = isSafePattern(dropNames(regExp, tree), {
      caseInsensitive: regExp.ignoreCase,
      dotAll: regExp.dotAll,
      multiLine: regExp.multiline,
      unicode: regExp.unicode,
      maxSteps: mostPathSteps,
      maxScore: mostPaths,
    })
    return safe
  } catch {
    return false
  }
}

/** More steps than a RegExp takes that is linear or quadratic, for any origin. */
const slow = 200_000
/** Steps enough to find out about a short origin. */
const fast = 5000
/** How many steps are counted in all before a RegExp is believed to be fast. */
const mostSteps = 1_000_000

function findSlow(count: StepCounter, origins: Iterable<string>): string | null {
  let left = mostSteps
  for (const origin of origins) {
    const steps = count(origin, slow)
    if (steps >= slow) return origin
    left -= steps
    if (left <= 0) return null
  }
  return null
}

const mostSeeds = 6

/** Takes some origins of different lengths that a RegExp is made for. */
function takeSeeds(tree: RegExpNode, flags: string): readonly string[] {
  const seeds = new Map<number, string>()
  for (const { text } of writeTexts(tree, flags)) {
    if (parseOrigin(text) !== null && !seeds.has(text.length)) seeds.set(text.length, text)
    if (seeds.size === mostSeeds) break
  }
  return [...seeds.values()]
}

/** Repeats a part so often that two to the power of it is slow. */
function repeatShort(part: string): readonly string[] {
  return [part.repeat(36 / part.length)]
}

/** Repeats a part until an origin is as long as can be, in labels of at most 63 characters. */
function repeatLong(part: string): readonly string[] {
  return [part.repeat(100), `${part.repeat(60 / part.length)}.`.repeat(3)]
}

/** Makes long origins by repeating a part of each: those that browsers could send, as no other gets to a RegExp. */
function* pump(seeds: readonly string[], repeat: (part: string) => readonly string[]): Generator<string> {
  // What keeps a repeated part from matching in the end, in an origin that is one.
  const endings = ['', '_', '-', '.x', ':1']
  for (const seed of seeds) {
    const start = seed.indexOf('://') + '://'.length
    for (let at = start; at < seed.length; at++) {
      for (const part of [seed.slice(at, at + 1), seed.slice(at, at + 2)]) {
        const origins = repeat(part).flatMap((text) => endings.map((ending) => seed.slice(0, at) + text + ending))
        yield* origins.filter((origin) => parseOrigin(origin) !== null)
      }
    }
  }
}
