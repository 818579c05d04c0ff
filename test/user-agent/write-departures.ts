import { writeFileSync } from 'node:fs'
import { departureRows } from './departure-rows.ts'
import { engines, runAs } from './run-departure.ts'

const recorded: Record<string, Record<string, readonly string[]>> = {}
for (const [id, row] of Object.entries(departureRows)) {
  const standard = await runAs(null, row)
  const ofRow: Record<string, readonly string[]> = { standard }
  for (const engine of engines) {
    const lines = await runAs(engine, row)
    if (JSON.stringify(lines) !== JSON.stringify(standard)) ofRow[engine] = lines
  }
  recorded[id] = ofRow
}
writeFileSync(new URL('departure-rows.json', import.meta.url), `${JSON.stringify(recorded, null, 2)}\n`)
