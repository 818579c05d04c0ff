import { isHttpScheme, type OriginParts, parseOrigin } from '../origin/grammar.ts'
import { findSuffix } from '../origin/site.ts'
import type { Matcher, Sample } from './sample-origins.ts'

/** Gives what one owner has: the registrable domain; `null` where there is no telling whose a host is. */
export function toOwner({ scheme, host }: OriginParts): string | null {
  // Nobody registers the hosts of other schemes: whoever makes the app or the extension has them.
  if (!isHttpScheme(scheme)) return `${scheme}://${host}`
  const { domain, isListed } = findSuffix(host)
  return isListed ? domain : null
}

/** What an attacker can put into a host, where there is room. */
const insertions = ['evil', 'evil-', '-evil', 'evil.', '.evil.com', '-evil.com', 'evil.com']

/** Where a stranger registers the same name again. */
const otherSuffixes = ['com', 'net', 'org', 'dev', 'io', 'co.uk', 'app', 'xyz']

/** How many samples are changed: they differ little, so more show little more. */
const mostChanged = 12
/** How many owners the origins of one shape have at most, if somebody listed them. */
const mostListed = 4

/** Finds an origin that a RegExp matches and a stranger can have: one with another owner than those that were meant. */
export function findLookAlike(regExp: Matcher, samples: readonly Sample[]): string | null {
  const meant = new Set(samples.map(toOwner))
  for (const sample of samples.slice(0, mostChanged)) {
    const found = listChanges(sample).find((changed) => isForeign(regExp, changed, meant))
    if (found !== undefined) return found
  }
  return findOpenShape(samples)
}

/** Lists what an attacker would try instead of an origin. */
function listChanges({ origin, scheme, host }: Sample): readonly string[] {
  const start = scheme.length + '://'.length
  const places = Array.from({ length: host.length + 1 }, (_, index) => start + index)
  const inserted = places.flatMap((at) => insertions.map((text) => origin.slice(0, at) + text + origin.slice(at)))
  const { suffix } = findSuffix(host)
  const end = start + host.length
  const moved = otherSuffixes.map((other) => origin.slice(0, end - suffix.length) + other + origin.slice(end))
  return [...inserted, ...moved]
}

/** Finds an origin that a RegExp matches with other characters in the place of its dots. */
export function findDotLookAlike(regExp: Matcher, samples: readonly Sample[]): string | null {
  const meant = new Set(samples.map(toOwner))
  for (const { origin } of samples.slice(0, mostChanged)) {
    for (let at = origin.indexOf('.'); at !== -1; at = origin.indexOf('.', at + 1)) {
      const changed = `${origin.slice(0, at)}x${origin.slice(at + 1)}`
      if (isForeign(regExp, changed, meant)) return changed
    }
  }
  return null
}

function isForeign(regExp: Matcher, origin: string, meant: ReadonlySet<string | null>): boolean {
  const parts = regExp.test(origin) ? parseOrigin(origin) : null
  const owner = parts === null ? null : toOwner(parts)
  return owner !== null && !meant.has(owner)
}

/** Finds an origin whose owner is anybody's choice: nobody lists so many that differ in letters only. */
function findOpenShape(samples: readonly Sample[]): string | null {
  const owners = new Map<number, Set<string>>()
  for (const sample of samples) {
    const owner = toOwner(sample)
    const ofShape = owners.get(sample.shape) ?? new Set()
    if (owner !== null) owners.set(sample.shape, ofShape.add(owner))
    if (ofShape.size > mostListed) return sample.origin
  }
  return null
}
