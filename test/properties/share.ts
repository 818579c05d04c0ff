import fc from 'fast-check'
import { expect } from 'vitest'
import { explain, type RawResponse } from '../../src/explain.ts'
import { type HandlerData, type HandlerName, handlers } from '../tables/handlers.ts'
import { type Exchange, expectTable } from './expect-table.ts'
import { allowsHeader, allowsMethod, ask, exposes, isInsecure, isOwn } from './model.ts'
import { isOrigin } from './origin-grammar.ts'
import { around } from './origins.ts'
import { listOrigins, policies } from './policies.ts'
import { type Policy, toOptions } from './policy.ts'
import { defineProperty } from './property.ts'
import { knowsMethod, openTarget, type TargetName, targetNames } from './targets.ts'

/** A request header that a page sets; a safelisted one needs no permission. */
interface PageHeader {
  readonly name: string
  readonly value: string
  readonly isSafelisted: boolean
}

interface ShareCase {
  readonly policy: Policy
  readonly target: TargetName
  readonly origin: string
  readonly method: string
  readonly headers: readonly PageHeader[]
  readonly credentials: 'omit' | 'include'
  /** Whether an upload listener forces a preflight. */
  readonly isForced: boolean
  readonly handler: HandlerName
  /** Whether the handler throws, and the program's error handler answers in its place. */
  readonly isThrown: boolean
  /** Whether somebody listens to refusals: nobody must not change an answer. */
  readonly isHeard: boolean
  /** Whether the browser says by `Sec-Fetch-Site` where the page is. */
  readonly saysSite: boolean
  /** What the network in front of the server adds to every request, preflights included. */
  readonly tenant: string | null
}

const api = 'https://api.example.com'

const header: fc.Arbitrary<PageHeader> = fc.constantFrom(
  { name: 'Accept', value: 'text/html', isSafelisted: true },
  { name: 'content-type', value: 'text/plain;charset=utf-8', isSafelisted: true },
  { name: 'range', value: 'bytes=0-9', isSafelisted: true },
  { name: 'Content-Type', value: 'application/json', isSafelisted: false },
  { name: 'accept', value: 'text/"html"', isSafelisted: false },
  { name: 'X-OWN', value: '1', isSafelisted: false },
  { name: 'x-two', value: '', isSafelisted: false },
  { name: 'x-other', value: 'a,b', isSafelisted: false },
  { name: 'authorization', value: 'Bearer a', isSafelisted: false },
)

const names = Object.keys(handlers) as HandlerName[]

const cases: fc.Arbitrary<ShareCase> = policies.chain((policy) =>
  fc
    .record({
      policy: fc.constant(policy),
      target: fc.constantFrom(...targetNames),
      origin: fc.oneof({ weight: 12, arbitrary: around(listOrigins(policy)) }, fc.constant(api)).filter(isPage),
      method: fc.constantFrom(
        'GET',
        'GET',
        'GET',
        'HEAD',
        'POST',
        'PUT',
        'DELETE',
        'PATCH',
        'patch',
        'OPTIONS',
        'PURGE',
      ),
      headers: fc.oneof(
        fc.constant([]),
        fc.uniqueArray(header, { maxLength: 3, selector: ({ name }) => name.toLowerCase() }),
      ),
      credentials: fc.constantFrom('omit', 'include'),
      isForced: fc.constantFrom(false, false, false, true),
      handler: fc.constantFrom(...names.filter((name) => name !== 'redirect')),
      isThrown: fc.constantFrom(false, false, true),
      isHeard: fc.boolean(),
      saysSite: fc.boolean(),
      tenant: fc.constantFrom(null, 'a', 'b'),
    })
    .filter(({ target, method }) => knowsMethod(target, method)),
)

/** Tells whether a browser can have a page with an origin: what is spelled otherwise is sent by others. */
export function isPage(origin: string): boolean {
  if (origin === 'null') return true
  if (!URL.canParse(origin) || /^[\w.-]+:\d+$/.test(origin)) return false
  const { protocol, host, origin: parsed } = new URL(origin)
  return (parsed === 'null' && host !== '' ? `${protocol}//${host}` : parsed) === origin
}

/** What a browser and a server must do. */
interface Expected {
  readonly isShared: boolean
  readonly hasRun: boolean
}

