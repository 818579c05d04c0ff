import type { AsyncCors, AsyncCorsOptions, Cors, CorsOptions } from '../src/index.ts'
import { toCors } from '../src/server/create-cors.ts'

/** A handler of `Deno.serve`, whatever connection information it takes. */
export type DenoHandler = (request: Request, info: never) => Response | Promise<Response>

/** What `Deno.serve` and `deno serve` take beside a handler, as far as this adapter touches it. */
export interface DenoServer {
  /** Handles a request, in the options of `Deno.serve`. */
  readonly handler?: DenoHandler
  /** Handles a request, in the default export for `deno serve`. */
  readonly fetch?: DenoHandler
  /** Turns an error that the handler throws into a response. */
  readonly onError?: (error: unknown) => Response | Promise<Response>
}

/**
 * Adds a policy to what `Deno.serve` or `deno serve` gets: a handler, or an object with a `handler` or a `fetch`. The
 * responses of its `onError` get their headers too. The response of `Deno.upgradeWebSocket` passes as it is.
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
export function cors<Server extends DenoHandler | DenoServer>(
  policy: CorsOptions<Request> | AsyncCorsOptions<Request> | Cors<Request> | AsyncCors<Request>,
  server: Server,
): Server
export function cors(
  policy: CorsOptions<Request> | AsyncCorsOptions<Request> | Cors<Request> | AsyncCors<Request>,
  server: DenoHandler | DenoServer,
): unknown {
  const compiled = toCors(policy)
  if (typeof server === 'function') return compiled.wrap(server as Handler)
  const { handler, fetch, onError, ...others } = server
  const wrap = (handler: DenoHandler): Handler =>
    compiled.wrap((handler as Handler).bind(server), { onError: onError && ((error) => onError(error)) })
  return { ...others, ...(handler && { handler: wrap(handler) }), ...(fetch && { fetch: wrap(fetch) }) }
}

type Handler = (request: Request, info: unknown) => Response | Promise<Response>
