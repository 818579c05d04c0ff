import { cors } from '../../../adapters/deno.ts'
import { type AsyncCors, type Cors, createCors } from '../../../src/index.ts'
import { check, type Same } from '../same.ts'

// Compiled by `deno check`, never run.

const policy = { origin: 'https://app.example.com' }
const withCors = createCors(policy)
const later = createCors({ lookup: async () => true })

export function wrapForDeno(): void {
  Deno.serve(withCors.wrap(() => new Response('hello')))
  Deno.serve(
    withCors.wrap((request, info) => {
      check<Same<typeof info, Deno.ServeHandlerInfo<Deno.NetAddr>>>()
      return new Response(request.url + info.remoteAddr.hostname)
    }),
  )
  Deno.serve({ port: 0, handler: later.wrap(async (request) => new Response(request.url)) })
  Deno.serve(
    { port: 0 },
    later.wrap(async (_, info) => new Response(info.remoteAddr.hostname)),
  )
  // @ts-expect-error: a body is no response
  Deno.serve(withCors.wrap(() => 'hello'))
  // @ts-expect-error: that policy needs a context that Deno has not
  Deno.serve(({} as Cors<string>).wrap(() => new Response('hello')))
}

export const wrapped = {
  fetch: withCors.wrap((_, info) => {
    check<Same<typeof info, Deno.ServeHandlerInfo>>()
    return new Response(info.remoteAddr.transport)
  }),
} satisfies Deno.ServeDefaultExport

export function serveWithAdapter(): void {
  Deno.serve(cors(policy, () => new Response('hello')))
  Deno.serve(cors(withCors, (request, info) => new Response(request.url + info.remoteAddr.hostname)))
  Deno.serve(cors(later, async (request, info) => new Response(request.url + info.remoteAddr.hostname)))
  Deno.serve(cors({} as Cors | AsyncCors, () => new Response('hello')))
  Deno.serve(
    cors(policy, {
      port: 0,
      handler: (_, info) => new Response(info.remoteAddr.hostname),
      onError: (error) => new Response(String(error)),
      onListen: ({ port }) => console.log(port),
    }),
  )
  Deno.serve(
    cors(policy, {
      path: '/socket',
      handler: (_, info: Deno.ServeHandlerInfo<Deno.UnixAddr>) => new Response(info.remoteAddr.path),
    }),
  )
  Deno.serve(
    { port: 0 },
    cors({ origin: (_, request) => request.url === '' }, () => new Response('hello')),
  )
}

export const withAdapter = cors(policy, {
  fetch: (request, info) => new Response(request.url + info.remoteAddr.transport),
  onError: (error) => new Response(String(error)),
}) satisfies Deno.ServeDefaultExport

export function misuse(): void {
  // @ts-expect-error: a body is no response
  cors(policy, () => 'hello')
  // @ts-expect-error: there is nothing to add a policy to
  cors(policy, { port: 0 })
  // @ts-expect-error: reflects any origin elsewhere
  cors({ origin: true }, () => new Response('hello'))
  // @ts-expect-error: allowedHeaders
  cors({ ...policy, allowHeaders: [] }, () => new Response('hello'))
  // @ts-expect-error: that policy needs a context that Deno has not
  cors({} as Cors<string>, () => new Response('hello'))
  // @ts-expect-error: with a look-up even a synchronous handler's answer is a promise
  const response: Response = cors(later, () => new Response('hello'))(new Request('https://api.example.com/'))
  console.log(response)
}
