import { cors } from '../../../adapters/bun.ts'
import { type AsyncCors, type Cors, createCors } from '../../../src/index.ts'
import { check, type Same } from '../same.ts'

// Compiled by `tsc -p test/types/bun`, never run.

const policy = { origin: 'https://app.example.com' }
const withCors = createCors(policy)
const later = createCors({ lookup: async () => true })

export function serveFetch(): void {
  const server = Bun.serve(cors(policy, { port: 0, fetch: () => new Response('hello') }))
  check<Same<typeof server, Bun.Server<undefined>>>()
  server.reload(cors(policy, { fetch: () => new Response('hello') }))
  Bun.serve(
    cors(policy, {
      unix: '/socket',
      async fetch(request, server) {
        check<Same<typeof request, Request>>()
        check<Same<typeof server, Bun.Server<undefined>>>()
        check<Same<typeof this, Bun.Server<undefined>>>()
        return new Response('hello')
      },
      error(error) {
        check<Same<typeof error, Bun.ErrorLike>>()
        return new Response(error.message)
      },
    }),
  )
  Bun.serve(cors(withCors, { fetch: () => new Response('hello') }))
  Bun.serve(cors({} as Cors | AsyncCors, { fetch: () => new Response('hello') }))
  Bun.serve(cors({ lookup: async (_, request) => request.url === '' }, { fetch: () => new Response('hello') }))
}

export function serveRoutes(): void {
  Bun.serve(
    cors(policy, {
      routes: {
        '/items/:id': (request, server) => {
          check<Same<typeof request.params, { id: string }>>()
          return new Response(request.params.id + server.port)
        },
        '/shops/:shop/items/:id': {
          GET: new Response('hello'),
          async PUT(request) {
            check<Same<typeof request.params, { shop: string; id: string }>>()
            return new Response(request.cookies.get('a'))
          },
        },
        '/static': new Response('hello'),
        '/file': Bun.file('a.txt'),
        '/folder/*': { dir: '.' },
        '/off': false,
      },
    }),
  )
}

export function serveWebSockets(): void {
  const server = Bun.serve(
    cors(policy, {
      routes: {
        '/:room': (request, server) => (server.upgrade(request, { data: { name: 'a' } }) ? undefined : gone()),
      },
      fetch(request, server) {
        if (server.upgrade(request, { data: { name: 'a' } })) return
        return gone()
      },
      websocket: {
        data: {} as { name: string },
        message(socket, message) {
          check<Same<typeof socket.data, { name: string }>>()
          socket.send(message)
        },
      },
    }),
  )
  check<Same<typeof server, Bun.Server<{ name: string }>>>()
}

export const defaultExport = cors(policy, {
  fetch: () => new Response('hello'),
}) satisfies Bun.Serve.Options<undefined>

export function wrapForBun(): void {
  Bun.serve({ fetch: withCors.wrap(() => new Response('hello')) })
  Bun.serve({ routes: { '/items/:id': withCors.wrap((request) => new Response(request.params.id)) } })
  Bun.serve({
    fetch: later.wrap((request: Request, server: Bun.Server<undefined>) =>
      server.upgrade(request) ? undefined : gone(),
    ),
    websocket: { message() {} },
  })
}

export function misuse(): void {
  // @ts-expect-error: a body is no response
  cors(policy, { fetch: () => 'hello' })
  // @ts-expect-error: there is nothing to add a policy to
  cors(policy, { port: 0 })
  // @ts-expect-error: nothing is returned only where there are WebSockets
  cors(policy, { fetch: () => undefined })
  // @ts-expect-error: the route has no such parameter
  cors(policy, { routes: { '/items/:id': (request) => new Response(request.params.name) } })
  // @ts-expect-error: Bun has no such option
  cors(policy, { fetch: gone, prot: 0 })
  // @ts-expect-error: reflects any origin elsewhere
  cors({ origin: true }, { fetch: gone })
  // @ts-expect-error: allowedHeaders
  cors({ ...policy, allowHeaders: [] }, { fetch: gone })
  // @ts-expect-error: that policy needs a context that Bun has not
  cors({} as Cors<string>, { fetch: gone })
  // @ts-expect-error: a policy is for a server
  cors(policy)
}

function gone(): Response {
  return new Response(null, { status: 410 })
}
