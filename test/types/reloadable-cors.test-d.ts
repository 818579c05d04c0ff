import { expectTypeOf, test } from 'vitest'
import {
  type AsyncCors,
  type AsyncReloadableCors,
  type Cors,
  createCors,
  createReloadableCors,
  type ReloadableCors,
} from '../../src/index.ts'
import { createCorsRoutes } from '../../src/routes.ts'

const origin = 'https://app.example.com'
const lookup = async (): Promise<boolean> => true

test('the kind of policy is known from its lookup', () => {
  expectTypeOf(createReloadableCors({ origin })).toEqualTypeOf<ReloadableCors<unknown>>()
  expectTypeOf(createReloadableCors(createCors({ origin }))).toEqualTypeOf<ReloadableCors<unknown>>()
  expectTypeOf(createReloadableCors(createCorsRoutes({ '/*': { origin } }))).toEqualTypeOf<ReloadableCors<unknown>>()
  expectTypeOf(createReloadableCors({ lookup })).toEqualTypeOf<AsyncReloadableCors<unknown>>()
  expectTypeOf(createReloadableCors(createCors({ lookup }))).toEqualTypeOf<AsyncReloadableCors<unknown>>()
  expectTypeOf(createReloadableCors({ origin }).cors).toEqualTypeOf<Cors<unknown>>()
  expectTypeOf(createReloadableCors({ lookup }).cors).toEqualTypeOf<AsyncCors<unknown>>()
})

test('a reload keeps the kind', () => {
  const now = createReloadableCors({ origin })
  now.reload({ origin: '*' })
  now.reload(createCors({ origin: '*' }))
  // @ts-expect-error: its answers would be promises
  now.reload({ lookup })
  // @ts-expect-error: its answers would be promises
  now.reload(createCors({ lookup }))
  const later = createReloadableCors({ lookup })
  later.reload({ origin, lookup })
  // @ts-expect-error: its answers would be no promises
  later.reload({ origin })
  // @ts-expect-error: its answers would be no promises
  later.reload(createCors({ origin }))
})

test('the context is what predicates say it is', () => {
  const predicate = (_: string, request: Request): boolean => request.url === '/'
  const { cors, reload } = createReloadableCors({ origin: predicate })
  expectTypeOf(cors).toEqualTypeOf<Cors<Request>>()
  reload({ origin: (_, request) => request.method === 'GET' })
  // @ts-expect-error: read-only
  cors.handle = createCors({ origin }).handle
})
