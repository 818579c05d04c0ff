import fc from 'fast-check'
import { expect } from 'vitest'
import { createCors } from '../../src/index.ts'
import { matchesText } from './model.ts'
import { isOrigin } from './origin-grammar.ts'
import { around } from './origins.ts'
import { defineProperty } from './property.ts'

interface MatcherCase {
  readonly rules: readonly string[]
  readonly origins: readonly string[]
}

/** Few labels, so that rules lie over and under each other. */
const label = fc.constantFrom('a', 'b', 'aa', 'com', 'a-b')
const host = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'))
const scheme = fc.constantFrom('https', 'http')
const port = fc.constantFrom('', ':1', ':11', ':8443', ':*')
const rule = fc
  .tuple(scheme, fc.constantFrom('', '*.'), host, port)
  .map(([protocol, wildcard, domain, end]) => `${protocol}://${wildcard}${domain}${end}`)
const rules = fc.uniqueArray(rule, { minLength: 1, maxLength: 12 })
const origin = fc
  .tuple(scheme, host, fc.constantFrom('', ':1', ':11', ':8443', ':8444'), fc.constantFrom('', '', '', '.'))
  .map(([protocol, domain, end, dot]) => `${protocol}://${domain}${dot}${end}`)

const cases: fc.Arbitrary<MatcherCase> = rules.chain((given) => {
  const examples = given.map((text) => text.replace('*.', 'a.').replace(':*', ''))
  const origins = fc.array(fc.oneof(origin, around(examples)), { minLength: 8, maxLength: 8 })
  return fc.record({ rules: fc.constant(given), origins })
})

function check({ rules: given, origins }: MatcherCase, count: (what: string) => void): void {
  // With a second rule nothing is constant.
  const { decide } = createCors({ origin: [...given, 'app://unrelated'] })
  for (const sent of origins) {
    const isAdmitted = given.some((text) => matchesText(text, sent)) && isOrigin(sent)
    const input = { method: 'GET', url: 'https://api.example.com/', headers: new Map([['origin', sent]]) }
    const headers = { get: (name: string) => input.headers.get(name) ?? null }
    expect([sent, decide({ ...input, headers }).allowed]).toEqual([sent, isAdmitted])
    count(isAdmitted ? 'admitted' : 'refused')
  }
}

export const matcherScans = defineProperty<MatcherCase>({
  name: 'the matcher agrees with a naive scan',
  cases,
  check,
  runs: 2000,
  meets: ['admitted', 'refused'],
})
