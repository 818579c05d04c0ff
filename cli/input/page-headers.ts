import { isForbiddenRequestHeader } from '../../src/http/header-names.ts'
import { getHeader, type HeaderList } from '../../src/user-agent/header-list.ts'
import { makeValue } from './preflight-request.ts'

/** The headers of a request, told apart. */
interface PageHeaders {
  /** Those that the page set. */
  readonly kept: HeaderList
  /** The lower-case names of those that the browser set itself. */
  readonly left: readonly string[]
  readonly assumed: readonly string[]
}

/**
 * Takes the headers away that a browser sets itself, which never lead to a preflight. Where its preflight is at hand,
 * that says which ones the page set; else names and values have to do.
 *
 * @param announced - the names in the preflight's `Access-Control-Request-Headers`
 */
export function toPageHeaders(headers: HeaderList, announced: readonly string[] | null): PageHeaders {
  const kept: (readonly [string, string])[] = []
  const left = new Set<string>()
  const assumed: string[] = []
  for (const [name, value] of headers) {
    const lowerCase = name.toLowerCase()
    if (announced?.includes(lowerCase)) kept.push([name, value])
    else if (isForbiddenRequestHeader(lowerCase) || lowerCase.startsWith(':')) left.add(lowerCase)
    else if (!ofBrowser(lowerCase, value, headers)) kept.push([name, value])
    else {
      left.add(lowerCase)
      const isSure = announced !== null || doubts[lowerCase] === undefined
      if (!isSure) assumed.push(`${doubts[lowerCase]}; if the page sets it itself, add -H "${lowerCase}: ${value}"`)
    }
  }
  const missing = announced?.filter((name) => !headers.some(([other]) => other.toLowerCase() === name)) ?? []
  if (missing.length > 0) assumed.push(`The values of ${missing.join(', ')} are not in the text, so they are made up`)
  kept.push(...missing.map((name) => [name, makeValue(name)] as const))
  return { kept, left: [...left].filter((name) => !isRead.test(name)), assumed }
}

/** Those that tell something, and pseudo-headers, which repeat the URL. */
const isRead = /^(?:cookie|origin|referer|sec-fetch-.*|:.*)$/

function ofBrowser(name: string, value: string, headers: HeaderList): boolean {
  const rule = ownRules[name]
  return name.startsWith('x-browser-') || (rule?.(value, headers) ?? false)
}

type Rule = (value: string, headers: HeaderList) => boolean

const always: Rule = () => true

/** https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch: what a request that avoids the cache has. */
const avoidsCache: Rule = (value, headers) => {
  const isPair = ['cache-control', 'pragma'].every((name) => getHeader(headers, name) === 'no-cache')
  return isPair && value === 'no-cache'
}

/** What browsers append that pages may set too, and the values that they append. */
const ownRules: Readonly<Record<string, Rule>> = {
  accept(value, headers) {
    const destination = getHeader(headers, 'sec-fetch-dest') ?? 'empty'
    return value === '*/*' || destination !== 'empty' || value.startsWith('text/html,application/xhtml+xml,')
  },
  'accept-language': (value) => value.length <= 128 && /^[0-9A-Za-z *,\-.;=]*$/.test(value),
  'alt-used': always,
  'cache-control': (value, headers) => value === 'max-age=0' || avoidsCache(value, headers),
  'if-modified-since': always,
  'if-none-match': always,
  pragma: avoidsCache,
  priority: (value) => /^(?:u=\d|i\b)/.test(value),
  purpose: always,
  'upgrade-insecure-requests': always,
  'user-agent': always,
  'x-client-data': always,
  'x-moz': always,
  // Client hints: https://wicg.github.io/client-hints-infrastructure/#client-hints-list
  'device-memory': always,
  downlink: always,
  dpr: always,
  ect: always,
  rtt: always,
  'save-data': always,
  'viewport-width': always,
  width: always,
}

/** Those that are as likely to be the page's, with what the text is taken to say. */
const doubts: Readonly<Record<string, string>> = {
  'cache-control': 'Cache-Control is taken for the browser\'s, as with "Disable cache" in DevTools or a reload',
  'if-modified-since': "If-Modified-Since is taken for the browser's cache's",
  'if-none-match': "If-None-Match is taken for the browser's cache's",
}
