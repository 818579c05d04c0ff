import { createCors } from '../server/create-cors.ts'
import type { Handler } from '../server/handler.ts'
import type { AsyncCorsOptions, CorsOptions } from '../server/options.ts'
import { type Route, readRoutes } from './check-routes.ts'
import type { AnyCorsRoute, AsyncCorsRoutes, CorsRoute, CorsRoutes, RoutesOf } from './cors-routes.ts'
import { getExempt } from './exempt.ts'
import { createRouteIndex } from './route-index.ts'
import type { PolicySurface } from './surface.ts'

/**
 * Creates a policy for each path. A pattern is a text such as `/api/items`; `:name` in it stands for any one segment,
 * and `*` at its end for whatever follows, nothing included. The most specific pattern that matches wins, whatever the
 * order, and paths that none matches are left alone.
 *
 * @param routes - by pattern: options, a policy, `false` to leave requests alone, or a list of options, of which the
 * first whose `origin` admits the request's origin answer
 * @returns a policy for all paths, frozen; it goes wherever one of `createCors` does
 * @throws CorsConfigError with everything that is wrong with the patterns and inside the policies
 * @example
 * ```ts
 * import { createCorsRoutes } from 'fetch-cors/routes'
 *
 * const cors = createCorsRoutes({
 *   '/public/*': { origin: '*' },
 *   '/api/*': [{ origin: 'https://app.example.com', credentials: true }, { origin: '*' }],
 *   '/api/internal/*': false,
 * })
 * export default { fetch: cors.wrap(() => new Response('hello')) }
 * ```
 * @see {@link https://fetch.spec.whatwg.org/#http-cors-protocol | Fetch § CORS protocol}
 */
export function createCorsRoutes<C, const Routes extends Readonly<Record<string, AnyCorsRoute<C>>>>(
  routes: Routes & Readonly<Record<string, AnyCorsRoute<C>>>,
): RoutesOf<C, Routes>
/**
 * Creates a policy for each path, with predicates that get a context of a given type.
 *
 * @param routes - by pattern: options, a policy, `false` to leave requests alone, or a list of options
 * @returns a policy for all paths, frozen
 * @throws CorsConfigError with everything that is wrong with the patterns and inside the policies
 */
export function createCorsRoutes<C>(routes: Readonly<Record<string, CorsRoute<C>>>): CorsRoutes<C>
/**
 * Creates a policy for each path, of which some may ask a store: then every answer is a promise.
 *
 * @param routes - by pattern: options, a policy, `false` to leave requests alone, or a list of options
 * @returns a policy for all paths, frozen
 * @throws CorsConfigError with everything that is wrong with the patterns and inside the policies
 */
export function createCorsRoutes<C>(
  routes: Readonly<Record<string, AnyCorsRoute<C>>>,
): CorsRoutes<C> | AsyncCorsRoutes<C>
export function createCorsRoutes<C>(given: unknown): unknown {
  const routes = readRoutes<C>(given)
  const exempt = getExempt<C>()
  const index = createRouteIndex(routes.map(({ path }) => path))
  const isAsync = routes.some(({ policies }) => policies.some(({ options }) => options.lookup !== undefined))
  // With a lookup every answer is a promise, on the paths that have none too.
  const answer = isAsync ? async (run: () => unknown): Promise<unknown> => run() : (run: () => unknown) => run()
  const find = (url: string): PolicySurface<C> => {
    const position = index(url)
    return typeof position === 'number' ? (routes[position]?.cors ?? exempt) : findForAll(position)
  }
  const findForAll = (positions: readonly number[]): PolicySurface<C> => {
    const found = new Map(positions.map((at) => [routes[at]?.cors ?? exempt, routes[at]?.policies ?? []]))
    const [first = exempt, ...others] = found.keys()
    if (others.length === 0) return first
    const refuser = findRefuser<C>([...found.values()].flat())
    const refusing = refusers.get(refuser) ?? refuseUnclear<C>(refuser)
    refusers.set(refuser, refusing)
    return refusing
  }
  const refusers = new Map<Options<C>, PolicySurface<C>>()
  type Name = Exclude<keyof PolicySurface<C>, 'wrap'>
  const delegate =
    (name: Name) =>
    (request: { readonly url: string }, ...args: readonly unknown[]): unknown =>
      answer(() => (find(request.url)[name] as (...args: readonly unknown[]) => unknown)(request, ...args))
  return Object.freeze({
    routes: Object.freeze(Object.fromEntries(routes.map(({ pattern, policies }) => [pattern, policies]))),
    options: isAsync ? nobodyLater : nobody,
    headers: delegate('headers'),
    decide: delegate('decide'),
    apply: delegate('apply'),
    handle: delegate('handle'),
    wrap(handler: Handler, options?: object) {
      const wrap = ({ wrap }: PolicySurface<C>): Handler =>
        (wrap as (...args: readonly unknown[]) => Handler)(handler, options)
      const handlers = new Map([exempt, ...routes.map(({ cors }) => cors)].map((cors) => [cors, wrap(cors)]))
      // With a first parameter: Deno looks at how many there are and passes no request to a function with none.
      return function (this: unknown, request: Request, ...args: unknown[]): unknown {
        return answer(() => {
          const cors = find(request.url)
          return (handlers.get(cors) ?? wrap(cors)).call(this, request, ...args)
        })
      }
    },
  })
}

/** What `options` shows: no options are true of every path, and these admit nobody, so that nobody reads too much. */
const nobody: CorsOptions = Object.freeze({ origin: Object.freeze([]) })
const nobodyLater: AsyncCorsOptions = Object.freeze({ origin: Object.freeze([]), lookup: async () => false })

/** Finds who refuses a request whose path servers may read in several ways: the first that rejects, or else the first. */
function findRefuser<C>(policies: Route<C>['policies']): Options<C> {
  return policies
    .flatMap(flatten)
    .map(({ options }) => options)
    .reduce((chosen, other) => (!chosen.rejectDisallowed && other.rejectDisallowed ? other : chosen))
}

function refuseUnclear<C>({ rejectDisallowed, ownOrigins, onRefuse }: Options<C>): PolicySurface<C> {
  const refuse = (): boolean => {
    throw new TypeError(
      'The path can be read in several ways, or is too long to tell, and these have different policies',
    )
  }
  return createCors<C>({ origin: refuse, rejectDisallowed, ownOrigins, onRefuse })
}

type Options<C> = Readonly<CorsOptions<C> | AsyncCorsOptions<C>>

/** A policy, with those that stand in it if it is one by path. */
type Nested<C> = Route<C>['policies'][number] & {
  readonly routes?: Readonly<Record<string, readonly Nested<C>[]>>
}

/** Gives the policies that stand in a policy by path, and any other as it is. */
function flatten<C>(policy: Nested<C>): readonly Nested<C>[] {
  return policy.routes === undefined ? [policy] : Object.values(policy.routes).flat().flatMap(flatten)
}
