import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { toConsoleText } from '../../playground/console-texts.ts'
import { predict } from '../../playground/predict.ts'
import { presets } from '../../playground/presets.ts'
import { engineNames, isInstalled, open } from './engines/engines.ts'
import { expectedUses } from './playground/expected-uses.ts'
import type { DriverReport } from './playground/report.ts'
import { servePlayground } from './playground/serve.ts'

/** How long a browser may take for all of it, in milliseconds. */
const patience = 90_000

describe.each(engineNames)('the playground in %s', (engine) => {
  if (!isInstalled(engine) && process.env['REQUIRE_BROWSERS'] !== '1') {
    test.skip(`${engine} is not installed`)
    return
  }
  let report: DriverReport
  let printed: readonly string[]
  let asked: readonly string[]
  let pageOrigin: string
  beforeAll(async () => {
    const playground = await servePlayground()
    try {
      pageOrigin = `http://localhost:${playground.port}`
      const browser = await open(engine, `${pageOrigin}/`, { http: playground.port, https: 9 })
      try {
        const late = sleep(patience, undefined, { ref: false }).then(() => {
          throw browser.toError(`The page is not done after ${patience} ms`)
        })
        report = await Promise.race([playground.report, late])
        await browser.settle()
        printed = browser.printed()
        asked = playground.asked
      } finally {
        await browser.close()
      }
    } finally {
      await playground.close()
    }
  }, 120_000)

  test('nothing fails, and the policy of the page forbids nothing', () => {
    expect(report.errors).toEqual([])
  })

  test.each(presets)('$name', async ({ name, state, want }) => {
    const shown = report.presets[name]
    const { explanation } = await predict(state)
    expect(shown).toMatchObject({ outcome: want.outcome, code: want.code ?? null })
    expect(shown?.outcome).toBe(explanation?.outcome ?? 'no policy')
    if (want.outcome === 'blocked') expect(shown).toMatchObject({ fixed: 'shared', undone: 'blocked' })
    if (cannotBeSent.has(name)) expect(shown?.real).toBeNull()
    else expect(shown?.real, shown?.real?.text).toMatchObject({ agrees: true })
  })

  test.each(Object.entries(expectedUses))('%s', (use, expected) => {
    expect(report.uses[use]).toEqual(expected)
  })

  test('nothing is loaded but the page, and nothing is sent but what is run for real', () => {
    expect(asked.filter((path) => !/^\/(?:run|seen)\//.test(path))).toEqual(['/', '/?frame', '/results'])
  })

  const blocked = presets.filter(({ want, name }) => want.outcome === 'blocked' && !cannotBeSent.has(name))
  test.each(blocked)('its console says of $name what the page says that it does', async ({ name, state }) => {
    const { explanation } = await predict(state, engine)
    const text = explanation && toConsoleText(engine, explanation)
    // The demo Worker's runtime sends two lines as one.
    if (text === null || (engine === 'firefox' && name === 'two-values')) return
    const expected = text
      .replaceAll(state.page, '<page>')
      .replaceAll(/(?:https:\/\/(?:api|login)\.example\.com)(?:\/\w*)+/g, '<url>')
    const actual = printed.map((line) =>
      line.replaceAll(/http:\/\/[\w.]+:\d+\/run\/\S+?(?=[’']|\.? |$)/g, '<url>').replaceAll(pageOrigin, '<page>'),
    )
    expect(actual).toContain(expected)
  })
})

/** What a page on plain http cannot play, or what has no policy. */
const cannotBeSent: ReadonlySet<string> = new Set(['mixed-content', 'misspelled-policy'])
