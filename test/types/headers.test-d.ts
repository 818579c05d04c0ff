import type { Context } from 'hono'
import { expectTypeOf, test } from 'vitest'
import type { AsyncCors, Cors } from '../../src/index.ts'

const request = new Request('https://api.example.com/')
const context = {} as Context

test('headers returns Headers, a promise of them only with lookup', () => {
  expectTypeOf(({} as Cors).headers(request)).toEqualTypeOf<Headers>()
  expectTypeOf(({} as AsyncCors).headers(request)).toEqualTypeOf<Promise<Headers>>()
  expectTypeOf(({} as Cors | AsyncCors).headers(request)).toEqualTypeOf<Headers | Promise<Headers>>()
  // @ts-expect-error: a promise has no get
  ;(({}) as AsyncCors).headers(request).get('vary')
})

test('the context is the request by default', () => {
  expectTypeOf<Cors<Request>['headers']>().toBeCallableWith(request)
  expectTypeOf<Cors<Pick<Request, 'url'>>['headers']>().toBeCallableWith(request)
})

test('another context has to be given', () => {
  const cors = {} as Cors<Context>
  expectTypeOf(cors.headers(request, context)).toEqualTypeOf<Headers>()
  // @ts-expect-error: the predicates need Hono's context
  cors.headers(request)
  // @ts-expect-error: the predicates need Hono's context
  cors.headers(request, request)
  // @ts-expect-error: the predicates need Hono's context
  ;(({}) as AsyncCors<Context>).headers(request)
})

test('headers takes a request', () => {
  // @ts-expect-error: headers alone say neither method nor URL
  ;(({}) as Cors).headers(request.headers)
  // @ts-expect-error: decide takes input that is no request
  ;(({}) as Cors).headers({ method: 'GET', url: request.url, headers: request.headers })
})
