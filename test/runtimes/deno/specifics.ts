import { cors } from '../../../adapters/deno.ts'
import { handle, recover, watchUpgrade } from './handler.ts'

const policy = { origin: ['https://app.example.com', 'https://other.example.com'], methods: ['PUT'] }
const quiet = { hostname: '127.0.0.1', port: 0, onListen: () => {} }

// `Deno.serve` with nothing but a handler listens there.
Deno.env.set('DENO_SERVE_ADDRESS', 'tcp:127.0.0.1:0')
const guarded = cors({ ...policy, rejectDisallowed: true }, handle)
const lookup = (origin: string) => Promise.resolve(policy.origin.includes(origin))

/** Errors that reached `onError`, so that each can be seen to reach it once. */
const errors: string[] = []

const servers = {
  handler: Deno.serve(cors(policy, handle)),
  optionsAndHandler: Deno.serve(
    quiet,
    cors(policy, (request, { remoteAddr }) => {
      return request.url.endsWith('/info') ? new Response(remoteAddr.hostname) : handle(request)
    }),
  ),
  options: Deno.serve(cors(policy, { ...quiet, handler: handle, onError: recover })),
  asyncOnError: Deno.serve(cors(policy, { ...quiet, handler: handle, onError: async (error) => recover(error) })),
  failingOnError: Deno.serve(
    cors(policy, {
      ...quiet,
      handler: (request) => (request.url.endsWith('/errors') ? Response.json(errors) : handle(request)),
      onError(error) {
        errors.push(String(error))
        throw error
      },
    }),
  ),
  // What JavaScript lets one write.
  silentOnError: Deno.serve(
    cors(policy, { ...quiet, handler: handle, onError: () => undefined as unknown as Response }),
  ),
  networkErrorOnError: Deno.serve(cors(policy, { ...quiet, handler: handle, onError: () => Response.error() })),
  lookup: Deno.serve(cors({ lookup }, { ...quiet, handler: handle, onError: recover })),
  guarded: Deno.serve(quiet, (request) => watchUpgrade(guarded(request))),
}

const ports = Object.fromEntries(Object.entries(servers).map(([name, { addr }]) => [name, addr.port]))

Deno.serve({
  hostname: '127.0.0.1',
  port: 0,
  handler: () => Response.json(ports),
  onListen: ({ port }) => console.log(`listening on ${port}`),
})
