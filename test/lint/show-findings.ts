import type { Finding } from '../../src/lint.ts'

/** Writes findings as text: what each is about, says and suggests. */
export function showFindings(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ path, value, message, suggestion }) => `${path} ${show(value)}: ${message} → ${suggestion}`)
}

function show(value: unknown): string {
  return typeof value === 'object' && !(value instanceof RegExp) ? JSON.stringify(value) : String(value)
}
