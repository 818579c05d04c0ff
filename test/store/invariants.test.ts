import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { cachedOrigins } from '../../src/origins.ts'

// Look-ups, reads that end in any order or not at all, a clock that goes on and back, and origins that are forgotten, in
// any order: whatever comes of it, each answer is one that a read of the store justifies.

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const timeout = 1000
const index = fc.nat(1)

const steps = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constant('look up' as const), origin: index, tenant: index }) },
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('answer' as const),
      which: fc.nat(5),
      answer: fc.constantFrom('yes' as const, 'no' as const, 'error' as const, 'junk' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constant('wait' as const), time: fc.constantFrom(1, 400, 999, 1000, 3000, 9999) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('set back' as const), time: fc.constantFrom(1, 1000, 30_000) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('forget' as const),
      origin: fc.option(index, { nil: undefined }),
      tenant: fc.option(index, { nil: undefined }),
    }),
  },
)

const settings = fc.record({
  maxAge: fc.constantFrom(0, 2, 5),
  negativeMaxAge: fc.constantFrom(0, 1, 3),
  staleWhileRevalidate: fc.constantFrom(0, 4),
  staleIfError: fc.constantFrom(0, 10),
  retryAfter: fc.constantFrom(0, 1, 2),
  maxEntries: fc.constantFrom(1, 2, 100),
})

type ValueOf<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Value> ? Value : never

/** A moment: its place in the order of all that happens, the clock, and the time that really passed. */
interface Moment {
  readonly place: number
  readonly clock: number
  readonly elapsed: number
}

interface Read {
  readonly key: string
  readonly began: Moment
  readonly settle: (answer: 'yes' | 'no' | 'error' | 'junk') => void
  answer?: string
  ended?: Moment
}

const toKey = (origin: number | undefined, tenant: number | undefined): string =>
  `${tenant ?? '.'} https://${origin ?? '.'}.example`

/** Runs steps and says what is wrong with the answers; counts those that came without a read. */
async function findFaults(
  given: ValueOf<typeof settings>,
  plan: readonly ValueOf<typeof steps>[],
): Promise<{ readonly faults: readonly string[]; readonly kept: number }> {
  vi.setSystemTime(1_000_000)
  let place = 0
  const now = (): Moment => ({ place: ++place, clock: Date.now(), elapsed: performance.now() })
  const reads: Read[] = []
  const forgotten: { readonly pattern: RegExp; readonly place: number }[] = []
  const setBack: number[] = []
  const faults: string[] = []
  let kept = 0

  const source = (origin: string, tenant: string): Promise<boolean> =>
    new Promise((resolve, reject) => {
      const read: Read = {
        key: `${tenant} ${origin}`,
        began: now(),
        settle(answer) {
          Object.assign(read, { answer, ended: now() })
          if (answer === 'error') reject(new Error('down'))
          else resolve(answer === 'junk' ? (42 as never) : answer === 'yes')
        },
      }
      reads.push(read)
    })
  const origins = cachedOrigins<string>(source, { ...given, timeout, tenant: (tenant) => tenant })

  const isForgotten = (key: string, after: number, before: number): boolean =>
    forgotten.some(({ pattern, place }) => place > after && place < before && pattern.test(key))
  const isLate = ({ began, ended }: Read): boolean => ended === undefined || ended.elapsed - began.elapsed >= timeout

  const judge = (key: string, began: Moment, result: 'yes' | 'no' | 'refused', ended: Moment): void => {
    const { maxAge, negativeMaxAge, staleWhileRevalidate, staleIfError } = given
    const yes = maxAge + Math.max(staleWhileRevalidate, staleIfError)
    const lifetime = (result === 'yes' ? yes : negativeMaxAge) * 1000
    const isFresh = (age: number): boolean => age >= 0 && age < lifetime
    const own = reads.filter((read) => read.key === key && !isForgotten(key, read.began.place, began.place))
    const isJustified =
      result === 'refused'
        ? reads.some((read) => read.key === key && (isLate(read) || /error|junk/.test(read.answer ?? '')))
        : own.some(
            (read) =>
              read.answer === result &&
              !isLate(read) &&
              ((read.ended?.place ?? 0) > began.place ||
                isFresh(began.clock - read.began.clock) ||
                isFresh(ended.clock - read.began.clock)),
          )
    if (!isJustified) faults.push(`"${result}" for ${key} at ${began.place} has no reason`)
    if (ended.elapsed - began.elapsed > timeout) faults.push(`${key} at ${began.place} took too long`)
  }

  const lookUp = (origin: number, tenant: number): (() => boolean) => {
    const [key, began] = [toKey(origin, tenant), now()]
    let isSettled = false
    const settle = (result: 'yes' | 'no' | 'refused'): void => {
      isSettled = true
      judge(key, began, result, now())
    }
    origins.lookup(`https://${origin}.example`, String(tenant)).then(
      (isAllowed) => settle(isAllowed ? 'yes' : 'no'),
      () => settle('refused'),
    )
    return () => isSettled
  }

  /** Reads that a look-up would wait for. */
  const findFlights = (key: string): readonly Read[] =>
    reads.filter(
      (read) =>
        read.key === key &&
        read.ended === undefined &&
        performance.now() - read.began.elapsed < timeout &&
        !isForgotten(key, read.began.place, Number.POSITIVE_INFINITY) &&
        !setBack.some((place) => place > read.began.place),
    )

  const waiting: (() => boolean)[] = []
  for (const step of plan) {
    const before = reads.length
    if (step.does === 'look up') waiting.push(lookUp(step.origin, step.tenant))
    else if (step.does === 'answer') {
      const open = reads.filter(({ ended }) => ended === undefined)
      open[step.which % Math.max(1, open.length)]?.settle(step.answer)
    } else if (step.does === 'wait') await vi.advanceTimersByTimeAsync(step.time)
    else if (step.does === 'set back') {
      vi.setSystemTime(Date.now() - step.time)
      setBack.push(++place)
    } else {
      const { origin, tenant } = step
      if (origin === undefined) origins.invalidate()
      else origins.invalidate(`https://${origin}.example`, tenant === undefined ? undefined : String(tenant))
      const pattern = new RegExp(`^${toKey(origin, origin === undefined ? undefined : tenant)}$`)
      forgotten.push({ pattern, place: ++place })
    }
    await vi.advanceTimersByTimeAsync(0)
    if (step.does === 'look up' && reads.length === before && waiting.at(-1)?.()) kept += 1
    for (const key of given.maxEntries === 100 ? new Set(reads.map((read) => read.key)) : []) {
      if (findFlights(key).length > 1) faults.push(`${key} has two reads at once`)
    }
  }
  await vi.advanceTimersByTimeAsync(timeout)
  if (!waiting.every((isSettled) => isSettled())) faults.push('a look-up hangs')
  if (vi.getTimerCount() > 0) faults.push('a timer is left')
  return { faults, kept }
}

test('each answer has a read that justifies it, comes in time, and one read is enough', async () => {
  let answered = 0
  const property = fc.asyncProperty(
    settings,
    fc.array(steps, { minLength: 20, maxLength: 80 }),
    async (given, plan): Promise<void> => {
      const { faults, kept } = await findFaults(given, plan)
      answered += kept
      expect(faults).toEqual([])
    },
  )
  await fc.assert(property, { numRuns: 300, seed: 7 })
  expect(answered).toBeGreaterThan(300)
})
