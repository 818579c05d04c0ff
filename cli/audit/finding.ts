import { isLoopback } from '../../src/user-agent/blocking.ts'
import { getHeader, type HeaderList } from '../../src/user-agent/header-list.ts'
import type { Severity } from '../severity.ts'
import { type Cure, type FindingCode, findingKinds } from './finding-kinds.ts'
import type { Observation } from './prober.ts'

/** A fault of a server, as data. */
export interface Finding {
  readonly code: FindingCode
  readonly severity: Severity
  readonly title: string
  /** What was sent and what came back, the telling headers only. */
  readonly evidence: readonly Evidence[]
  /** What an attacker gains, or what breaks. */
  readonly gain: string
  readonly fix: FindingFix
}

/** A request and its answer that show a fault. */
export interface Evidence {
  readonly method: string
  readonly requestHeaders: HeaderList
  readonly status: number
  readonly responseHeaders: HeaderList
  /** What a page gets of it, with credentials and without. */
  readonly outcome: { readonly credentials: string; readonly plain: string }
}

/** What cures a fault. */
export interface FindingFix {
  readonly advice: string
  /** Options for `createCors`, `null` where CORS headers are not the cure. */
  readonly options: FindingOptions | null
  /** The same as headers for any server, of an answer to a trusted origin. */
  readonly headers: HeaderList | null
}

/** A part of the options of `createCors`. */
export interface FindingOptions {
  readonly origin: readonly string[] | '*'
  readonly methods?: readonly string[]
  readonly allowedHeaders?: readonly string[]
  readonly credentials?: true
  readonly maxAge?: number
}

/** What fixes are written for. */
export interface FixContext {
  /** An origin that should be trusted. */
  readonly trusted: string
  readonly credentials: boolean
  readonly method: string | null
  readonly headerNames: readonly string[]
}

/** How far an origin is trusted: its pages may read responses with credentials, or those without. */
export type Trust = 'credentials' | 'plain'

/** Makes a finding of a kind. */
export function toFinding(
  code: FindingCode,
  trust: Trust,
  observations: readonly Observation[],
  context: FixContext,
  severity?: Severity,
): Finding {
  const { title, severity: severities, gain, advice, cure } = findingKinds[code]
  return {
    code,
    severity: severity ?? severities[trust],
    title,
    evidence: observations.map(toEvidence),
    gain: typeof gain === 'string' ? gain : gain[trust],
    fix: { advice, ...toCure(cure, context) },
  }
}

function toEvidence({ request, answer, credentials, plain }: Observation): Evidence {
  const isTelling = ([name]: readonly [string, string]): boolean =>
    /^(?:access-control-.*|origin|vary|location|cache-control|authorization|range|if-match|x-fetch-cors-audit)$/i.test(
      name,
    )
  return {
    method: request.method,
    requestHeaders: request.headers.filter(isTelling),
    status: answer.status,
    responseHeaders: answer.headers.filter(isTelling),
    outcome: { credentials: toOutcome(credentials), plain: toOutcome(plain) },
  }
}

function toOutcome({ outcome, blocked }: Observation['plain']): string {
  return blocked === null ? outcome : `blocked: ${blocked.code}`
}

function toCure(cure: Cure, context: FixContext): { options: FindingOptions | null; headers: HeaderList | null } {
  const { credentials, method, headerNames } = context
  if (cure === null) return { options: null, headers: null }
  if (cure === 'public') return { options: { origin: '*' }, headers: [['Access-Control-Allow-Origin', '*']] }
  const trusted = toSecure(context)
  const withCredentials = credentials ? ({ credentials: true } as const) : {}
  const headers: HeaderList = [
    ['Access-Control-Allow-Origin', trusted],
    ...(credentials ? ([['Access-Control-Allow-Credentials', 'true']] as const) : []),
  ]
  if (cure === 'exact-origins') {
    return { options: { origin: [trusted], ...withCredentials }, headers: [...headers, ['Vary', 'Origin']] }
  }
  const methods = [method ?? 'PUT']
  const allowedHeaders = headerNames.length > 0 ? headerNames : ['authorization', 'content-type']
  return {
    options: { origin: [trusted], methods, allowedHeaders, ...withCredentials, maxAge: 600 },
    headers: [
      ...headers,
      ['Access-Control-Allow-Methods', methods.join(', ')],
      ['Access-Control-Allow-Headers', allowedHeaders.join(', ')],
      ['Access-Control-Max-Age', '600'],
      ['Vary', 'Origin'],
    ],
  }
}

/** No fix gives what users see to plain http, unless that is this machine. */
function toSecure({ trusted, credentials }: FixContext): string {
  const isInsecure = credentials && trusted.startsWith('http:') && !isLoopback(new URL(trusted).hostname)
  return isInsecure ? trusted.replace(/^http:/, 'https:') : trusted
}

/** Tells how far the page of a probe is trusted by name; `*` trusts nobody by name. */
export function toTrust({ credentials, plain, answer }: Observation): Trust | null {
  if (credentials.blocked === null) return 'credentials'
  return plain.blocked === null && getHeader(answer.headers, 'access-control-allow-origin') !== '*' ? 'plain' : null
}

/** Tells whether a page may read a response without credentials, by name or because all may. */
export function isShared({ plain }: Observation): boolean {
  return plain.blocked === null
}
