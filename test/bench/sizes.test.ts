import { expect, test } from 'vitest'
import { measureSizes } from '../../bench/sizes.ts'

const sizes = await measureSizes()

// What a browser or an edge worker loads: docs/decisions/0021 says why these are not smaller.
test('fetch-cors does not grow', () => {
  expect(sizes.whole).toBeLessThanOrEqual(13_000)
  expect(sizes.request).toBeLessThanOrEqual(3_950)
})

test.each(Object.entries(sizes.adapters))('the adapter for %s adds little', (_, size) => {
  expect(size).toBeLessThanOrEqual(700)
  expect(size).toBeGreaterThan(0)
})
