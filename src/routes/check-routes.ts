import { CorsConfigError, type Issue, toIssue } from '../server/config-error.ts'
import { checkPatterns } from './check-patterns.ts'
import { type RoutePolicies, readPolicies } from './check-policies.ts'
import { type PathPattern, parsePathPattern } from './path-pattern.ts'
import { type RouteIssueCode, routeIssueKinds } from './route-issues.ts'

/** A pattern and what stands behind it. */
export interface Route<C> extends RoutePolicies<C> {
  readonly pattern: string
  readonly path: PathPattern
}

/**
 * Reads routes.
 *
 * @throws CorsConfigError with everything that is wrong with them
 */
export function readRoutes<C>(given: unknown): readonly Route<C>[] {
  const issues: Issue[] = []
  const add = (code: RouteIssueCode, path: string, value: unknown, replacement?: string): void => {
    issues.push(toIssue(routeIssueKinds[code], code, path, value, replacement))
  }
  const isRecord = typeof given === 'object' && given !== null && !Array.isArray(given)
  if (!isRecord) add('routes-type', 'routes', given)
  const entries = isRecord ? Object.entries(given) : []
  const toPlace = (pattern: string): string => `routes[${JSON.stringify(pattern)}]`
  checkPatterns(
    entries.map(([pattern]) => pattern),
    (code, pattern, replacement) => add(code, toPlace(pattern), pattern, replacement),
  )
  const routes = entries.map(([pattern, value]) => ({
    pattern,
    path: parsePathPattern(pattern),
    ...readPolicies<C>(value, toPlace(pattern), issues),
  }))
  if (issues.length === 0 && routes.every(({ policies }) => policies.length === 0)) add('routes-empty', 'routes', given)
  if (issues.length > 0) throw new CorsConfigError(issues)
  return routes
}
