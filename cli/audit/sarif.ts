import type { Log, ReportingDescriptor, Result } from 'sarif'
import manifest from '../../package.json' with { type: 'json' }
import type { Severity } from '../severity.ts'
import type { AuditReport } from './audit.ts'
import type { Evidence, Finding } from './finding.ts'
import { type FindingKind, findingKinds } from './finding-kinds.ts'

const levels = { critical: 'error', high: 'error', medium: 'warning', low: 'note', info: 'note' } as const

/** The scores that code scanning sorts by. */
const scores = { critical: '9.5', high: '8.0', medium: '5.0', low: '2.0', info: '0.0' } as const

/**
 * Writes a report in the Static Analysis Results Interchange Format.
 *
 * Implements https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function toSarif({ url, findings, unanswered }: AuditReport): Log {
  const codes = [...new Set(findings.map(({ code }) => code))]
  const results = findings.map((finding) => toResult(finding, url, codes.indexOf(finding.code)))
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: manifest.name,
            version: manifest.version,
            semanticVersion: manifest.version,
            rules: codes.map((code) => toRule(code, findingKinds[code])),
          },
        },
        invocations: [
          {
            executionSuccessful: unanswered.length === 0,
            toolExecutionNotifications: unanswered.map((text) => ({ level: 'error', message: { text } })),
          },
        ],
        results,
      },
    ],
  }
}

function toRule(id: string, { title, advice, severity }: FindingKind): ReportingDescriptor {
  const worst: Severity = severity.credentials
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: `${title}.` },
    help: { text: `${advice}.` },
    defaultConfiguration: { level: levels[worst] },
    properties: { tags: ['security', 'cors'], 'security-severity': scores[worst] },
  }
}

function toResult({ code, severity, title, gain, evidence, fix }: Finding, url: string, ruleIndex: number): Result {
  const shown = evidence.map(describe).join(' ')
  return {
    ruleId: code,
    ruleIndex,
    level: levels[severity],
    message: { text: `${title}. ${gain} ${shown} ${fix.advice}.` },
    locations: [{ physicalLocation: { artifactLocation: { uri: url }, region: { startLine: 1 } } }],
    partialFingerprints: { 'code/v1': `${code} ${url}` },
    properties: { severity, evidence, fix },
  }
}

function describe({ method, requestHeaders, status, responseHeaders }: Evidence): string {
  const join = (headers: Evidence['requestHeaders']): string =>
    headers.map(([name, value]) => `${name}: ${value}`).join(', ')
  return `${method} with ${join(requestHeaders) || 'no Origin'} was answered ${status} with ${join(responseHeaders) || 'no CORS headers'}.`
}
