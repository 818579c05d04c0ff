import { describe, expect, test } from 'vitest'
import { departsAs, departures, type Engine } from '../../src/user-agent/departures.ts'
import { allCases } from '../browsers/cases/all.ts'
import { digestExplanations, readExplanations } from '../browsers/recorded/explanations.ts'

const recorded = readExplanations()
const engines: readonly Engine[] = ['chromium', 'firefox', 'webkit']

describe.each(Object.entries(departures))('%s', (id, departure) => {
  test('says who does what', () => {
    const departing = engines.filter((engine) => departsAs(engine)(id as keyof typeof departures))
    expect(departure.engines).toEqual(departing)
    expect(departing).not.toEqual([])
    expect(departure.standard).toMatch(/^By the standard .+\.$/)
    expect(departure.actual).toMatch(/^\S.+\.$/)
    expect(departure.spec).toMatch(/^https:\/\/\S+#\S+$/)
  })

  test('is what browsers were seen to do', async () => {
    const tried = allCases.find(({ name }) => name === departure.evidence.split(' ')[0])
    if (tried === undefined) throw new Error(`There is no case for "${departure.evidence}"`)
    expect(await digestExplanations(tried)).toBe(recorded[tried.name])
  })
})
