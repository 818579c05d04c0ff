import { cors } from '../../../adapters/cloudflare.ts'
import { type AsyncCors, type Cors, createCors } from '../../../src/index.ts'
import { check, type Same } from '../same.ts'

// Compiled by `tsc -p test/types/cloudflare`, never run.

interface Env {
  readonly ORIGIN: string
  readonly ORIGINS: KVNamespace
}

const policy = { origin: 'https://app.example.com' }
const withCors = createCors(policy)
const later = createCors({ lookup: async () => true })

export const wrapped = [
  { fetch: withCors.wrap(() => new Response('hello')) },
  {
    fetch: withCors.wrap(async (request, env, ctx) => {
      check<Same<typeof request, Request<unknown, IncomingRequestCfProperties>>>()
      check<Same<typeof env, Env>>()
      check<Same<typeof ctx, ExecutionContext>>()
      return new Response(env.ORIGIN)
    }),
  },
  {
    fetch: later.wrap((request, env, _ctx) => new Response(request.url + env.ORIGIN), {
      onError(error, request, env, ctx) {
        check<Same<typeof env, Env>>()
        ctx.waitUntil(Promise.resolve(error))
        return new Response(request.url)
      },
    }),
  },
  { fetch: later.wrap(async (_: Request, env: Env) => new Response(await env.ORIGINS.get('a'))), scheduled() {} },
] satisfies ExportedHandler<Env>[]

export const handler: ExportedHandlerFetchHandler<Env> = withCors.wrap((_, env, ctx) => {
  ctx.passThroughOnException()
  return new Response(env.ORIGIN)
})

const worker: ExportedHandler<Env> = { fetch: () => new Response('hello') }

export const withAdapter = [
  cors(policy, { fetch: () => new Response('hello') }),
  cors(withCors, worker),
  cors(createCors(policy), worker),
  cors({} as Cors | AsyncCors, worker),
  cors({ origin: (_, request) => request.url === '' }, worker),
  // The context comes from the adapter where nothing else says it.
  cors(policy, {
    fetch(request, _, ctx) {
      ctx.waitUntil(Promise.resolve())
      return new Response(request.url)
    },
  }),
  // The environment comes from the Worker,
  cors((env) => ({ origin: env.ORIGIN }), worker),
  cors((env) => ({ origin: env.ORIGIN }), { fetch: async (_: Request, env: Env) => new Response(env.ORIGIN) }),
  cors((env) => ({ lookup: async (origin) => (await env.ORIGINS.get(origin)) !== null }), {
    fetch(request, env, ctx) {
      check<Same<typeof request, Request<unknown, IncomingRequestCfProperties>>>()
      check<Same<typeof env, Env>>()
      check<Same<typeof ctx, ExecutionContext>>()
      return new Response(env.ORIGIN)
    },
    async queue(batch) {
      batch.ackAll()
    },
  } satisfies ExportedHandler<Env>),
  // or from the function that makes the options.
  cors((env: Env) => ({ origin: env.ORIGIN }), {
    fetch(_, env) {
      check<Same<typeof env, Env>>()
      return new Response(env.ORIGIN)
    },
  }),
  // What hears of errors gets what the Worker gets.
  cors(policy, worker, {
    onError(error, request, env, ctx) {
      check<Same<typeof error, unknown>>()
      check<Same<typeof env, Env>>()
      ctx.waitUntil(Promise.resolve())
      return new Response(request.url + env.ORIGIN, { status: 500 })
    },
  }),
] satisfies ExportedHandler<Env>[]

export const others = cors(policy, { fetch: () => new Response('hello'), greet: (name: string) => name, version: 1 })
check<Same<typeof others.greet, (name: string) => string>>()
check<Same<typeof others.version, number>>()

export const answer: Response | Promise<Response> = others.fetch(new Request('https://api.example.com/'))

export function misuse(env: Env): void {
  // @ts-expect-error: with a look-up even a synchronous handler's answer is a promise
  const response: Response = others.fetch(new Request('https://api.example.com/'))
  // @ts-expect-error: there is no such binding
  cors((env) => ({ origin: env.ORIGIM }), worker)
  // @ts-expect-error: the Worker has other bindings
  cors((env: { readonly OTHER: string }) => ({ origin: env.OTHER }), worker)
  // @ts-expect-error: the options are needed at once
  cors(async (env: Env) => ({ origin: env.ORIGIN }), worker)
  // @ts-expect-error: nothing is shared by accident
  cors(() => ({}), worker)
  // @ts-expect-error: a body is no response
  cors(policy, { fetch: () => 'hello' })
  // @ts-expect-error: an error is answered by a response
  cors(policy, worker, { onError: () => 'sorry' })
  // @ts-expect-error: there is nothing to add a policy to
  cors(policy, { scheduled() {} })
  // @ts-expect-error: reflects any origin elsewhere
  cors({ origin: true }, worker)
  // @ts-expect-error: allowedHeaders
  cors({ ...policy, allowHeaders: [] }, worker)
  // @ts-expect-error: that policy needs a context that a Worker has not
  cors({} as Cors<Env>, worker)
  // @ts-expect-error: that policy needs a context that a Worker has not
  withEnv.wrap(() => new Response('hello'))
  // @ts-expect-error: the handler needs its bindings
  handler(new Request('https://api.example.com/'))
  console.log(response, env)
}

declare const withEnv: Cors<Env>
