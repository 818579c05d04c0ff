import type { OriginParts } from './grammar.ts'
import type { OriginPattern } from './pattern.ts'

/** Answers whether any of many patterns matches an origin, in a time that does not depend on how many there are. */
export interface PatternIndex {
  readonly size: number
  add(pattern: OriginPattern): void
  matches(origin: OriginParts): boolean
}

/**
 * Creates an index of patterns: by host, then by scheme and port. A look-up asks once for the origin's host and once
 * for each domain above it.
 */
export function createPatternIndex(): PatternIndex {
  const byHost = new Map<string, Set<string>>()
  const bySuffix = new Map<string, Set<string>>()
  let size = 0
  return {
    get size() {
      return size
    },
    add({ scheme, host, port, subdomains }) {
      const index = subdomains ? bySuffix : byHost
      const endpoints = index.get(host) ?? new Set()
      index.set(host, endpoints.add(`${scheme}:${port}`))
      size++
    },
    matches({ scheme, host, port }) {
      const endpoint = `${scheme}:${port}`
      const anyPort = `${scheme}:*`
      const admits = (endpoints: ReadonlySet<string> | undefined): boolean =>
        endpoints !== undefined && (endpoints.has(endpoint) || endpoints.has(anyPort))
      if (admits(byHost.get(host))) return true
      if (bySuffix.size === 0) return false
      for (let dot = host.indexOf('.'); dot !== -1; dot = host.indexOf('.', dot + 1)) {
        if (admits(bySuffix.get(host.slice(dot + 1)))) return true
      }
      return false
    },
  }
}
