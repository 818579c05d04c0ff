/** What formulas say of caches in many isolates; docs/staleness.md writes them out. */
export interface Model {
  /** Requests per second that ask for an origin, in all isolates together. */
  readonly requests: number
  readonly isolates: number
  /** The share of requests of each origin. */
  readonly shares: Iterable<number>
  /** In seconds. */
  readonly maxAge: number
  readonly staleWhileRevalidate: number
}

export interface Prediction {
  /** Reads of the store per second, of all isolates together. */
  readonly reads: number
  /** The share of requests that wait for a read. */
  readonly waits: number
  /** How many origins an isolate knows at a time. */
  readonly known: number
}

/** Computes what is to be expected of requests that come independently of one another. */
export function predict({ requests, isolates, shares, maxAge, staleWhileRevalidate }: Model): Prediction {
  let [reads, waits, known] = [0, 0, 0]
  for (const share of shares) {
    const rate = (share * requests) / isolates
    // A read serves the request that began it, and those of the next maxAge seconds.
    const own = rate / (1 + rate * maxAge)
    reads += own
    // Nobody comes so long after maxAge.
    const late = Math.exp(-rate * staleWhileRevalidate)
    waits += own * late
    // An answer is there for maxAge, and after that until someone comes, who has it renewed.
    known += own * maxAge + (own * (1 - late)) / rate
  }
  return { reads: reads * isolates, waits: (waits * isolates) / requests, known }
}

/** The shares of so many origins by Zipf's law. */
export function* toZipfShares(count: number): Generator<number> {
  let sum = 0
  for (let rank = 1; rank <= count; rank++) sum += 1 / rank
  for (let rank = 1; rank <= count; rank++) yield 1 / rank / sum
}
