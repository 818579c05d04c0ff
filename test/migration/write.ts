import { readFileSync, writeFileSync } from 'node:fs'
import { compareRow } from './compare-row.ts'
import { type DifferenceCode, explainLines } from './differences.ts'
import { writeTables } from './documents.ts'
import { moves } from './moves.ts'
import { type Recorded, recordedFile, toName } from './recorded.ts'
import type { Move } from './row.ts'

// Runs every row, records what differs and writes the tables of docs/migration: node test/migration/write.ts
const recorded: Record<string, Record<string, readonly DifferenceCode[]>> = {}
for (const move of Object.values(moves) as Move[]) {
  const found: Record<string, readonly DifferenceCode[]> = {}
  for (const row of move.rows) found[toName(row)] = explainLines(await compareRow(move.library, row))
  recorded[move.library] = found
}
const lists = JSON.stringify(recorded, null, 2).replace(
  /\[\s+([^[\]]*?)\s+\]/g,
  (_, list: string) => `[${list.replace(/\s+/g, ' ')}]`,
)
writeFileSync(recordedFile, `${lists}\n`)
for (const move of Object.values(moves) as Move[]) {
  const page = new URL(`../../docs/migration/${move.page}`, import.meta.url)
  const tables = writeTables(move, recorded as unknown as Recorded)
  const text = readFileSync(page, 'utf8')
  writeFileSync(
    page,
    text.replace(/<!-- tables -->[\s\S]*<!-- \/tables -->/, () => `<!-- tables -->\n${tables}\n<!-- /tables -->`),
  )
}
process.exit()
