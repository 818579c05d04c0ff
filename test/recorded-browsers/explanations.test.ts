import { describe, expect, test } from 'vitest'
import { allCases } from '../browsers/cases/all.ts'
import { digestExplanations, readExplanations } from '../browsers/recorded/explanations.ts'

const explanations = readExplanations()

// Data only: after a change that is meant, run node test/browsers/recorded/write-explanations.ts
describe('explains as before', () => {
  test.each(allCases)('$name', async (tried) => {
    expect(await digestExplanations(tried)).toBe(explanations[tried.name])
  })
})
