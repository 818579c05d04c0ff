import { describe, expect, test, vi } from 'vitest'
import { cachedOrigins, type OriginsEvent } from '../../src/origins.ts'
import { startSource } from './controlled-source.ts'

const acme = 'https://acme.example'
const other = 'https://other.example'

/** A read that ends when it is told to. */
function later(): { readonly promise: Promise<unknown>; readonly resolve: (value: unknown) => void } {
  return Promise.withResolvers<unknown>()
}

describe('events', () => {
  test('tell who asked, who joined and who was malformed', async () => {
    const events: OriginsEvent[] = []
    const onEvent = (event: OriginsEvent): void => void events.push(event)
    const { lookup } = cachedOrigins(async () => true, { onEvent })
    await Promise.all([lookup(acme, undefined), lookup(acme, undefined), lookup('acme', undefined)])
    expect(events).toEqual([
      { type: 'miss', origin: acme, tenant: '' },
      { type: 'read', origin: acme, tenant: '' },
      { type: 'joined', origin: acme, tenant: '' },
      { type: 'malformed', origin: 'acme', tenant: '' },
    ])
  })

  test('nobody hears that a source is well which never failed', async () => {
    const onRecover = vi.fn()
    await cachedOrigins(async () => true, { onRecover }).lookup(acme, undefined)
    expect(onRecover).not.toHaveBeenCalled()
  })
})

test('a read has all its time', async () => {
  vi.useFakeTimers()
  try {
    const source = startSource({ timeout: 1000 })
    const { promise, resolve } = later()
    source.does = promise
    const answer = source.lookup(acme, undefined)
    await vi.advanceTimersByTimeAsync(999)
    resolve(true)
    await expect(answer).resolves.toBe(true)
  } finally {
    vi.useRealTimers()
  }
})

test('origins for which the store fails push out no allowed one', async () => {
  const source = startSource({ maxEntries: 2 })
  await source.lookup(acme, undefined)
  source.does = new Error('down')
  for (const name of ['a', 'b', 'c']) await source.lookup(`https://${name}.example`, undefined).catch(() => {})
  await expect(source.lookup(acme, undefined)).resolves.toBe(true)
})

test('what pollutes the prototype of all objects is no option', async () => {
  Object.defineProperty(Object.prototype, 'maxAge', { value: 86400, configurable: true, writable: true })
  let at = 0
  const source = vi.fn(async () => true)
  const { lookup } = cachedOrigins(source, { now: () => at })
  Reflect.deleteProperty(Object.prototype, 'maxAge')
  await lookup(acme, undefined)
  at = 60_000
  await lookup(acme, undefined)
  expect(source).toHaveBeenCalledTimes(2)
})

describe('what is forgotten', () => {
  test('is a read under way, too, where all is', async () => {
    const source = startSource()
    const { promise, resolve } = later()
    source.does = promise
    const first = source.lookup(acme, undefined)
    source.invalidate()
    resolve(true)
    await expect(first).resolves.toBe(true)
    source.does = false
    await expect(source.lookup(acme, undefined)).resolves.toBe(false)
  })

  test.each([true, false])('is a kept answer of %s', async (answer) => {
    const source = startSource()
    source.does = answer
    await source.lookup(acme, undefined)
    source.invalidate(acme)
    source.does = !answer
    await expect(source.lookup(acme, undefined)).resolves.toBe(!answer)
  })

  test('is the origin, whatever tenant is named where there are none', async () => {
    const source = startSource()
    await source.lookup(acme, undefined)
    source.invalidate(acme, 'somebody')
    source.does = false
    await expect(source.lookup(acme, undefined)).resolves.toBe(false)
  })
})

describe('a tenant', () => {
  test.each([['a list', ['a']] as const, ['an object with a length', { length: 1 }] as const])(
    'is not %s',
    async (_, given) => {
      const { lookup } = cachedOrigins(async () => true, { tenant: () => given as unknown as string })
      await expect(lookup(acme, undefined)).rejects.toThrow('returns a text of 1 to 256 characters')
    },
  )

  test.each([
    [256, true],
    [257, false],
  ])('of %i characters is one: %s', async (length, isOne) => {
    const { lookup } = cachedOrigins(async () => true, { tenant: () => 'x'.repeat(length) })
    expect(await lookup(acme, undefined).catch(() => false)).toBe(isOne)
  })
})

describe('failures', () => {
  test('of one origin are told again once it was well', async () => {
    const source = startSource({ maxAge: 1, retryAfter: 1 })
    for (const answer of [other, true, other]) {
      source.does = answer
      await source.lookup(acme, undefined).catch(() => {})
      source.time += 2000
    }
    const failure = `source-returned-another-origin ${acme}`
    expect(source.reports).toEqual([failure, `over: ${failure}`, failure])
  })

  test('are not over for a read that began before the last of them', async () => {
    const source = startSource()
    const [first, second] = [later(), later()]
    source.does = first.promise
    const failing = source.lookup(acme, undefined).catch(() => {})
    source.does = second.promise
    const well = source.lookup(other, undefined)
    first.resolve(Promise.reject(new Error('down')))
    await failing
    second.resolve(true)
    await well
    expect(source.reports).toEqual([`source-threw ${acme}`])
  })
})
