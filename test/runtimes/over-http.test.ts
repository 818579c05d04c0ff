import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkOutcome } from '../tables/check-outcome.ts'
import { outcomes } from '../tables/outcomes.ts'
import { toPath } from './dispatch.ts'
import { nodeTargets } from './node-targets.ts'
import { otherTargets } from './other-targets.ts'
import type { RunningServer } from './server.ts'

describe.each([...nodeTargets, ...otherTargets])('over HTTP on $name', (target) => {
  let server: RunningServer

  beforeAll(async () => {
    server = await target.start()
  })

  afterAll(() => server?.close())

  test.each(outcomes.filter((row) => row.coreOnly === undefined))('$step', async (row) => {
    expect.hasAssertions()
    await checkOutcome(row, `${server.origin}${toPath(row)}`, server.send)
  })
})
