import { endsInNumber } from './grammar.ts'
import { defaultPort } from './pattern.ts'

/** One of the three parts of a tuple origin that can differ. */
export type OriginPart = 'scheme' | 'host' | 'port'

/**
 * How two URLs' origins compare.
 *
 * @see {@link https://html.spec.whatwg.org/multipage/browsers.html#same-origin | HTML § Origins}
 */
export interface OriginComparison {
  /** The serialized origin of the first URL, `null` (as a string) if it is opaque. */
  readonly a: string
  /** The serialized origin of the second URL, `null` (as a string) if it is opaque. */
  readonly b: string
  /** True if a page of one may read the other without CORS. */
  readonly sameOrigin: boolean
  /** The parts of the origin tuples that differ, empty for the same origin and where an origin is opaque. */
  readonly differs: readonly OriginPart[]
  /**
   * Whether both belong to one site, which decides about cookies: `unknown` where only a list of public suffixes
   * could tell.
   *
   * @see {@link https://html.spec.whatwg.org/multipage/browsers.html#same-site | HTML § Sites}
   */
  readonly sameSite: 'same-site' | 'cross-site' | 'unknown'
  /** What the tuples do not show, a sentence each. */
  readonly notes: readonly string[]
}

/**
 * Compares the origins of two URLs as tuples of scheme, host and port, and says which of them differ.
 *
 * Implements https://html.spec.whatwg.org/multipage/browsers.html#same-origin
 *
 * @param a - an absolute URL, or a serialized origin; the URL standard gives custom schemes opaque origins
 * @param b - another one
 * @returns the comparison; two opaque origins are never the same
 * @throws TypeError if one of them is not an absolute URL
 * @example
 * ```ts
 * import { compareOrigins } from 'fetch-cors'
 *
 * const comparison = compareOrigins('http://js.marathon.com/', 'https://js.marathon.com:81/api')
 * console.log(comparison.sameOrigin, comparison.differs) // false [ 'scheme', 'port' ]
 * ```
 * @see {@link https://html.spec.whatwg.org/multipage/browsers.html#same-origin | HTML § Origins}
 */
export function compareOrigins(a: string | URL, b: string | URL): OriginComparison {
  const first = toTupleOrigin(a, 'first')
  const second = toTupleOrigin(b, 'second')
  const serialized = { a: serialize(first), b: serialize(second) }
  if (first === null || second === null) {
    const notes = ['An opaque origin is the same as none but itself, and each URL with one has its own']
    return { ...serialized, sameOrigin: false, differs: [], sameSite: 'cross-site', notes }
  }
  const parts = ['scheme', 'host', 'port'] as const
  const differs = parts.filter((part) => first[part] !== second[part])
  const notes = compareDefaultPorts(first, second)
  return { ...serialized, sameOrigin: differs.length === 0, differs, sameSite: compareSites(first, second), notes }
}

function compareDefaultPorts(a: TupleOrigin, b: TupleOrigin): string[] {
  const ports = [defaultPort(a.scheme), defaultPort(b.scheme)]
  const areDefault = a.port === '' && b.port === ''
  return areDefault && ports[0] !== ports[1] ? [`The default port differs with the scheme: ${ports.join(' and ')}`] : []
}

/** Implements https://html.spec.whatwg.org/multipage/browsers.html#concept-origin-tuple; the default port is empty. */
interface TupleOrigin {
  readonly scheme: string
  readonly host: string
  readonly port: string
}

function toTupleOrigin(input: string | URL, position: string): TupleOrigin | null {
  const url = parseUrl(input)
  if (url === null) {
    throw new TypeError(
      `Cannot compare origins: the ${position} argument is ${JSON.stringify(String(input))}; write an absolute URL, such as "https://app.example.com/"`,
    )
  }
  // Implements https://url.spec.whatwg.org/#concept-url-origin: a blob URL has the origin of the URL in its path.
  if (url.origin === 'null') return null
  const { protocol, hostname, port } = url.protocol === 'blob:' ? new URL(url.origin) : url
  return { scheme: protocol.slice(0, -1), host: hostname, port }
}

function parseUrl(input: string | URL): URL | null {
  try {
    return new URL(String(input))
  } catch {
    return null
  }
}

function serialize(origin: TupleOrigin | null): string {
  if (origin === null) return 'null'
  return `${origin.scheme}://${origin.host}${origin.port === '' ? '' : `:${origin.port}`}`
}

/** Implements https://html.spec.whatwg.org/multipage/browsers.html#same-site as far as it goes without a list. */
function compareSites(a: TupleOrigin, b: TupleOrigin): OriginComparison['sameSite'] {
  if (a.scheme !== b.scheme) return 'cross-site'
  if (a.host === b.host) return 'same-site'
  if (isAddress(a.host) || isAddress(b.host)) return 'cross-site'
  // A registrable domain has at least two labels, so two hosts that share fewer cannot share one.
  return sharedLabels(a.host, b.host) < 2 ? 'cross-site' : 'unknown'
}

function isAddress(host: string): boolean {
  return host.startsWith('[') || endsInNumber(host)
}

function sharedLabels(a: string, b: string): number {
  const reversed = toLabels(b)
  const difference = toLabels(a).findIndex((label, index) => label !== reversed[index])
  return difference === -1 ? toLabels(a).length : difference
}

function toLabels(host: string): string[] {
  const dot = host.endsWith('.') ? '.' : ''
  const labels = (dot === '' ? host : host.slice(0, -1)).split('.').reverse()
  return [`${labels[0]}${dot}`, ...labels.slice(1)]
}
