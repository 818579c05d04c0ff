import { type IssueCode, type IssueKind, issueKinds, type PolicyIssueCode } from './issues.ts'

/** A mistake in the options of a policy. */
export interface Issue {
  /** The kind of mistake; codes do not change between versions, messages may. */
  readonly code: IssueCode
  /** Where it stands in the options, such as `origin[0]`. */
  readonly path: string
  /** The wrong value itself. */
  readonly value: unknown
  /** What is wrong, in one sentence. */
  readonly message: string
  /** What to do about it, starting with a verb. */
  readonly suggestion: string
  /** The rule's place in a standard, a URL. */
  readonly spec: string
}

/** Collects issues while options are read. */
export interface IssueCollector {
  readonly issues: readonly Issue[]
  /**
   * @param replacement - a value that can stand in the place of the wrong one, or the words that complete the
   * suggestion
   */
  add(code: PolicyIssueCode, path: string, value: unknown, replacement?: string): void
}

export function createIssueCollector(): IssueCollector {
  const issues: Issue[] = []
  return {
    issues,
    add(code, path, value, replacement) {
      issues.push(toIssue(issueKinds[code], code, path, value, replacement))
    },
  }
}

/** Makes an issue of what a table says of its kind. */
export function toIssue(kind: IssueKind, code: IssueCode, path: string, value: unknown, replacement = ''): Issue {
  const { message, spec } = kind
  const suggestion = typeof kind.suggestion === 'string' ? kind.suggestion : kind.suggestion(replacement)
  return Object.freeze({ code, path, value, message, suggestion, spec })
}

/**
 * Says that options make no policy, with everything that is wrong with them at once.
 *
 * @example
 * ```ts
 * import { CorsConfigError, createCors } from 'fetch-cors'
 *
 * try {
 *   createCors({ origin: 'https://app.example.com/' })
 * } catch (error) {
 *   if (error instanceof CorsConfigError) console.log(error.issues[0]?.code) // origin-trailing-slash
 * }
 * ```
 */
export class CorsConfigError extends TypeError {
  /** All the mistakes, in the order in which the options are read. */
  declare readonly issues: readonly Issue[]

  /** @param issues - at least one */
  constructor(issues: readonly Issue[]) {
    const count = issues.length === 1 ? '1 issue' : `${issues.length} issues`
    const shown = issues.slice(0, mostShown).map(formatIssue)
    if (issues.length > mostShown) shown.push(`  … and ${issues.length - mostShown} more, all in the error's "issues"`)
    super([`Cannot create a CORS policy (${count})`, ...shown].join('\n'))
    this.name = 'CorsConfigError'
    // Not enumerable: whoever prints the error sees them in its message.
    Object.defineProperty(this, 'issues', { value: Object.freeze([...issues]) })
  }
}

function formatIssue({ code, path, value, message, suggestion }: Issue): string {
  const place = code === 'option-unknown' ? path : `${path}${formatValue(value)}`
  return `  ${place}: ${message} [${code}]\n    → ${suggestion}`
}

/** How many issues the message shows, so that a list of a million wrong origins stays readable. */
const mostShown = 100
const longestValue = 120

function formatValue(value: unknown): string {
  const text = toSource(value)
  if (text === null) return ''
  return ` = ${text.length > longestValue ? `${text.slice(0, longestValue)}…` : text}`
}

/** Writes a value as source code, `null` where there is no short way. */
export function toSource(value: unknown): string | null {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value)
  return isRegExp(value) ? String(value) : null
}

/** Tells whether a value is a RegExp, of whatever realm: only of one can `source` be read. */
export function isRegExp(value: unknown): value is RegExp {
  try {
    return typeof value === 'object' && typeof Reflect.get(RegExp.prototype, 'source', value) === 'string'
  } catch {
    return false
  }
}
