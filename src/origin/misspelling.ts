import { endsInNumber, isHttpScheme, isLoopback, isPort } from './grammar.ts'
import { defaultPort, isSchemeWithoutOrigin, parseOriginPattern } from './pattern.ts'
import { isUnderSharedHost } from './shared-hosts.ts'

/** Why a string is no origin and no pattern: a code of the table of issues, and the spelling that was meant. */
export interface Misspelling {
  readonly code: MisspellingCode
  /** A rule that can stand in its place, `null` where none can be guessed. */
  readonly meant: string | null
}

export type MisspellingCode =
  | 'line-break'
  | 'origin-default-port'
  | 'origin-fragment'
  | 'origin-invalid'
  | 'origin-ip-spelling'
  | 'origin-null'
  | 'origin-path'
  | 'origin-port'
  | 'origin-query'
  | 'origin-scheme'
  | 'origin-scheme-missing'
  | 'origin-several'
  | 'origin-trailing-slash'
  | 'origin-unicode'
  | 'origin-upper-case'
  | 'origin-userinfo'
  | 'origin-white-space'
  | 'origin-wildcard-custom-scheme'
  | 'origin-wildcard-ip'
  | 'origin-wildcard-misplaced'
  | 'origin-wildcard-shared-host'
  | 'origin-wildcard-trailing-dot'

/** Says what is wrong with a string that `parseOriginPattern` refuses: the first thing from left to right. */
export function findMisspelling(rule: string): Misspelling {
  if (/[\r\n]/.test(rule)) return { code: 'line-break', meant: guess(rule.replace(/[\r\n]+/g, '')) }
  if (rule === 'null') return { code: 'origin-null', meant: null }
  if (rule.trim() !== rule) return { code: 'origin-white-space', meant: guess(rule.trim()) }
  if (/[\s,;]/.test(rule)) return { code: 'origin-several', meant: guess(rule.split(/[\s,;]+/, 1)[0] ?? '') }
  const scheme = /^([^:/?#[\]@]+):\/\//.exec(rule)?.[1]
  if (scheme === undefined) return { code: 'origin-scheme-missing', meant: guess(withScheme(rule)) }
  return { code: findCode(scheme, rule.slice(scheme.length + 3)), meant: guess(rule) }
}

function findCode(scheme: string, afterScheme: string): MisspellingCode {
  if (scheme.includes('*')) return 'origin-wildcard-misplaced'
  if (isSchemeWithoutOrigin(scheme.toLowerCase())) return 'origin-scheme'
  if (/[A-Z]/.test(scheme)) return 'origin-upper-case'
  const authority = /^[^/?#]*/.exec(afterScheme)?.[0] ?? ''
  const tail = afterScheme.slice(authority.length)
  if (authority.includes('@')) return 'origin-userinfo'
  if (tail === '/') return 'origin-trailing-slash'
  if (tail.startsWith('/')) return 'origin-path'
  if (tail.startsWith('?')) return 'origin-query'
  if (tail.startsWith('#')) return 'origin-fragment'
  return findAuthorityCode(scheme, authority)
}

function findAuthorityCode(scheme: string, authority: string): MisspellingCode {
  const { host, port } = splitAuthority(authority)
  if (host.includes('*')) return findWildcardCode(scheme, host)
  if (/[^\x20-\x7e]/.test(host)) return 'origin-unicode'
  if (isHttpScheme(scheme) && /[A-Z]/.test(host)) return 'origin-upper-case'
  if (port === defaultPort(scheme) && port !== '') return 'origin-default-port'
  if (authority.endsWith(':') || (port !== '' && port !== '*' && !isPort(port))) return 'origin-port'
  if (host.startsWith('[') || endsInNumber(host)) return 'origin-ip-spelling'
  return 'origin-invalid'
}

function findWildcardCode(scheme: string, host: string): MisspellingCode {
  if (isUnderSharedHost(host) && !host.startsWith('*.')) return 'origin-wildcard-shared-host'
  const domain = host.slice(2)
  if (!host.startsWith('*.') || domain.includes('*') || domain === '') return 'origin-wildcard-misplaced'
  if (!isHttpScheme(scheme)) return 'origin-wildcard-custom-scheme'
  if (domain.startsWith('[') || endsInNumber(domain)) return 'origin-wildcard-ip'
  if (domain.endsWith('.')) return 'origin-wildcard-trailing-dot'
  return /[A-Z]/.test(domain) ? 'origin-upper-case' : /[^\x20-\x7e]/.test(domain) ? 'origin-unicode' : 'origin-invalid'
}

function splitAuthority(authority: string): { host: string; port: string } {
  const port = /:([^:\]]*)$/.exec(authority)?.[1]
  return port === undefined ? { host: authority, port: '' } : { host: authority.slice(0, -port.length - 1), port }
}

/** Adds the scheme that was left out: https, but http for this machine, where development servers have no certificate. */
function withScheme(rule: string): string {
  const withoutSlashes = rule.replace(/^(?:https?:)?\/*/i, '')
  const host = splitAuthority(/^[^/?#]*/.exec(withoutSlashes)?.[0] ?? '').host
  const scheme = /^https?:/i.exec(rule)?.[0].slice(0, -1).toLowerCase() ?? (isLoopback(host) ? 'http' : 'https')
  return `${scheme}://${withoutSlashes}`
}

/** Guesses the rule that was meant, by what the URL standard makes of the text; `null` if that is no rule either. */
function guess(text: string): string | null {
  if (/^\*?$/.test(text)) return null
  const [, rawScheme = '', rest = ''] =
    /^([^:/?#[\]@]+):\/\/(.*)$/.exec(text) ?? /^()(.*)$/.exec(withScheme(text)) ?? []
  const scheme = toOriginScheme(rawScheme)
  const { host, port } = splitAuthority(/^[^/?#]*/.exec(rest)?.[0].replace(/^.*@/, '') ?? '')
  const lastWildcard = host.lastIndexOf('*.')
  const domain = toSerializedHost(scheme, host.slice(lastWildcard === -1 ? 0 : lastWildcard + 2))
  const endpoint = port === '*' ? ':*' : isPort(port) && port !== defaultPort(scheme) ? `:${port}` : ''
  const candidates = [`${scheme}://${domain}${endpoint}`]
  if (lastWildcard !== -1) candidates.unshift(`${scheme}://*.${domain}${endpoint}`)
  return candidates.find((candidate) => parseOriginPattern(candidate) !== null) ?? null
}

function toOriginScheme(scheme: string): string {
  const lowerCase = scheme.toLowerCase()
  if (lowerCase === 'ws') return 'http'
  return lowerCase === 'wss' || /[^a-z0-9+.-]/.test(lowerCase) ? 'https' : lowerCase
}

function toSerializedHost(scheme: string, host: string): string {
  try {
    return new URL(`${scheme}://${host.replace(/\.$/, '')}`).hostname
  } catch {
    return host
  }
}
