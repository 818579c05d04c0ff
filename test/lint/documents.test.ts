import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { type JudgementKind, judgementKinds } from '../../src/lint/judgements.ts'

const document = await readFile(new URL('../../docs/lint.md', import.meta.url), 'utf8')

/** The table of judgements as the document must have it, between its two comments. */
function toTable(): string {
  const rows = Object.entries(judgementKinds).map(
    ([code, { severity, message, suggestion, spec }]: [string, JudgementKind]) => {
      const severities = typeof severity === 'string' ? severity : `${severity.credentials} / ${severity.none}`
      const meaning = typeof message === 'string' ? message : message('…')
      const fix = typeof suggestion === 'string' ? suggestion : suggestion('…')
      return `| [\`${code}\`](${spec}) | ${severities} | ${toCell(meaning)} | ${toCell(fix)} |`
    },
  )
  return ['| code | severity | meaning | fix |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

function toCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('*', '\\*')
}

test('the document lists every judgement', () => {
  expect(/<!-- judgements -->\n([\s\S]*?)\n?<!-- \/judgements -->/.exec(document)?.[1]).toBe(toTable())
})
