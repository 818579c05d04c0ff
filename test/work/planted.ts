/** Runs a block as often as the square of a size, to see that it is counted. */
export function runSquared(size: number): number {
  let sum = 0
  for (let one = 0; one < size; one += 8) {
    for (let other = 0; other < size; other += 8) sum += one ^ other
  }
  return sum
}

/** Scans a text again and again, in built-in functions only, to see that their work is counted. */
export function scanAgain(text: string): number {
  let found = 0
  for (let at = 0; at < text.length; at += 8) found += text.indexOf('b') + at
  return found
}
