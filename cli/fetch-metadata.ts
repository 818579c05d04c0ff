import { isSameSite } from '../src/origin/site.ts'
import { isLoopback } from '../src/user-agent/blocking.ts'

type Site = 'same-origin' | 'same-site' | 'cross-site'

/** From the nearest to the farthest. */
const sites: readonly Site[] = ['same-origin', 'same-site', 'cross-site']

/**
 * Makes the headers by which a server can tell a page's request from others.
 *
 * Implements https://w3c.github.io/webappsec-fetch-metadata/#abstract-opdef-append-the-fetch-metadata-headers-for-a-request
 *
 * @param origin - the page's
 * @param urls - where the request went so far, redirects included, and where it goes now
 */
export function toFetchMetadata(origin: string, mode: string, urls: readonly URL[]): Record<string, string> {
  const url = urls.at(-1)
  if (url === undefined || !isTrustworthy(url)) return {}
  return {
    'sec-fetch-dest': 'empty',
    'sec-fetch-mode': mode,
    'sec-fetch-site': sites[Math.max(...urls.map((one) => sites.indexOf(toSite(origin, one))))] ?? 'cross-site',
  }
}

/** Implements https://w3c.github.io/webappsec-secure-contexts/#is-url-trustworthy for http and https */
function isTrustworthy({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || isLoopback(hostname)
}

function toSite(origin: string, url: URL): Site {
  if (url.origin === origin) return 'same-origin'
  const isSameScheme = origin.startsWith(url.protocol)
  return isSameScheme && isSameSite(url, origin) ? 'same-site' : 'cross-site'
}
