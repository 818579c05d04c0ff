import { isLoopback, parseOrigin } from '../origin/grammar.ts'
import type { RefusalCode } from './options.ts'
import type { Policy } from './policy.ts'
import { ignoreRejection, isThenable } from './thenable.ts'

/** Why an origin is not admitted; `null` stands for an origin that is. */
export interface Denial {
  readonly code: RefusalCode
  readonly error?: unknown
}

const notAllowed: Denial = { code: 'origin-not-allowed' }

/** Asks the rules of `origin` about an origin: those that are data first, then the predicates in their order. */
export function askRules<C>(policy: Policy<C>, origin: string, context: C): Denial | null {
  const { anyone, exact, patterns, regExps, predicates } = policy.origins
  if (anyone || exact.has(origin)) return null
  if (origin === 'null') return policy.allowNull ? null : { code: 'origin-null' }
  const parts = parseOrigin(origin)
  if (parts === null) return { code: 'origin-malformed' }
  if (policy.refuseInsecure && parts.scheme === 'http' && !isLoopback(parts.host)) return { code: 'origin-insecure' }
  if (patterns.size > 0 && patterns.matches(parts)) return null
  if (regExps.some((regExp) => regExp.test(origin))) return null
  for (const predicate of predicates) {
    const denial = askPredicate(predicate, origin, context)
    // A predicate that fails refuses, whatever the ones after it would say.
    if (denial !== notAllowed) return denial
  }
  return notAllowed
}

function askPredicate<C>(
  predicate: (origin: string, context: C) => unknown,
  origin: string,
  context: C,
): Denial | null {
  try {
    const answer = predicate(origin, context)
    if (answer === true) return null
    if (!answer) return notAllowed
    if (!isThenable(answer)) return { code: 'rule-returned-no-boolean', error: new TypeError(noBoolean) }
    ignoreRejection(answer)
    return { code: 'rule-returned-promise', error: new TypeError(noPromise) }
  } catch (error) {
    return { code: 'rule-threw', error }
  }
}

const noBoolean = 'A predicate returns true to admit an origin; return true instead of another value'
const noPromise = 'A predicate answers at once; move one that returns a promise to the option "lookup"'

/** Tells whether only `lookup` is left to ask. */
export function isUndecided(denial: Denial | null): boolean {
  return denial === notAllowed
}

/** Asks `lookup` about an origin, for as long as `lookupTimeout`. Never rejects. */
export async function askLookup<C>(
  lookup: (origin: string, context: C) => unknown,
  timeout: number,
  origin: string,
  context: C,
): Promise<Denial | null> {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isOpen = true
  const asked = toDenial(lookup, origin, context).finally(() => {
    isOpen = false
    clearTimeout(timer)
  })
  // Most answers are there at once, and a timer takes longer than they do.
  for (let turn = 0; isOpen && turn < 5; turn++) await null
  if (!isOpen) return asked
  const error = new Error(`lookup did not answer within ${timeout} milliseconds`)
  const timedOut = new Promise<Denial>((resolve) => {
    timer = setTimeout(() => resolve({ code: 'lookup-timed-out', error }), timeout)
  })
  return Promise.race([asked, timedOut])
}

async function toDenial<C>(
  lookup: (origin: string, context: C) => unknown,
  origin: string,
  context: C,
): Promise<Denial | null> {
  try {
    const answer = await lookup(origin, context)
    if (answer === true) return null
    return answer ? { code: 'rule-returned-no-boolean', error: new TypeError(noBoolean) } : notAllowed
  } catch (error) {
    return { code: 'lookup-failed', error }
  }
}
