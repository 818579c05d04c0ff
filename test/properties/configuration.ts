import fc from 'fast-check'
import { expect } from 'vitest'
import { createCors } from '../../src/index.ts'
import { findIssues, follow, type Options } from '../server/follow-suggestions.ts'
import { strayValues } from '../tables/config-errors.ts'
import { maybeOrigin, nearly, originLike } from './origins.ts'
import { listOrigins, policies } from './policies.ts'
import { type Policy, toOptions } from './policy.ts'
import { defineProperty } from './property.ts'

interface AcceptedCase {
  readonly policy: Policy
  readonly origin: string
}

export const acceptedAgain = defineProperty<AcceptedCase>({
  name: 'an accepted configuration, accepted again, is the same',
  cases: policies.chain((policy) =>
    fc.record({
      policy: fc.constant(policy),
      origin: fc.oneof(fc.constantFrom('null', 'https://evil.example', ...listOrigins(policy)), originLike),
    }),
  ),
  async check({ policy, origin }) {
    const first = createCors(toOptions(policy))
    const second = createCors(first.options)
    expect(second.options).toEqual(first.options)
    for (const method of ['GET', 'OPTIONS']) {
      const headers = new Headers({ origin, 'access-control-request-method': 'PUT', 'x-tenant': 'a' })
      const request = new Request('https://api.example.com/', { method, headers })
      expect(await second.decide(request)).toEqual(await first.decide(request))
    }
  },
  runs: 500,
  meets: [],
})

/** A value that may stand where it does not belong, as data: `stray` names one that JSON cannot hold. */
type Value = string | number | boolean | null | readonly Value[] | { readonly stray: string } | RegExpValue
type RegExpValue = { readonly source: string; readonly flags: string }

const strayNames = Object.keys(strayValues)
const stray: fc.Arbitrary<Value> = fc.constantFrom(...strayNames).map((name) => ({ stray: name }))

const wildcard = fc.constantFrom(
  '*',
  'https://*.vercel.app',
  'https://app-*.example.com',
  'https://*-acme.vercel.app:*',
  'https://*.com',
  'http://*.example.com',
  'https://*.10.0.0.1',
  'app://*.localhost',
  'https://*.example.com.',
  '*.example.com',
  '*://example.com',
)
const address = fc.constantFrom(
  'https://me:secret@app.example.com',
  'https://app.example.com/path?query#fragment',
  'https://bücher.example/',
  'HTTPS://App.Example.com:443/',
  'http://0x7f.1:080',
  'https://[0:0::1]:3000',
  'wss://app.example.com',
  'file:///etc/passwd',
  'data:text/html,x',
  'blob:https://app.example.com/id',
  'app.example.com',
  'localhost:3000',
  '//app.example.com',
  'https://a.example, https://b.example',
  'https://a.example\r\nx-evil: 1',
  'null',
  ' ',
  '',
)
const regExp: fc.Arbitrary<Value> = fc.constantFrom(
  { source: 'example\\.com$', flags: '' },
  { source: '^https:\\/\\/.*$', flags: 'g' },
  { source: '^https:\\/\\/a\\.example|b\\.example', flags: 'y' },
  { source: '^https:\\/\\/a\\.example\\$', flags: 'gi' },
)
const originValue: fc.Arbitrary<Value> = fc.oneof(
  { weight: 3, arbitrary: maybeOrigin },
  { weight: 3, arbitrary: nearly(fc.oneof(wildcard, address)) },
  { weight: 2, arbitrary: wildcard },
  { weight: 2, arbitrary: address },
  { weight: 1, arbitrary: regExp },
  { weight: 1, arbitrary: stray },
)

const name = fc.oneof(
  fc.constantFrom(
    'PUT',
    'patch',
    'Get',
    'TRACE',
    '*',
    'x-*',
    'content-type',
    'Authorization',
    'cookie',
    'origin',
    'vary',
  ),
  fc.constantFrom('set-cookie', 'etag', 'x-a: 1', 'x-a,x-b', '', ' x', 'x-ü', 'x\ny', 'sec-fetch-site', 'proxy-x'),
  fc.constantFrom('access-control-allow-origin', 'access-control-request-method', 'user-agent', 'location'),
)
const nameValue: fc.Arbitrary<Value> = fc.oneof({ weight: 6, arbitrary: name }, { weight: 1, arbitrary: stray })
const list: fc.Arbitrary<Value> = fc.oneof(
  { weight: 6, arbitrary: fc.array(nameValue, { maxLength: 5 }) },
  { weight: 1, arbitrary: nameValue },
)
const flag: fc.Arbitrary<Value> = fc.oneof(fc.boolean(), fc.constantFrom('true', 1, null), stray)
const number: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom(0, -1, 0.5, 199, 200, 204, 299, 300, 600, 86400, 86401, '600', '9999999', 2 ** 31, null),
  stray,
)
const unknown = fc.constantFrom('allowHeaders', 'origins', 'preflightContinue', 'maxage', 'x', 'constructor', 'headers')

const options = fc.record(
  {
    origin: fc.oneof({ weight: 6, arbitrary: fc.array(originValue, { maxLength: 4 }) }, originValue),
    methods: list,
    allowedHeaders: list,
    exposedHeaders: list,
    vary: list,
    ownOrigins: fc.oneof(fc.array(originValue, { maxLength: 3 }), originValue),
    credentials: flag,
    maxAge: number,
    preflightStatus: number,
    rejectDisallowed: flag,
    debug: flag,
    onRefuse: stray,
    lookup: stray,
    lookupTimeout: number,
    dangerouslyAllowNullOrigin: flag,
    dangerouslyAllowInsecureOrigins: flag,
    dangerouslyAllowPublicSuffixes: flag,
  },
  { requiredKeys: [] },
)

const wrong = fc
  .tuple(options, fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, fc.dictionary(unknown, fc.boolean())))
  .map(([known, others]) => ({ ...known, ...others }) as Readonly<Record<string, Value>>)

function toValue(value: Value): unknown {
  if (Array.isArray(value)) return value.map(toValue)
  if (typeof value !== 'object' || value === null) return value
  if ('stray' in value) return strayValues[value.stray as keyof typeof strayValues]
  const { source, flags } = value as RegExpValue
  return new RegExp(source, flags)
}

function toOptionsOf(given: Readonly<Record<string, Value>>): Options {
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, toValue(value)]))
}

/** How many suggestions may be followed one after the other. */
const patience = 100

export const suggestionsHelp = defineProperty<Readonly<Record<string, Value>>>({
  name: 'every suggestion, applied, removes its issue, and in the end there is none',
  cases: wrong,
  check(given, count) {
    const start = toOptionsOf(given)
    const issues = findIssues(start)
    for (const issue of issues) {
      for (const next of follow(start, issue)) {
        const left = findIssues(next)
        const isGone = !left.some(({ code, path }) => code === issue.code && path === issue.path)
        // What is repeated is a mistake twice: the second one moves to the place of the first.
        const isLess = left.length < issues.length
        expect(isGone || isLess, `${issue.path} [${issue.code}]: ${issue.suggestion}`).toBe(true)
      }
      count(issue.code)
    }
    let current = start
    for (let step = 0; step < patience; step++) {
      const [issue] = findIssues(current)
      if (issue === undefined) return
      const [next] = follow(current, issue)
      expect(next, `there is a way to follow ${issue.path} [${issue.code}]: ${issue.suggestion}`).toBeDefined()
      current = next ?? current
    }
    expect(findIssues(current), 'suggestions lead to an end').toEqual([])
  },
  runs: 400,
  meets: [],
})
