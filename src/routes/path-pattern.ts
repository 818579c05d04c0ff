import { toKey, toLenientKey } from './path-readings.ts'

/** One segment of a pattern: a text, or any one segment. */
export type PatternSegment = { readonly text: string } | { readonly text: null }

/** A pattern for paths. */
export interface PathPattern {
  readonly segments: readonly PatternSegment[]
  /** True if `*` at the end stands for whatever follows, nothing included. */
  readonly rest: boolean
}

/** Parses a pattern that was found right. */
export function parsePathPattern(pattern: string): PathPattern {
  const texts = pattern.split('/').slice(1)
  const rest = texts.at(-1) === '*'
  const segments = rest || pattern === '/' ? texts.slice(0, -1) : texts
  return { rest, segments: segments.map((text) => ({ text: text.startsWith(':') ? null : text })) }
}

/** Writes a pattern as the router reads it. */
export function toRoute({ segments, rest }: PathPattern, isLenient: boolean): string {
  const toText = isLenient ? toLenientKey : toKey
  const texts = segments.map(({ text }, at) => (text === null ? `:p${at}` : toText(text)))
  return `/${[...texts, ...(rest ? ['*'] : [])].join('/')}`
}

/** Gives patterns for the same paths the same text, however their parameters are called. */
export function toShape({ segments, rest }: PathPattern): string {
  const texts = segments.map(({ text }) => (text === null ? ':' : toLenientKey(text)))
  return `/${[...texts, ...(rest ? ['*'] : [])].join('/')}`
}

/** Writes a pattern as people do. */
export function toPattern({ segments, rest }: PathPattern): string {
  const texts = segments.map(({ text }, at) => text ?? (at === 0 ? ':name' : `:name${at + 1}`))
  return `/${[...texts, ...(rest ? ['*'] : [])].join('/')}`
}

/** Finds the pattern for the paths that two patterns have in common, of two that have some. */
export function intersect(a: PathPattern, b: PathPattern): PathPattern {
  const [longer, shorter] = a.segments.length >= b.segments.length ? [a, b] : [b, a]
  const segments = longer.segments.map((segment, at) =>
    segment.text === null ? (shorter.segments[at] ?? segment) : segment,
  )
  const isLong = longer.segments.length === shorter.segments.length
  return { segments, rest: isLong ? longer.rest && shorter.rest : longer.rest }
}
