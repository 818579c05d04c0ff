import type { IncomingMessage } from 'node:http'
import type { Context } from 'hono'
import { describe, expectTypeOf, test } from 'vitest'
import { createUserAgent } from '../../src/explain.ts'
import type { AsyncCors, Cors } from '../../src/index.ts'

interface Env {
  readonly GREETING: string
}

const { wrap } = {} as Cors
const { wrap: wrapAsync } = {} as AsyncCors

describe('the result', () => {
  test('of a synchronous handler is a response', () => {
    const fetch = wrap((request) => new Response(request.url))
    expectTypeOf(fetch).returns.toEqualTypeOf<Response>()
    expectTypeOf(fetch).parameters.toEqualTypeOf<[request: Request]>()
  })

  test('of an asynchronous handler may be a promise: a preflight is answered at once', () => {
    expectTypeOf(wrap(async () => new Response())).returns.toEqualTypeOf<Response | Promise<Response>>()
    const either = {} as () => Response | Promise<Response>
    expectTypeOf(wrap(either)).returns.toEqualTypeOf<Response | Promise<Response>>()
  })

  test('is a promise with lookup', () => {
    expectTypeOf(wrapAsync(() => new Response())).returns.toEqualTypeOf<Promise<Response>>()
    expectTypeOf(wrapAsync(async () => new Response())).returns.toEqualTypeOf<Promise<Response>>()
  })

  test('may be nothing where a handler means it: Bun answers an upgrade by itself', () => {
    const fetch = wrap((_, server: { upgrade(): boolean }) => (server.upgrade() ? undefined : new Response()))
    expectTypeOf(fetch).returns.toEqualTypeOf<Response | undefined>()
  })

  test('is the handler’s wherever it goes, a user agent’s server too', () => {
    createUserAgent({ origin: 'https://app.example.com', server: wrap(() => new Response()) })
    createUserAgent({ origin: 'https://app.example.com', server: wrapAsync(async () => new Response()) })
  })

  test('is a response otherwise', () => {
    // @ts-expect-error: a body is no response
    wrap(() => 'hello')
    // @ts-expect-error: a body is no response
    wrap(async (request) => ({ url: request.url }))
    // @ts-expect-error: the response was forgotten
    wrap(async (request) => {
      console.log(request.url)
    })
    // @ts-expect-error: a body is no response, with lookup neither
    wrapAsync(async () => 'hello')
  })
})

describe('the parameters', () => {
  test('are the handler’s', () => {
    const fetch = wrap(async (request: Request, env: Env, ...rest: number[]) => Response.json([request, env, rest]))
    expectTypeOf(fetch).parameters.toEqualTypeOf<[request: Request, env: Env, ...rest: number[]]>()
    // @ts-expect-error: the handler needs its environment
    fetch(new Request('https://api.example.com/'))
  })

  test('come from the place where the handler goes', () => {
    type Fetch = (request: Request, env: Env) => Response | Promise<Response>
    const fetch: Fetch = wrap((request, env) => new Response(request.url + env.GREETING))
    const server = { fetch: wrapAsync(async (request, env) => new Response(request.url + env.GREETING)) } satisfies {
      fetch: Fetch
    }
    expectTypeOf(server.fetch).toExtend<typeof fetch>()
  })

  test('start with a request, of whatever kind', () => {
    interface Incoming extends Request {
      readonly params: { readonly id: string }
    }
    const fetch = wrap((request: Incoming) => new Response(request.params.id))
    expectTypeOf(fetch).parameters.toEqualTypeOf<[request: Incoming]>()
    // @ts-expect-error: a URL is no request
    wrap((url: string) => new Response(url))
    // @ts-expect-error: a native request is for the Node.js adapter
    wrap((request: IncomingMessage) => new Response(request.url))
  })

  test('include this', () => {
    const greeter = { greeting: 'hello', fetch: wrap(greet) }
    function greet(this: { readonly greeting: string }): Response {
      return new Response(this.greeting)
    }
    expectTypeOf(greeter.fetch(new Request('https://api.example.com/'))).toEqualTypeOf<Response>()
    // @ts-expect-error: the handler needs its greeter
    wrap(greet)(new Request('https://api.example.com/'))
  })
})

describe('onError', () => {
  test('gets the error and what the handler got', () => {
    wrap((_, env: Env, count: number) => new Response(env.GREETING.repeat(count)), {
      onError(...given) {
        expectTypeOf(given).toEqualTypeOf<[error: unknown, request: Request, env: Env, count: number]>()
        return new Response()
      },
    })
  })

  test('adds its result', () => {
    const onError = async (): Promise<Response> => new Response()
    expectTypeOf(wrap(() => new Response(), { onError })).returns.toEqualTypeOf<Response | Promise<Response>>()
    expectTypeOf(wrap(() => new Response(), { onError: () => new Response() })).returns.toEqualTypeOf<Response>()
    expectTypeOf(wrapAsync(() => new Response(), { onError })).returns.toEqualTypeOf<Promise<Response>>()
  })

  test('may be absent', () => {
    expectTypeOf(wrap(() => new Response(), { onError: undefined })).returns.toEqualTypeOf<Response>()
    expectTypeOf(wrap(() => new Response(), {})).returns.toEqualTypeOf<Response>()
  })

  test('returns a response', () => {
    // @ts-expect-error: a message is no response
    wrap(() => new Response(), { onError: (error) => String(error) })
    // @ts-expect-error: the response was forgotten
    wrap(() => new Response(), { onError: console.error })
    // @ts-expect-error: the option is called onError
    wrap(() => new Response(), { onerror: () => new Response() })
  })
})

describe('the context of predicates', () => {
  test('is the request, or anything', () => {
    expectTypeOf(({} as Cors<Request>).wrap(() => new Response())).returns.toEqualTypeOf<Response>()
    expectTypeOf(({} as Cors<Pick<Request, 'url'>>).wrap(() => new Response())).returns.toEqualTypeOf<Response>()
  })

  test('is nothing that wrap does not have', () => {
    // @ts-expect-error: that policy is for the Hono adapter
    ;(({}) as Cors<Context>).wrap(() => new Response())
    // @ts-expect-error: that policy is for the Node.js adapter
    ;(({}) as AsyncCors<IncomingMessage>).wrap(() => new Response())
  })
})
