import type { Issue } from '../server/config-error.ts'
import type { AsyncCorsOptions, CorsOptions } from '../server/options.ts'
import { findIssues } from './find-issues.ts'
import { type Finding, type Severity, toFinding } from './finding.ts'
import { judgeForeign } from './judge-foreign.ts'
import { judgeLists } from './judge-lists.ts'
import { judgePatterns } from './judge-patterns.ts'
import { judgeRegExps } from './judge-regexps.ts'
import { judgeSettings } from './judge-settings.ts'
import { judgementKinds } from './judgements.ts'
import { type PolicySource, readPolicyInput, toPolicies } from './policy-input.ts'

/**
 * Finds what is wrong with a policy: every issue that `createCors` would throw, and judgements that need more than the
 * options themselves, such as the public suffix list, look-alikes of what a RegExp matches and the limits of engines.
 *
 * It asks no predicate and no `lookup`, sends nothing and needs no clock.
 *
 * @param policy - options, be they right or wrong, or a `Cors`, also one of `createCorsRoutes`, of which every policy is
 * judged
 * @returns the findings, the worst first; empty if there is nothing to say
 * @example
 * ```ts
 * import { lint } from 'fetch-cors/lint'
 *
 * const [finding] = lint({ origin: 'https://*.co.uk', credentials: true })
 * console.log(finding?.severity, finding?.code, finding?.path) // critical origin-public-suffix-pattern origin
 * ```
 */
export function lint<C = unknown>(policy: PolicySource<C>): readonly Finding[] {
  const findings = toPolicies(policy).flatMap(({ path, options }) =>
    lintOptions(options).map((finding) => (path === '' ? finding : { ...finding, path: `${path}.${finding.path}` })),
  )
  return Object.freeze(
    findings
      .map((finding) => Object.freeze(finding))
      .sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity)),
  )
}

function lintOptions<C>(options: CorsOptions<C> | AsyncCorsOptions<C>): Finding[] {
  const findings = [...judgeForeign(options), ...findIssues(options).map(toIssueFinding)]
  const input = readPolicyInput(options)
  const said = new Set(findings.map(({ code, path }) => `${code} ${path}`))
  for (const judge of [judgePatterns, judgeRegExps, judgeLists, judgeSettings]) {
    judge(input, (code, place) => {
      const { saidBy } = judgementKinds[code]
      if (!said.has(`${saidBy} ${place.path}`)) findings.push(toFinding(code, place, input.credentials))
    })
  }
  return findings
}

const order: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info']

function toIssueFinding({ code, path, value, message, suggestion, spec }: Issue): Finding {
  return Object.freeze({ code, severity: 'critical', path, value, message, suggestion, spec })
}
