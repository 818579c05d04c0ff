import { endsInNumber, isHttpScheme, isLoopback, isPort } from './grammar.ts'
import { defaultPort, isSchemeWithoutOrigin, parseOriginPattern } from './pattern.ts'
import { isOpenToStrangers, isUnderSharedHost } from './shared-hosts.ts'

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
  // What follows a line must not become a part of a domain.
  if (/[\r\n]/.test(rule)) return { code: 'line-break', meant: guess(rule.trim().replace(/\s*[\r\n].*$/s, '')) }
  if (rule === 'null') return { code: 'origin-null', meant: null }
  if (rule.trim() !== rule) return { code: 'origin-white-space', meant: guess(rule.trim()) }
  const [, scheme = '', afterColon = ''] = /^([a-z][a-z0-9+.-]*):(.*)$/is.exec(rule) ?? []
  if (isSchemeWithoutOrigin(scheme.toLowerCase())) {
    // A blob's URL holds the origin of the page that made it: https://url.spec.whatwg.org/#concept-url-origin
    const isInside = /^https?:\/\//i.test(afterColon)
    const meant = isInside ? guess(afterColon) : afterColon.startsWith('//') ? guess(rule) : null
    return { code: 'origin-scheme', meant }
  }
  if (/[\s,;]/.test(rule)) return { code: 'origin-several', meant: guess(rule.split(/[\s,;]+/, 1).join('')) }
  const separated = splitScheme(rule)
  if (separated === null) return { code: 'origin-scheme-missing', meant: guess(rule) }
  return { code: findCode(separated.scheme, separated.rest), meant: guess(rule) }
}

function splitScheme(text: string): { scheme: string; rest: string } | null {
  const [, scheme, rest = ''] = /^([^:/?#[\]@\\]+):\/\/(.*)$/s.exec(text) ?? []
  return scheme === undefined ? null : { scheme, rest }
}

function findCode(scheme: string, afterScheme: string): MisspellingCode {
  if (scheme.includes('*')) return 'origin-wildcard-misplaced'
  if (/[A-Z]/.test(scheme)) return 'origin-upper-case'
  const { authority, tail } = splitTail(afterScheme)
  if (authority.includes('@')) return 'origin-userinfo'
  if (tail === '/') return 'origin-trailing-slash'
  if (tail.startsWith('/')) return 'origin-path'
  if (tail.startsWith('?')) return 'origin-query'
  if (tail.startsWith('#')) return 'origin-fragment'
  const { host, port } = splitPort(authority)
  const code = host.includes('*') ? findWildcardCode(scheme, host) : null
  return code ?? findAuthorityCode(scheme, host, port)
}

function findWildcardCode(scheme: string, host: string): MisspellingCode | null {
  if (isUnderSharedHost(host.toLowerCase()) && !host.startsWith('*.')) return 'origin-wildcard-shared-host'
  const domain = host.slice(2)
  if (!host.startsWith('*.') || domain.includes('*') || domain === '') return 'origin-wildcard-misplaced'
  if (!isHttpScheme(scheme)) return 'origin-wildcard-custom-scheme'
  if (domain.startsWith('[') || endsInNumber(domain)) return 'origin-wildcard-ip'
  return domain.endsWith('.') ? 'origin-wildcard-trailing-dot' : null
}

function findAuthorityCode(scheme: string, host: string, port: string | null): MisspellingCode {
  if (port === '*' && host.endsWith('.')) return 'origin-wildcard-trailing-dot'
  if (/[^\0-\x7f]/.test(host)) return 'origin-unicode'
  if (isHttpScheme(scheme) && /[A-Z]/.test(host)) return 'origin-upper-case'
  if (port !== null && port !== '' && port === defaultPort(scheme)) return 'origin-default-port'
  if (port !== null && port !== '*' && !isPort(port)) return 'origin-port'
  return host.startsWith('[') || endsInNumber(host) ? 'origin-ip-spelling' : 'origin-invalid'
}

function splitTail(afterScheme: string): { authority: string; tail: string } {
  const at = afterScheme.search(/[/?#]/)
  return at === -1
    ? { authority: afterScheme, tail: '' }
    : { authority: afterScheme.slice(0, at), tail: afterScheme.slice(at) }
}

function splitPort(authority: string): { host: string; port: string | null } {
  const port = /:([^:\]]*)$/.exec(authority)?.[1]
  return port === undefined ? { host: authority, port: null } : { host: authority.slice(0, -port.length - 1), port }
}

/** Guesses the rule that was meant, by what the URL standard makes of the text; `null` if that is no rule either. */
function guess(text: string): string | null {
  if (text === '*') return text
  const onlyLast = text.replace(/^(?:https?:\/\/)+(?=https?:\/\/)/i, '')
  const separated = splitScheme(onlyLast) ?? addScheme(onlyLast)
  const scheme = toOriginScheme(separated.scheme)
  const { host, port } = splitPort(splitTail(separated.rest).authority.replace(/^.*@/, ''))
  const candidates = toHosts(scheme, host).map((candidate) => `${scheme}://${candidate}${toEndpoint(scheme, port)}`)
  return candidates.find((candidate) => parseOriginPattern(candidate) !== null) ?? null
}

/** Adds the scheme that was left out: https, but http for this machine, where development servers have no certificate. */
function addScheme(text: string): { scheme: string; rest: string } {
  const [prefix, written] = /^(https?)(?::|(?=\/\/))[\\/]*/i.exec(text) ?? []
  if (prefix !== undefined && written !== undefined) return { scheme: written, rest: text.slice(prefix.length) }
  const rest = text.replace(/^\/+/, '')
  const { host, port } = splitPort(splitTail(rest).authority)
  if (isLoopback(host)) return { scheme: 'http', rest }
  // A word alone is more likely a mistake than the name of a host.
  const isWord = port === null && !host.includes('.') && !host.startsWith('[')
  return { scheme: 'https', rest: isWord ? '' : rest }
}

function toOriginScheme(scheme: string): string {
  const lowerCase = scheme.toLowerCase()
  if (lowerCase === 'ws') return 'http'
  return lowerCase === 'wss' || /[^a-z0-9+.-]/.test(lowerCase) ? 'https' : lowerCase
}

/** Finds the hosts that can be meant, with `*.` before the domain that a wildcard stands before. */
function toHosts(scheme: string, host: string): string[] {
  const wildcard = host.lastIndexOf('*.')
  if (wildcard === -1) return [toSerializedHost(scheme, host)]
  const domain = toSerializedHost(scheme, host.slice(wildcard + 2))
  // The hosts of strangers are not suggested to somebody who did not write exactly them.
  return wildcard > 0 && isOpenToStrangers(domain) ? [] : [`*.${domain}`, domain]
}

function toSerializedHost(scheme: string, host: string): string {
  if (host.includes('\\')) return host
  try {
    return new URL(`${scheme}://${host.replace(/\.$/, '')}`).hostname
  } catch {
    return host
  }
}

/** Spells a port with its colon; a default port, and what can be none, is left out. */
function toEndpoint(scheme: string, port: string | null): string {
  if (port === null) return ''
  if (port.endsWith('*')) return ':*'
  const digits = port.replace(/^0+/, '')
  return isPort(digits) && digits !== defaultPort(scheme) ? `:${digits}` : ''
}
