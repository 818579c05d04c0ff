import fc from 'fast-check'
import { expect } from 'vitest'
import type { Policy } from './policy.ts'
import { toOptions } from './policy.ts'
import { defineProperty } from './property.ts'
import { openTarget, type TargetName, targetNames } from './targets.ts'

interface VaryCase {
  readonly target: TargetName
  /** The lines of `Vary` that the handler sends. */
  readonly lines: readonly string[]
  readonly vary: readonly string[]
  readonly isAdmitted: boolean
  readonly method: string
}

const token = fc.oneof(
  fc.constantFrom('Origin', 'ORIGIN', 'origin', 'x-origin', 'origins', 'Accept-Encoding', 'x-tenant', 'X-Tenant', '*'),
  fc.stringMatching(/^[!#$%&'+.^_`|~0-9A-Za-z-]{1,6}$/),
)
const separator = fc.constantFrom(',', ', ', ' ,\t', ',,', ' , , ')
const line = fc
  .tuple(fc.array(fc.tuple(token, separator), { maxLength: 4 }), fc.constantFrom('', ',', 'accept'))
  .map(([pairs, last]) => `${pairs.flat().join('')}${last}`.trim())

const cases: fc.Arbitrary<VaryCase> = fc.record({
  target: fc.constantFrom(...targetNames),
  lines: fc.array(line, { maxLength: 2 }),
  vary: fc.constantFrom([], ['X-Tenant'], ['x-tenant', 'Accept']),
  isAdmitted: fc.boolean(),
  method: fc.constantFrom('GET', 'POST', 'HEAD'),
})

async function check(given: VaryCase, count: (what: string) => void): Promise<void> {
  const { target, lines, vary, isAdmitted, method } = given
  const app = 'https://app.example.com'
  const rule = { kind: 'function', admits: [app], otherwise: 'false' } as const
  const policy: Policy = { rules: [rule], isBare: false, ...(vary.length === 0 ? {} : { vary }) }
  const headers = lines.map((value) => ['vary', value] as const)
  const send = openTarget(target, toOptions(policy), () => ({ status: 200, headers, body: null }))
  const origin = isAdmitted ? app : 'https://evil.example'
  const answer = await send(new Request('https://api.example.com/', { method, headers: { origin } }))
  const sent = new Headers(headers.map(([name, value]): [string, string] => [name, value])).get('vary') ?? ''
  const values = [...answer.headers].filter(([name]) => name === 'vary').map(([, value]) => value)
  expect(values).toHaveLength(1)
  const before = toTokens(sent)
  const after = toTokens(values[0] ?? '')
  if (before.includes('*')) expect(after).toEqual(before)
  else {
    const needed = ['origin', ...vary.map((name) => name.toLowerCase())]
    const added = needed.filter((name) => !before.includes(name))
    expect(after).toEqual([...before, ...added])
  }
  count(before.includes('*') ? 'wholly' : before.length === 0 ? 'new' : 'merged')
}

function toTokens(value: string): string[] {
  return value
    .toLowerCase()
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
}

export const varyIsMerged = defineProperty<VaryCase>({
  name: 'Vary never loses or repeats a token',
  cases,
  check,
  runs: 500,
  meets: ['wholly', 'new', 'merged'],
})
