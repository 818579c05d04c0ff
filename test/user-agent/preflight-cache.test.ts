import { describe, expect, test } from 'vitest'
import { departsAs, type Engine } from '../../src/user-agent/departures.ts'
import { type CachedRequest, createPreflightCache, type PreflightCache } from '../../src/user-agent/preflight-cache.ts'

const request: CachedRequest = { origin: 'https://page.invalid', url: 'https://api.invalid/', credentials: 'omit' }
const elsewhere = { ...request, url: 'https://api.invalid/other' }
const stranger = { ...request, origin: 'https://other.invalid' }
const include = { ...request, credentials: 'include' } as const
const permission = { methods: ['PUT'], headerNames: ['x-a'], maxAge: 5 }
const wild = { methods: ['*'], headerNames: ['*'], maxAge: 5 }

function create(engine: Engine | null, now = (): number => 0): PreflightCache {
  return createPreflightCache(now, departsAs(engine))
}

describe.each([null, 'chromium', 'firefox', 'webkit'] as const)('the preflight cache of %s', (engine) => {
  test('allows what one permission has, to its origin at its URL', () => {
    const cache = create(engine)
    expect(cache.allows(request, 'PUT', [])).toBe(false)
    cache.store(request, permission)
    expect(cache.allows(request, 'PUT', ['x-a'])).toBe(true)
    expect(cache.allows(request, null, ['x-a'])).toBe(true)
    expect(cache.allows(elsewhere, 'PUT', [])).toBe(false)
    expect(cache.allows(stranger, 'PUT', [])).toBe(false)
    expect(cache.allows(include, 'PUT', [])).toBe(false)
  })

  test.each<[method: string | null, names: readonly string[]]>([
    ['DELETE', []],
    ['put', []],
    ['x-a', []],
    ['PUT', ['PUT']],
    ['PUT', ['x-a', 'x-b']],
    [null, ['x-b']],
  ])('has no permission for %s with %j', (method, names) => {
    const cache = create(engine)
    cache.store(request, permission)
    expect(cache.allows(request, method, names)).toBe(false)
  })

  test('ends when its time is over', () => {
    let now = 0
    const cache = create(engine, () => now)
    cache.store(request, permission)
    now = 4999
    expect(cache.allows(request, 'PUT', [])).toBe(true)
    now = 5000
    expect(cache.allows(request, 'PUT', [])).toBe(false)
    now = 0
    cache.store(request, { ...permission, maxAge: 0 })
    expect(cache.allows(request, 'PUT', [])).toBe(false)
  })

  test('is cleared for one origin at one URL', () => {
    const cache = create(engine)
    for (const one of [request, elsewhere, stranger]) cache.store(one, permission)
    cache.clear(request)
    expect([request, elsewhere, stranger].map((one) => cache.allows(one, 'PUT', ['x-a']))).toEqual([false, true, true])
  })

  test('keeps for requests with credentials what was allowed with them', () => {
    const cache = create(engine)
    cache.store(include, permission)
    expect(cache.allows(include, 'PUT', ['x-a'])).toBe(true)
    expect(cache.allows(request, 'PUT', ['x-a'])).toBe(engine !== 'firefox')
  })

  test('has wildcards', () => {
    const cache = create(engine)
    cache.store(request, wild)
    expect(cache.allows(request, 'PUT', ['x-b'])).toBe(engine !== 'firefox')
    cache.store(request, wild)
    expect(cache.allows(request, '*', ['*'])).toBe(true)
    expect(cache.allows(request, 'GET', ['authorization'])).toBe(engine === 'webkit')
  })
})

test('a wildcard is none for credentials in one record', () => {
  for (const engine of ['chromium', 'webkit'] as const) {
    const cache = create(engine)
    cache.store(include, wild)
    expect(cache.allows(include, 'PUT', [])).toBe(false)
    cache.store(include, wild)
    expect(cache.allows(request, 'PUT', ['x-b'])).toBe(engine === 'webkit')
  }
})

test('a permission that is renewed lasts longer, and another does not', () => {
  let now = 0
  const cache = create(null, () => now)
  cache.store(request, { ...permission, methods: ['PUT', 'PATCH'] })
  cache.store(elsewhere, permission)
  now = 4000
  cache.store(request, permission)
  now = 8000
  expect(cache.allows(request, 'PUT', ['x-a'])).toBe(true)
  expect(cache.allows(request, 'PATCH', [])).toBe(false)
  expect(cache.allows(elsewhere, 'PUT', [])).toBe(false)
})

test('one record is gone when it does not do', () => {
  for (const engine of [null, 'chromium', 'firefox', 'webkit'] as const) {
    const cache = create(engine)
    cache.store(request, permission)
    expect(cache.allows(request, 'DELETE', [])).toBe(false)
    expect(cache.allows(request, 'PUT', [])).toBe(engine === null || engine === 'firefox')
  }
})
