import type { Context } from 'hono'
import { expectTypeOf, test } from 'vitest'
import type { AsyncCors, Cors } from '../../src/index.ts'

const request = new Request('https://api.example.com/')
const sync = (): Response => new Response('hello')
const async = async (): Promise<Response> => new Response('hello')
const either = sync as () => Response | Promise<Response>

test('handle returns what next returns, or a response of its own', () => {
  const { handle } = {} as Cors
  expectTypeOf(handle(request, sync)).toEqualTypeOf<Response>()
  expectTypeOf(handle(request, async)).toEqualTypeOf<Response | Promise<Response>>()
  expectTypeOf(handle(request, either)).toEqualTypeOf<Response | Promise<Response>>()
  // @ts-expect-error: a preflight is answered at once, so there is not always a promise
  handle(request, async).then(console.log)
})

test('handle returns a promise with lookup', () => {
  const { handle } = {} as AsyncCors
  expectTypeOf(handle(request, sync)).toEqualTypeOf<Promise<Response>>()
  expectTypeOf(handle(request, async)).toEqualTypeOf<Promise<Response>>()
  // @ts-expect-error: a promise has no headers
  expectTypeOf(handle(request, sync).headers)
})

test('handle keeps what the response has beside the standard', () => {
  interface Timed extends Response {
    readonly time: number
  }
  expectTypeOf(({} as Cors).handle(request, () => ({}) as Timed)).toEqualTypeOf<Response | Timed>()
  expectTypeOf(({} as AsyncCors).handle(request, () => ({}) as Timed)).toEqualTypeOf<Promise<Response | Timed>>()
})

test('handle needs the context that predicates need', () => {
  ;(({}) as Cors<Request>).handle(request, sync)
  ;(({}) as Cors<Context>).handle(request, sync, {} as Context)
  // @ts-expect-error: the predicates need Hono's context
  ;(({}) as Cors<Context>).handle(request, sync)
})

test('next returns a response, or nothing on purpose', () => {
  const { handle } = {} as Cors
  expectTypeOf(handle(request, () => undefined)).toEqualTypeOf<Response | undefined>()
  // @ts-expect-error: a body is no response
  handle(request, () => 'hello')
  // @ts-expect-error: a body is no response
  handle(request, async () => ({ hello: 'world' }))
  // @ts-expect-error: the response was forgotten
  handle(request, () => {})
  // @ts-expect-error: a response is no function that makes one
  handle(request, new Response('hello'))
})
