/**
 * Counts the letters to insert, delete or replace to make one word of another, for "did you mean". This is the whole of
 * it, and a tenth of the size of a library for it.
 *
 * @see {@link https://en.wikipedia.org/wiki/Levenshtein_distance | Levenshtein distance}
 */
export function countEdits(from: string, to: string): number {
  // Each row says how many edits lead from the letters of `from` so far to the first letters of `to`.
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let at = 0; at < from.length; at++) {
    let left = at + 1
    const next = [left]
    for (let index = 0; index < to.length; index++) {
      const replaced = (row[index] as number) + (from[at] === to[index] ? 0 : 1)
      left = Math.min(left + 1, (row[index + 1] as number) + 1, replaced)
      next.push(left)
    }
    row = next
  }
  return row[to.length] as number
}
