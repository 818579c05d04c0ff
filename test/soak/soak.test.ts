import { describe, expect, test } from 'vitest'
import { runtimeNames, soak } from './soak.ts'

describe.each(runtimeNames)('load on %s', (runtime) => {
  test('for a moment: every answer is what the policy in force says, and nothing is left behind', async () => {
    const { examples, wrong, requests, generations, end } = await soak({ runtime, seconds: 3, seed: 1 })
    expect(examples).toEqual([])
    expect(wrong).toBe(0)
    expect(requests).toBeGreaterThan(200)
    expect(generations).toBeGreaterThan(10)
    if (runtime !== 'workerd') expect(end.open).toBe(0)
  })

  test('a server that answers with an earlier policy is found', async () => {
    const { wrong, examples } = await soak({ runtime, seconds: 1, seed: 1, withFault: true })
    expect(wrong).toBeGreaterThan(0)
    expect(examples.join('\n')).toMatch(/"origin":"https:\/\/g\d+\.example\.com"/)
  })
})
