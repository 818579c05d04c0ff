import { isLoopback } from '../origin/grammar.ts'
import { createPatternIndex, type PatternIndex } from '../origin/matcher.ts'
import { findMisspelling } from '../origin/misspelling.ts'
import { isExact, type OriginPattern, parseOriginPattern } from '../origin/pattern.ts'
import { isOpenToStrangers } from '../origin/shared-hosts.ts'
import { type IssueCollector, isRegExp } from './config-error.ts'

/** The rules of `origin`, sorted by how they are matched. */
export interface OriginRules<C> {
  /** True for `'*'`. */
  readonly anyone: boolean
  readonly exact: ReadonlySet<string>
  readonly patterns: PatternIndex
  readonly regExps: readonly RegExp[]
  readonly predicates: readonly ((origin: string, context: C) => unknown)[]
}

/** The other options that decide which rules are safe or have an effect. */
export interface OriginSetting {
  readonly credentials: boolean
  readonly rejectDisallowed: boolean
  readonly hasLookup: boolean
  readonly allowInsecureOrigins: boolean
  readonly allowPublicSuffixes: boolean
}

/** Reads `origin`. */
export function readOrigins<C>(value: unknown, setting: OriginSetting, issues: IssueCollector): OriginRules<C> {
  const rules = toRules(value, setting, issues)
  const exact = new Set<string>()
  const patterns = createPatternIndex()
  const regExps: RegExp[] = []
  const predicates: ((origin: string, context: C) => unknown)[] = []
  const seen = new Set<unknown>()
  const isRepeated = (rule: unknown): boolean => seen.size === seen.add(rule).size
  let anyone = false

  for (const [index, rule] of rules.entries()) {
    const path = rules === value ? `origin[${index}]` : 'origin'
    if (typeof rule === 'string') {
      // Exact origins are not remembered twice: there may be a million of them.
      if (exact.has(rule) || seen.has(rule)) {
        issues.add('origin-duplicate', path, rule)
        continue
      }
      const pattern = rule === '*' ? null : readPattern(rule, path, setting, issues)
      if (pattern !== null && isExact(pattern)) {
        exact.add(rule)
        continue
      }
      seen.add(rule)
      if (pattern !== null) patterns.add(pattern)
      if (rule !== '*') continue
      anyone = true
      checkWildcard(path, rules.length, setting, issues)
    } else if (isRegExp(rule)) {
      if (isRepeated(String(rule))) issues.add('origin-duplicate', path, rule)
      else regExps.push(readRegExp(rule, path, setting, issues))
    } else if (typeof rule === 'function') {
      if (isRepeated(rule)) issues.add('origin-duplicate', path, rule)
      else predicates.push(rule as (origin: string, context: C) => unknown)
    } else {
      issues.add('origin-type', path, rule)
    }
  }
  return { anyone, exact, patterns, regExps, predicates }
}

function toRules(value: unknown, { hasLookup }: OriginSetting, issues: IssueCollector): readonly unknown[] {
  if (Array.isArray(value)) {
    if (value.length === 0) issues.add('origin-empty', 'origin', value)
    return value
  }
  if (value === undefined) {
    if (!hasLookup) issues.add('origin-missing', 'origin', value)
    return []
  }
  if (typeof value !== 'boolean') return [value]
  issues.add(value ? 'origin-true' : 'origin-false', 'origin', value)
  return []
}

function checkWildcard(path: string, count: number, setting: OriginSetting, issues: IssueCollector): void {
  if (count > 1) issues.add('origin-wildcard-beside-others', path, '*')
  // Serves https://fetch.spec.whatwg.org/#concept-cors-check, step 3
  if (setting.credentials) issues.add('origin-wildcard-with-credentials', path, '*')
  if (setting.rejectDisallowed) issues.add('origin-wildcard-with-reject', path, '*')
  if (setting.hasLookup) issues.add('origin-wildcard-with-lookup', path, '*')
}

function readPattern(rule: string, path: string, setting: OriginSetting, issues: IssueCollector): OriginPattern | null {
  const pattern = parseOriginPattern(rule)
  if (pattern === null) reportMisspelling(rule, path, issues)
  else if (setting.credentials) checkCredentials(pattern, rule, path, setting, issues)
  return pattern
}

