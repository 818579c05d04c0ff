import { getDomain, parse } from 'tldts'
import { isLoopback } from '../../src/user-agent/blocking.ts'
import type { FindingCode } from './finding-kinds.ts'

/** An origin that nobody should trust for its likeness to a trusted one. */
export interface LookAlike {
  /** What it is found under, if it is trusted. */
  readonly code: FindingCode
  readonly origin: string
  /** What already says so: whoever trusts those, trusts this one too. */
  readonly impliedBy: readonly FindingCode[]
}

/** A host under a domain that can belong to nobody: https://www.rfc-editor.org/rfc/rfc2606#section-2 */
const strangerHost = 'canary.invalid'

/** The origin of a page that nobody knows. */
export function toStranger(scheme: 'http:' | 'https:'): string {
  return `${scheme}//${strangerHost}`
}

/** Hosts on which anyone can put a page: code playgrounds, object stores, hosting. */
const sharedHosts: readonly string[] = [
  'cdpn.io',
  'fiddle.jshell.net',
  'canary.s3.amazonaws.com',
  'storage.googleapis.com',
  'canary.github.io',
  'canary.vercel.app',
]

/** Lists origins on shared hosts. */
export function toSharedOrigins(scheme: 'http:' | 'https:'): readonly LookAlike[] {
  return sharedHosts.map((host) => ({ code: 'shared-host-trusted', origin: `${scheme}//${host}`, impliedBy: [] }))
}

/** Guesses which origins a server may trust, from its own URL: those of its registrable domain, or of development. */
export function guessOrigins({ protocol, hostname, origin }: URL): readonly string[] {
  const domain = getDomain(hostname, { allowPrivateDomains: true })
  if (domain !== null) {
    const hosts = [domain, `www.${domain}`, `app.${domain}`]
    return hosts.map((host) => `${protocol}//${host}`).filter((guess) => guess !== origin)
  }
  const ports = ['3000', '5173'].map((port) => `http://localhost:${port}`)
  return isLoopback(hostname) ? ports.filter((guess) => guess !== origin) : []
}

/** Lists the look-alikes of an origin, the telling ones first. */
export function toLookAlikes(origin: string): readonly LookAlike[] {
  if (!/^https?:\/\/[^[]/.test(origin)) return []
  const { protocol, hostname, port } = new URL(origin)
  const domain = getDomain(hostname, { allowPrivateDomains: true })
  const write = (host: string, scheme = protocol, at = port): string => `${scheme}//${host}${at === '' ? '' : `:${at}`}`
  const begun: readonly FindingCode[] = ['origin-prefix-trusted', 'origin-substring-trusted']
  const ended: readonly FindingCode[] = ['origin-suffix-trusted', 'origin-substring-trusted']
  return [
    { code: 'origin-prefix-trusted', origin: write(`${hostname}.${strangerHost}`), impliedBy: [] },
    { code: 'origin-underscore-trusted', origin: write(`${hostname}_.${strangerHost}`), impliedBy: begun },
    { code: 'origin-backtick-trusted', origin: write(`${hostname}\`.${strangerHost}`), impliedBy: begun },
    ...(domain === null ? [] : toDomainLookAlikes(hostname, domain, write, ended)),
    ...(isLoopback(hostname)
      ? []
      : ([
          {
            code: 'port-trusted',
            origin: write(hostname, protocol, port === '8443' ? '8444' : '8443'),
            impliedBy: begun,
          },
        ] as const)),
    ...(protocol === 'https:'
      ? ([{ code: 'insecure-origin-trusted', origin: write(hostname, 'http:'), impliedBy: [] }] as const)
      : []),
  ]
}

function toDomainLookAlikes(
  hostname: string,
  domain: string,
  write: (host: string) => string,
  ended: readonly FindingCode[],
): readonly LookAlike[] {
  const { isPrivate, publicSuffix } = parse(hostname, { allowPrivateDomains: true })
  const dotless = replaceDot(hostname, domain)
  return [
    {
      code: 'origin-suffix-trusted',
      origin: write(`canary${domain}`),
      // There, what ends with the name is a neighbour too.
      impliedBy: isPrivate ? ['shared-host-trusted'] : [],
    },
    // `example.co` is a domain of its own.
    { code: 'origin-truncated-trusted', origin: write(hostname.slice(0, -1)).replace(/:\d+$/, ''), impliedBy: [] },
    ...(dotless === null
      ? []
      : ([{ code: 'origin-dot-unescaped', origin: write(dotless), impliedBy: ended }] as const)),
    { code: 'subdomains-trusted', origin: write(`canary.${domain}`), impliedBy: ended },
    // Who is a neighbour on the shared host.
    ...(isPrivate
      ? ([{ code: 'shared-host-trusted', origin: write(`canary.${publicSuffix}`), impliedBy: [] }] as const)
      : []),
  ]
}

/** Puts a letter in the place of a dot, so that the result is a domain that can be registered. */
function replaceDot(hostname: string, domain: string): string | null {
  const at = hostname === domain ? domain.indexOf('.') : hostname.length - domain.length - 1
  const replaced = `${hostname.slice(0, at)}x${hostname.slice(at + 1)}`
  return replaced.includes('.') ? replaced : null
}
