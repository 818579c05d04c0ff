import type { Context } from 'hono'
import { describe, expectTypeOf, test } from 'vitest'
import { type AsyncCors, type AsyncCorsOptions, type Cors, type CorsOptions, createCors } from '../../src/index.ts'
import { type AsyncCorsRoutes, type CorsRoutes, createCorsRoutes } from '../../src/routes.ts'

const origin = 'https://app.example.com'
const lookup = async (asked: string): Promise<boolean> => asked === origin
const either = { origin } as CorsOptions | AsyncCorsOptions

describe('the kind of routes', () => {
  test('without a lookup is synchronous', () => {
    expectTypeOf(createCorsRoutes({ '/a/*': { origin }, '/b': false })).toEqualTypeOf<CorsRoutes<unknown>>()
    expectTypeOf(createCorsRoutes({ '/a': [{ origin }, { origin: '*' }] })).toEqualTypeOf<CorsRoutes<unknown>>()
    expectTypeOf(createCorsRoutes({ '/a': createCors({ origin }) })).toEqualTypeOf<CorsRoutes<unknown>>()
    expectTypeOf(createCorsRoutes({} as Record<string, CorsOptions | false>)).toEqualTypeOf<CorsRoutes<unknown>>()
  })

  test('with a lookup anywhere is asynchronous', () => {
    expectTypeOf(createCorsRoutes({ '/a': { lookup }, '/b': false })).toEqualTypeOf<AsyncCorsRoutes<unknown>>()
    expectTypeOf(createCorsRoutes({ '/a': { origin }, '/b': [{ origin: '*' }, { lookup }] })).toEqualTypeOf<
      AsyncCorsRoutes<unknown>
    >()
    const cors = createCors({ lookup })
    expectTypeOf(createCorsRoutes({ '/a': cors, '/b': either })).toEqualTypeOf<AsyncCorsRoutes<unknown>>()
  })

  test('is open where the routes leave it open', () => {
    type Either = CorsRoutes<unknown> | AsyncCorsRoutes<unknown>
    expectTypeOf(createCorsRoutes({ '/a': either, '/b': { origin } })).toEqualTypeOf<Either>()
    expectTypeOf(createCorsRoutes({ '/a': [either] })).toEqualTypeOf<Either>()
    const perhaps = { lookup } as AsyncCorsOptions | false
    expectTypeOf(createCorsRoutes({ '/a': perhaps })).toEqualTypeOf<Either>()
  })
})

describe('routes', () => {
  test('go wherever a policy does', () => {
    expectTypeOf<CorsRoutes>().toExtend<Cors>()
    expectTypeOf<AsyncCorsRoutes>().toExtend<AsyncCors>()
    expectTypeOf<CorsRoutes<Context>>().toExtend<Cors<Context>>()
    expectTypeOf<CorsRoutes>().not.toExtend<AsyncCors>()
  })

  test('have predicates with a context', () => {
    const predicate = (_: string, context: Context): boolean => context.req.path === '/'
    expectTypeOf(createCorsRoutes({ '/a': { origin: predicate } })).toEqualTypeOf<CorsRoutes<Context>>()
    createCorsRoutes<Request>({
      '/a': {
        origin(asked, request) {
          expectTypeOf(asked).toEqualTypeOf<string>()
          expectTypeOf(request).toEqualTypeOf<Request>()
          return true
        },
      },
    })
    createCorsRoutes<Request>({
      '/a': {
        async lookup(asked, request) {
          expectTypeOf(asked).toEqualTypeOf<string>()
          expectTypeOf(request).toEqualTypeOf<Request>()
          return true
        },
      },
    })
  })

  test('show policies that nobody changes', () => {
    const { routes } = createCorsRoutes({ '/a': { origin } })
    expectTypeOf(routes['/a']?.[0]?.options.credentials).toEqualTypeOf<boolean | undefined>()
    // @ts-expect-error: read-only
    routes['/a'] = []
  })

  test('have nothing else behind a pattern', () => {
    // @ts-expect-error: a policy, or false
    createCorsRoutes({ '/a': true })
    // @ts-expect-error: a list of options
    createCorsRoutes({ '/a': [false] })
    // @ts-expect-error: a list of options
    createCorsRoutes({ '/a': [createCors({ origin })] })
    // @ts-expect-error: no option
    createCorsRoutes({ '/a': { origin, headers: ['x'] } })
    // @ts-expect-error: no option, beside a lookup
    createCorsRoutes({ '/a': { origin, headers: ['x'] }, '/b': { lookup } })
  })
})
