import { addRoute, createRouter, findRoute } from 'rou3'
import { type PathPattern, toRoute } from './path-pattern.ts'
import { readPath } from './path-readings.ts'

/** Finds the position of the pattern that a URL is for, or several if servers may read its path differently. */
export type RouteIndex = (url: string) => number | readonly number[]

/** The position of no pattern. */
export const noRoute = -1

/** Creates an index of patterns. The method of a request plays no part: a preflight has another than its request. */
export function createRouteIndex(patterns: readonly PathPattern[]): RouteIndex {
  const exact = createRouter<number>()
  const lenient = createRouter<number>()
  for (const [position, pattern] of patterns.entries()) {
    addRoute(exact, '', toRoute(pattern, false), position)
    addRoute(lenient, '', toRoute(pattern, true), position)
  }
  const isCaseSensitive = patterns.some((pattern) => toRoute(pattern, false) !== toRoute(pattern, true))
  const isAllCovered = patterns.some(({ segments, rest }) => rest && segments.length === 0)
  const all = [...patterns.keys(), ...(isAllCovered ? [] : [noRoute])]
  const find = (router: typeof exact, path: string): number =>
    findRoute(router, '', path, { params: false })?.data ?? noRoute
  return (url) => {
    const path = readPath(url, isCaseSensitive)
    if (path === null) return all
    const first = find(exact, path.exact)
    if (path.lenient.length === 0) return first
    const others = path.lenient.map((reading) => find(lenient, reading))
    return [...new Set([first, ...others, ...(path.isHidden ? [noRoute] : [])])]
  }
}
