import { describe, expect, test } from 'vitest'
import { compareRow } from './compare-row.ts'
import { differences, explainLines } from './differences.ts'
import { moves } from './moves.ts'
import { findLines, readRecorded, toName } from './recorded.ts'
import type { Move } from './row.ts'

const recorded = readRecorded()
const all = Object.values(moves) as Move[]

describe.each(all)('from $name', (move) => {
  const { library, rows } = move

  test.each(rows)('$option, $value', async (row) => {
    const lines = await compareRow(library, row)
    expect(explainLines(lines)).toEqual(recorded[library].differences[toName(row)])
    expect([...lines].sort()).toEqual(findLines(recorded[library], rows.indexOf(row)))
  })
})

test('what was recorded is of rows that are there', () => {
  for (const { library, rows } of all) expect(Object.keys(recorded[library].differences)).toEqual(rows.map(toName))
})

test('every difference is found in a row', () => {
  const found = new Set(Object.values(recorded).flatMap(({ differences }) => Object.values(differences).flat()))
  expect(Object.keys(differences).filter((code) => !found.has(code as keyof typeof differences))).toEqual([])
})

test('a line that nothing explains is an error', () => {
  expect(() => explainLines(['GET: outcome blocked → shared'])).toThrow('Nothing explains\n  GET: outcome blocked')
})
