import { isHttpScheme, isLoopback } from '../origin/grammar.ts'
import { findSuffix } from '../origin/site.ts'
import { judgeBacktracking } from './backtracking.ts'
import type { Report } from './finding.ts'
import { findDotLookAlike, findLookAlike, toOwner } from './look-alikes.ts'
import type { PolicyInput } from './policy-input.ts'
import { escapeDots, parseRegExp, type RegExpNode } from './regexp-tree.ts'
import { type Matcher, type Sample, sampleOrigins } from './sample-origins.ts'

/** Judges the rules that are RegExps, by running them against origins that are written after them. */
export function judgeRegExps(input: PolicyInput, report: Report): void {
  for (const { path, rule } of input.regExps) {
    // As the matcher has it: a RegExp matches the whole origin, and remembers nothing.
    const anchored = new RegExp(`^(?:${rule.source})$`, rule.flags.replace(/[gy]/g, ''))
    const tree = parseRegExp(anchored)
    if (tree === null) continue
    const { growth, origin, matcher } = judgeBacktracking(anchored, tree)
    if (growth !== 'little') {
      report(`regexp-${growth}`, { path, value: rule, replacement: '"https://*.app.example.com"', evidence: origin })
    }
    if (matcher !== null) judgeMatches({ path, rule, anchored, tree, matcher }, input, report)
  }
}

/** A rule, as it was written and as it is matched. */
interface RegExpRule {
  readonly path: string
  readonly rule: RegExp
  readonly anchored: RegExp
  readonly tree: RegExpNode
  readonly matcher: Matcher
}

function judgeMatches(given: RegExpRule, input: PolicyInput, report: Report): void {
  const { path, rule, anchored, tree, matcher } = given
  const { matched, origins } = sampleOrigins(matcher, tree, anchored.flags)
  const [first] = origins
  const value = rule
  if (first === undefined) {
    if (matched) report('regexp-matches-nothing', { path, value, replacement: '"https://app.example.com"' })
    return
  }
  const escaped = escapeDots(anchored, tree)
  if (escaped !== null) judgeDots(given, origins, report)
  const lookAlike = findLookAlike(keepFast(escaped, matcher), origins)
  const replacement = suggestOrigin(origins)
  if (lookAlike !== null) report('regexp-look-alike', { path, value, replacement, evidence: lookAlike })
  const remote = origins.filter(({ host }) => !isLoopback(host))
  if (remote.length < origins.length && input.credentials) report('origin-loopback', { path, value })
  if (remote.some(({ scheme }) => scheme === 'http') && admitsInsecure(input)) {
    report('origin-plain-http', { path, value, replacement })
  }
  if (hasAnyPort(remote)) report('origin-any-port', { path, value, replacement })
  const domain = input.credentials && lookAlike === null ? findAnySubdomain(matcher, remote) : null
  if (domain !== null) report('origin-any-subdomain', { path, value, replacement, evidence: domain })
}

function judgeDots(
  { path, rule, anchored, tree, matcher }: RegExpRule,
  origins: readonly Sample[],
  report: Report,
): void {
  const evidence = findDotLookAlike(matcher, origins)
  const replacement = String(escapeDots(new RegExp(rule.source, anchored.flags), tree, '^(?:'.length))
  if (evidence === null) report('regexp-unescaped-dot', { path, value: rule, replacement })
  else report('regexp-dot-look-alike', { path, value: rule, replacement, evidence })
}

/** Makes a matcher of what both match, the one first that cannot take long. */
function keepFast(escaped: RegExp | null, matcher: Matcher): Matcher {
  return escaped === null ? matcher : { test: (text) => matcher.test(text) && escaped.test(text) }
}

/** Tells whether a RegExp is asked about plain http origins off loopback. */
function admitsInsecure({ credentials, given }: PolicyInput): boolean {
  return !credentials || given['dangerouslyAllowInsecureOrigins'] === true
}

/** Suggests the origin that was meant: what all samples end in, or else one that its owner has alone. */
function suggestOrigin(origins: readonly Sample[]): string {
  const hosts = origins.filter(({ scheme }) => isHttpScheme(scheme)).map(({ host }) => host)
  const shortest = hosts.reduce((a, b) => (b.length < a.length ? b : a), hosts[0] ?? '')
  const { suffix, domain, isShared } = findSuffix(shortest)
  const isCommon = (end: string | null): boolean => end !== null && hosts.every((host) => host.endsWith(end))
  if (shortest !== '' && isCommon(shortest)) return JSON.stringify(`https://${shortest}`)
  if (isCommon(domain)) return JSON.stringify(`https://app.${domain}`)
  return JSON.stringify(`https://${isShared && isCommon(suffix) ? `example.${suffix}` : 'app.example.com'}`)
}

/** More ports than anybody lists that differ in letters only. */
const manyPorts = 3

function hasAnyPort(origins: readonly Sample[]): boolean {
  const ports = new Map<number, Set<string>>()
  for (const { scheme, port, shape } of origins) {
    if (isHttpScheme(scheme)) ports.set(shape, (ports.get(shape) ?? new Set()).add(port))
  }
  return [...ports.values()].some(({ size }) => size > manyPorts)
}

/** Finds a registrable domain of which a RegExp admits any subdomain. */
function findAnySubdomain(regExp: Matcher, origins: readonly Sample[]): string | null {
  const domains = new Set(origins.filter(({ scheme }) => isHttpScheme(scheme)).map(toOwner))
  return [...domains].find((domain) => domain !== null && regExp.test(`https://canary.${domain}`)) ?? null
}
