import { isToken, splitList } from '../http/tokens.ts'
import { askLookup, askRules, type Denial, isUndecided } from './admit.ts'
import type { CorsInput, Decision } from './cors.ts'
import type { Refusal, RefusalCode } from './options.ts'
import type { HeaderPair, Policy } from './policy.ts'
import { ignoreRejection } from './thenable.ts'

/**
 * Decides about a request.
 *
 * @returns a promise only if the policy has a `lookup` and no rule decides
 */
export function decide<C>(policy: Policy<C>, input: CorsInput, context: C): Decision | Promise<Decision> {
  const origin = input.headers.get('origin')
  if (origin === null) return decideWithoutOrigin(policy)
  return decideAbout(policy, input, origin, isPreflightRequest(input), context)
}

/** Decides about a request with `Origin`. */
export function decideAbout<C>(
  policy: Policy<C>,
  input: CorsInput,
  origin: string,
  isPreflight: boolean,
  context: C,
): Decision | Promise<Decision> {
  const denial = askRules(policy, origin, context)
  if (denial === null) return allow(policy, origin, isPreflight ? echo(policy, input) : null)
  const isOrigin = denial.code !== 'origin-malformed'
  const isOwn = isOrigin && !isPreflight && isSameOrigin(policy, input, origin)
  const { lookup } = isUndecided(denial) ? policy : { lookup: null }
  // An own origin may be another one than the URL's, and then its page reads what it gets only if lookup admits it.
  if (isOwn && (lookup === null || needsNoPermission(input, origin))) return decideWithoutOrigin(policy)
  if (lookup === null) return refuse(policy, origin, isPreflight, denial, context)
  return askLookup(lookup, policy.lookupTimeout, origin, context).then((answer) => {
    if (answer === null) return allow(policy, origin, isPreflight ? echo(policy, input) : null)
    if (isOwn) return decideWithoutOrigin(policy)
    return refuse(policy, origin, isPreflight, answer, context)
  })
}

/** Implements https://fetch.spec.whatwg.org/#cors-preflight-request, for a request with `Origin` */
export function isPreflightRequest({ method, headers }: CorsInput): boolean {
  return method === 'OPTIONS' && headers.get('access-control-request-method') !== null
}

/**
 * Serves https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches
 * A constant answer is sent to everyone; any other says that it depends on Origin, even where there is none.
 */
export function decideWithoutOrigin<C>({ constantOrigin, sharedHeaders, exposeAll, vary }: Policy<C>): Decision {
  const isConstant = constantOrigin !== null
  return {
    kind: 'other',
    allowed: true,
    respond: null,
    headers: isConstant ? [['access-control-allow-origin', constantOrigin], ...sharedHeaders] : [],
    vary: isConstant ? [] : vary,
    body: null,
    exposeAll: isConstant && exposeAll,
    refusal: null,
  }
}

/** @param echoed - what a preflight gets beside the policy's own headers; `null` if the request is none */
export function allow<C>(policy: Policy<C>, origin: string, echoed: readonly HeaderPair[] | null): Decision {
  const allowOrigin: HeaderPair = ['access-control-allow-origin', policy.origins.anyone ? '*' : origin]
  const isConstant = policy.constantOrigin !== null
  if (echoed === null) {
    return {
      kind: 'cross-origin',
      allowed: true,
      respond: null,
      headers: [allowOrigin, ...policy.sharedHeaders],
      vary: isConstant ? [] : policy.vary,
      body: null,
      exposeAll: policy.exposeAll,
      refusal: null,
    }
  }
  return {
    kind: 'preflight',
    allowed: true,
    respond: policy.preflightStatus,
    headers: [allowOrigin, ...policy.preflightHeaders, ...echoed],
    vary: isConstant ? [] : policy.preflightVary,
    body: null,
    exposeAll: false,
    refusal: null,
  }
}

/** The length above which `Access-Control-Request-Headers` is not looked into. */
const longestEcho = 8192

/**
 * Serves https://fetch.spec.whatwg.org/#cors-preflight-fetch-0, steps 7.5 to 7.7
 * For requests with credentials `*` is a literal there, so the names themselves are sent.
 */
