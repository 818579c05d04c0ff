import { judgeForeign } from '../../src/lint/judge-foreign.ts'
import { isTaken } from '../../src/lint/translate-options.ts'
import { type Finding, type ForeignLibrary, lint, type Translation } from '../../src/lint.ts'
import { isRegExp, toSource } from '../../src/server/config-error.ts'
import { describeExports, describeLoadError, isConfigError } from './describe-problem.ts'
import { findFunctions } from './find-functions.ts'
import { findPolicies, type NamedPolicy } from './find-policies.ts'
import type { LintedFinding, LintedPolicy, LintResult } from './linted-policy.ts'
import { type Exports, loadExports } from './load-exports.ts'

/** Loads a file and lints every policy in it, in the same thread. */
export async function lintPolicies(file: string, from?: ForeignLibrary): Promise<LintResult> {
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
    return { policies: policies.map((policy) => lintPolicy(policy, from)) }
  } catch (error) {
    return { problem: `its options cannot be read: ${error instanceof Error ? error.message : error}` }
  }
}

function lintPolicy({ name, kind, policy }: NamedPolicy, from: ForeignLibrary | undefined): LintedPolicy {
  const source = policy as Parameters<typeof lint>[0]
  const isForeign = kind === 'options' && from !== undefined && isTaken(policy, from)
  // What createCors would refuse of options that are not ours does not matter.
  const findings = isForeign ? judgeForeign(policy, from) : lint(source)
  return { name, kind, findings: findings.map(toJson), notJudged: findFunctions(source) }
}

function toJson({ value, becomes, ...finding }: Finding): LintedFinding {
  return {
    ...finding,
    value: toData(value),
    source: toSource(value),
    ...(becomes !== undefined && { becomes: toData(becomes) as readonly Translation[] }),
  }
}

/** Gives what JSON can hold of a value: of a RegExp and a function, their source. */
function toData(value: unknown): unknown {
  const text = JSON.stringify(value, (_, member: unknown) => {
    if (isRegExp(member) || typeof member === 'function') return String(member)
    return typeof member === 'bigint' || typeof member === 'symbol' || Number.isNaN(member) ? String(member) : member
  })
  return text === undefined ? null : JSON.parse(text)
}
