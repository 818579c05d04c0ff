import type { IncomingMessage } from 'node:http'
import type { Context } from 'hono'
import { describe, expectTypeOf, test } from 'vitest'
import {
  type AsyncCors,
  type AsyncCorsOptions,
  type Cors,
  type CorsOptions,
  createCors,
  type Refusal,
} from '../../src/index.ts'

const origin = 'https://app.example.com'

describe('the kind of policy', () => {
  test('without lookup is synchronous', () => {
    expectTypeOf(createCors({ origin })).toEqualTypeOf<Cors<unknown>>()
    expectTypeOf(createCors({ origin, lookup: undefined })).toEqualTypeOf<Cors<unknown>>()
  })

  test('with lookup is asynchronous, whether it has an origin or not', () => {
    expectTypeOf(createCors({ lookup: async () => true })).toEqualTypeOf<AsyncCors<unknown>>()
    expectTypeOf(createCors({ origin, lookup: async (asked) => asked === origin })).toEqualTypeOf<AsyncCors<unknown>>()
  })

  test('is open where the options leave it open', () => {
    const options = { origin } as CorsOptions | AsyncCorsOptions
    expectTypeOf(createCors(options)).toEqualTypeOf<Cors<unknown> | AsyncCors<unknown>>()
    const lookup = undefined as (() => Promise<boolean>) | undefined
    expectTypeOf(createCors({ origin, lookup })).toEqualTypeOf<Cors<unknown> | AsyncCors<unknown>>()
  })

  test('is not mistaken for the other', () => {
    // @ts-expect-error: its answers are promises
    const cors: Cors = createCors({ lookup: async () => true })
    // @ts-expect-error: its answers are no promises
    const asyncCors: AsyncCors = createCors({ origin })
    expectTypeOf([cors, asyncCors])
  })
})

describe('the context', () => {
  test('is what a predicate, lookup or onRefuse says it is', () => {
    const predicate = (_: string, context: Context): boolean => context.req.path === '/'
    expectTypeOf(createCors({ origin: predicate })).toEqualTypeOf<Cors<Context>>()
    expectTypeOf(createCors({ origin: [origin, /^https:$/, predicate] })).toEqualTypeOf<Cors<Context>>()
    const lookup = async (_: string, context: IncomingMessage): Promise<boolean> => context.url === '/'
    expectTypeOf(createCors({ lookup })).toEqualTypeOf<AsyncCors<IncomingMessage>>()
    const onRefuse = (_: Refusal, context: Request): string => context.url
    expectTypeOf(createCors({ origin, onRefuse })).toEqualTypeOf<Cors<Request>>()
  })

  test('is unknown where none says', () => {
    const cors = createCors({
      origin(asked, context) {
        expectTypeOf(asked).toEqualTypeOf<string>()
        expectTypeOf(context).toBeUnknown()
        return true
      },
    })
    expectTypeOf(cors).toEqualTypeOf<Cors<unknown>>()
  })

  test('comes from the place where the policy goes too', () => {
    const cors: Cors<IncomingMessage> = createCors({ origin: (_, request) => request.url === '/' })
    const asyncCors: AsyncCors<Request> = createCors({ lookup: async (_, request) => request.url === '/' })
    expectTypeOf([cors, asyncCors])
  })

  test('fits where more is given, never where less is', () => {
    const cors = {} as Cors<Request>
    const fits: Cors<Request & { readonly extra: true }> = cors
    // @ts-expect-error: its predicates need a request
    const anything: Cors<unknown> = cors
    // @ts-expect-error: its predicates need a request
    const hono: Cors<Context> = cors
    const everywhere: readonly [Cors<Context>, Cors<IncomingMessage>, Cors<Request>] = [
      {} as Cors,
      createCors({ origin }),
      createCors({ origin: () => true }),
    ]
    expectTypeOf([fits, anything, hono, everywhere])
  })
})

test('nobody changes options or policies', () => {
  const options = { origin } as CorsOptions
  // @ts-expect-error: read-only
  options.credentials = true
  const cors = createCors(options)
  // @ts-expect-error: read-only
  cors.wrap = cors.handle
  // @ts-expect-error: read-only
  cors.headers = () => new Headers()
})

test('a policy can be taken apart and exported', () => {
  const { options, headers, decide, apply, handle, wrap } = createCors({ origin })
  expectTypeOf({ options, headers, decide, apply, handle, wrap }).toExtend<Cors>()
})
