import type { IssueCode } from '../server/issues.ts'
import type { Translation } from './foreign/translation.ts'
import { type JudgementCode, type JudgementKind, judgementKinds } from './judgements.ts'

/**
 * How bad a finding is. `critical` lets strangers read what is not theirs, or no policy comes of the options; `high`
 * and `medium` need an attacker in a better place, or less is at stake; `low` fails or weakens a policy in time;
 * `info` is for your judgement.
 */
export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info'

/** What is wrong with a policy, or worth a second look. */
export interface Finding {
  /** The kind of finding: an issue that `createCors` throws, or a judgement; codes do not change between versions. */
  readonly code: IssueCode | JudgementCode
  /** How bad it is; an issue is always `critical`, because no policy comes of it. */
  readonly severity: Severity
  /** Where it stands in the options, such as `origin[0]`. */
  readonly path: string
  /** The value that stands there. */
  readonly value: unknown
  /** What is wrong, in one sentence. */
  readonly message: string
  /** What to do about it, starting with a verb. */
  readonly suggestion: string
  /** The rule's place in a standard, a URL. */
  readonly spec: string
  /** Of `options-of-another-library` only: what they become, for each library whose options they can be. */
  readonly becomes?: readonly Translation[]
}

/** Where a judgement is, and what completes its texts. */
export interface Place {
  readonly path: string
  readonly value: unknown
  /** What can stand in the value's place, or the words that complete the suggestion. */
  readonly replacement?: string
  /** What shows it, such as an origin that should not match. */
  readonly evidence?: string
}

/** Reports a judgement. */
export type Report = (code: JudgementCode, place: Place) => void

/** Makes a finding of a judgement. */
export function toFinding(code: JudgementCode, place: Place, hasCredentials: boolean): Finding {
  const { severity, message, suggestion, spec }: JudgementKind = judgementKinds[code]
  const { path, value, replacement = '', evidence = '' } = place
  return Object.freeze({
    code,
    severity: typeof severity === 'string' ? severity : severity[hasCredentials ? 'credentials' : 'none'],
    path,
    value,
    message: typeof message === 'string' ? message : message(evidence),
    suggestion: typeof suggestion === 'string' ? suggestion : suggestion(replacement),
    spec,
  })
}
