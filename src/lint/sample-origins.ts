import { type OriginParts, parseOrigin } from '../origin/grammar.ts'
import { type RegExpNode, toParts } from './regexp-tree.ts'

/** An origin that a RegExp matches. */
export interface Sample extends OriginParts {
  readonly origin: string
  /** Samples of one shape took the same alternatives, and differ only in what whoever asks may choose. */
  readonly shape: number
}

/** What is written for a RegExp. */
export interface Samples {
  /** True if something that was written matches the RegExp, be it an origin or not. */
  readonly matched: boolean
  readonly origins: readonly Sample[]
}

/** How many ways through the alternatives are taken in turn, and how many by chance. */
const mostInTurn = 400
const byChance = 24
const samplesOfShape = 12

/** Writes origins that a RegExp matches. The same RegExp always gives the same ones. */
export function sampleOrigins(regExp: Matcher, tree: RegExpNode, flags: string): Samples {
  const origins = new Map<string, Sample>()
  let matched = false
  for (const { text, shape } of writeTexts(tree, flags)) {
    if (origins.has(text) || !regExp.test(text)) continue
    matched = true
    const parts = parseOrigin(text)
    if (parts !== null) origins.set(text, { ...parts, origin: text, shape })
  }
  return { matched, origins: [...origins.values()] }
}

/** What tells whether it matches: a RegExp, or one that is kept from taking too long. */
export type Matcher = Pick<RegExp, 'test'>

/** Writes what a RegExp matches, assertions and references aside. */
export function* writeTexts(
  tree: RegExpNode,
  flags: string,
): Generator<{ readonly text: string; readonly shape: number }> {
  const write = toWriter(tree, flags)
  const inTurn = countWays(tree)
  for (let shape = 0; shape < inTurn + byChance; shape++) {
    for (let letters = 0; letters < samplesOfShape; letters++) {
      const text = write({
        shape: shape < inTurn ? createTurns(shape) : createChance(shape + 1),
        letters: createChance(shape * samplesOfShape + letters + 1),
      })
      yield { text, shape }
    }
  }
}

/** Counts the ways through the alternatives of a RegExp, so that each of a list is taken. */
function countWays(node: RegExpNode): number {
  const counts = toParts(node).map(countWays)
  const ways =
    node.type === 'disjunction'
      ? counts.length * Math.max(...counts)
      : counts.reduce((product, count) => Math.min(product * count, mostInTurn), 1)
  return Math.min(ways, mostInTurn)
}

/** Chooses a number from 0 on, below a limit. */
type Chooser = (limit: number) => number

/** What a text is written by: which parts it has, and which letters. */
interface Choices {
  readonly shape: Chooser
  readonly letters: Chooser
}

type Writer = (choices: Choices) => string

/** Chooses the same numbers each time, well mixed: the generator of Lehmer, by Park and Miller. */
function createChance(seed: number): Chooser {
  const modulus = 2 ** 31 - 1
  let state = (seed * 48271) % modulus
  return (limit) => {
    state = (state * 48271) % modulus
    return Math.floor((state / modulus) * limit)
  }
}

/** Chooses the digits of a number, each to the base of its limit, so that counting takes every way. */
function createTurns(number: number): Chooser {
  let rest = number
  return (limit) => {
    const digit = rest % limit
    rest = Math.floor(rest / limit)
    return digit
  }
}

function toWriter(node: RegExpNode, flags: string): Writer {
  if (node.type === 'value') {
    const character = String.fromCodePoint(node.codePoint)
    return () => character
  }
  // Where a dot stands for one character, a dot was meant.
  if (node.type === 'dot') return () => '.'
  if (isSet(node)) return toLetterWriter(node, flags)
  if (node.type === 'quantifier') return toRepeater(node, flags)
  const writers = toParts(node).map((part) => toWriter(part, flags))
  if (node.type === 'disjunction') {
    return (choices) => {
      const taken = choices.shape(writers.length)
      return writers.map((write, index) => (index === taken ? write(choices) : '')).join('')
    }
  }
  return (choices) => writers.map((write) => write(choices)).join('')
}

/** Tells whether a node is one character of several. */
export function isSet({ type }: RegExpNode): boolean {
  return type === 'characterClass' || type === 'characterClassEscape' || type === 'unicodePropertyEscape'
}

const commonLetters = [...'abcdefghijklmnopqrstuvwxyz0123456789']
const otherLetters = [...'-.:/_[]']

/** Texts that are put where there is room for them: what attackers would, and what makes an origin complete. */
const words = [
  '',
  'com',
  'org',
  'evil',
  'evil.',
  'evil.com',
  '.evil.com',
  'app',
  'app.',
  'app.evil.com',
  'https://',
  'https://app.',
  'https://evil.com',
  ':8443',
  '8443',
  '10.0.0.1',
  '::1',
]

function toLetterWriter(node: RegExpNode, flags: string): Writer {
  const set = toSet(node, flags)
  const common = commonLetters.filter((letter) => set.test(letter))
  const letters = common.length > 0 ? common : otherLetters.filter((letter) => set.test(letter))
  return (choices) => letters[choices.letters(letters.length)] ?? ''
}

/** Makes a RegExp for texts whose every character is one of a set. */
export function toSet(node: RegExpNode, flags: string): RegExp {
  // What stands for itself may be written in a way that means something else alone, as the backslash of \\c does.
  const source = node.type === 'value' ? escapeCodePoint(node.codePoint) : node.raw
  return new RegExp(`^(?:${source})*$`, flags)
}

function escapeCodePoint(codePoint: number): string {
  const digits = codePoint.toString(16)
  return digits.length > 4 ? `\\u{${digits}}` : `\\u${digits.padStart(4, '0')}`
}

function toRepeater(node: Extract<RegExpNode, { type: 'quantifier' }>, flags: string): Writer {
  const [body] = node.body
  const { min, max = Number.POSITIVE_INFINITY } = node
  const room = Math.min(max, min + 4) - min + 1
  if (!isSet(body) && body.type !== 'dot') {
    const write = toWriter(body, flags)
    return (choices) => repeat(() => write(choices), min + choices.letters(room))
  }
  const set = toSet(body, flags)
  const fitting = words.filter((word) => word.length >= min && word.length <= max && set.test(word))
  const write = toLetterWriter(body, flags)
  return (choices) => {
    const word = choices.letters(2) === 0 ? undefined : fitting[choices.letters(fitting.length)]
    return word ?? repeat(() => write(choices), min + choices.letters(room))
  }
}

/** More characters than an origin has. */
const tooLong = 400

/** Writes a part again and again, until there is too much of it, or nothing more. */
function repeat(write: () => string, count: number): string {
  let text = ''
  for (let round = 0; round < count; round++) {
    const more = write()
    if (more === '' || text.length > tooLong) break
    text += more
  }
  return text
}
