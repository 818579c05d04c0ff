import type { PageResults } from '../page/plan.ts'
import type { PageKind } from './hosts.ts'

/** Waits for what pages and frames saw. */
export interface ResultCollector {
  /** What all saw. Rejects if one fails. */
  readonly all: Promise<PageResults>
  add(kind: string, results: PageResults): void
  /** Waits for some of them. */
  waitFor(kinds: readonly PageKind[]): Promise<void>
  fail(error: Error): void
}

/** Waits for the results of pages and frames of these kinds. */
export function collectResults(kinds: readonly PageKind[]): ResultCollector {
  const pending = new Map<string, PromiseWithResolvers<PageResults>>()
  for (const kind of kinds) pending.set(kind, Promise.withResolvers())
  const all = Promise.all([...pending.values()].map(({ promise }) => promise)).then((each) =>
    Object.assign({}, ...each),
  )
  // Whoever waits for them may come later than a failure.
  all.catch(() => {})
  return {
    all,
    add: (kind, results) => pending.get(kind)?.resolve(results),
    waitFor: async (some) => {
      await Promise.all(some.map((kind) => pending.get(kind)?.promise))
    },
    fail: (error) => {
      for (const { reject } of pending.values()) reject(error)
    },
  }
}
