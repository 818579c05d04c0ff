import type { Serve } from 'bun'
import type { AsyncCors, AsyncCorsOptions, Cors, CorsOptions } from '../src/index.ts'
import { toCors } from '../src/server/create-cors.ts'

/**
 * Adds a policy to the options of `Bun.serve`: to `fetch`, to the functions and static responses in `routes`, and to
 * what `error` returns. HTML bundles, files and directories in `routes` are left to Bun, without CORS headers. A
 * `fetch` that returns nothing after `server.upgrade()` does so still.
 *
 * @param policy - options or a policy
 * @param options - the options of `Bun.serve`
 * @returns the options, with the policy
 * @throws CorsConfigError if the policy's options are wrong
 * @example
 * ```ts
 * import { cors } from 'fetch-cors/bun'
 *
 * const options = cors({ origin: ['https://app.example.com'], methods: ['PUT'] }, {
 *   routes: { '/items/:id': { PUT: (request) => Response.json(request.params.id) } },
 *   fetch: () => new Response('hello'),
 * })
 * // Bun.serve(options)
 * ```
 * @see {@link https://fetch.spec.whatwg.org/#http-cors-protocol | Fetch § CORS protocol}
 */
export function cors<WebSocketData = undefined, Path extends string = string>(
  policy: CorsOptions<Request> | AsyncCorsOptions<Request> | Cors<Request> | AsyncCors<Request>,
  options: Serve.Options<WebSocketData, Path>,
): Serve.Options<WebSocketData, Path>
export function cors(
  policy: CorsOptions<Request> | AsyncCorsOptions<Request> | Cors<Request> | AsyncCors<Request>,
  options: object,
): object {
  const { error, fetch = notFound, routes, ...others }: Serving = options
  const compiled = toCors(policy)
  const recover =
    error && ((thrown: unknown, _: Request, server: unknown) => settle(error.call(server, thrown), thrown))
  const wrap = (handler: Handler): Handler => compiled.wrap(handler, { onError: recover })
  const wrapRoute = (route: unknown): unknown => {
    if (typeof route === 'function') return wrap(route as Handler)
    if (route instanceof Response) return wrap(() => route.clone())
    return isByMethod(route) ? mapValues(route, wrapRoute) : route
  }
  // An OPTIONS request on a route without OPTIONS falls to fetch, so that there is always one to answer preflights.
  return { ...others, ...(routes && { routes: mapValues(routes, wrapRoute) }), fetch: wrap(fetch) }
}

type Handler = (this: unknown, request: Request, server: unknown) => unknown

/** The options of `Bun.serve`, as far as this adapter touches them. */
interface Serving {
  readonly fetch?: Handler
  readonly routes?: Readonly<Record<string, unknown>>
  readonly error?: (this: unknown, error: unknown) => unknown
}

const notFound: Handler = () => new Response(null, { status: 404 })

/** Tells a route that has a handler for each method from one that Bun serves by itself. */
function isByMethod(route: unknown): route is Readonly<Record<string, unknown>> {
  return typeof route === 'object' && route !== null && Object.keys(route).some((key) => /^[A-Z]+$/.test(key))
}

function mapValues(
  record: Readonly<Record<string, unknown>>,
  map: (value: unknown) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))
}

/** Throws the error on if `error` returns nothing, as Bun then answers by itself. */
async function settle(response: unknown, thrown: unknown): Promise<unknown> {
  const settled = await response
  if (settled === undefined) throw thrown
  return settled
}
