/** The parts of a serialized origin, as they stand in it. */
export interface OriginParts {
  readonly scheme: string
  /** The host; an IPv6 address keeps its brackets, a domain its trailing dot. */
  readonly host: string
  /** The port's digits, empty where the origin names none. */
  readonly port: string
}

const longestScheme = 64
const longestHost = 253
const longestOrigin = longestScheme + '://'.length + longestHost + '.'.length + ':65535'.length

/**
 * Parses what browsers send as an origin, and nothing else.
 *
 * Implements https://fetch.spec.whatwg.org/#origin-header with what browsers are known to do beside it: `_`, labels
 * that begin or end in `-` and one trailing dot are let in; ports above 65535 or with leading zeros and numeric hosts
 * that are no IPv4 address are kept out; the host of a scheme that is not HTTP(S) may be any of `[A-Za-z0-9._-]+`.
 *
 * @returns `null` for everything else, `null` origins and combined values included
 */
export function parseOrigin(value: string): OriginParts | null {
  if (value.length > longestOrigin) return null
  const schemeEnd = value.indexOf('://')
  const scheme = value.slice(0, schemeEnd)
  if (schemeEnd === -1 || !isScheme(scheme)) return null
  const authority = value.slice(schemeEnd + 3)
  const colon = authority.endsWith(']') ? -1 : authority.lastIndexOf(':')
  const host = colon === -1 ? authority : authority.slice(0, colon)
  const port = colon === -1 ? '' : authority.slice(colon + 1)
  if (colon !== -1 && !isPort(port)) return null
  return isHost(host, scheme) ? { scheme, host, port } : null
}

/** Tells whether a scheme's origins are the ones of HTTP: https://fetch.spec.whatwg.org/#http-scheme */
export function isHttpScheme(scheme: string): boolean {
  return scheme === 'https' || scheme === 'http'
}

function isScheme(value: string): boolean {
  return isHttpScheme(value) || (value.length <= longestScheme && /^[a-z][a-z0-9+.-]*$/.test(value))
}

/** Tells whether a text is a port that a browser could be connected to. */
export function isPort(value: string): boolean {
  return /^[1-9][0-9]{0,4}$/.test(value) && Number(value) <= 65535
}

function isHost(host: string, scheme: string): boolean {
  if (host.startsWith('[')) return host.endsWith(']') && isIPv6(host.slice(1, -1))
  if (!isHttpScheme(scheme)) return host.length <= longestHost && /^[A-Za-z0-9._-]+$/.test(host)
  return endsInNumber(host) ? isIPv4(host) : isDomain(host)
}

/** Tells whether a text is a domain as browsers serialize one, a trailing dot included. */
export function isDomain(host: string): boolean {
  const isShort = host.length <= longestHost || (host.length === longestHost + 1 && host.endsWith('.'))
  return isShort && /^(?:[a-z0-9_-]{1,63}(?:\.|$))+$/.test(host)
}

/** Implements https://url.spec.whatwg.org/#ends-in-a-number-checker */
export function endsInNumber(host: string): boolean {
  const start = host.lastIndexOf('.', host.length - 2) + 1
  // Both forms of a number begin with a digit, and most hosts end in a label that does not.
  return /^[0-9]/.test(host.charAt(start)) && /^(?:[0-9]+|0x[0-9a-f]*)\.?$/.test(host.slice(start))
}

/** Tells whether a text is an IPv4 address in the one form that browsers serialize. */
export function isIPv4(host: string): boolean {
  const octets = host.split('.')
  return octets.length === 4 && octets.every((octet) => /^(?:0|[1-9][0-9]{0,2})$/.test(octet) && Number(octet) <= 255)
}

/** Implements the rule serialized-ipv6 of https://fetch.spec.whatwg.org/#origin-header */
function isIPv6(address: string): boolean {
  const halves = address.split('::').map((half) => (half === '' ? [] : half.split(':')))
  const pieces = halves.flat()
  if (!pieces.every((piece) => /^(?:0|[1-9a-f][0-9a-f]{0,3})$/.test(piece))) return false
  return halves.length === 2 ? pieces.length <= 6 : halves.length === 1 && pieces.length === 8
}

/**
 * Tells whether a host is this machine, so that plain http to it crosses no network.
 *
 * Implements https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy, steps 4 and 5
 */
export function isLoopback(host: string): boolean {
  if (host === '[::1]' || host === 'localhost' || host === 'localhost.') return true
  if (host.endsWith('.localhost') || host.endsWith('.localhost.')) return true
  return host.startsWith('127.') && isIPv4(host)
}
