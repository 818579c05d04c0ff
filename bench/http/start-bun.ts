import { cors } from '../../adapters/bun.ts'
import { policies } from '../contender.ts'

declare const Bun: { serve(options: object): { readonly port: number } }

/** Starts Bun's server, bare or with the adapter, and prints the port. */
const { origin, credentials, methods, headers, maxAge } = policies['two origins']
const options = { hostname: '127.0.0.1', port: 0, fetch: () => new Response('hello') }
const isBare = globalThis.process.argv[2] === 'Bun.serve'
console.log(
  Bun.serve(isBare ? options : cors({ origin, credentials, methods, allowedHeaders: headers, maxAge }, options)).port,
)
