import { cors } from '../../../adapters/bun.ts'
import page from './page.html'
import { handle, routes } from './routes.ts'

const policy = { origin: ['https://app.example.com', 'https://other.example.com'], methods: ['PUT'] }
const local = { hostname: '127.0.0.1', port: 0, development: false } as const

/** Errors that reached the `error` that has no answer, so that each can be seen to reach it once. */
const errors: string[] = []

function recover(this: Bun.Server<undefined>, error: Error): Response {
  const isServer = Object.values(servers).includes(this)
  const reason = 'code' in error ? error.code : error.message
  return new Response(`recovered from ${reason} with this server: ${isServer}`, { status: 503 })
}

/** A handler that upgrades, and returns nothing then. */
function upgrade(request: Request, server: Bun.Server<undefined>): Response | undefined {
  return server.upgrade(request) ? undefined : new Response('no upgrade')
}

const websocket = {
  message: (socket: Bun.ServerWebSocket, message: string | Buffer) => void socket.send(`${message} back`),
}

const servers = {
  full: Bun.serve(cors(policy, { ...local, routes, fetch: handle, error: recover })),
  asyncError: Bun.serve(
    cors(policy, {
      ...local,
      routes,
      async error(error) {
        return recover.call(this, error)
      },
    }),
  ),
  silentError: Bun.serve(
    cors(policy, {
      ...local,
      routes: { ...routes, '/errors': () => Response.json(errors) },
      error({ message }) {
        errors.push(message)
      },
    }),
  ),
  failingError: Bun.serve(
    cors(policy, {
      ...local,
      routes: { ...routes, '/errors': () => Response.json(errors) },
      async error(error) {
        errors.push(error.message)
        throw error
      },
    }),
  ),
  withoutError: Bun.serve(cors(policy, { ...local, routes })),
  withoutRoutes: Bun.serve(cors(policy, { ...local, fetch: handle })),
  lookup: Bun.serve(
    cors({ lookup: async (origin) => policy.origin.includes(origin) }, { ...local, routes, error: recover }),
  ),
  // A page for every path that nothing else has, as single-page applications want it.
  page: Bun.serve(
    cors(policy, { ...local, routes: { '/methods/:id': routes['/methods/:id'], '/*': page }, fetch: handle }),
  ),
  reloaded: Bun.serve({ ...local, routes: { '/items/:id': () => new Response('before') } }),
  open: Bun.serve(cors(policy, { ...local, websocket, fetch: upgrade, routes: { '/route': upgrade } })),
  guarded: Bun.serve(
    cors({ ...policy, rejectDisallowed: true }, { ...local, websocket, fetch: upgrade, routes: { '/route': upgrade } }),
  ),
}

servers.reloaded.reload(cors(policy, { ...local, routes, fetch: handle, error: recover }))

const ports = Object.fromEntries(Object.entries(servers).map(([name, { port }]) => [name, port]))
const directory = Bun.serve({ ...local, fetch: () => Response.json(ports) })
console.log(`listening on ${directory.port}`)
