import { type Cors, CorsConfigError, type CorsOptions, createCors, type Issue } from '../../src/index.ts'
import { type Literal, LiteralError, readLiteral, skipSpace, toValue } from './literal.ts'
import { findSlowRules } from './slow-rules.ts'

/** A stretch of a text. */
export interface Place {
  readonly start: number
  readonly end: number
}

/** Something wrong with the code of a policy, and where. */
export interface CodeProblem extends Place {
  readonly message: string
  /** What `createCors` says of it, if it got that far. */
  readonly issue: Issue | null
}

/** The code of a policy, read. */
export interface PolicyCode {
  /** The object of the options. */
  readonly literal: Literal
  readonly options: Readonly<Record<string, unknown>>
}

/**
 * Reads the options in the code of a policy: the object itself, or a call of `createCors`, or of an adapter's `cors`,
 * with it, whatever stands around that.
 *
 * @throws LiteralError
 */
export function readPolicyCode(code: string): PolicyCode {
  const literal = readLiteral(code, findOptions(code))
  if (literal.kind !== 'object') {
    throw new LiteralError("Write createCors({ origin: ['https://app.example.com'] })", literal.start, literal.end)
  }
  return { literal, options: toValue(literal) as Record<string, unknown> }
}

function findOptions(code: string): number {
  const start = skipSpace(code, 0)
  if (code[start] === '{' || code[start] === '[') return start
  const call = /\b(?:createCors|createReloadableCors|cors)\s*(?:<[^>(]*>)?\(/.exec(code)
  if (call !== null) return call.index + call[0].length
  throw new LiteralError("Write createCors({ origin: ['https://app.example.com'] })", start, code.length)
}

const tooSlow = 'This RegExp takes for ever with some origins: do not repeat what is a repetition itself'

/**
 * Makes the policy of its code, or says all that is wrong with it.
 *
 * @param origin - one that its rules will be asked about
 */
export function compilePolicyCode(code: string, origin: string): Cors | readonly CodeProblem[] {
  try {
    const { literal, options } = readPolicyCode(code)
    const slow = findSlowRules(literal, origin)
    if (slow.length > 0) return slow.map(({ start, end }) => ({ message: tooSlow, start, end, issue: null }))
    return compile(literal, options as unknown as CorsOptions)
  } catch (error) {
    if (!(error instanceof LiteralError)) throw error
    return [{ message: error.message, start: error.start, end: error.end, issue: null }]
  }
}

function compile(literal: Literal, options: CorsOptions): Cors | readonly CodeProblem[] {
  try {
    return createCors(options)
  } catch (error) {
    if (!(error instanceof CorsConfigError)) throw error
    return error.issues.map((issue) => ({ message: issue.message, issue, ...findPlace(literal, issue) }))
  }
}

/** Finds what an issue is about: the value at its path, or the name of an option that should not be there. */
function findPlace(root: Literal, { path, code }: Issue): Place {
  const found = findAt(root, path)
  if (found === null) return { start: root.start, end: root.start + 1 }
  const isName = /^option-(?:unknown|foreign|without-effect)$/.test(code)
  const { start, end } = isName && found.key !== null ? found.key : found.literal
  return { start, end }
}

/** A literal within another one, and what holds it. */
export interface Found {
  readonly literal: Literal
  readonly key: Place | null
  readonly holder: Literal | null
}

/** Finds what stands at a path such as `origin[0]`. */
export function findAt(root: Literal, path: string): Found | null {
  let found: Found = { literal: root, key: null, holder: null }
  for (const [part, index] of path.matchAll(/\[(\d+)\]|[^.[]+/g)) {
    const { literal } = found
    const next = findWithin(literal, part, index)
    // A rule that stands alone is at the path of a list's first one.
    if (next === null && index === '0' && literal.kind === 'value') continue
    if (next === null) return null
    found = next
  }
  return found
}

function findWithin(holder: Literal, name: string, index: string | undefined): Found | null {
  if (holder.kind === 'array' && index !== undefined) {
    const literal = holder.items[Number(index)]
    return literal === undefined ? null : { literal, key: null, holder }
  }
  const member = holder.kind === 'object' ? holder.members.findLast((one) => one.name === name) : undefined
  return member === undefined ? null : { literal: member.value, key: member.key, holder }
}
