import { describe, expect, test } from 'vitest'
import { properties } from './all.ts'
import { readCorpus } from './corpus.ts'
import { runProperty } from './property.ts'

/** The same cases each time: new ones are for the long run, `npm run fuzz`. */
const seed = 1

for (const property of properties) {
  describe(property.name, () => {
    test(`${property.runs} cases`, { timeout: 120_000 }, async () => {
      const { failure, counts, runs } = await runProperty(property, seed, property.runs)
      expect(failure).toBeNull()
      expect(runs).toBe(property.runs)
      // A run that meets only one side of a property shows little.
      for (const what of property.meets) expect(counts.get(what) ?? 0, what).toBeGreaterThan(property.runs / 50)
    })

    for (const { property: name, given, message } of readCorpus()) {
      if (name === property.name) test(`no more: ${message}`, async () => await property.check(given, () => {}))
    }
  })
}

test('every case of the corpus belongs to a property', () => {
  const names = properties.map(({ name }) => name)
  expect(readCorpus().filter(({ property }) => !names.includes(property))).toEqual([])
})