/** Says what must come of a request, from the policy alone. */
function expectOutcome(given: ShareCase): Expected {
  const { policy, origin, method, headers, credentials, isForced, tenant } = given
  const isAdmitted = ask(policy, origin, tenant) === 'admitted'
  const runs = isAdmitted || isOwn(policy, origin, api, toSite(given)) || policy.rejectDisallowed !== true
  if (origin === api) return { isShared: true, hasRun: runs || method === 'GET' || method === 'HEAD' }
  const isForAnyone = policy.rules.some((rule) => rule.kind === 'text' && rule.text === '*')
  const isPermitted = isAdmitted && (credentials === 'omit' || (policy.credentials === true && !isForAnyone))
  const unsafe = headers.filter(({ isSafelisted }) => !isSafelisted)
  const needsPreflight = isForced || !/^(?:GET|HEAD|POST)$/.test(method) || unsafe.length > 0
  if (!needsPreflight) return { isShared: isPermitted, hasRun: runs }
  const isAllowed = allowsMethod(policy, method) && unsafe.every(({ name }) => allowsHeader(policy, name))
  return { isShared: isPermitted && isAllowed, hasRun: isPermitted && isAllowed }
}

/** What a browser says of a page, if it says it. */
function toSite({ saysSite, origin }: ShareCase): string | null {
  if (!saysSite) return null
  if (origin === api) return 'same-origin'
  return /^https:\/\/([^/]+\.)?example\.com(:\d+)?$/.test(origin) ? 'same-site' : 'cross-site'
}

async function check(given: ShareCase, count: (what: string) => void): Promise<void> {
  const { policy, target, origin, method, headers, credentials, isForced, isThrown, isHeard, tenant } = given
  const handler: HandlerData = handlers[given.handler]
  const site = toSite(given)
  let hasRun = false
  const refused: string[] = []
  const onRefuse = ({ code }: { readonly code: string }): unknown => refused.push(code)
  const options = { ...toOptions(policy), ...(isHeard ? { onRefuse } : {}) }
  const send = openTarget(target, options, () => {
    hasRun = true
    return { ...handler, isThrown }
  })
  const exchanges: Exchange[] = []
  const server = async (request: Request): Promise<RawResponse> => {
    if (tenant !== null) request.headers.set('x-tenant', tenant)
    if (site !== null) request.headers.set('sec-fetch-site', site)
    const response = await send(request)
    exchanges.push({ request, response })
    return response
  }
  const { outcome, response } = await explain({
    page: { origin },
    request: {
      url: `${api}/items`,
      method,
      headers: headers.map(({ name, value }) => [name, value] as const),
      credentials,
      ...(isForced ? { api: 'xhr', uploadListener: true } : {}),
    },
    server,
  })
  const expected = expectOutcome(given)
  expect({ isShared: outcome === 'shared', hasRun }).toEqual(expected)
  for (const exchange of exchanges) expectTable(policy, exchange, { handler, tenant, api })
  const reports = exchanges.filter(({ request }) => isReported(policy, request, tenant))
  expect(refused.map(toReason)).toEqual(isHeard ? reports.map(() => findReason(policy, origin, tenant)) : [])
  if (expected.isShared && expected.hasRun && origin !== api) {
    const own = new Set(handler.headers.map(([name]) => name).filter((name) => !/^access-control-|^vary$/.test(name)))
    const readable = response?.headers.map(([name]) => name).filter((name) => own.has(name)) ?? []
    expect(readable.sort()).toEqual([...own].filter((name) => exposes(policy, name)).sort())
  }
  count(outcome)
  count(`${target}: ${outcome}`)
  if (exchanges.some(({ request }) => isPreflight(request))) count('a preflight')
}

/** Failures have many codes, and one meaning. */
function toReason(code: string): string {
  return code.startsWith('rule-') || code.startsWith('lookup-') ? 'failed' : code
}

/** Says why `onRefuse` must hear that an origin is refused. */
function findReason(policy: Policy, origin: string, tenant: string | null): string {
  if (origin === 'null') return 'origin-null'
  if (!isOrigin(origin)) return 'origin-malformed'
  if (policy.credentials && !policy.dangerouslyAllowInsecureOrigins && isInsecure(origin)) return 'origin-insecure'
  return ask(policy, origin, tenant) === 'failed' ? 'failed' : 'origin-not-allowed'
}

/** Tells whether `onRefuse` must hear of a request. */
function isReported(policy: Policy, request: Request, tenant: string | null): boolean {
  const origin = request.headers.get('origin')
  if (origin === null || ask(policy, origin, tenant) === 'admitted') return false
  return isPreflight(request) || !isOwn(policy, origin, api, request.headers.get('sec-fetch-site'))
}

function isPreflight({ method, headers }: Request): boolean {
  return method === 'OPTIONS' && headers.has('access-control-request-method')
}

export const share = defineProperty<ShareCase>({
  name: 'a browser shares a response with a page if and only if the policy says so',
  cases,
  check,
  runs: 2500,
  meets: ['shared', 'blocked', 'a preflight'],
})
