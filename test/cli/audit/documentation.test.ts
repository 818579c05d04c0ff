import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import type { AuditReport } from '../../../cli/audit/audit.ts'
import { type FindingKind, findingKinds } from '../../../cli/audit/finding-kinds.ts'
import { createCors } from '../../../src/index.ts'
import { faults, sound } from './cases/all.ts'

const page = await readFile(new URL('../../../docs/audit.md', import.meta.url), 'utf8')

/** The table of findings as the page must have it, between its two comments. */
function toTable(): string {
  const rows = Object.entries(findingKinds).map(([code, { title, severity, advice }]: [string, FindingKind]) => {
    const { credentials, plain } = severity
    const both = credentials === plain ? plain : `${credentials}, ${plain} without credentials`
    return `| \`${code}\` | ${both} | ${toCell(title)}. | ${toCell(advice)}. |`
  })
  return ['| code | severity | meaning | fix |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

function toCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('*', '\\*')
}

test('the page lists every finding', () => {
  expect(/<!-- findings -->\n([\s\S]*?)\n<!-- \/findings -->/.exec(page)?.[1]).toBe(toTable())
})

test('every finding says what it means, what is gained and what to do', () => {
  for (const { title, gain, advice } of Object.values(findingKinds)) {
    expect(title).toMatch(/^[A-Z"].*[^.]$/)
    expect(advice).toMatch(/^[A-Z].*[^.]$/)
    for (const sentence of typeof gain === 'string' ? [gain] : Object.values(gain)) {
      expect(sentence).toMatch(/^[A-Z].*\.$/)
    }
  }
})

test('the numbers of the page are those of the table', () => {
  expect(page).toContain(`[${faults.length} of ${faults.length} planted faults]`)
  expect(page).toContain(`no alarm on ${sound.length} sound configurations`)
})

test('the data of the page is what the program prints', () => {
  const report: AuditReport = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '')
  const [finding] = report.findings
  if (finding === undefined) throw new Error('The page shows no finding')
  const { title, advice, gain } = findingKinds[finding.code]
  expect(finding).toMatchObject({ title, gain: Object(gain).credentials, fix: { advice } })
  expect(createCors(finding.fix.options ?? { origin: [] })).toBeDefined()
})
