import { endsInNumber, isDomain, isHttpScheme, type OriginParts, parseOrigin } from './grammar.ts'

/** A string rule: one origin, or all those under a domain, on any port, or both. */
export interface OriginPattern {
  readonly scheme: string
  /** The host, without the `*.` of a pattern with subdomains. */
  readonly host: string
  /** The port's digits, empty for the scheme's default port, `*` for any. */
  readonly port: string
  /** True for `*.` before the host: one or more labels under it, never the host itself. */
  readonly subdomains: boolean
}

/**
 * Parses a string rule: a serialized origin as a browser writes it, with `*.` before its domain, `:*` for its port, or
 * both.
 *
 * @returns `null` for everything that no browser would ever send or that is no pattern; `misspelling` says why
 */
export function parseOriginPattern(rule: string): OriginPattern | null {
  const anyPort = rule.endsWith(':*')
  const subdomains = rule.includes('://*.')
  const withoutPort = anyPort ? rule.slice(0, -2) : rule
  const parts = parseOrigin(subdomains ? withoutPort.replace('://*.', '://') : withoutPort)
  if (parts === null || !isSerializedByBrowsers(parts)) return null
  if (anyPort && (parts.port !== '' || parts.host.endsWith('.'))) return null
  if (subdomains && !mayHaveSubdomains(parts)) return null
  return { scheme: parts.scheme, host: parts.host, port: anyPort ? '*' : parts.port, subdomains }
}

/** Tells whether a pattern stands for exactly one origin. */
export function isExact(pattern: OriginPattern): boolean {
  return !pattern.subdomains && pattern.port !== '*'
}

const schemesWithoutCors: ReadonlySet<string> = new Set([
  'about',
  'blob',
  'data',
  'file',
  'filesystem',
  'ftp',
  'javascript',
  'ws',
  'wss',
])

/** Tells whether no page with this scheme ever sends its origin: its requests carry another one, or `null`. */
export function isSchemeWithoutOrigin(scheme: string): boolean {
  return schemesWithoutCors.has(scheme)
}

/** Serves https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin: one spelling each. */
function isSerializedByBrowsers({ scheme, host, port }: OriginParts): boolean {
  if (isSchemeWithoutOrigin(scheme)) return false
  if (!isHttpScheme(scheme)) return true
  if (port !== '' && port === defaultPort(scheme)) return false
  // The grammar lets several spellings of an IPv6 address through; only the compressed one is ever sent.
  return !host.startsWith('[') || new URL(`${scheme}://${host}`).host === host
}

const defaultPorts: ReadonlyMap<string, string> = new Map([
  ['ftp', '21'],
  ['http', '80'],
  ['https', '443'],
  ['ws', '80'],
  ['wss', '443'],
])

/** Implements https://url.spec.whatwg.org/#default-port, as digits; empty where a scheme has none */
export function defaultPort(scheme: string): string {
  return defaultPorts.get(scheme) ?? ''
}

function mayHaveSubdomains({ scheme, host }: OriginParts): boolean {
  return isHttpScheme(scheme) && isDomain(host) && !endsInNumber(host) && !host.endsWith('.')
}
