import { expectTypeOf, test } from 'vitest'
import { type AsyncCors, createCors } from '../../src/index.ts'
import { type CachedOrigins, cachedOrigins, type OriginsEvent, type SourceFailure } from '../../src/origins.ts'

test('a lookup fits a policy of the same context, and one of any', () => {
  const origins = cachedOrigins(async (origin) => origin.endsWith('.example'))
  expectTypeOf(origins).toEqualTypeOf<CachedOrigins>()
  expectTypeOf(createCors({ lookup: origins.lookup })).toEqualTypeOf<AsyncCors>()
  createCors<Request>({ lookup: origins.lookup })
})

test('tenant decides the context', () => {
  const origins = cachedOrigins(async () => true, { tenant: (request: Request) => new URL(request.url).host })
  expectTypeOf(origins).toEqualTypeOf<CachedOrigins<Request>>()
  createCors<Request>({ lookup: origins.lookup })
  // @ts-expect-error: this policy's context is no request
  createCors<number>({ lookup: origins.lookup })
})

test('a source returns yes, no, or the origin that it found', () => {
  cachedOrigins(async (origin, tenant) => (tenant === 'acme' ? origin : null))
  cachedOrigins(async () => undefined)
  // @ts-expect-error: a row is no answer
  cachedOrigins(async () => ({ origin: 'https://acme.example' }))
  // @ts-expect-error: nor is one that is there at once, which a predicate gives
  cachedOrigins(() => true)
})

test('hooks', () => {
  cachedOrigins(async () => true, {
    onEvent: (event) => expectTypeOf(event).toEqualTypeOf<OriginsEvent>(),
    onError: (failure) => expectTypeOf(failure).toEqualTypeOf<SourceFailure>(),
    onRecover: console.log,
    waitUntil: (promise) => expectTypeOf(promise).toEqualTypeOf<Promise<unknown>>(),
  })
})
