import type { Context } from 'hono'
import { expectTypeOf, test } from 'vitest'
import type { AsyncCors, Cors } from '../../src/index.ts'

const request = new Request('https://api.example.com/')
const response = new Response('hello')

test('apply returns a response, a promise of one only with lookup', () => {
  expectTypeOf(({} as Cors).apply(request, response)).toEqualTypeOf<Response>()
  expectTypeOf(({} as AsyncCors).apply(request, response)).toEqualTypeOf<Promise<Response>>()
  expectTypeOf(({} as Cors | AsyncCors).apply(request, response)).toEqualTypeOf<Response | Promise<Response>>()
})

test('apply takes the request, the response and the context that predicates need', () => {
  ;(({}) as Cors<Request>).apply(request, response)
  ;(({}) as Cors<Context>).apply(request, response, {} as Context)
  // @ts-expect-error: the predicates need Hono's context
  ;(({}) as Cors<Context>).apply(request, response)
  // @ts-expect-error: there is no response
  ;(({}) as Cors).apply(request)
  // @ts-expect-error: the request comes first
  ;(({}) as Cors).apply(response, request)
  // @ts-expect-error: the response is awaited first
  ;(({}) as Cors).apply(request, fetch(request))
})
