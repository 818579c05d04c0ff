// Checked with `deno check`, never run: what `test/types/deno` leaves to be said of the adapter's results.
import { cors } from '../../../adapters/deno.ts'

type Answer = Response | Promise<Response>

const policy = { origin: 'https://app.example.com' }
const request = new Request('https://api.example.com/')
const hello = (): Response => new Response('hello')

export const defaultExports = [
  cors(policy, { fetch: hello }),
  cors(policy, { fetch: (request: Request) => new Response(request.url) }),
  cors(policy, {
    fetch: (_, { remoteAddr }) => new Response(remoteAddr.transport === 'tcp' ? remoteAddr.hostname : ''),
    onListen: (address) => console.log(address.transport === 'unix' ? address.path : ''),
  }),
] satisfies Deno.ServeDefaultExport[]

export const handlers = [
  cors(policy, (request, { remoteAddr }) => new Response(request.url + remoteAddr.port)),
  cors(policy, (_: Request, info: Deno.ServeHandlerInfo) => new Response(info.remoteAddr.transport)),
] satisfies Deno.ServeHandler<Deno.NetAddr>[]

export const answers: Answer[] = [
  cors(policy, hello)(request),
  cors(policy, (request) => new Response(request.url))(request),
  cors(policy, { handler: hello }).handler(request),
  cors(policy, { fetch: async () => new Response('hello') }).fetch(request),
]

export const port: number = cors(policy, { port: 0, handler: hello }).port

/** Starts a server that knows its other end by a path. */
export function start(): void {
  Deno.serve(
    { path: '/socket' },
    cors(policy, (_, { remoteAddr }) => new Response(remoteAddr.path)),
  )
}

export const wrong = [
  // @ts-expect-error A policy with a lookup answers later than its handler
  (): Response => cors(policy, { handler: hello }).handler(request),
  // @ts-expect-error A handler returns a response
  () => cors(policy, { handler: () => 'hello' }),
  // @ts-expect-error Deno tells no such thing
  () => cors(policy, { handler: (_, info) => new Response(info.cookies) }),
  // @ts-expect-error onError returns a response
  () => cors(policy, { handler: hello, onError: () => undefined }),
]