function echo<C>({ echoMethod, echoHeaders }: Policy<C>, { headers }: CorsInput): HeaderPair[] {
  const echoed: HeaderPair[] = []
  const method = echoMethod ? headers.get('access-control-request-method') : null
  if (method !== null && isToken(method)) echoed.push(['access-control-allow-methods', method])
  const requested = echoHeaders === null ? null : headers.get('access-control-request-headers')
  if (echoHeaders !== null && requested !== null) {
    const names = requested.length > longestEcho ? echoHeaders : toEchoedNames(requested, echoHeaders)
    if (names.length > 0) echoed.push(['access-control-allow-headers', names.join(',')])
  }
  return echoed
}

function toEchoedNames(requested: string, named: readonly string[]): string[] {
  // Serves https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name
  const mayEcho = (name: string): boolean =>
    isToken(name) && (named.length > 0 || name.toLowerCase() !== 'authorization')
  return splitList(requested).filter(mayEcho)
}

/** An origin that nobody has, for `debug`: browsers print it beside the origin that was refused. */
const refusedOrigin = 'https://origin-refused.invalid'

export function refuse<C>(
  policy: Policy<C>,
  origin: string,
  isPreflight: boolean,
  { code, error }: Denial,
  context: C,
): Decision {
  const refusal: Refusal =
    error === undefined ? { code, origin, preflight: isPreflight } : { code, origin, preflight: isPreflight, error }
  report(policy, refusal, context)
  if (policy.constantOrigin !== null) {
    // Not refused on the wire: the browser compares the one origin that the policy has with its own.
    const answer = isPreflight ? allow(policy, origin, []) : decideWithoutOrigin(policy)
    const [, ...others] = answer.headers
    const headers: HeaderPair[] = [['access-control-allow-origin', policy.constantOrigin], ...others]
    return { ...answer, kind: isPreflight ? 'preflight' : 'cross-origin', allowed: false, headers, refusal }
  }
  const status = isPreflight && policy.debug ? 200 : isPreflight || policy.rejectDisallowed ? 403 : null
  const headers: HeaderPair[] = []
  // A 403 is not to be kept, nor the answer of a rule that failed: the next one may be another.
  if (status !== null || isFailure(code)) headers.push(['cache-control', 'no-store'])
  if (policy.debug && origin !== refusedOrigin) headers.push(['access-control-allow-origin', refusedOrigin])
  const body = policy.debug && status !== null ? explain(refusal) : null
  return {
    kind: isPreflight ? 'preflight' : 'cross-origin',
    allowed: false,
    respond: status,
    headers,
    vary: isPreflight ? policy.preflightVary : policy.vary,
    body,
    exposeAll: false,
    refusal,
  }
}

function explain({ code, origin, error }: Refusal): string {
  const reason = error === undefined ? '' : `: ${describe(error)}`
  return `This CORS policy does not admit the origin ${JSON.stringify(origin.slice(0, 256))} [${code}]${reason}\n`
}

function describe(error: unknown): string {
  try {
    return String(error)
  } catch {
    return 'an error without a description'
  }
}

/** Tells whether a rule could not say yes or no, so that the next request may get another answer. */
function isFailure(code: RefusalCode): boolean {
  return code.startsWith('rule-') || code.startsWith('lookup-')
}

/** Tells `onRefuse` of a refusal. Reporting never changes an answer, so what it throws is ignored. */
export function report<C>({ onRefuse }: Policy<C>, refusal: Refusal, context: C): void {
  if (onRefuse === null) return
  try {
    ignoreRejection(onRefuse(refusal, context))
  } catch {}
}

/** Tells whether a request comes from the server's own origin, where responses are shared without CORS. */
function isSameOrigin<C>({ ownOrigins }: Policy<C>, { url, headers }: CorsInput, origin: string): boolean {
  // Implements https://w3c.github.io/webappsec-fetch-metadata/#sec-fetch-site-header: pages cannot set it.
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin' || site === 'none'
  return ownOrigins === null ? hasOrigin(url, origin) : ownOrigins.has(origin)
}

/** Tells whether the browser says that a request is same-origin, or its URL does. */
function needsNoPermission({ url, headers }: CorsInput, origin: string): boolean {
  return headers.get('sec-fetch-site') !== null || hasOrigin(url, origin)
}

/** A WebSocket's URL has another scheme than the page that opens it; both are serialized alike. */
function hasOrigin(url: string, origin: string): boolean {
  return `${url.replace(/^ws/, 'http')}/`.startsWith(`${origin}/`)
}
