import { readFileSync, writeFileSync } from 'node:fs'
import { compareRow } from './compare-row.ts'
import { explainLines } from './differences.ts'
import { writeTables } from './documents.ts'
import { moves } from './moves.ts'
import { type Recorded, type RecordedMove, recordedFile, toName, toRecordedLines } from './recorded.ts'
import type { Move } from './row.ts'

// Runs every row, records what differs and writes the tables of docs/migration: node test/migration/write.ts
const recorded: Record<string, RecordedMove> = {}
for (const { library, rows } of Object.values(moves) as Move[]) {
  const compared: (readonly string[])[] = []
  for (const row of rows) compared.push(await compareRow(library, row))
  const differences = rows.map((row, place) => [toName(row), explainLines(compared[place] ?? [])])
  recorded[library] = { differences: Object.fromEntries(differences), lines: toRecordedLines(compared) }
}
// As the formatter has it: a list that fits into a line stands in one.
const text = JSON.stringify(recorded, null, 2).replace(/^.*\[\n[^\]]*\],?$/gm, (list) => {
  const line = list.replace(/\n\s*/g, ' ').replace('[ ', '[').replace(' ]', ']')
  return line.length <= 120 ? line : list
})
writeFileSync(recordedFile, `${text}\n`)
for (const move of Object.values(moves) as Move[]) {
  const page = new URL(`../../docs/migration/${move.page}`, import.meta.url)
  const tables = writeTables(move, recorded as unknown as Recorded)
  const before = readFileSync(page, 'utf8')
  writeFileSync(
    page,
    before.replace(/<!-- tables -->[\s\S]*<!-- \/tables -->/, () => `<!-- tables -->\n${tables}\n<!-- /tables -->`),
  )
}
process.exit()
