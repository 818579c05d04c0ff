import { describe, expect, test } from 'vitest'
import { applyFix } from '../../playground/fix.ts'
import { applyAll } from '../../playground/policy/apply-suggestion.ts'
import { predict } from '../../playground/predict.ts'
import { presetStates, presets } from '../../playground/presets.ts'
import { choices, defaultState } from '../../playground/state.ts'

const blocked = presets.filter(({ want }) => want.outcome === 'blocked')

describe.each(blocked)('the fix of $name', ({ state }) => {
  test('lets the request through in every engine', async () => {
    const { explanation } = await predict(state)
    const fixed = explanation && applyFix(state, explanation)
    expect(fixed).not.toBeNull()
    for (const engine of choices.engine) {
      const after = await predict(fixed ?? state, engine)
      expect({ engine, inputs: after.inputs, code: after.code, outcome: after.explanation?.outcome }).toEqual({
        engine,
        inputs: [],
        code: [],
        outcome: 'shared',
      })
    }
  })
})

test('applying every suggestion makes a policy of misspelled options', async () => {
  const state = presetStates.get('misspelled-policy') ?? defaultState
  const { code: problems } = await predict(state)
  const code = applyAll(state.policy, problems, 'https://app.example.com')
  expect(code).toBe(
    [
      'createCors({',
      "  origin: ['https://app.example.com', 'https://admin.example.com'],",
      "  methods: ['PUT'],",
      "  allowedHeaders: ['content-type'],",
      '  maxAge: 600,',
      '})',
    ].join('\n'),
  )
})
