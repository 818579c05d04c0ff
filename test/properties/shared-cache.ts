import fc from 'fast-check'
import { expect } from 'vitest'
import { explain } from '../../src/explain.ts'
import { createCors } from '../../src/index.ts'
import { createSharedCache } from './cache.ts'
import { allowsHeader, allowsMethod, ask } from './model.ts'
import { around } from './origins.ts'
import { listOrigins, policies } from './policies.ts'
import { type Policy, toOptions } from './policy.ts'
import { defineProperty } from './property.ts'
import { isPage } from './share.ts'

/** One request of a page, through the cache. */
interface Visit {
  readonly origin: string
  readonly credentials: 'omit' | 'include'
  readonly method: string
  readonly header: string | null
  readonly language: string
  readonly tenant: string | null
}

interface CacheCase {
  readonly policy: Policy
  readonly visits: readonly Visit[]
  /** What the handler says about caches, and whether what it answers depends on the language. */
  readonly cacheControl: string
  readonly isTranslated: boolean
  /** Whether the cache keeps preflights too, as some networks do. */
  readonly keepsOptions: boolean
}

const api = 'https://api.example.com'

const cases: fc.Arbitrary<CacheCase> = policies.chain((policy) =>
  fc.record({
    policy: fc.constant(policy),
    visits: fc.array(
      fc.record({
        origin: fc.oneof({ weight: 9, arbitrary: around(listOrigins(policy)) }, fc.constant(api)).filter(isPage),
        credentials: fc.constantFrom('omit', 'include'),
        method: fc.constantFrom('GET', 'GET', 'GET', 'PUT', 'PURGE'),
        header: fc.constantFrom(null, null, null, 'x-own', 'x-two'),
        language: fc.constantFrom('de', 'en'),
        tenant: fc.constantFrom('a', 'a', 'b', null),
      }),
      { minLength: 2, maxLength: 6 },
    ),
    cacheControl: fc.constantFrom('max-age=60', 'public, max-age=60', 's-maxage=60', 'private', 'max-age=60'),
    isTranslated: fc.boolean(),
    keepsOptions: fc.boolean(),
  }),
)

async function check(given: CacheCase, count: (what: string) => void): Promise<void> {
  const { policy, visits, cacheControl, isTranslated, keepsOptions } = given
  const serve = createCors(toOptions(policy)).wrap((request) => {
    const headers = { 'cache-control': cacheControl, ...(isTranslated ? { vary: 'Accept-Language' } : {}) }
    return new Response(isTranslated ? request.headers.get('accept-language') : 'hello', { headers })
  })
  const server = async (request: Request) => {
    const response = await serve(request)
    return { status: response.status, headers: [...response.headers], body: await response.text() }
  }
  const cache = createSharedCache(server, keepsOptions ? ['GET', 'HEAD', 'OPTIONS'] : ['GET', 'HEAD'])
  for (const { origin, credentials, method, header, language, tenant } of visits) {
    let text = ''
    const { outcome } = await explain({
      page: { origin },
      request: {
        url: `${api}/items`,
        method,
        credentials,
        headers: { 'accept-language': language, ...(header === null ? {} : { [header]: '1' }) },
      },
      async server(request) {
        if (tenant !== null) request.headers.set('x-tenant', tenant)
        const answer = await cache.fetch(request)
        text = answer.body
        return answer
      },
    })
    const isForAnyone = policy.rules.some((rule) => rule.kind === 'text' && rule.text === '*')
    const isPermitted = credentials === 'omit' || (policy.credentials === true && !isForAnyone)
    const isAdmitted = ask(policy, origin, tenant) === 'admitted'
    const isListed = allowsMethod(policy, method) && (header === null || allowsHeader(policy, header))
    const isShared = origin === api || (isAdmitted && isPermitted && isListed)
    expect({ origin, isShared: outcome === 'shared' }).toEqual({ origin, isShared })
    const isRejected = origin === api && policy.rejectDisallowed === true
    if (isShared && isTranslated && !isRejected) expect(text).toBe(language)
  }
  count(cache.hits > 0 ? 'with hits' : 'without hits')
}

export const cacheKeepsApart = defineProperty<CacheCase>({
  name: "a shared cache that honours Vary never hands one origin's answer to another",
  cases,
  check,
  runs: 800,
  meets: ['with hits', 'without hits'],
})

/** A rule that fails once, and then admits: what it said in its bad minute must be in no cache. */
const recoveries = fc.record({
  origin: fc.constantFrom('https://app.example.com', 'http://localhost:5173'),
  isLookup: fc.boolean(),
  debug: fc.boolean(),
  method: fc.constantFrom('GET', 'PUT'),
})

async function checkRecovery({ origin, isLookup, debug, method }: Recovery): Promise<void> {
  let isBroken = true
  const rule = (): boolean => {
    if (isBroken) throw new Error('The store is down')
    return true
  }
  const options = { methods: ['PUT'], debug }
  const cors = isLookup
    ? createCors({ ...options, lookup: async () => rule() })
    : createCors({ ...options, origin: rule })
  const serve = cors.wrap(() => new Response('hello', { headers: { 'cache-control': 'max-age=60' } }))
  const cache = createSharedCache(
    async (request) => {
      const response = await serve(request)
      return { status: response.status, headers: [...response.headers], body: await response.text() }
    },
    ['GET', 'OPTIONS'],
  )
  const visit = { page: { origin }, request: { url: `${api}/items`, method }, server: cache.fetch }
  expect((await explain(visit)).outcome).toBe('blocked')
  isBroken = false
  expect((await explain(visit)).outcome).toBe('shared')
}

type Recovery = typeof recoveries extends fc.Arbitrary<infer Case> ? Case : never

export const failuresAreNotKept = defineProperty<Recovery>({
  name: 'no cache keeps the answer of a rule that failed',
  cases: recoveries,
  check: checkRecovery,
  runs: 30,
  meets: [],
})
