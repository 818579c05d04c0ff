import type { OriginSource } from './options.ts'

/** Says how a source failed to answer. */
export type SourceFailureCode =
  | 'source-threw'
  | 'source-timed-out'
  | 'source-returned-another-origin'
  | 'source-returned-no-answer'

/** A read of a source that ended without an answer, so that the origin is refused. */
export interface SourceFailure {
  /** Says how it failed. */
  readonly code: SourceFailureCode
  /** Holds the origin that was asked for. */
  readonly origin: string
  /** Holds the tenant that was asked for, empty without the option `tenant`. */
  readonly tenant: string
  /** Holds what the source threw, or says what it should have returned. */
  readonly error: unknown
}

/** What a read came to: yes, no, or neither. */
export type Outcome = boolean | SourceFailure

/** Asks a source. Never rejects. */
export async function askSource(source: OriginSource, origin: string, tenant: string): Promise<Outcome> {
  try {
    return judge(await source(origin, tenant), origin, tenant)
  } catch (error) {
    return { code: 'source-threw', origin, tenant, error }
  }
}

function judge(answer: unknown, origin: string, tenant: string): Outcome {
  if (answer === true || answer === origin) return true
  if (answer === false || answer === null || answer === undefined) return false
  if (typeof answer === 'string') {
    const message = `The source was asked for ${origin} and returned ${JSON.stringify(answer.slice(0, 256))}; ${advice}`
    return { code: 'source-returned-another-origin', origin, tenant, error: new TypeError(message) }
  }
  const kind = Array.isArray(answer) ? 'a list' : `a value of the type ${typeof answer}`
  const message = `The source was asked for ${origin} and returned ${kind}; ${advice}`
  return { code: 'source-returned-no-answer', origin, tenant, error: new TypeError(message) }
}

const advice = 'return true, or the origin as it stands in the store, to admit it, and false or null to refuse it'

/** Says that a read took too long. */
export function toTimeout(origin: string, tenant: string, timeout: number): SourceFailure {
  const error = new Error(`The source did not answer for ${origin} within ${timeout} milliseconds`)
  return { code: 'source-timed-out', origin, tenant, error }
}

/** Tells whether a failure is of the source as a whole, and not of what it holds for one origin. */
export function isOutage({ code }: SourceFailure): boolean {
  return code === 'source-threw' || code === 'source-timed-out'
}
