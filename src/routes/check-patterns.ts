import { findPairs } from './common-patterns.ts'
import { parsePathPattern, toPattern, toShape } from './path-pattern.ts'
import { decode, resolve } from './path-readings.ts'
import type { RouteIssueCode } from './route-issues.ts'

/** Hears of a mistake: what kind, of which pattern, and what to write instead. */
export type ReportPattern = (code: RouteIssueCode, pattern: string, replacement: string) => void

/** Checks patterns, each by itself, and those that are right against each other. */
export function checkPatterns(patterns: readonly string[], report: ReportPattern): void {
  const right = patterns.flatMap((pattern) => {
    const code = findMistake(pattern)
    if (code === null) return [{ pattern, path: parsePathPattern(pattern) }]
    report(code, pattern, JSON.stringify(repair(pattern)))
    return []
  })
  const shapes = new Map<string, string>()
  for (const { pattern, path } of right) {
    const known = shapes.get(toShape(path))
    if (known === undefined) shapes.set(toShape(path), pattern)
    else report('route-duplicate', pattern, JSON.stringify(known))
  }
  for (const { later, earlier, common } of findPairs(right)) {
    if (shapes.has(toShape(common))) continue
    const both = JSON.stringify(toPattern(common))
    report('route-ambiguous', later.pattern, `${both}, which is for both it and "${earlier.pattern}"`)
  }
}

/** Finds what is wrong with a pattern. */
function findMistake(pattern: string): RouteIssueCode | null {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(pattern)) return 'route-url'
  if (pattern !== pattern.trim()) return 'route-encoding'
  if (!pattern.startsWith('/')) return 'route-slash-missing'
  if (pattern.includes('#')) return 'route-fragment'
  if (/\?(?!\/|$)/.test(pattern) && !/[()[\]{}|\\^]/.test(pattern)) return 'route-query'
  const segments = pattern.split('/').slice(1)
  if (segments.some(isWrongParameter)) return 'route-parameter'
  if (/[()[\]{}|\\^?]/.test(pattern)) return 'route-regexp'
  if (segments.some((segment, at) => segment.includes('*') && (segment !== '*' || at < segments.length - 1))) {
    return 'route-wildcard-misplaced'
  }
  if (pattern === '/') return null
  if (segments.slice(0, -1).includes('')) return 'route-empty-segment'
  if (segments.at(-1) === '') return 'route-trailing-slash'
  if (segments.some((segment) => isDots(decode(segment)))) return 'route-dot-segment'
  if (segments.some((segment) => spell(segment) !== segment)) return 'route-encoding'
  return segments.some(isUnclear) ? 'route-segment-unclear' : null
}

function isParameter(segment: string): boolean {
  return /^:[A-Za-z_]\w*$/.test(segment)
}

function isWrongParameter(segment: string): boolean {
  return segment.includes(':') && !segment.includes('(?') && !isParameter(segment)
}

function isDots(segment: string): boolean {
  return segment === '.' || segment === '..'
}

/** Tells a text that a server may split, cut, or decode once more. */
function isUnclear(segment: string): boolean {
  const decoded = decode(segment)
  return /[/\\;?#]/.test(decoded) || decode(decoded) !== decoded
}

/** Writes the pattern that is meant, as far as one can tell. */
function repair(pattern: string): string {
  const path = pattern
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '')
    .replace(/#.*/, '')
    .replace(/\?(?!\/|$)[^()[\]{}|\\^]*$/, '')
  const segments = resolve(path.split('/').map((segment) => (isDots(decode(segment)) ? decode(segment) : segment)))
  const end = segments.at(-1) ?? ''
  const rest = end.includes('*')
  if (rest) segments.pop()
  const before = rest ? end.replace(/\*.*/, '') : ''
  const last = /[()[\]{}|\\^]|^\.$/.test(before) ? '' : before
  const texts = [...segments, ...(last === '' ? [] : [last])].map((segment, at) => toSegment(segment, at))
  return `/${[...texts, ...(rest ? ['*'] : [])].join('/')}`
}

function toSegment(segment: string, at: number): string {
  if (isParameter(segment)) return segment
  const name = isWrongParameter(segment) ? /:([A-Za-z_]\w*)/.exec(segment)?.[1] : undefined
  if (name !== undefined) return `:${name}`
  const isText = !/[:()[\]{}|\\^?*]/.test(segment) && !isUnclear(segment)
  return isText ? spell(segment) : at === 0 ? ':name' : `:name${at + 1}`
}

/** Spells a segment as `pathname` of a `URL` does, without encoding what needs none. */
function spell(segment: string): string {
  const spellByte = (byte: string): string => {
    const character = String.fromCharCode(Number.parseInt(byte.slice(1), 16))
    return /[\w.~-]/.test(character) ? character : byte.toUpperCase()
  }
  return segment
    .replace(/%(?![0-9a-f]{2})/gi, '%25')
    .replace(/%[0-9a-f]{2}/gi, spellByte)
    .replace(/[^\w.~!$&'*+,;=:@%-]+/g, (text) => encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '\ufffd')))
}
