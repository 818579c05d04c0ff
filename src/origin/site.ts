import { getDomain, parse } from 'tldts'

/**
 * Tells whether a URL and a serialized origin are schemelessly same site, by the public suffix list.
 *
 * Implements https://html.spec.whatwg.org/multipage/browsers.html#same-site without the scheme
 */
export function isSameSite(url: URL, origin: string): boolean {
  const { hostname } = toUrl(origin) ?? { hostname: '' }
  if (hostname === '' || url.hostname === '') return false
  return hostname === url.hostname || toSite(hostname) === toSite(url.hostname)
}

/**
 * Gives the registrable domain, or the host itself where there is none (an address, a public suffix).
 *
 * Implements https://url.spec.whatwg.org/#host-registrable-domain
 */
function toSite(hostname: string): string {
  const domain = getDomain(hostname, { allowPrivateDomains: true })
  if (domain === null) return hostname
  // The library drops the dot at the end; in the standard, and in all browsers, it makes another site.
  return hostname.endsWith('.') ? `${domain}.` : domain
}

function toUrl(origin: string): URL | null {
  return URL.canParse(origin) ? new URL(origin) : null
}

/** What the public suffix list says of a host. */
export interface HostSuffix {
  /** The part under which anybody can register, empty for an address. */
  readonly suffix: string
  /** The domain that somebody registered, `null` for an address and for a public suffix itself. */
  readonly domain: string | null
  /** True for a suffix of the list; of one that is not, nobody can register a domain, or only within a network. */
  readonly isListed: boolean
  /** True for a suffix that a company shares out, such as `vercel.app`. */
  readonly isShared: boolean
}

/** Looks a host up in https://publicsuffix.org/list/, the private section included. */
export function findSuffix(host: string): HostSuffix {
  const options = { allowPrivateDomains: true, extractHostname: false, validateHostname: false }
  const { publicSuffix, domain, isIcann, isPrivate } = parse(host, options)
  return { suffix: publicSuffix ?? '', domain, isListed: isIcann === true || isPrivate === true, isShared: !!isPrivate }
}
