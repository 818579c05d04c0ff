import type { Serve } from 'bun'
import type { AsyncCors, AsyncCorsOptions, Cors, CorsOptions } from '../src/index.ts'
import { toCors } from '../src/server/create-cors.ts'

/**
 * Adds a policy to the options of `Bun.serve`: to `fetch`, to the functions and static responses in `routes`, and to
 * what `error` returns for an error that they throw. A handler that returns nothing after `server.upgrade()` does so
 * still.
 *
 * What Bun does by itself has no CORS headers: HTML bundles, files and directories in `routes`, and what `error`
 * returns where Bun cannot send a response, as with a missing file. A static response is served as by a function,
 * without Bun's `ETag`.
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
  const recovery = error && toRecovery(error)
  const wrap = (handler: Handler): Handler => compiled.wrap(handler, { onError: recovery?.onError })
  // OPTIONS falls from a route that lacks it to the next that matches. Where Bun may serve that, no policy would hear it.
  const fallback = Object.values(routes ?? {}).some(isServedByBun) ? { OPTIONS: fetch } : {}
  const wrapRoute = (route: unknown): unknown => {
    if (typeof route === 'function') return wrap(route as Handler)
    if (route instanceof Response) return wrap(() => route.clone())
    return isByMethod(route) ? mapValues({ ...fallback, ...route }, wrapRoute) : route
  }
  return {
    ...others,
    ...(recovery && { error: recovery.error }),
    ...(routes && { routes: mapValues(routes, wrapRoute) }),
    // There is always one, to answer preflights.
    fetch: wrap(fetch),
  }
}

/** A response, or nothing, after an upgrade or where `error` leaves an error to Bun. */
type Result = Response | undefined | Promise<Response | undefined>
type Handler = (this: unknown, request: Request, server: unknown) => Result
type ErrorHandler = (this: unknown, error: unknown) => Result

/** The options of `Bun.serve`, as far as this adapter touches them. */
interface Serving {
  readonly fetch?: Handler
  readonly routes?: Readonly<Record<string, unknown>>
  readonly error?: ErrorHandler
}

const notFound: Handler = () => new Response(null, { status: 404 })

/** Tells a route that has a handler for each method. */
function isByMethod(route: unknown): route is Readonly<Record<string, unknown>> {
  return isObject(route) && Object.keys(route).some((key) => /^[A-Z]+$/.test(key))
}

/** Tells an HTML bundle, a file or a directory. */
function isServedByBun(route: unknown): boolean {
  return isObject(route) && !(route instanceof Response) && !isByMethod(route)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function mapValues(
  record: Readonly<Record<string, unknown>>,
  map: (value: unknown) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))
}

/**
 * Asks `error` what to answer where the request is still known. Bun asks it by itself about errors of its own, such as
 * a missing file, and about those that are thrown on because `error` had no answer: those it has seen already.
 */
function toRecovery(error: ErrorHandler): {
  onError: (thrown: unknown, request: Request, server: unknown) => Promise<Response>
  error: ErrorHandler
} {
  const seen = new WeakSet<object>()
  return {
    async onError(thrown, _, server) {
      let unanswered = thrown
      try {
        const response = await error.call(server, thrown)
        if (response !== undefined) return response
      } catch (another) {
        unanswered = another
      }
      if (isObject(unanswered)) seen.add(unanswered)
      throw unanswered
    },
    error(thrown) {
      return isObject(thrown) && seen.has(thrown) ? undefined : error.call(this, thrown)
    },
  }
}
