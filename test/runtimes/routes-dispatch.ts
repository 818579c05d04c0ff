import type { AnyCorsRoute, AsyncCorsRoutes, CorsRoutes } from '../../src/routes.ts'
import { createCorsRoutes } from '../../src/routes.ts'
import { type HandlerData, handlers } from '../tables/handlers.ts'
import { outcomes } from '../tables/outcomes.ts'
import { type RouteOutcomeCase, routeOutcomes } from '../tables/route-outcomes.ts'

/** A row of either table, with routes that stand under a path of its own. */
interface RoutedCase extends Omit<RouteOutcomeCase, 'routes'> {
  readonly routes: Readonly<Record<string, AnyCorsRoute>>
}

/** Every row of both tables. A policy for every path must answer as the policy itself. */
export const routedCases: readonly RoutedCase[] = [
  ...outcomes.map(({ options, ...row }) => ({ ...row, routes: { '/*': options }, path: '/items' })),
  ...routeOutcomes,
].map((row, at) => {
  const prefix = `/${at}`
  const moved = Object.entries(row.routes).map(([pattern, route]) => [`${prefix}${pattern}`, route] as const)
  return { ...row, path: `${prefix}${row.path}`, routes: Object.fromEntries(moved) }
})

function isLater(route: AnyCorsRoute): boolean {
  return [route].flat().some((policy) => typeof policy === 'object' && 'lookup' in policy)
}

function isLaterCase({ routes }: RoutedCase): boolean {
  return Object.values(routes).some(isLater)
}

function merge(cases: readonly RoutedCase[]): Readonly<Record<string, AnyCorsRoute>> {
  return Object.assign({}, ...cases.map(({ routes }) => routes))
}

/** The rows without `lookup` in one object of routes, and the others in another. */
export const routesOfAll: { readonly now: CorsRoutes; readonly later: AsyncCorsRoutes } = {
  now: createCorsRoutes(merge(routedCases.filter((row) => !isLaterCase(row)))) as CorsRoutes,
  later: createCorsRoutes(merge(routedCases.filter(isLaterCase))) as AsyncCorsRoutes,
}

function toCase(url: string): RoutedCase {
  const row = routedCases[Number(/\/(\d+)(?:\/|$)/.exec(url.replace(/^\w+:\/\/[^/]*/, ''))?.[1])]
  if (row === undefined) throw new Error(`There is no row for ${url}`)
  return row
}

/** Tells which of the two objects has the routes of a URL. */
export function toKind(url: string): 'now' | 'later' {
  return isLaterCase(toCase(url)) ? 'later' : 'now'
}

/** The handler of the row that a URL is for. */
export function toRoutedHandler(url: string): HandlerData {
  return handlers[toCase(url).handler ?? 'plain']
}
