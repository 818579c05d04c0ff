import { isOrigin } from './origin-grammar.ts'
import { isAdmittedBy, type Policy, type Rule } from './policy.ts'

/** What a policy says about an origin; `failed` is a rule that could not say yes or no. */
export type Answer = 'admitted' | 'refused' | 'failed'

/**
 * Says what a policy says about an origin, in the words of the design's table of rules and as naively as can be: it
 * shares no code with the library.
 *
 * @param tenant - the request header `x-tenant`, which some rules read
 */
export function ask(policy: Policy, origin: string, tenant: string | null = null): Answer {
  const texts = policy.rules.flatMap((rule) => (rule.kind === 'text' ? [rule.text] : []))
  if (texts.includes('*')) return 'admitted'
  if (origin === 'null') return policy.dangerouslyAllowNullOrigin && !policy.credentials ? 'admitted' : 'refused'
  if (!isOrigin(origin)) return 'refused'
  if (policy.credentials && !policy.dangerouslyAllowInsecureOrigins && isInsecure(origin)) return 'refused'
  if (texts.some((text) => matchesText(text, origin))) return 'admitted'
  if (policy.rules.some((rule) => rule.kind === 'regexp' && matchesRegExp(rule, origin))) return 'admitted'
  const functions = policy.rules.filter((rule) => rule.kind === 'function')
  for (const rule of policy.lookup === undefined ? functions : [...functions, policy.lookup]) {
    if (isAdmittedBy(rule, origin, tenant)) return 'admitted'
    if (rule.otherwise !== 'false' && rule.otherwise !== 'undefined') return 'failed'
  }
  return 'refused'
}

/** Tells whether an origin is plain http off loopback. */
export function isInsecure(origin: string): boolean {
  if (!origin.startsWith('http://')) return false
  const host = toHost(origin)
  const isLocal = /(?:^|\.)localhost\.?$/.test(host) || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)
  return !isLocal
}

function toHost(origin: string): string {
  return origin.replace(/^.*:\/\//, '').replace(/:\d+$/, '')
}

/** Compares a string rule with an origin, letter by letter where there is no wildcard. */
export function matchesText(rule: string, origin: string): boolean {
  if (rule === origin) return true
  const [scheme = '', rest = ''] = rule.split('://')
  if (!origin.startsWith(`${scheme}://`)) return false
  const anyPort = rest.endsWith(':*')
  const host = anyPort ? rest.slice(0, -2) : rest
  const given = origin.slice(scheme.length + 3)
  const givenHost = anyPort ? given.replace(/:\d+$/, '') : given
  if (!host.startsWith('*.')) return host === givenHost
  return givenHost.endsWith(host.slice(1)) && givenHost.length > host.length - 1
}

function matchesRegExp({ source, flags }: Extract<Rule, { kind: 'regexp' }>, origin: string): boolean {
  const [match] = new RegExp(`^(?:${source})$`, flags).exec(origin) ?? []
  return match === origin
}

/** A policy whose answer is the same for everybody, as the design has it. */
export function isConstant(policy: Policy): boolean {
  const { rules, lookup, rejectDisallowed, debug, credentials, dangerouslyAllowNullOrigin } = policy
  const [only] = rules
  if (rules.length !== 1 || only?.kind !== 'text' || lookup !== undefined) return false
  const echoes = credentials && (includesWildcard(policy.methods) || includesWildcard(policy.allowedHeaders))
  if (rejectDisallowed || debug || echoes) return false
  if (only.text === '*') return true
  return !only.text.includes('*') && !dangerouslyAllowNullOrigin
}

export function includesWildcard(list: readonly string[] | '*' | undefined): boolean {
  return list?.includes('*') ?? false
}

/** Tells whether a policy lists a method: these three always are. */
export function allowsMethod({ methods = [] }: Policy, method: string): boolean {
  return ['GET', 'HEAD', 'POST'].includes(method) || methods.includes('*') || methods.includes(method)
}

/** Tells whether a policy lists a request header that is not safelisted. */
export function allowsHeader({ allowedHeaders = [] }: Policy, name: string): boolean {
  const wanted = name.toLowerCase()
  if ([...allowedHeaders].some((listed) => listed.toLowerCase() === wanted)) return true
  return allowedHeaders.includes('*') && wanted !== 'authorization'
}

/** Tells whether a page may read a response header. */
export function exposes({ exposedHeaders = [] }: Policy, name: string): boolean {
  if (name === 'set-cookie') return false
  const always = ['cache-control', 'content-language', 'content-length', 'content-type', 'expires', 'last-modified']
  if (always.includes(name) || name === 'pragma' || exposedHeaders.includes('*')) return true
  return [...exposedHeaders].some((listed) => listed.toLowerCase() === name)
}

/** Tells whether a request passes as the server's own: by what the browser says, else by the origin. */
export function isOwn({ ownOrigins }: Policy, origin: string, urlOrigin: string, site: string | null): boolean {
  if (site !== null) return site === 'same-origin' || site === 'none'
  return ownOrigins === undefined ? origin === urlOrigin : ownOrigins.includes(origin)
}
