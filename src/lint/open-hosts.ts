import { isOpenToStrangers } from '../origin/shared-hosts.ts'
import { findSuffix } from '../origin/site.ts'

/**
 * Public suffixes below a domain that is none, so that a pattern over the domain trusts strangers too. The common ones:
 * the list can be asked for the suffix of a host, not for what is below a domain.
 */
export const deepSuffixes: readonly string[] = [
  'a.run.app',
  'blob.core.windows.net',
  'cdn.cloudflare.net',
  'web.core.windows.net',
]

/** Domains under which strangers get hosts though the list does not have them. */
const unlistedSuffixes: readonly string[] = ['cloudapp.azure.com', 'loca.lt']

/** Finds the public suffix that a pattern over a domain reaches: the domain itself, or one below it; else `null`. */
export function findSuffixUnder(domain: string): string | null {
  const { suffix, isListed } = findSuffix(domain)
  if (isListed && suffix === domain) return domain
  const deep = [...deepSuffixes, ...unlistedSuffixes].find((name) => `.${name}`.endsWith(`.${domain}`))
  return deep ?? (domain.includes('.') && isOpenToStrangers(domain) ? domain : null)
}

/**
 * Hosts that show pages of anybody's under one and the same origin: storage that is addressed by path, playgrounds that
 * run what their users write, and archives that run the scripts of what they keep.
 */
export const hostsOfAnybody: ReadonlySet<string> = new Set([
  's3.amazonaws.com',
  'storage.googleapis.com',
  'cdpn.io',
  'fiddle.jshell.net',
  'web.archive.org',
])
