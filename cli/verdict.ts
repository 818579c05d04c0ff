import { describeFix } from '../src/explain/format-explanation.ts'
import type { Block, Explanation } from '../src/explain.ts'
import { paint, toVisible, wrap } from './terminal.ts'

/** Renders what comes of a request, why, and what to do. */
export function formatVerdict(explanation: Explanation, verbose: boolean): string {
  const { blocked, notes, steps } = explanation
  return [
    wrap(formatOutcome(explanation)),
    ...(blocked === null ? [] : ['', ...formatReason(blocked)]),
    ...(verbose ? formatSteps(steps) : []),
    ...(blocked === null ? [] : formatFix(blocked)),
    ...(notes.length === 0
      ? []
      : section(
          'Notes',
          notes.map(({ message }) => item(toVisible(message))),
        )),
  ].join('\n')
}

function formatOutcome({ outcome, blocked, response }: Explanation): string {
  if (blocked !== null) return `${paint(['red', 'bold'], 'BLOCKED')}  ${toVisible(blocked.message)}`
  if (outcome !== 'shared')
    return `${paint(['yellow', 'bold'], 'OPAQUE')}  The page cannot read status, headers and body`
  const names = (response?.headers ?? []).map(([name]) => name).join(', ')
  const readable = names === '' ? 'none of its headers' : `its headers ${names}`
  return `${paint(['green', 'bold'], 'SHARED')}  The page may read the response and ${toVisible(readable)}`
}

function formatReason({ code, names, header, expected, received }: Block): string[] {
  const rows: readonly (readonly [string, string | null])[] = [
    ['Code', code],
    ['Chromium', names.chromium],
    ['Firefox', names.firefox],
    ['Header', header],
    ['Expected', expected],
    ['Received', received === '' ? '(an empty value)' : (received ?? (header === null ? null : '(nothing)'))],
  ]
  const shown = rows.flatMap(([title, value]) => (value === null ? [] : [[title, value] as const]))
  return shown.map(([title, value]) => hang(`  ${paint('dim', title.padEnd(10))}`, toVisible(value), 12))
}

/** The lines after the first one stand below its text. */
function hang(title: string, text: string, width: number): string {
  return `${title}${wrap(text, ' '.repeat(width)).trimStart()}`
}

function formatSteps(steps: Explanation['steps']): string[] {
  const lines = steps.map(({ title, passed, spec }) => {
    const mark = passed ? paint('green', '✓') : paint('red', '✗')
    return `${hang(`  ${mark} `, title, 4)}\n    ${paint('dim', spec)}`
  })
  return section('What the browser checked', lines)
}

function formatFix(blocked: Block): string[] {
  const lines = describeFix(blocked).map((line) => {
    const indent = '  '.repeat(1 + (/^ */.exec(line)?.[0].length ?? 0) / 2)
    return line === '' ? '' : wrap(toVisible(line.trimStart()), indent)
  })
  return section('Fix', lines)
}

function item(text: string): string {
  return hang('  - ', text, 4)
}

function section(title: string, lines: readonly string[]): string[] {
  return ['', paint('bold', title), ...lines]
}
