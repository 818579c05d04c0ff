import { LRUCache } from 'lru-cache'
import { isOutage, type SourceFailure } from './source.ts'

/** Failures that were reported and are not over. */
export interface Outages {
  /** Hears of every failure, and of how many reads had begun by then. */
  fail(failure: SourceFailure, key: string, reads: number): void
  /** Hears of every read that brought an answer, and of its place among all reads. */
  recover(key: string, place: number): void
}

/** How many reported failures of single origins are remembered. */
const mostFailures = 1000

/** Reports each failure once, and its end. */
export function createOutages(
  onError: (failure: SourceFailure) => void,
  onRecover: (failure: SourceFailure) => void,
): Outages {
  /** The failure of the source as a whole, and how many reads had begun when it was last seen. */
  let outage: { readonly failure: SourceFailure; readonly reads: number } | null = null
  const failures = new LRUCache<string, SourceFailure>({ max: mostFailures })
  return {
    fail(failure, key, reads) {
      if (isOutage(failure)) {
        const isNew = outage === null
        outage = { failure: outage?.failure ?? failure, reads }
        if (isNew) onError(failure)
      } else if (failures.get(key)?.code !== failure.code) {
        failures.set(key, failure)
        onError(failure)
      }
    },
    recover(key, place) {
      const failure = failures.get(key)
      failures.delete(key)
      if (failure !== undefined) onRecover(failure)
      // A read that began before the last failure may have been answered before it.
      if (outage === null || place <= outage.reads) return
      const { failure: over } = outage
      outage = null
      onRecover(over)
    },
  }
}
