import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPasted } from '../../playground/paste.ts'
import { compilePolicyCode } from '../../playground/policy/policy-code.ts'
import { predict } from '../../playground/predict.ts'
import { presetStates, presets } from '../../playground/presets.ts'
import { toSnippets } from '../../playground/snippets.ts'
import { choices, decodeState, defaultState, encodeState, type PlaygroundState } from '../../playground/state.ts'

// What nobody thought of: links, states and texts of any kind neither throw nor get lost.

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 40 }),
  fc.constantFrom(
    '',
    'null',
    'https://app.example.com',
    'https://api.example.com/items',
    'a: 1\nb: 2',
    '204',
    '302',
    '*',
  ),
  fc.constantFrom(...presets.flatMap(({ state }) => [state.policy, state.headers, state.responseHeaders])),
)

const members = Object.fromEntries(
  Object.keys(defaultState).map((member) => {
    const values: readonly string[] | undefined = Object.entries(choices).find(([name]) => name === member)?.[1]
    return [member, values === undefined ? text : fc.constantFrom(...values)]
  }),
)
const state = fc.record(members).map((made) => made as unknown as PlaygroundState)

test('every state is read from its link as it was', () => {
  fc.assert(
    fc.property(state, (made) => {
      const fragment = encodeState(made, presetStates)
      expect(fragment).toMatch(/^[\w!'*,./:;=?@~%+&[\]-]*$/)
      expect(decodeState(fragment, presetStates)).toEqual({ state: made, problems: [] })
    }),
    { numRuns: 500 },
  )
})

test('every fragment is read as some state', () => {
  const part = fc.constantFrom(
    '#',
    '&',
    '=',
    '%',
    '+',
    'preset',
    'policy',
    'header',
    'url',
    '%zz',
    '%41',
    '__proto__',
    'x',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(part, text), { maxLength: 12 }), (parts) => {
      const { state: read } = decodeState(parts.join(''), presetStates)
      expect(Object.keys(read).sort()).toEqual(Object.keys(defaultState).sort())
      expect(Object.values(read).every((value) => typeof value === 'string')).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test('every state has a verdict or says what is wrong, and something to copy', async () => {
  await fc.assert(
    fc.asyncProperty(state, async (made) => {
      const { explanation, inputs, code } = await predict(made)
      if (explanation === null) expect(inputs.length + code.length).toBeGreaterThan(0)
      else expect(inputs.length + code.length).toBe(0)
      expect(toSnippets(made, explanation).every((snippet) => snippet.text !== '')).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test('every text is a policy, or has a place that is wrong', () => {
  const piece = fc.constantFrom(
    'createCors(',
    '{',
    '}',
    '[',
    ']',
    ')',
    "'",
    '"',
    '`',
    '/',
    ':',
    ',',
    'origin',
    '*',
    '\\',
    '\n',
    '//',
    '1',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      const source = pieces.join('')
      const made = compilePolicyCode(source, 'https://app.example.com')
      if ('decide' in made) return
      expect(made.length).toBeGreaterThan(0)
      for (const { start, end } of made) expect(end).toBeGreaterThanOrEqual(start)
    }),
    { numRuns: 1000 },
  )
})

test('every text is read or not', () => {
  fc.assert(
    fc.property(text, (pasted) => {
      const read = readPasted(pasted)
      expect(read === null || typeof read.kind === 'string').toBe(true)
    }),
    { numRuns: 500 },
  )
})
