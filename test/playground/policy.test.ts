import { describe, expect, test } from 'vitest'
import { applySuggestion } from '../../playground/policy/apply-suggestion.ts'
import { removeAt, setOption, toSource } from '../../playground/policy/edit-policy.ts'
import { type CodeProblem, compilePolicyCode, readPolicyCode } from '../../playground/policy/policy-code.ts'

const a = 'https://a.example'

const spellings: readonly string[] = [
  `{ origin: '${a}' }`,
  `createCors({ origin: '${a}' })`,
  `export const cors = createCors<Env>({ origin: '${a}' })`,
  `import { cors } from 'fetch-cors/hono'\napp.use(cors({ origin: '${a}' }))`,
  `// mine\n{ origin: '${a}' }`,
]

test.each(spellings)('options are found in %s', (code) => {
  expect(readPolicyCode(code).options).toEqual({ origin: a })
})

const edits: readonly (readonly [step: string, code: string, name: string, source: string | null, want: string])[] = [
  ['a value is replaced', '{ maxAge: 1 }', 'maxAge', '2', '{ maxAge: 2 }'],
  ['an option is added in the line', '{ maxAge: 1 }', 'credentials', 'true', '{ maxAge: 1, credentials: true }'],
  ['a comma stays one', '{ maxAge: 1, }', 'credentials', 'true', '{ maxAge: 1, credentials: true }'],
  ['to a list of lines a line', '{\n  a: 1,\n}', 'b', '2', '{\n  a: 1,\n  b: 2,\n}'],
  ['with a comma before it', '{\n  a: 1\n}', 'b', '2', '{\n  a: 1,\n  b: 2,\n}'],
  ['after a comment', '{\n  a: 1, // one\n}', 'b', '2', '{\n  a: 1, // one\n  b: 2,\n}'],
  ['to nothing', '{}', 'a', '1', '{\n  a: 1,\n}'],
  ['a line is removed', '{\n  a: 1,\n  b: 2,\n}', 'a', null, '{\n  b: 2,\n}'],
  ['the first is removed', '{ a: 1, b: 2 }', 'a', null, '{ b: 2 }'],
  ['the last is removed', '{ a: 1, b: 2 }', 'b', null, '{ a: 1 }'],
  ['what is not there is not removed', '{ a: 1 }', 'b', null, '{ a: 1 }'],
]

describe('options are set in the code', () => {
  test.each(edits)('%s', (_, code, name, source, want) => {
    expect(setOption(code, name, source)).toBe(want)
    expect(() => readPolicyCode(want)).not.toThrow()
  })
})

test('an item is removed, and the list with the last one', () => {
  expect(removeAt("{ a: ['x', 'y'], b: 1 }", 'a[1]')).toBe("{ a: ['x'], b: 1 }")
  expect(removeAt("{ a: ['x'], b: 1 }", 'a[0]')).toBe('{ b: 1 }')
})

test.each(['a', "it's", 'a\nb', '\\', 1, true, ['a', ['b']]])('%j is written as code', (value) => {
  expect(readPolicyCode(`{ a: ${toSource(value)} }`).options).toEqual({ a: value })
})

/** The code of a policy, what is marked in it, and the code with the suggestion applied. */
const suggestions: readonly (readonly [code: string, marked: string, applied: string | null])[] = [
  [`{ origin: '${a}/' }`, `'${a}/'`, `{ origin: '${a}' }`],
  [`{ origin: ['${a}', '${a}'] }`, `'${a}'`, `{ origin: ['${a}'] }`],
  [`{ origin: '${a}', methods: ['put'] }`, "'put'", `{ origin: '${a}', methods: ['PUT'] }`],
  [`{ origin: '${a}', allowHeaders: ['x-a'] }`, 'allowHeaders', `{ origin: '${a}', allowedHeaders: ['x-a'] }`],
  [`{ origin: '${a}', maxAge: 1e9 }`, '1e9', `{ origin: '${a}', maxAge: 86400 }`],
  [`{ origin: '${a}', credentials: 'true' }`, "'true'", `{ origin: '${a}', credentials: true }`],
  [`{ origin: '${a}', preflightContinue: true }`, 'preflightContinue', `{ origin: '${a}' }`],
  [`{ origin: '${a}', methods: ['TRACE'] }`, "'TRACE'", `{ origin: '${a}' }`],
  ["{ origin: '*', credentials: true }", "'*'", "{ origin: ['https://page.example'], credentials: true }"],
  ['{ origin: true }', 'true', "{ origin: ['https://page.example'] }"],
  ["{ methods: ['PUT'] }", '{', "{ methods: ['PUT'], origin: ['https://page.example'] }"],
  ['{ origin: /example/ }', '/example/', '{ origin: /^https?:\\/\\/(?:.+\\.)?(?:example)$/ }'],
  ['{ origin: /^.*$/, credentials: true }', '/^.*$/', null],
  ['{ origin: [origin] }', 'origin', null],
]

describe('a suggestion is applied', () => {
  test.each(suggestions)('%s', (code, marked, applied) => {
    const made = compilePolicyCode(code, 'https://page.example')
    const [problem] = 'decide' in made ? [] : made
    expect(code.slice(problem?.start, problem?.end)).toBe(marked)
    expect(applySuggestion(code, problem as CodeProblem, 'https://page.example')).toBe(applied)
  })
})

const host = 'a'.repeat(60)

/** RegExps, and whether one of them stops the page for an origin of many letters. */
const patient: readonly (readonly [rule: string, isSlow: boolean])[] = [
  ['/^https:\\/\\/(\\w+)+\\.com$/', true],
  ['/^https:\\/\\/(?:a|aa)+\\.com$/', true],
  ['/^https:\\/\\/(?:[a-z0-9-]+\\.)*example\\.com$/', false],
  ['/^https:\\/\\/(?:[a-z0-9]+(?:-[a-z0-9]+)*\\.)+example$/', false],
]

test.each(patient)('%s does not stop the page', (rule, isSlow) => {
  const code = `{ origin: ['${a}', ${rule}] }`
  const start = performance.now()
  const made = compilePolicyCode(code, `https://${host}.example`)
  expect(performance.now() - start).toBeLessThan(2000)
  const places = 'decide' in made ? [] : made.map(({ start, end }) => code.slice(start, end))
  expect(places).toEqual(isSlow ? [rule] : [])
})
