import { describe, expect, test, vi } from 'vitest'
import { createCors } from '../../src/index.ts'
import { cachedOrigins } from '../../src/origins.ts'
import { hang, startSource } from './controlled-source.ts'

const acme = 'https://acme.example'
const other = 'https://other.example'

function toRequest(origin: string): Request {
  return new Request('https://api.example.com/', { headers: { origin } })
}

describe('one read for all who wait', () => {
  test('10,000 requests at once for one new origin cost one read, and all are answered', async () => {
    const gate = Promise.withResolvers<boolean>()
    const source = startSource()
    source.does = gate.promise
    const cors = createCors({ lookup: source.lookup })
    const decisions = Array.from({ length: 10_000 }, () => cors.decide(toRequest(acme)))
    gate.resolve(true)
    expect(new Set((await Promise.all(decisions)).map(({ allowed }) => allowed))).toEqual(new Set([true]))
    expect(source.reads).toEqual([acme])
    expect(source.events.filter((type) => type === 'joined')).toHaveLength(9999)
    expect(source.events.slice(0, 2)).toEqual(['miss', 'read'])
  })

  test('10,000 requests for a store that fails cost one read, are all refused, and are reported once', async () => {
    const source = startSource()
    source.does = new Error('The store is down')
    const cors = createCors({ lookup: source.lookup })
    const decisions = await Promise.all(Array.from({ length: 10_000 }, () => cors.decide(toRequest(acme))))
    expect(new Set(decisions.map(({ refusal }) => refusal?.code))).toEqual(new Set(['lookup-failed']))
    expect(source.reads).toEqual([acme])
    expect(source.reports).toEqual([`source-threw ${acme}`])
  })

  test('every origin has a read of its own', async () => {
    const source = startSource()
    await Promise.all([acme, other, acme, other].map((origin) => source.lookup(origin, undefined)))
    expect(source.reads).toEqual([acme, other])
  })

  test('a stale answer is renewed by one read, however many get it', async () => {
    const source = startSource({ staleWhileRevalidate: 60 })
    await source.lookup(acme, undefined)
    source.time = 61_000
    const answers = await Promise.all(Array.from({ length: 100 }, () => source.lookup(acme, undefined)))
    expect(new Set(answers)).toEqual(new Set([true]))
    expect(source.reads).toEqual([acme, acme])
  })
})

test('a read that ends in time leaves no timer behind, for whoever waited', async () => {
  vi.useFakeTimers()
  try {
    const source = startSource({ timeout: 60_000 })
    await Promise.all(Array.from({ length: 10 }, () => source.lookup(acme, undefined)))
    source.does = new Error('down')
    await source.lookup(other, undefined).catch(() => {})
    expect(source.reads).toEqual([acme, other])
    expect(vi.getTimerCount()).toBe(0)
  } finally {
    vi.useRealTimers()
  }
})

