import { describe, expect, test } from 'vitest'
import { properties } from './all.ts'
import { runProperty } from './property.ts'

/** The same cases each time: new ones are for the long run, `npm run fuzz`. */
const seed = 1

for (const property of properties) {
  describe(property.name, () => {
    test(`${property.runs} cases`, { timeout: 120_000 }, async () => {
      const { failure, counts, runs } = await runProperty(property, seed, property.runs)
      console.log(counts, runs)
      expect(failure).toBeNull()
    })
  })
}
