import type { AsyncCors, Cors } from '../server/cors.ts'
import type { AsyncCorsOptions, CorsOptions } from '../server/options.ts'

/** What stands behind a pattern where no policy has a `lookup`. `C` is the context that predicates get. */
export type CorsRoute<C = unknown> = CorsOptions<C> | Cors<C> | readonly CorsOptions<C>[] | false

/** What stands behind a pattern. `C` is the context that predicates get. */
export type AnyCorsRoute<C = unknown> =
  | CorsRoute<C>
  | AsyncCorsOptions<C>
  | AsyncCors<C>
  | readonly (CorsOptions<C> | AsyncCorsOptions<C>)[]

/** What policies by path have beside what a policy has. */
interface ShownRoutes<Policy> {
  /**
   * Shows the policies by pattern, in the order in which they are asked; none where requests are left alone. `options`
   * of the whole admits nobody: no options are true of every path.
   *
   * @example
   * ```ts
   * import { createCorsRoutes } from 'fetch-cors/routes'
   *
   * const { routes } = createCorsRoutes({ '/public/*': { origin: '*' }, '/internal/*': false })
   * console.log(routes['/public/*']?.[0]?.options.origin) // *
   * console.log(routes['/internal/*']?.length) // 0
   * ```
   */
  readonly routes: Readonly<Record<string, readonly Policy[]>>
}

/** Policies by path: a policy whose `routes` shows the others. `C` is the context that predicates get. */
export interface CorsRoutes<C = unknown> extends Cors<C>, ShownRoutes<{ readonly options: Readonly<CorsOptions<C>> }> {}

/** Policies by path of which some have a `lookup`, so that all answers are promises. */
export interface AsyncCorsRoutes<C = unknown>
  extends AsyncCors<C>,
    ShownRoutes<{ readonly options: Readonly<CorsOptions<C> | AsyncCorsOptions<C>> }> {}

/** Whether what stands behind a pattern has a `lookup`, as far as its type tells. */
type Kind<Route> = [Route] extends [AsyncCorsOptions<never> | AsyncCors<never>]
  ? 'later'
  : [Route] extends [CorsRoute<never>]
    ? 'at once'
    : [Route] extends [readonly unknown[]]
      ? { [Index in keyof Route]: Kind<Route[Index]> }[number]
      : 'unknown'

/** What `createCorsRoutes` makes of routes. */
export type RoutesOf<C, Routes> = Decided<C, { [Pattern in keyof Routes]: Kind<Routes[Pattern]> }[keyof Routes]>

type Decided<C, Kinds> = 'later' extends Kinds
  ? AsyncCorsRoutes<C>
  : 'unknown' extends Kinds
    ? CorsRoutes<C> | AsyncCorsRoutes<C>
    : CorsRoutes<C>
