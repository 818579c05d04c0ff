import { readFileSync } from 'node:fs'
import type { ForeignLibrary } from '../../src/lint.ts'
import type { DifferenceCode } from './differences.ts'
import type { Row } from './row.ts'

/** What was found when the rows last ran. */
export interface RecordedMove {
  /** The differences that explain it, by row. */
  readonly differences: Readonly<Record<string, readonly DifferenceCode[]>>
  /** Every line of every comparison, with the rows that have it by their places, such as `0-3,7`. */
  readonly lines: Readonly<Record<string, string>>
}

export type Recorded = Readonly<Record<ForeignLibrary, RecordedMove>>

export const recordedFile: URL = new URL('./recorded.json', import.meta.url)

export function readRecorded(): Recorded {
  return JSON.parse(readFileSync(recordedFile, 'utf8'))
}

/** The name of a row. */
export function toName({ option, value }: Row): string {
  return `${option}: ${value}`
}

/** Lists the lines that were found in the row at a place. */
export function findLines({ lines }: RecordedMove, place: number): readonly string[] {
  return Object.keys(lines).filter((line) => {
    const ranges = (lines[line] ?? '').split(',').map((range) => range.split('-').map(Number))
    return ranges.some(([first = -1, last = first]) => first <= place && place <= last)
  })
}

/** Turns the lines of each row, in order, into the rows of each line. */
export function toRecordedLines(rows: readonly (readonly string[])[]): Readonly<Record<string, string>> {
  const lines = [...new Set(rows.flat())].sort()
  return Object.fromEntries(lines.map((line) => [line, toRanges(rows.map((row) => row.includes(line)))]))
}

function toRanges(isThere: readonly boolean[]): string {
  const ranges: [first: number, last: number][] = []
  for (const [place, is] of isThere.entries()) {
    const open = ranges.at(-1)
    if (is && open?.[1] === place - 1) open[1] = place
    else if (is) ranges.push([place, place])
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join()
}
