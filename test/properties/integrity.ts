import fc from 'fast-check'
import { expect } from 'vitest'
import { corsHeaders } from '../tables/check-outcome.ts'
import type { Answer } from './answer.ts'
import { expectTable } from './expect-table.ts'
import { around } from './origins.ts'
import { listOrigins, policies } from './policies.ts'
import { type Policy, toOptions } from './policy.ts'
import { defineProperty } from './property.ts'
import { openTarget, type TargetName, targetNames, toResponse } from './targets.ts'

interface AnswerCase {
  readonly status: number
  readonly headers: readonly (readonly [string, string])[]
  readonly body: readonly number[] | string | null
  readonly isStream: boolean
  /** Whether the handler returns the same object each time. */
  readonly isReused: boolean
}

interface IntegrityCase {
  readonly policy: Policy
  readonly target: TargetName
  readonly answer: AnswerCase
  /** The origins of requests that come one after the other; `null` sends none. */
  readonly origins: readonly (string | null)[]
  readonly method: string
}

const api = 'https://api.example.com'

const value = fc.oneof(
  fc.constantFrom('a', 'a, b', 'a,b', '"x, y"', 'a=1; Path=/; Expires=Wed, 09 Jun 2027 10:18:14 GMT', '\u00e9', ''),
  fc.stringMatching(/^[!-~]([ -~]{0,10}[!-~])?$/),
)
const name = fc.constantFrom(
  ...['etag', 'link', 'x-page', 'X-Page', 'warning', 'www-authenticate', 'content-language', 'content-type'],
  ...['cache-control', 'location', 'content-encoding', 'access-control-allow-private-network', 'x-access-control'],
)
const corsHeader = fc.constantFrom(
  ['access-control-allow-origin', '*'] as const,
  ['Access-Control-Allow-Credentials', 'true'] as const,
  ['access-control-expose-headers', 'x-secret'] as const,
  ['access-control-max-age', '99999'] as const,
)
const header = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(name, value) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('set-cookie'), value) },
  { weight: 1, arbitrary: corsHeader },
  { weight: 1, arbitrary: fc.constant(['vary', 'Accept'] as const) },
)

const answer: fc.Arbitrary<AnswerCase> = fc
  .record({
    status: fc.oneof(
      fc.constant(200),
      fc.constantFrom(201, 204, 205, 206, 299, 301, 304, 400, 401, 404, 418, 500, 599),
    ),
    headers: fc.array(header, { maxLength: 8 }).map(keepOneTypeEach),
    body: fc.oneof(
      fc.constant(null),
      fc.string(),
      fc.uint8Array({ maxLength: 20 }).map((bytes) => [...bytes]),
    ),
    isStream: fc.boolean(),
    isReused: fc.boolean(),
  })
  .map((made) => ([204, 205, 304].includes(made.status) ? { ...made, body: null } : made))

/** A response has one content type; other runtimes and proxies combine the others, as `Headers` does. */
function keepOneTypeEach(headers: (readonly [string, string])[]): (readonly [string, string])[] {
  const single = ['content-type', 'location', 'etag', 'content-encoding', 'cache-control']
  return headers.filter(([one], at) => {
    return !single.includes(one) || headers.findIndex(([other]) => other === one) === at
  })
}

const cases: fc.Arbitrary<IntegrityCase> = policies.chain((policy) => {
  const origin = fc.oneof(
    { weight: 6, arbitrary: around(listOrigins(policy)).filter(isSendable) },
    fc.constant(null),
    fc.constant(api),
  )
  return fc.record({
    policy: fc.constant(policy),
    target: fc.constantFrom(...targetNames),
    answer,
    origins: fc.array(origin, { minLength: 1, maxLength: 3 }),
    method: fc.constantFrom('GET', 'GET', 'HEAD', 'POST', 'OPTIONS'),
  })
})

function isSendable(origin: string): boolean {
  return /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(origin)
}

/** Whatever the policy changes. */
const ours = new Set(corsHeaders)

async function check(given: IntegrityCase, count: (what: string) => void): Promise<void> {
  const { policy, target, origins, method } = given
  const { status, headers, body, isStream, isReused } = given.answer
  const content = Array.isArray(body) ? Uint8Array.from(body) : (body as string | null)
  const made: Answer = { status, headers, body: content, isStream }
  const isSame = isReused && target !== 'node' && !(isStream && content !== null)
  const reused: Answer = isSame ? { ...made, response: toResponse(made) } : made
  let hasRun = false
  const send = openTarget(target, toOptions(policy), () => {
    hasRun = true
    // A body that was read cannot be sent again, unless it is the library that keeps it.
    return isSame && reused.response?.bodyUsed ? made : reused
  })
  const expected = target === 'node' ? toHeaders(headers) : toResponse(made).headers
  for (const origin of origins) {
    hasRun = false
    const request = new Request(`${api}/items`, { method, headers: origin === null ? {} : { origin } })
    const response = await send(request)
    const handler = { status, headers: [...expected], body: null }
    expectTable(policy, { request, response }, { handler, tenant: null, api })
    if (!hasRun) {
      count('answered')
      continue
    }
    const got = toHeaders([...response.headers])
    expect(listOthers(got)).toEqual(listOthers(expected))
    expect(got.getSetCookie()).toEqual(expected.getSetCookie())
    const isBodyless = method === 'HEAD'
    const wanted = isBodyless || content === null ? new Uint8Array() : toBytes(content)
    if (!isBodyless || target === 'node') expect([...toBytes(response.body)]).toEqual([...wanted])
    count(origin === null ? 'without Origin' : 'with Origin')
  }
}

function toHeaders(pairs: AnswerCase['headers']): Headers {
  return new Headers(pairs.map(([one, text]): [string, string] => [one, text]))
}

/** Lists the headers that are not ours; each value loses the white space around it, as on the wire. */
function listOthers(headers: Headers): [string, string][] {
  return [...toHeaders([...headers])].filter(([one]) => !ours.has(one) && one !== 'set-cookie')
}

function toBytes(body: unknown): Uint8Array {
  return typeof body === 'string' ? new TextEncoder().encode(body) : ((body ?? new Uint8Array()) as Uint8Array)
}

export const responsesStayWhole = defineProperty<IntegrityCase>({
  name: "a response's status, body, cookies and other headers are untouched",
  cases,
  check,
  runs: 1200,
  meets: ['with Origin', 'without Origin', 'answered'],
})
