import { describe, expect, test } from 'vitest'
import type { CachedOriginsOptions } from '../../src/origins.ts'
import { startSource } from './controlled-source.ts'

const acme = 'https://acme.example'
const down = new Error('The store is down')

/** One look-up: when, in seconds; what the store does then; what comes of it; and how many reads there were by then. */
type Move = readonly [at: number, store: unknown, want: boolean | 'refused', event: string, reads: number]

interface LifetimeRow {
  readonly step: string
  readonly options: CachedOriginsOptions
  readonly moves: readonly Move[]
}

const rows: readonly LifetimeRow[] = [
  {
    step: 'by default a revoked origin passes for a minute',
    options: {},
    moves: [
      [0, true, true, 'miss', 1],
      [1, false, true, 'hit', 1],
      [59.999, false, true, 'hit', 1],
      [60, false, false, 'miss', 2],
    ],
  },
  {
    step: 'by default a new origin is refused for ten seconds',
    options: {},
    moves: [
      [0, false, false, 'miss', 1],
      [9.999, true, false, 'hit', 1],
      [10, true, true, 'miss', 2],
    ],
  },
  {
    step: 'a row that is not there is a refusal',
    options: { negativeMaxAge: 5 },
    moves: [
      [0, null, false, 'miss', 1],
      [4, true, false, 'hit', 1],
      [5, undefined, false, 'miss', 2],
    ],
  },
  {
    step: 'the origin itself, as it stands in its row, admits it',
    options: {},
    moves: [
      [0, acme, true, 'miss', 1],
      [1, acme, true, 'hit', 1],
    ],
  },
  {
    step: 'nothing is kept with lifetimes of 0',
    options: { maxAge: 0, negativeMaxAge: 0 },
    moves: [
      [0, true, true, 'miss', 1],
      [0, true, true, 'miss', 2],
      [0, false, false, 'miss', 3],
      [0, false, false, 'miss', 4],
    ],
  },
  {
    step: 'stale-while-revalidate: one that is late is answered at once, and the next hears what the store says now',
    options: { maxAge: 60, staleWhileRevalidate: 30 },
    moves: [
      [0, true, true, 'miss', 1],
      [89.999, false, true, 'stale', 2],
      [90, false, false, 'hit', 2],
    ],
  },
  {
    step: 'stale-while-revalidate: renewed, it is fresh again',
    options: { maxAge: 60, staleWhileRevalidate: 30 },
    moves: [
      [0, true, true, 'miss', 1],
      [70, true, true, 'stale', 2],
      [129.999, true, true, 'hit', 2],
      [130, true, true, 'stale', 3],
    ],
  },
  {
    step: 'stale-while-revalidate: what nobody asked for that long is waited for',
    options: { maxAge: 60, staleWhileRevalidate: 30 },
    moves: [
      [0, true, true, 'miss', 1],
      [90, false, false, 'miss', 2],
    ],
  },
  {
    step: 'stale-while-revalidate: a refusal is never stale',
    options: { negativeMaxAge: 10, staleWhileRevalidate: 86400 },
    moves: [
      [0, false, false, 'miss', 1],
      [10, true, true, 'miss', 2],
    ],
  },
  {
    step: 'a store that fails is left alone for a second, and an origin that it admitted does not outlive maxAge',
    options: {},
    moves: [
      [0, true, true, 'miss', 1],
      [59, down, true, 'hit', 1],
      [60, down, 'refused', 'miss', 2],
      [60.5, down, 'refused', 'failing', 2],
      [60.999, true, 'refused', 'failing', 2],
      [61, true, true, 'miss', 3],
      [62, true, true, 'hit', 3],
    ],
  },
  {
    step: 'with retryAfter 0 every request asks',
    options: { retryAfter: 0 },
    moves: [
      [0, down, 'refused', 'miss', 1],
      [0, down, 'refused', 'miss', 2],
      [0, true, true, 'miss', 3],
    ],
  },
  {
    step: 'a store that fails says nothing about an unknown origin, whatever staleIfError is',
    options: { staleIfError: 600 },
    moves: [
      [0, down, 'refused', 'miss', 1],
      [1, down, 'refused', 'miss', 2],
      [2, false, false, 'miss', 3],
      [12, down, 'refused', 'miss', 4],
    ],
  },
  {
    step: 'staleIfError: an origin that was admitted passes on while the store fails, so long and no longer',
    options: { maxAge: 60, staleIfError: 600, retryAfter: 10 },
    moves: [
      [0, true, true, 'miss', 1],
      [60, down, true, 'miss', 2],
      [61, down, true, 'stale', 2],
      [70, down, true, 'stale', 3],
      [659, down, true, 'stale', 4],
      [660, down, 'refused', 'failing', 4],
      [669, down, 'refused', 'miss', 5],
    ],
  },
  {
    step: 'staleIfError: it ends as soon as the store says no',
    options: { maxAge: 60, staleIfError: 600, retryAfter: 10 },
    moves: [
      [0, true, true, 'miss', 1],
      [60, down, true, 'miss', 2],
      [70, false, true, 'stale', 3],
      [70, false, false, 'hit', 3],
    ],
  },
  {
    step: 'staleIfError is for failures alone: a store that is up is waited for',
    options: { maxAge: 60, staleIfError: 600 },
    moves: [
      [0, true, true, 'miss', 1],
      [60, false, false, 'miss', 2],
    ],
  },
  {
    step: 'a clock that is set back makes nothing last longer',
    options: { staleWhileRevalidate: 600, staleIfError: 600 },
    moves: [
      [1000, true, true, 'miss', 1],
      [999, false, false, 'miss', 2],
      [500, down, 'refused', 'miss', 3],
      [400, true, true, 'miss', 4],
    ],
  },
]

describe.each(rows)('$step', ({ options, moves }) => {
  test('what look-ups say, what they cost and what metrics hear', async () => {
    const source = startSource(options)
    for (const [index, [at, store, want, event, reads]] of moves.entries()) {
      Object.assign(source, { time: at * 1000, does: store })
      const before = source.events.length
      const answer = await source.lookup(acme, undefined).catch((error) => (error === down ? 'refused' : error))
      // A read in the background is over when all that it waits for is.
      await new Promise((resolve) => setImmediate(resolve))
      const seen = { answer, event: source.events[before], reads: source.reads.length }
      expect(seen, `move ${index}`).toEqual({ answer: want, event, reads })
    }
    expect(new Set(source.reads)).toEqual(new Set([acme]))
    expect(source.events.filter((type) => type === 'read')).toHaveLength(source.reads.length)
  })
})

test('without options the clock is that of the runtime', async () => {
  const source = startSource({ now: undefined })
  expect(await source.lookup(acme, undefined)).toBe(true)
  expect(await source.lookup(acme, undefined)).toBe(true)
  expect(source.reads).toEqual([acme])
})
