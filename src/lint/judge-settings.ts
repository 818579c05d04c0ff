import { type Engine, maxAgeLimits } from '../user-agent/departures.ts'
import type { Report } from './finding.ts'
import { findSuffixUnder } from './open-hosts.ts'
import { listsHeader, type PolicyInput, readListedNames } from './policy-input.ts'

/** Judges the options that are no lists. */
export function judgeSettings(input: PolicyInput, report: Report): void {
  const { given, credentials } = input
  if (credentials && listsHeader(input, 'allowedHeaders', 'authorization')) {
    report('credentials-beside-authorization', { path: 'credentials', value: true })
  }
  judgeMaxAge(given['maxAge'], report)
  judgeVary(input, report)
  if (given['debug'] === true) report('debug-on', { path: 'debug', value: true })
  judgeDangers(input, report)
}

/** What engines are called by those who use them. */
const engineNames: Readonly<Record<Engine, string>> = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKit' }
const engines: readonly Engine[] = ['chromium', 'firefox', 'webkit']

function judgeMaxAge(maxAge: unknown, report: Report): void {
  if (typeof maxAge !== 'number') return
  const limiting = engines.filter((engine) => maxAgeLimits[engine] < maxAge)
  if (limiting.length === 0) return
  const limits = limiting.map((engine) => `${engineNames[engine]} keeps it ${maxAgeLimits[engine]} seconds at most`)
  const least = Math.min(...limiting.map((engine) => maxAgeLimits[engine]))
  report('max-age-above-engines', {
    path: 'maxAge',
    value: maxAge,
    replacement: String(least),
    evidence: limits.join(', '),
  })
}

/**
 * The request headers that a browser sends with a preflight, by
 * https://fetch.spec.whatwg.org/#cors-preflight-fetch-0 and https://fetch.spec.whatwg.org/#http-network-or-cache-fetch
 */
function isSentWithPreflights(lowercaseName: string): boolean {
  return /^(?:accept|accept-encoding|accept-language|host|referer|user-agent|access-control-request-.*|sec-.*)$/.test(
    lowercaseName,
  )
}

/** Headers with nearly as many values as there are users. */
const unlimited: ReadonlySet<string> = new Set(['referer', 'user-agent'])

function judgeVary(input: PolicyInput, report: Report): void {
  for (const { path, name } of readListedNames(input, 'vary')) {
    const lowerCase = name.toLowerCase()
    if (unlimited.has(lowerCase)) report('vary-unlimited', { path, value: name })
    if (!isSentWithPreflights(lowerCase)) report('vary-not-in-preflight', { path, value: name })
  }
}

/** Judges the flags that say themselves that they are dangerous. */
function judgeDangers({ given, credentials, patterns }: PolicyInput, report: Report): void {
  if (given['dangerouslyAllowNullOrigin'] === true) {
    report('dangerously-null-origin', { path: 'dangerouslyAllowNullOrigin', value: true })
  }
  const insecure = 'dangerouslyAllowInsecureOrigins'
  const suffixes = 'dangerouslyAllowPublicSuffixes'
  const isOverSuffix = patterns.some(
    ({ pattern: { host, subdomains } }) => subdomains && findSuffixUnder(host) !== null,
  )
  const without = (path: string, evidence: string): void =>
    report('dangerously-without-effect', { path, value: true, evidence })
  if (given[insecure] === true) {
    if (credentials) report('dangerously-insecure-origins', { path: insecure, value: true })
    else without(insecure, 'there are no credentials')
  }
  if (given[suffixes] === true) {
    if (credentials && isOverSuffix) report('dangerously-public-suffixes', { path: suffixes, value: true })
    else without(suffixes, credentials ? 'no pattern is over a public suffix' : 'there are no credentials')
  }
}
