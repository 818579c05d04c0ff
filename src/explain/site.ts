import { getDomain } from 'tldts'

/** Tells whether a URL and a serialized origin are schemelessly same site, by the public suffix list. */
export function isSameSite(url: URL, origin: string): boolean {
  const { hostname } = toUrl(origin) ?? { hostname: '' }
  if (hostname === '' || url.hostname === '') return false
  return hostname === url.hostname || toSite(hostname) === toSite(url.hostname)
}

/** Gives the registrable domain, or the host itself where there is none (an address, a public suffix). */
function toSite(hostname: string): string {
  return getDomain(hostname, { allowPrivateDomains: true }) ?? hostname
}

function toUrl(origin: string): URL | null {
  return URL.canParse(origin) ? new URL(origin) : null
}
