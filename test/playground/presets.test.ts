import { describe, expect, test } from 'vitest'
import { predict } from '../../playground/predict.ts'
import { presetStates, presets } from '../../playground/presets.ts'
import { decodeState, encodeState } from '../../playground/state.ts'

describe.each(presets)('$name', ({ name, state, want }) => {
  test('comes to what it says', async () => {
    const { explanation, code, inputs } = await predict(state)
    expect(inputs).toEqual([])
    expect(code.map(({ issue }) => issue?.code)).toEqual(want.issues ?? [])
    expect(explanation?.outcome ?? 'no policy').toBe(want.outcome)
    expect(explanation?.blocked?.code).toBe(want.code)
    expect(explanation?.notes.map((note) => note.code) ?? []).toEqual(expect.arrayContaining([...(want.notes ?? [])]))
  })

  test('has a link by its name, and a whole one', () => {
    expect(encodeState(state, presetStates)).toBe(`preset=${name}`)
    expect(decodeState(`#preset=${name}`, presetStates)).toEqual({ state, problems: [] })
    const whole = encodeState(state, new Map())
    expect(decodeState(whole, new Map())).toEqual({ state, problems: [] })
    expect(whole).toMatch(/^[\w!'*,./:;=?@~%+&[\]-]*$/)
  })
})

test('there are enough of them, each with a name and a title of its own', () => {
  expect(presets.length).toBeGreaterThanOrEqual(12)
  expect(new Set(presets.map(({ name }) => name)).size).toBe(presets.length)
  expect(new Set(presets.map(({ title }) => title)).size).toBe(presets.length)
})
