import type { Finding } from '../../src/lint.ts'

/** A finding whose value is JSON: of a RegExp and a function, their source. */
export interface LintedFinding extends Finding {
  /** The value as it is written, `null` where there is no short way. */
  readonly source: string | null
}

/** A policy that a file has, and what was found in it. */
export interface LintedPolicy {
  /** The export's name, with that of the member if it is one of several in an object. */
  readonly name: string
  /** What it is: options, a `Cors`, or the error that `createCors` threw while the module was loaded. */
  readonly kind: 'options' | 'Cors' | 'CorsConfigError'
  readonly findings: readonly LintedFinding[]
  /** Where functions stand that decide about origins: they are not called, so what they admit is not judged. */
  readonly notJudged: readonly string[]
}

/** What comes of a file: its policies, or one sentence about why there are none. */
export type LintResult = { readonly policies: readonly LintedPolicy[] } | { readonly problem: string }
