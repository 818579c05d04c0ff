import type { Cell } from './cells.ts'

/** Nanoseconds for one call, by row and column; each is the median of all rounds. */
export type Medians = Readonly<Record<string, Readonly<Record<string, number>>>>

/**
 * Times cells in rounds. The columns of a row are timed one after the other, and each round begins with another one, so
 * that what disturbs the machine for a while disturbs none alone.
 *
 * @param time - gives the nanoseconds of one call
 */
export async function timeInRounds(
  cells: readonly Cell[],
  rounds: number,
  time: (cell: Cell) => Promise<number>,
): Promise<Medians> {
  const rows = Map.groupBy(cells, ({ row }) => row)
  const samples = new Map(cells.map((cell) => [cell, [] as number[]]))
  for (let round = 0; round < rounds; round++) {
    for (const row of rows.values()) {
      for (const cell of rotate(row, round)) samples.get(cell)?.push(await time(cell))
    }
  }
  const toMedians = (row: readonly Cell[]): Record<string, number> =>
    Object.fromEntries(row.map((cell) => [cell.column, median(samples.get(cell) ?? [])]))
  return Object.fromEntries([...rows].map(([name, row]) => [name, toMedians(row)]))
}

function rotate<Item>(items: readonly Item[], by: number): readonly Item[] {
  const start = by % items.length
  return [...items.slice(start), ...items.slice(0, start)]
}

/** The middle one of some numbers, `NaN` of none. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const upper = sorted[Math.floor(middle)] ?? Number.NaN
  return Number.isInteger(middle) ? (upper + (sorted[middle - 1] ?? upper)) / 2 : upper
}
