import { cors } from '../../adapters/deno.ts'
import { policies } from '../contender.ts'

declare const Deno: {
  serve(
    options: object,
    handler: (request: Request) => Response | Promise<Response>,
  ): { readonly addr: { readonly port: number } }
}

/** Starts Deno's server, bare or with the adapter, and prints the port. */
const { origin, credentials, methods, headers, maxAge } = policies['two origins']
const handler = (): Response => new Response('hello')
const isBare = globalThis.process.argv[2] === 'Deno.serve'
const options = { hostname: '127.0.0.1', port: 0, onListen: () => {} }
const served = isBare ? handler : cors({ origin, credentials, methods, allowedHeaders: headers, maxAge }, handler)
console.log(Deno.serve(options, served as typeof handler).addr.port)
