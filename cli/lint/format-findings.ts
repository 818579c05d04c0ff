import { type Severity, severities } from '../severity.ts'
import { paint, toVisible, wrap } from '../terminal.ts'
import { formatTranslations } from './format-translations.ts'
import type { LintedFinding, LintedPolicy } from './linted-policy.ts'

const colors: Readonly<Record<Severity, Parameters<typeof paint>[0]>> = {
  critical: ['bold', 'red'],
  high: 'red',
  medium: 'yellow',
  low: 'cyan',
  info: 'dim',
}

/** Writes what was found, by policy, with the counts at the end. */
export function formatPolicies(policies: readonly LintedPolicy[]): string {
  const count = policies.length === 1 ? '1 policy' : `${policies.length} policies`
  return [...policies.map(formatPolicy), `${formatCounts(policies)} in ${count}`].join('\n\n')
}

/** Counts findings by their severity. */
export function countFindings(policies: readonly LintedPolicy[]): Readonly<Record<Severity, number>> {
  const found = policies.flatMap(({ findings }) => findings)
  const counts = severities.map((severity) => [
    severity,
    found.filter((finding) => finding.severity === severity).length,
  ])
  return Object.fromEntries(counts)
}

function formatCounts(policies: readonly LintedPolicy[]): string {
  const counts = countFindings(policies)
  const found = severities.filter((severity) => counts[severity] > 0)
  const total = found.reduce((sum, severity) => sum + counts[severity], 0)
  if (total === 0) return 'No findings'
  const parts = found.map((severity) => paint(colors[severity], `${counts[severity]} ${severity}`))
  return `${total === 1 ? '1 finding' : `${total} findings`} (${parts.join(', ')})`
}

function formatPolicy({ name, kind, findings, notJudged }: LintedPolicy): string {
  const what = kind === 'CorsConfigError' ? 'fails while the module is loaded' : kind
  const title = `${paint('bold', toVisible(name))} (${what})`
  const functions = `Not judged: what ${notJudged.join(' and ')} admits, as functions are not called`
  return [
    title,
    ...(findings.length === 0 ? ['  Nothing to say'] : findings.map(formatFinding)),
    ...(notJudged.length === 0 ? [] : [wrap(toVisible(functions), '  ')]),
  ].join('\n')
}

function formatFinding({ severity, path, value, source, code, message, suggestion, becomes }: LintedFinding): string {
  // Options as a whole are known by their name, and what they become has their values.
  const place = becomes === undefined ? toVisible(`${path}${formatValue(source ?? toText(value))}`) : path
  const title = wrap(`${severity.padEnd(8)}  ${place}  [${code}]`, '  ')
  return [
    title.replace(severity, paint(colors[severity], severity)),
    wrap(toVisible(message), '    '),
    ...(becomes === undefined ? [wrap(toVisible(`→ ${suggestion}`), '    ')] : formatTranslations(becomes)),
  ].join('\n')
}

const longestValue = 1000

function toText(value: unknown): string {
  return value === null ? '' : JSON.stringify(value)
}

function formatValue(text: string): string {
  const more = text.length - longestValue
  if (text === '') return ''
  return ` = ${more > 0 ? `${text.slice(0, longestValue)}… and ${more} more characters` : text}`
}
