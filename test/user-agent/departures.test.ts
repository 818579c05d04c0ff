import { describe, expect, test } from 'vitest'
import { departsAs, departures } from '../../src/user-agent/departures.ts'
import recorded from './departure-rows.json' with { type: 'json' }
import { departureRows } from './departure-rows.ts'
import { engines, runAs } from './run-departure.ts'

type Recorded = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>

describe.each(Object.entries(departures))('%s', (id, departure) => {
  test('says who does what', () => {
    const departing = engines.filter((engine) => departsAs(engine)(id as keyof typeof departures))
    expect(departure.engines).toEqual(departing)
    expect(departing).not.toEqual([])
    expect(departure.standard).toMatch(/^By the standard .+\.$/)
    expect(departure.actual).toMatch(/^\S.+\.$/)
    expect(departure.spec).toMatch(/^https:\/\/\S+#\S+$/)
    expect(departure.evidence).toMatch(/^[a-z0-9-]+ (?:fetch|xhr)$/)
  })
})

// After a change that is meant, run node test/user-agent/write-departures.ts, and read what differs.
describe('engines differ from the standard', () => {
  test.each(Object.entries(departureRows))('%s', async (id, row) => {
    const seen = (recorded as Recorded)[id] ?? {}
    const standard = await runAs(null, row)
    expect(standard).toEqual(seen['standard'])
    for (const engine of engines) {
      const lines = await runAs(engine, row)
      expect(lines).toEqual(seen[engine] ?? standard)
      if (departures[id as keyof typeof departures].engines.includes(engine)) {
        expect(lines, engine).not.toEqual(standard)
      }
    }
  })
})