describe('a read that does not end', () => {
  test('refuses all who wait after the timeout, is reported once, and is tried again later', async () => {
    vi.useFakeTimers()
    try {
      const source = startSource({ timeout: 100 })
      source.does = hang
      const lookups = [0, 60].map(async (wait) => {
        await vi.advanceTimersByTimeAsync(wait)
        source.time += wait
        return await source.lookup(acme, undefined).catch(String)
      })
      await vi.advanceTimersByTimeAsync(40)
      const late = `Error: The source did not answer for ${acme} within 100 milliseconds`
      await expect(Promise.all(lookups)).resolves.toEqual([late, late])
      expect(source.reads).toEqual([acme])
      expect(source.reports).toEqual([`source-timed-out ${acme}`])
      expect(vi.getTimerCount()).toBe(0)
      Object.assign(source, { does: true, time: 2000 })
      await expect(source.lookup(acme, undefined)).resolves.toBe(true)
      expect(source.reports).toEqual([`source-timed-out ${acme}`, `over: source-timed-out ${acme}`])
    } finally {
      vi.useRealTimers()
    }
  })

  test('is not joined any more when its time is over, though nobody waits for it', async () => {
    const source = startSource({ timeout: 1000 })
    source.does = hang
    // As on Workers, where the timer of the request that began a read ends with that request.
    vi.useFakeTimers()
    void source.lookup(acme, undefined).catch(() => {})
    vi.useRealTimers()
    Object.assign(source, { does: true, time: 1000 })
    await expect(source.lookup(acme, undefined)).resolves.toBe(true)
    expect(source.events).toEqual(['miss', 'read', 'miss', 'read'])
  })

  test('does not keep the policy waiting: it refuses as for any look-up that fails', async () => {
    const source = startSource({ timeout: 20 })
    source.does = hang
    const cors = createCors({ lookup: source.lookup })
    const response = await cors.handle(toRequest(acme), () => new Response('hello'))
    expect(response.status).toBe(200)
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  test('and answers when it is too late is not kept', async () => {
    const gate = Promise.withResolvers<boolean>()
    const source = startSource({ timeout: 10, retryAfter: 0 })
    source.does = gate.promise
    await expect(source.lookup(acme, undefined)).rejects.toThrow('within 10 milliseconds')
    gate.resolve(true)
    await gate.promise
    source.does = false
    await expect(source.lookup(acme, undefined)).resolves.toBe(false)
  })
})

describe('a source that uses its own cache', () => {
  test('and forgets the origin before it answers: the answer is not kept', async () => {
    let reads = 0
    const { lookup, invalidate } = cachedOrigins((origin) => {
      reads += 1
      invalidate(origin)
      return Promise.resolve(true)
    })
    expect([await lookup(acme, undefined), await lookup(acme, undefined)]).toEqual([true, true])
    expect(reads).toBe(2)
  })

  test('and asks it for the same origin waits for itself, no longer than the timeout, and has failed', async () => {
    const reports: string[] = []
    let reads = 0
    const { lookup } = cachedOrigins(
      (origin): Promise<boolean> => {
        reads += 1
        return lookup(origin, undefined)
      },
      { timeout: 20, onError: ({ code }) => reports.push(code) },
    )
    await expect(lookup(acme, undefined)).rejects.toThrow('within 20 milliseconds')
    expect({ reads, reports }).toEqual({ reads: 1, reports: ['source-timed-out'] })
  })
})

test('an answer is as old as its read: one that took long does not last longer', async () => {
  const gate = Promise.withResolvers<boolean>()
  const source = startSource({ maxAge: 60, timeout: 20_000 })
  source.does = gate.promise
  const slow = source.lookup(acme, undefined)
  source.time = 10_000
  gate.resolve(true)
  expect(await slow).toBe(true)
  Object.assign(source, { does: false, time: 60_000 })
  expect(await source.lookup(acme, undefined)).toBe(false)
})

describe('invalidate', () => {
  test.each([
    { step: 'forgets one origin', forget: [acme], kept: [other] },
    { step: 'forgets all', forget: [], kept: [] },
    { step: 'forgets all for what is no origin: a message without one', forget: [''], kept: [] },
    { step: 'forgets all for what is no origin: a URL', forget: [`${acme}/`], kept: [] },
    { step: 'forgets all for what is no text', forget: [null as unknown as string], kept: [] },
    { step: 'leaves the others alone', forget: ['https://unknown.example'], kept: [acme, other] },
  ])('$step', async ({ forget, kept }) => {
    const source = startSource()
    const ask = async (): Promise<void> => {
      for (const origin of [acme, other]) await source.lookup(origin, undefined)
    }
    await ask()
    source.reads.length = 0
    source.invalidate(...forget)
    await ask()
    expect(source.reads).toEqual([acme, other].filter((origin) => !kept.includes(origin)))
  })

  test('forgets a refusal and a failure too', async () => {
    const source = startSource()
    source.does = false
    expect(await source.lookup(acme, undefined)).toBe(false)
    source.does = new Error('The store is down')
    await expect(source.lookup(other, undefined)).rejects.toThrow('down')
    source.does = true
    source.invalidate()
    expect([await source.lookup(acme, undefined), await source.lookup(other, undefined)]).toEqual([true, true])
  })

  test('a read that began before it answers those who wait, is not kept, and is not joined', async () => {
    const gate = Promise.withResolvers<boolean>()
    const source = startSource()
    source.does = gate.promise
    const before = source.lookup(acme, undefined)
    source.invalidate(acme)
    source.does = false
    const after = source.lookup(acme, undefined)
    gate.resolve(true)
    expect([await before, await after]).toEqual([true, false])
    expect(await source.lookup(acme, undefined)).toBe(false)
    expect(source.reads).toEqual([acme, acme])
  })

  test('a stale answer that was being renewed is gone', async () => {
    const gate = Promise.withResolvers<boolean>()
    const source = startSource({ staleWhileRevalidate: 60 })
    await source.lookup(acme, undefined)
    Object.assign(source, { time: 61_000, does: gate.promise })
    expect(await source.lookup(acme, undefined)).toBe(true)
    source.invalidate(acme)
    gate.resolve(true)
    await new Promise((resolve) => setImmediate(resolve))
    source.does = false
    expect(await source.lookup(acme, undefined)).toBe(false)
  })

  test('one who waited for a read that fails meanwhile gets what a later read said', async () => {
    const source = startSource({ timeout: 20 })
    source.does = hang
    const before = source.lookup(acme, undefined)
    source.invalidate(acme)
    source.does = true
    expect(await source.lookup(acme, undefined)).toBe(true)
    expect(await before).toBe(true)
    expect(source.reports).toEqual([])
  })
})

describe('tenants', () => {
  const toTenant = (url: string): string => new URL(url).pathname.slice(1)

  test('an origin is kept for each tenant apart', async () => {
    const source = startSource<string>({ tenant: toTenant })
    expect(await source.lookup(acme, 'https://api.example.com/acme')).toBe(true)
    source.does = false
    expect(await source.lookup(acme, 'https://api.example.com/other')).toBe(false)
    expect(await source.lookup(acme, 'https://api.example.com/acme')).toBe(true)
    expect(source.reads).toEqual([`acme ${acme}`, `other ${acme}`])
  })

  // A scheme of an origin may be any: together these are the same text.
  test('a tenant and an origin that run together are told apart', async () => {
    const source = startSource<string>({ tenant: (name) => name })
    await source.lookup(acme, 'a')
    await source.lookup(acme.slice(1), 'ah')
    await source.lookup(acme, 'a a')
    expect(source.reads).toEqual([`a ${acme}`, `ah ${acme.slice(1)}`, `a a ${acme}`])
  })

  test('a case is told apart, of tenants and of hosts that have one', async () => {
    const source = startSource<string>({ tenant: (name) => name })
    for (const tenant of ['a', 'A']) {
      for (const origin of ['app://host', 'app://HOST']) await source.lookup(origin, tenant)
    }
    expect(source.reads).toEqual(['a app://host', 'a app://HOST', 'A app://host', 'A app://HOST'])
  })

  test.each([
    { step: 'one origin of one tenant', forget: [acme, 'a'], reads: [`a ${acme}`] },
    { step: 'one origin of all tenants', forget: [acme], reads: [`a ${acme}`, `b ${acme}`] },
    { step: 'all', forget: [], reads: [`a ${acme}`, `b ${acme}`, `a ${other}`, `b ${other}`] },
  ])('invalidate forgets $step', async ({ forget, reads }) => {
    const source = startSource<string>({ tenant: (name) => name })
    const ask = async (): Promise<void> => {
      for (const origin of [acme, other]) for (const tenant of ['a', 'b']) await source.lookup(origin, tenant)
    }
    await ask()
    source.reads.length = 0
    source.invalidate(...forget)
    await ask()
    expect(source.reads).toEqual(reads)
  })

  test('invalidate forgets a read of any tenant that is under way', async () => {
    const gate = Promise.withResolvers<boolean>()
    const source = startSource<string>({ tenant: (name) => name })
    source.does = gate.promise
    const before = source.lookup(acme, 'a')
    source.invalidate(acme)
    gate.resolve(true)
    await before
    source.does = false
    expect(await source.lookup(acme, 'a')).toBe(false)
  })

  test.each([
    { step: 'empty', tenant: () => '' },
    { step: 'no text', tenant: () => 1 as unknown as string },
    { step: 'a promise', tenant: async () => 'a' },
    { step: 'a promise that rejects', tenant: () => Promise.reject(new Error('late')) },
    { step: 'too long to be kept', tenant: () => 'a'.repeat(257) },
    {
      step: 'not to be found',
      tenant: (): string => {
        throw new TypeError('The option "tenant" cannot tell')
      },
    },
  ])('a tenant that is $step refuses the request', async ({ tenant }) => {
    const source = startSource({ tenant: tenant as () => string })
    await expect(source.lookup(acme, undefined)).rejects.toThrow('The option "tenant"')
    expect(source.reads).toEqual([])
  })
})

describe('the bound on entries', () => {
  test('those that nobody asked for the longest make room', async () => {
    const source = startSource({ maxEntries: 2 })
    for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) await source.lookup(`https://${name}.example`, undefined)
    expect(source.reads.map((origin) => origin[8])).toEqual(['a', 'b', 'c', 'b'])
  })

  test('a flood of unknown origins pushes out no allowed one', async () => {
    const source = startSource({ maxEntries: 10 })
    await source.lookup(acme, undefined)
    source.does = false
    for (let index = 0; index < 1000; index++) await source.lookup(`https://${index}.evil.example`, undefined)
    source.reads.length = 0
    expect(await source.lookup(acme, undefined)).toBe(true)
    expect(source.reads).toEqual([])
  })

  test('an origin that is revoked and admitted again is never both', async () => {
    const source = startSource({ maxAge: 1, negativeMaxAge: 1 })
    for (const [index, does] of [true, false, true, null].entries()) {
      Object.assign(source, { time: index * 1000, does })
      expect(await source.lookup(acme, undefined)).toBe(does === true)
    }
  })
})

describe('waitUntil', () => {
  test('gets each read, which does not reject, and the context', async () => {
    const kept: [Promise<unknown>, string][] = []
    const source = startSource<string>({ waitUntil: (promise, context) => kept.push([promise, context]) })
    source.does = new Error('The store is down')
    await expect(source.lookup(acme, 'first')).rejects.toThrow('down')
    await expect(source.lookup(acme, 'second')).rejects.toThrow('down')
    expect(kept.map(([, context]) => context)).toEqual(['first'])
    await expect(kept[0]?.[0]).resolves.toMatchObject({ code: 'source-threw' })
  })
})
