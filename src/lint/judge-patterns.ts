import { isHttpScheme, isLoopback, type OriginParts, parseOrigin } from '../origin/grammar.ts'
import { createPatternIndex } from '../origin/matcher.ts'
import { defaultPort, isExact, type OriginPattern } from '../origin/pattern.ts'
import { findSuffix } from '../origin/site.ts'
import type { Report } from './finding.ts'
import { findSuffixUnder, hostsOfAnybody } from './open-hosts.ts'
import type { PatternRule, PolicyInput } from './policy-input.ts'

/** Judges the rules that are strings. */
export function judgePatterns(input: PolicyInput, report: Report): void {
  for (const rule of input.patterns) {
    const { scheme, host } = rule.pattern
    if (isLoopback(host)) {
      if (input.credentials) report('origin-loopback', { path: rule.path, value: rule.rule })
    } else if (isHttpScheme(scheme)) {
      judgeHost(rule, input, report)
    }
  }
  judgeRepetition(input, report)
}

function judgeHost({ path, rule, pattern }: PatternRule, { credentials }: PolicyInput, report: Report): void {
  const { scheme, host, port, subdomains } = pattern
  const place = { path, value: rule }
  if (scheme === 'http') report('origin-plain-http', { ...place, replacement: write({ ...pattern, scheme: 'https' }) })
  if (port === '*') {
    report('origin-any-port', { ...place, replacement: write({ ...pattern, port: '', subdomains: false }) })
  }
  if (hostsOfAnybody.has(host) && !subdomains) {
    report('origin-shared-by-strangers', { ...place, replacement: '"https://app.example.com"' })
  }
  const { suffix, domain, isListed } = findSuffix(host)
  const open = subdomains ? findSuffixUnder(host) : null
  if (open !== null) {
    const own = { ...pattern, host: `example.${open}`, subdomains: false }
    report('origin-public-suffix-pattern', { ...place, replacement: write(own), evidence: open })
  } else if (subdomains && credentials && host === domain) {
    const one = { ...pattern, host: `app.${host}`, subdomains: false }
    report('origin-any-subdomain', { ...place, replacement: write(one), evidence: host })
  }
  if (suffix !== '' && !isListed && !isReserved(suffix) && host.includes('.')) {
    report('origin-unknown-suffix', { ...place, evidence: `.${suffix}` })
  }
}

/** Tells whether a suffix is set aside for networks of one's own, tests and documents: https://www.rfc-editor.org/rfc/rfc6761 */
function isReserved(suffix: string): boolean {
  return /^(?:alt|corp|example|home|internal|intranet|invalid|lan|local|localhost|private|test)\.?$/.test(suffix)
}

/** Writes a pattern as the string that it is of. */
function write({ scheme, host, port, subdomains }: OriginPattern): string {
  const endpoint = port === '' || port === defaultPort(scheme) ? '' : `:${port}`
  return JSON.stringify(`${scheme}://${subdomains ? '*.' : ''}${host}${endpoint}`)
}

/** Judges origins that another rule admits already, or that need no rule. */
function judgeRepetition({ given, patterns }: PolicyInput, report: Report): void {
  const wide = patterns.filter(({ pattern }) => !isExact(pattern))
  const index = createPatternIndex()
  for (const { pattern } of wide) index.add(pattern)
  const { ownOrigins } = given
  for (const { path, rule, pattern } of patterns) {
    const origin = isExact(pattern) ? parseOrigin(rule) : null
    if (origin === null) continue
    if (index.matches(origin)) {
      const covering = wide.filter(({ pattern }) => covers(pattern, origin)).map(({ rule }) => JSON.stringify(rule))
      report('origin-covered', { path, value: rule, evidence: covering.join(' and ') })
    }
    if (Array.isArray(ownOrigins) && ownOrigins.length === 1 && ownOrigins[0] === rule) {
      report('origin-own', { path, value: rule })
    }
  }
}

function covers(pattern: OriginPattern, origin: OriginParts): boolean {
  const index = createPatternIndex()
  index.add(pattern)
  return index.matches(origin)
}
