import type { AsyncCors, AsyncCorsOptions, Cors, CorsOptions } from '../src/index.ts'
import { toCors } from '../src/server/create-cors.ts'
import { isThenable } from '../src/server/thenable.ts'

/** A TCP address, as Deno has it. */
export interface DenoTcpAddress {
  /** Names the transport. */
  readonly transport: 'tcp' | 'udp'
  /** Holds the host's name or IP address. */
  readonly hostname: string
  /** Holds the port. */
  readonly port: number
}

/** An address of whatever transport, as Deno has it. */
export type DenoAddress =
  | DenoTcpAddress
  | { readonly transport: 'unix' | 'unixpacket'; readonly path: string }
  | { readonly transport: 'vsock'; readonly cid: number; readonly port: number }

/** What Deno tells a handler about a connection. */
export interface DenoInfo<Address = DenoTcpAddress> {
  /** Names the other end. */
  readonly remoteAddr: Address
  /** Settles when the response is sent, or cannot be. */
  readonly completed: Promise<void>
}

/** The options of `Deno.serve`, as far as types are to be inferred. */
export interface DenoOptions<Address = DenoTcpAddress> {
  /** Handles a request. */
  handler(request: Request, info: DenoInfo<Address>): Answer
  /** Turns an error that the handler throws into a response. */
  readonly onError?: (error: unknown) => Answer
  /** Hears of the address that the server listens on. */
  onListen?(address: Address): void
}

/** The default export for `deno serve`; with this adapter `onError` works there too. */
export interface DenoDefaultExport {
  /** Handles a request. */
  fetch(request: Request, info: DenoInfo<DenoAddress>): Answer
  /** Turns an error that the handler throws into a response. */
  readonly onError?: (error: unknown) => Answer
  /** Hears of the address that the server listens on. */
  onListen?(address: DenoAddress): void
}

/**
 * Adds a policy to what `Deno.serve` or `deno serve` gets: a handler, or an object with a `handler` or a `fetch`. The
 * responses of an `onError` in that object get their headers too. The response of `Deno.upgradeWebSocket` passes as it
 * is.
 *
 * @param policy - options or a policy
 * @param server - the handler, the options of `Deno.serve`, or the default export for `deno serve`
 * @returns the same, with the policy
 * @throws CorsConfigError if the options are wrong
 * @example
 * ```ts
 * import { cors } from 'fetch-cors/deno'
 *
 * export default cors({ origin: ['https://app.example.com'] }, { fetch: () => new Response('hello') })
 * ```
 * @see {@link https://fetch.spec.whatwg.org/#http-cors-protocol | Fetch § CORS protocol}
 */
export function cors<Server extends DenoOptions>(policy: Policy, server: Server): WithPolicy<Server>
export function cors<Server extends DenoDefaultExport | DenoOptions<DenoAddress>>(
  policy: Policy,
  server: Server,
): WithPolicy<Server>
export function cors<Info extends readonly unknown[] = [info: DenoInfo]>(
  policy: Policy,
  handler: (request: Request, ...info: Info) => Answer,
): (request: Request, ...info: Info) => Answer
export function cors(policy: Policy, server: Handler | Serving): unknown {
  const compiled = toCors(policy)
  if (typeof server === 'function') return compiled.wrap(withSendable(server))
  const { handler, fetch, onError, ...others } = server
  const recover = onError && ((error: unknown) => settle(onError(error), error))
  const wrap = (handle: Handler): Handler => compiled.wrap(withSendable(handle.bind(server)), { onError: recover })
  return { ...others, ...(handler && { handler: wrap(handler) }), ...(fetch && { fetch: wrap(fetch) }) }
}

/** The same, with handlers that take a request, whether the given ones read it or not, and may answer later. */
type WithPolicy<Server> = {
  [Key in keyof Server as Exclude<Key, 'onError'>]: Key extends 'handler' | 'fetch' ? Wrapped<Server[Key]> : Server[Key]
}
type Wrapped<Handle> = Handle extends (...args: infer Args) => unknown
  ? (...args: Args extends [] ? [request: Request, ...unused: unknown[]] : [...Args, ...unused: unknown[]]) => Answer
  : Handle

type Policy = CorsOptions<Request> | AsyncCorsOptions<Request> | Cors<Request> | AsyncCors<Request>
type Answer = Response | Promise<Response>
type Handler = (request: Request, ...info: never) => Answer

interface Serving {
  readonly handler?: Handler
  readonly fetch?: Handler
  readonly onError?: (error: unknown) => unknown
}

/** Throws the error on if `onError` returns nothing that can be sent: Deno answers by itself then. */
async function settle(response: unknown, error: unknown): Promise<Response> {
  const settled = await response
  if (isSendable(settled)) return settled
  throw error
}

/** Runs a handler, and makes of what it returns a response that Deno sends. */
function withSendable(handle: Handler): Handler {
  return (request, ...info) => {
    const answer: unknown = handle(request, ...info)
    return isThenable(answer) ? Promise.resolve(answer).then(toSendable) : toSendable(answer)
  }
}

/** Throws where Deno would end the program, as it does once a request has been looked at: it answers errors by itself. */
function toSendable(response: unknown): Response {
  if (isSendable(response)) return describeDecoded(response)
  throw new TypeError('Deno cannot send what the handler returned: return a Response, unread, and no Response.error()')
}

function isSendable(response: unknown): response is Response {
  return response instanceof Response && response.type !== 'error' && !response.bodyUsed
}

/**
 * Deno decodes what it fetches, and leaves the headers out that are not true any more when it sends such a response. It
 * knows it by its identity, so in a copy, which the policy makes of it, they would stay.
 */
function describeDecoded(response: Response): Response {
  if (response.url === '') return response
  const coding = response.headers.get('content-encoding')
  if (coding !== 'gzip' && coding !== 'br') return response
  const decoded = new Response(response.body, response)
  decoded.headers.delete('content-encoding')
  decoded.headers.delete('content-length')
  return decoded
}
