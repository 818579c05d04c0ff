import { type Finding, lint } from '../../src/lint.ts'
import { isRegExp, toSource } from '../../src/server/config-error.ts'
import { describeExports, describeLoadError, isConfigError } from './describe-problem.ts'
import { findFunctions } from './find-functions.ts'
import { findPolicies, type NamedPolicy } from './find-policies.ts'
import type { LintedFinding, LintedPolicy, LintResult } from './linted-policy.ts'
import { type Exports, loadExports } from './load-exports.ts'

/** Loads a file and lints every policy in it, in the same thread. */
export async function lintPolicies(file: string): Promise<LintResult> {
  let exports: Exports
  try {
    exports = await loadExports(file)
  } catch (error) {
    if (!isConfigError(error)) return { problem: describeLoadError(error) }
    const findings = error.issues.map((issue) => ({ ...issue, severity: 'critical' as const }))
    return {
      policies: [{ name: 'createCors', kind: 'CorsConfigError', findings: findings.map(toJson), notJudged: [] }],
    }
  }
  const policies = findPolicies(exports)
  if (policies.length === 0) return { problem: describeExports(exports) }
  try {
    return { policies: policies.map(lintPolicy) }
  } catch (error) {
    return { problem: `its options cannot be read: ${error instanceof Error ? error.message : error}` }
  }
}

function lintPolicy({ name, kind, policy }: NamedPolicy): LintedPolicy {
  const source = policy as Parameters<typeof lint>[0]
  return { name, kind, findings: lint(source).map(toJson), notJudged: findFunctions(source) }
}

function toJson(finding: Finding): LintedFinding {
  const text = JSON.stringify(finding.value, (_, value: unknown) => {
    if (isRegExp(value) || typeof value === 'function') return String(value)
    return typeof value === 'bigint' || typeof value === 'symbol' || Number.isNaN(value) ? String(value) : value
  })
  return { ...finding, value: text === undefined ? null : JSON.parse(text), source: toSource(finding.value) }
}
