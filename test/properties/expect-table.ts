import { expect } from 'vitest'
import type { RawResponse } from '../../src/explain.ts'
import type { HandlerData } from '../tables/handlers.ts'
import { ask, includesWildcard, isConstant, isOwn } from './model.ts'
import type { Policy } from './policy.ts'

/** A request as the server got it, and what it answered. */
export interface Exchange {
  readonly request: Request
  readonly response: RawResponse
}

/** What else an answer depends on. */
export interface Setting {
  readonly handler: HandlerData
  readonly tenant: string | null
  /** The origin of the server. */
  readonly api: string
}

const corsHeaders = ['origin', 'credentials', 'methods', 'headers'].map((name) => `access-control-allow-${name}`)
corsHeaders.push('access-control-expose-headers', 'access-control-max-age')

const sentinel = 'https://origin-refused.invalid'

/** Holds an answer against the design's table of what goes out: status, permission, `Vary` and `Cache-Control`. */
export function expectTable(policy: Policy, { request, response }: Exchange, setting: Setting): void {
  const { handler, tenant, api } = setting
  const origin = request.headers.get('origin')
  const isPreflight =
    request.method === 'OPTIONS' && request.headers.has('access-control-request-method') && origin !== null
  const answer = origin === null ? 'absent' : ask(policy, origin, tenant)
  const isConstantPolicy = isConstant(policy)
  const isPassing =
    origin === null ||
    (!isPreflight && answer !== 'admitted' && isOwn(policy, origin, api, request.headers.get('sec-fetch-site')))
  const isRefused = !isConstantPolicy && !isPassing && answer !== 'admitted'
  const isAnswered = isPreflight || (isRefused && policy.rejectDisallowed === true)
  const refusedStatus = isPreflight && policy.debug ? 200 : 403
  const status = !isAnswered ? handler.status : isRefused ? refusedStatus : (policy.preflightStatus ?? 204)
  const allowOrigin = toAllowOrigin(policy, origin, isRefused, isPassing)
  const isNotStored = isRefused && (isAnswered || answer === 'failed')
  expect({
    status: response.status,
    'access-control-allow-origin': find(response, 'access-control-allow-origin'),
    vary: sortTokens(find(response, 'vary')),
    'cache-control': find(response, 'cache-control'),
    'access-control-max-age': find(response, 'access-control-max-age'),
  }).toEqual({
    status,
    'access-control-allow-origin': allowOrigin,
    vary: sortTokens(toVary(policy, isPreflight, isAnswered ? null : findIn(handler.headers, 'vary'))),
    'cache-control': isNotStored ? 'no-store' : isAnswered ? null : findIn(handler.headers, 'cache-control'),
    'access-control-max-age': isPreflight && !isRefused ? (policy.maxAge?.toString() ?? null) : null,
  })
  const isPermission = allowOrigin !== null && !isRefused
  const given = corsHeaders.filter((name) => name !== 'access-control-allow-origin' && find(response, name) !== null)
  if (!isPermission) expect(given).toEqual([])
  const exposed = find(response, 'access-control-expose-headers')?.split(',') ?? []
  expect(exposed.filter((name) => isNeverNamed(name.toLowerCase()))).toEqual([])
  expect(exposed).toHaveLength(new Set(exposed.map((name) => name.toLowerCase())).size)
  const isWithCredentials = isPermission && policy.credentials === true
  expect(find(response, 'access-control-allow-credentials')).toBe(isWithCredentials ? 'true' : null)
}

/** Tells whether naming a response header does nothing: pages read it always, or never. */
function isNeverNamed(name: string): boolean {
  const always = ['cache-control', 'content-language', 'content-length', 'content-type', 'expires', 'last-modified']
  return always.includes(name) || /^(?:pragma|set-cookie2?|access-control-.*)$/.test(name)
}

function toAllowOrigin(policy: Policy, origin: string | null, isRefused: boolean, isPassing: boolean): string | null {
  if (isConstant(policy)) return policy.rules.flatMap((rule) => (rule.kind === 'text' ? [rule.text] : [])).join()
  if (isRefused) return policy.debug && origin !== sentinel ? sentinel : null
  if (isPassing) return null
  return policy.rules.some((rule) => rule.kind === 'text' && rule.text === '*') ? '*' : origin
}

function toVary(policy: Policy, isPreflight: boolean, own: string | null): string | null {
  if (isConstant(policy)) return own
  if (own?.split(',').some((token) => token.trim() === '*')) return own
  const echoes = isPreflight && policy.credentials === true
  const needed = [
    'Origin',
    ...(policy.vary ?? []),
    ...(echoes && includesWildcard(policy.methods) ? ['Access-Control-Request-Method'] : []),
    ...(echoes && includesWildcard(policy.allowedHeaders) ? ['Access-Control-Request-Headers'] : []),
  ]
  const present = new Set(own?.split(',').map((token) => token.trim().toLowerCase()))
  return [...(own === null ? [] : [own]), ...needed.filter((name) => !present.has(name.toLowerCase()))].join(',')
}

function sortTokens(value: string | null): string[] | null {
  return value === null
    ? null
    : value
        .split(',')
        .map((token) => token.trim().toLowerCase())
        .sort()
}

/** Finds a header's one value; two are an error, whatever they say. */
function find({ headers }: RawResponse, wanted: string): string | null {
  return findIn([...headers], wanted)
}

function findIn(headers: HandlerData['headers'], wanted: string): string | null {
  const values = headers.flatMap(([name, value]) => (name.toLowerCase() === wanted ? [value] : []))
  expect(values.length, wanted).toBeLessThan(2)
  return values[0] ?? null
}
