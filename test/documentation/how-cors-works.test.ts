import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { predict } from '../../playground/predict.ts'
import { decodeState } from '../../playground/state.ts'
import type { Explanation } from '../../src/explain.ts'

const page = await readFile(new URL('../../docs/how-cors-works.md', import.meta.url), 'utf8')

/** A link to a state of the playground: its title says what must come of it. */
const links = [...page.matchAll(/\[([^\]]+)\]\(http:\/\/localhost:8787\/#(\S+) "([^"]+)"\)/g)].map(
  ([, text = '', fragment = '', claim = '']) => ({ text, fragment, claim }),
)

/** What a title may claim, beside the outcome that it begins with, and how it is seen. */
const claims: readonly (readonly [RegExp, (explanation: Explanation, name: string) => boolean])[] = [
  [/^with a preflight$/, ({ exchanges }) => exchanges[0]?.kind === 'preflight'],
  [
    /^without a preflight$/,
    ({ exchanges }) => exchanges.length > 0 && exchanges.every(({ kind }) => kind === 'request'),
  ],
  [/^nothing is sent$/, ({ exchanges }) => exchanges.length === 0],
  [/^a note (\S+)$/, ({ notes }, code) => notes.some((note) => note.code === code)],
  [/^the page reads (\S+)$/, ({ response }, name) => response?.headers.some(([header]) => header === name) === true],
  [
    /^the page does not read (\S+)$/,
    ({ response }, name) => response?.headers.every(([header]) => header !== name) === true,
  ],
  [
    /^the answer has (\S+)$/,
    ({ exchanges }, name) => exchanges[0]?.response?.headers.some(([header]) => header.toLowerCase() === name) === true,
  ],
  [/^the server answers (\d+)$/, ({ exchanges }, status) => exchanges.at(-1)?.response?.status === Number(status)],
]

function isTrue(claim: string, explanation: Explanation): boolean {
  for (const [pattern, holds] of claims) {
    const match = pattern.exec(claim)
    if (match !== null) return holds(explanation, match[1] ?? '')
  }
  throw new Error(`Nobody knows how to see that "${claim}"`)
}

test.each(links)('$text: $claim', async ({ fragment, claim }) => {
  const { state, problems } = decodeState(fragment, new Map())
  expect(problems).toEqual([])
  const { explanation } = await predict(state)
  if (explanation === null) throw new Error(`The state cannot be explained: ${fragment}`)
  const [outcome, ...others] = claim.split(', ')
  const { blocked } = explanation
  expect(blocked === null ? explanation.outcome : `blocked (${blocked.code})`).toBe(outcome)
  expect(others.filter((other) => !isTrue(other, explanation))).toEqual([])
})

test('every link to the playground says what it shows', () => {
  expect(links.length).toBeGreaterThan(25)
  expect(page.match(/http:\/\/localhost:8787/g)).toHaveLength(links.length)
})

test('what a link is called agrees with what it shows', () => {
  const named = links.filter(({ text }) => /\b(?:shared|blocked)\b/.test(text))
  expect(named.length).toBeGreaterThan(10)
  expect(
    named.filter(({ text, claim }) => /\b(?:shared|blocked)\b/.exec(text)?.[0] !== claim.split(/[ ,]/)[0]),
  ).toEqual([])
})

test('each section says where the standard says so', () => {
  const sections = page.split('\n## ').slice(1, -1)
  expect(sections.length).toBeGreaterThan(7)
  expect(sections.filter((section) => !section.includes('.spec.whatwg.org/'))).toEqual([])
})