function reportMisspelling(rule: string, path: string, issues: IssueCollector): void {
  const { code, meant } = findMisspelling(rule)
  const written = meant === null ? 'an origin, such as "https://app.example.com"' : JSON.stringify(meant)
  if (code === 'origin-wildcard-shared-host') {
    const safe = '"https://*.acme.pages.dev", the exact origin from the environment of the deployment, or use lookup'
    issues.add(code, path, rule, safe)
  } else if (code === 'origin-several') {
    issues.add(code, path, rule, `${written}, and each other origin as a string of its own`)
  } else {
    issues.add(code, path, rule, written)
  }
}

function checkCredentials(
  { scheme, host, port, subdomains }: OriginPattern,
  rule: string,
  path: string,
  setting: OriginSetting,
  issues: IssueCollector,
): void {
  if (scheme === 'http' && !setting.allowInsecureOrigins && !isLoopback(host)) {
    // The port of https is its default: https://url.spec.whatwg.org/#default-port
    issues.add('origin-insecure', path, rule, JSON.stringify(rule.replace('http:', 'https:').replace(/:443$/, '')))
  }
  if (subdomains && !setting.allowPublicSuffixes && isOpenToStrangers(host)) {
    const wildcard = host.includes('.') ? '' : '*.'
    const endpoint = port === '' ? '' : `:${port}`
    issues.add('origin-public-suffix', path, rule, JSON.stringify(`${scheme}://${wildcard}example.${host}${endpoint}`))
  }
}

/** Origins that no policy means: `.invalid` is reserved. */
const canaries = ['https://canary.invalid', 'http://canary.invalid']

function readRegExp(rule: RegExp, path: string, setting: OriginSetting, issues: IssueCollector): RegExp {
  const { source } = rule
  const flags = rule.flags.replace(/[gy]/g, '')
  const startsAnchored = source.startsWith('^')
  const endsAnchored = /(?<!\\)(?:\\\\)*\$$/.test(source)
  // The wrapping holds for alternatives too: in /^a$|^b$/ each end is already an anchor of its own.
  const anchored = new RegExp(`^(?:${source})$`, flags)
  // What has no scheme would match no origin then: the end of a host was meant.
  const hosts = startsAnchored ? '' : source.startsWith('\\') ? '.+' : '(?:.+\\.)?'
  const start = /\/|^\.[*+]/.test(source) ? '' : `https?:\\/\\/${hosts}`
  const whole = startsAnchored && endsAnchored ? source : `^${start}(?:${source.replace(/^\^/, '')})$`
  const written = `/${whole}/${flags}`
  if (flags !== rule.flags) issues.add('regexp-flags', path, rule, written)
  if (!startsAnchored || !endsAnchored) issues.add('regexp-not-anchored', path, rule, written)
  if (setting.credentials && canaries.some((canary) => anchored.test(canary))) {
    issues.add('regexp-matches-anything', path, rule)
  }
  return anchored
}

/** Reads `ownOrigins`. */
export function readOwnOrigins(value: unknown, issues: IssueCollector): ReadonlySet<string> | null {
  if (value === undefined) return null
  const own = new Set<string>()
  if (!Array.isArray(value)) {
    const example = typeof value === 'string' && parseOriginPattern(value) !== null ? value : 'https://api.example.com'
    issues.add('list-type', 'ownOrigins', value, `[${JSON.stringify(example)}]`)
    return own
  }
  if (value.length === 0) issues.add('list-empty', 'ownOrigins', value)
  for (const [index, origin] of value.entries()) {
    const path = `ownOrigins[${index}]`
    const pattern = typeof origin === 'string' ? parseOriginPattern(origin) : null
    if (typeof origin !== 'string') issues.add('list-item-type', path, origin)
    else if (/[\r\n]/.test(origin)) reportMisspelling(origin, path, issues)
    else if (pattern === null ? /\*|^null$/.test(origin) : !isExact(pattern))
      issues.add('own-origins-pattern', path, origin)
    else if (pattern === null) reportMisspelling(origin, path, issues)
    else if (own.has(origin)) issues.add('origin-duplicate', path, origin)
    else own.add(origin)
  }
  return own
}
