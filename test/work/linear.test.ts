import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { runToEnd } from '../runtimes/connections.ts'
import type { Count } from './count-work.ts'
import { inputs } from './inputs.ts'

// Without compilers, as what they inline is not counted.
const flags = ['--no-opt', '--no-maglev', '--no-sparkplug']

/** Work that does not depend on the size may make up this much of a difference. */
const slack = 32

describe('work', () => {
  let counts: Readonly<Record<string, readonly Count[]>>

  beforeAll(async () => {
    counts = JSON.parse(await runToEnd('node', [...flags, fileURLToPath(new URL('count-work.ts', import.meta.url))]))
  })

  const rows = inputs.map(({ name, sizes, most, isPlanted = false }) => ({ name, sizes, most, isPlanted }))

  test.each(rows.filter(({ isPlanted }) => !isPlanted))('is at most linear: $name', ({ name, sizes, most }) => {
    const found = counts[name] ?? []
    expect(found).toHaveLength(sizes.length)
    expect(found.every(({ blocks }) => blocks > 0)).toBe(true)
    expect(findJumps(found.map(({ blocks }) => blocks))).toEqual([])
    const characters = found.map((one) => one.characters)
    if (most === undefined) expect(findJumps(characters)).toEqual([])
    else expect(Math.max(...characters)).toBeLessThanOrEqual(most)
  })

  test('of a planted loop is seen to be more', () => {
    expect(findJumps((counts['planted: blocks'] ?? []).map(({ blocks }) => blocks))).toHaveLength(5)
  })

  test('of planted built-in functions is seen to be more', () => {
    expect(findJumps((counts['planted: characters'] ?? []).map(({ characters }) => characters))).toHaveLength(5)
  })
})

/** Lists the steps at which twice the size costs more than twice the work. */
function findJumps(costs: readonly number[]): string[] {
  return costs.flatMap((cost, index) => {
    const before = costs[index - 1]
    return before === undefined || cost <= 2 * before + slack ? [] : [`${before} to ${cost}`]
  })
}
