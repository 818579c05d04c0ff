/** Gives numbers from 0 to 1, the same ones each time for the same seed. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  // Mulberry32: small, and good enough to draw tenants with.
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Adds up the shares of ranks by Zipf's law: the share of rank k is in proportion to 1/k. */
export function createShares(count: number): Float64Array {
  const sums = new Float64Array(count)
  let sum = 0
  for (let rank = 0; rank < count; rank++) {
    sum += 1 / (rank + 1)
    sums[rank] = sum
  }
  return sums.map((value) => value / sum)
}

/** Draws a rank, the popular ones most often. */
export function drawRank(shares: Float64Array, random: () => number): number {
  const drawn = random()
  let [low, high] = [0, shares.length - 1]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((shares[middle] ?? 1) < drawn) low = middle + 1
    else high = middle
  }
  return low
}
