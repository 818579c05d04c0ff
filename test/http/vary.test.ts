import { expect, test } from 'vitest'
import { mergeVary } from '../../src/http/vary.ts'

test.each<[current: string | null, names: string[], merged: string | null]>([
  [null, [], null],
  [null, ['Origin'], 'Origin'],
  [null, ['Origin', 'X-Tenant'], 'Origin, X-Tenant'],
  ['', ['Origin'], 'Origin'],
  ['', [], ''],
  ['Accept', [], 'Accept'],
  ['Accept', ['Origin'], 'Accept, Origin'],
  ['Accept', ['Origin', 'X-Tenant'], 'Accept, Origin, X-Tenant'],
  ['Accept,Accept-Encoding', ['Origin'], 'Accept,Accept-Encoding, Origin'],
  ['origin', ['Origin'], 'origin'],
  ['Accept, ORIGIN ,x', ['Origin', 'X'], 'Accept, ORIGIN ,x'],
  ['x-origin', ['Origin'], 'x-origin, Origin'],
  ['*', ['Origin'], '*'],
  ['Accept, *', ['Origin'], 'Accept, *'],
])('%j and %j make %j', (current, names, merged) => {
  expect(mergeVary(current, names)).toBe(merged)
})
