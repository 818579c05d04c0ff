import { table } from 'table'
import type { Severity } from '../severity.ts'
import { countColumns, paint, toVisible, wrap } from '../terminal.ts'
import type { AuditReport } from './audit.ts'
import type { Evidence, Finding, FindingOptions } from './finding.ts'

const colours = { critical: 'magenta', high: 'red', medium: 'yellow', low: 'cyan', info: 'dim' } as const

/** Renders a report for a terminal, or for whoever reads a pipe. */
export function formatAudit(report: AuditReport): string {
  const { findings, unanswered } = report
  return [
    ...formatHead(report).map((line) => wrap(toVisible(line))),
    '',
    ...(findings.length === 0
      ? [formatNothing(unanswered.length)]
      : [formatTable(findings), ...findings.flatMap(formatFinding)]),
    ...(unanswered.length === 0 ? [] : section('Not answered, so what these were to find is not known', unanswered)),
  ].join('\n')
}

function formatHead({ url, requests, origins: { tried, isGuessed, admitted } }: AuditReport): string[] {
  const refused = tried.filter((origin) => !admitted.includes(origin))
  return [
    `Audited ${url} with ${requests} requests, none to anywhere else, and without cookies`,
    ...(tried.length === 0
      ? []
      : [`Taken for yours: ${tried.join(', ')}${isGuessed ? ' (guessed from the URL)' : ''}`]),
    ...(isGuessed && tried.length === refused.length
      ? ['The server admits none of these: name an origin that it does with --origin, to have its look-alikes tried']
      : []),
  ]
}

function formatNothing(unanswered: number): string {
  if (unanswered === 0) return `${paint(['green', 'bold'], 'CLEAN')}  Nothing was found`
  const requests = unanswered === 1 ? 'one request' : `${unanswered} requests`
  return `${paint(['yellow', 'bold'], 'INCOMPLETE')}  Nothing was found, but ${requests} had no answer`
}

function formatTable(findings: readonly Finding[]): string {
  const rows = findings.map(({ severity, code, title }) => [severity, code, title])
  const longest = Math.max(...findings.map(({ code }) => code.length))
  // What the borders and the first column leave; a narrow terminal breaks codes at their hyphens.
  const left = countColumns() - 18
  const codeWidth = Math.min(longest, Math.floor(left / 2))
  const text = table([['Severity', 'Code', 'What'], ...rows], {
    columns: [{ width: 8 }, { width: codeWidth, wrapWord: true }, { width: left - codeWidth, wrapWord: true }],
  }).trimEnd()
  // The library measures text without colours, so these come last.
  return text.replace(/^(║\s*)(critical|high|medium|low|info)/gm, (_, start: string, severity: Severity) => {
    return `${start}${paint(colours[severity], severity)}`
  })
}

function formatFinding({ code, severity, evidence, gain, fix }: Finding): string[] {
  return [
    '',
    `${paint([colours[severity], 'bold'], severity)}  ${paint('bold', code)}`,
    ...evidence.flatMap(formatEvidence),
    hang('  Gain    ', gain),
    hang('  Fix     ', fix.advice),
    ...(fix.options === null ? [] : [hang('          ', `createCors(${formatOptions(fix.options)})`)]),
    ...(fix.headers ?? []).map(([name, value]) => hang('          ', `${name}: ${value}`)),
  ]
}

function formatEvidence({ method, requestHeaders, status, responseHeaders, outcome }: Evidence): string[] {
  const toLines = (title: string, lines: readonly (readonly [string, string])[]): string[] => {
    const [first, ...others] = lines.map(([name, value]) => `${name}: ${value}`)
    return [hang(`  ${title.padEnd(8)}`, first ?? ''), ...others.map((line) => hang('          ', line))]
  }
  const isSame = outcome.credentials === outcome.plain
  const page = isSame ? outcome.plain : `${outcome.plain}; with credentials ${outcome.credentials}`
  return [
    ...toLines(method, requestHeaders.length > 0 ? requestHeaders : []),
    ...toLines(String(status), responseHeaders.length > 0 ? responseHeaders : [['no header of CORS', 'none']]),
    hang('  Page    ', page),
  ]
}

function formatOptions(options: FindingOptions): string {
  const members = Object.entries(options).map(([name, value]) => {
    return `${name}: ${Array.isArray(value) ? `[${value.map(quote).join(', ')}]` : typeof value === 'string' ? quote(value) : value}`
  })
  return `{ ${members.join(', ')} }`
}

function quote(item: string): string {
  return item.includes("'") ? JSON.stringify(item) : `'${item}'`
}

/** The lines after the first one stand below its text. */
function hang(title: string, text: string): string {
  return `${paint('dim', title)}${wrap(toVisible(text), ' '.repeat(title.length)).trimStart()}`.trimEnd()
}

function section(title: string, lines: readonly string[]): string[] {
  return ['', paint('bold', title), ...lines.map((line) => hang('  - ', line))]
}
