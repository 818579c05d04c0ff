import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DemoWorker, startDemo } from '../../playground/server/demo-worker.ts'
import { isInstalled } from './engines/engines.ts'
import { type ChromiumPage, startChromium, type View } from './playground/chromium-page.ts'

const views: Readonly<Record<string, View>> = {
  'on a desk, in light': { width: 1360, height: 900, scheme: 'light' },
  'on a desk, in dark': { width: 1360, height: 900, scheme: 'dark' },
  'on a phone, in light': { width: 360, height: 780, scheme: 'light' },
  'on a phone, in dark': { width: 360, height: 780, scheme: 'dark' },
}

/** States that look different. */
const states: Readonly<Record<string, string>> = {
  'as it opens': '',
  blocked: 'preset=missing-method',
  shared: 'preset=all-is-well',
  opaque: 'preset=mode-no-cors',
  redirected: 'preset=login-redirect',
  'a policy with mistakes': 'preset=misspelled-policy',
  'fields with mistakes': 'page=app.example.com&server=raw&status=99&header=no+header&nonsense',
}

describe.skipIf(!isInstalled('chromium') && process.env['REQUIRE_BROWSERS'] !== '1')('the playground', () => {
  let demo: DemoWorker
  let page: ChromiumPage
  let axe: string
  beforeAll(async () => {
    axe = await readFile(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')
    demo = await startDemo()
    page = await startChromium()
  })
  afterAll(async () => {
    await page.close()
  })
  const open = (fragment: string): Promise<void> => page.open(`http://localhost:${demo.port}/#${fragment}`)

  describe.each(Object.entries(views))('%s', (_, view) => {
    test.each(Object.entries(states))('%s, is for everybody', async (_name, fragment) => {
      await page.look(view)
      await open(fragment)
      await page.evaluate(axe)
      await page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
      const found = await page.evaluate(
        `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html, failureSummary }) => html.slice(0, 200) + failureSummary)]))`,
      )
      expect(found).toEqual([])
      // Nothing sticks out at the side.
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(view.width)
    })
  })

  const focused = `(() => {
    const { activeElement: one } = document
    if (one === document.body) return null
    const shown = one.matches('[type="radio"]') ? one.nextElementSibling : one
    const { outlineStyle, outlineWidth } = getComputedStyle(shown)
    const name = one.id || one.getAttribute('href') || one.name + one.value || one.textContent.replace(/\\s+/g, ' ').trim()
    return { name, isVisible: outlineStyle !== 'none' && outlineWidth !== '0px' }
  })()`

  test('nothing sticks out on a tablet', async () => {
    await page.look({ width: 820, height: 1100, scheme: 'light' })
    await open('preset=missing-method')
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(820)
  })

  test('everything is reached by Tab, and seen to be', async () => {
    await page.look({ width: 1360, height: 900, scheme: 'light' })
    await open('preset=missing-method')
    const names: string[] = []
    for (let presses = 0; presses < 200; presses++) {
      await page.press('Tab')
      const at = (await page.evaluate(focused)) as { name: string; isVisible: boolean } | null
      if (at === null) break
      expect(at).toMatchObject({ isVisible: true })
      names.push(at.name)
    }
    const presets = names.filter((name) => name.includes('#preset='))
    expect(presets.length).toBeGreaterThanOrEqual(12)
    const others = names.filter((name) => !name.includes('#preset=') && !/^(?:OPTIONS|Browser|Server)/.test(name))
    expect(others).toEqual([
      'Skip to the verdict',
      'paste',
      ...['page', 'method', 'url', 'headers', 'credentials', 'body', 'mode', 'redirect'],
      ...['serverpolicy', 'policy-origin', 'policy-methods', 'policy-allowedHeaders', 'policy-exposedHeaders'],
      ...['max-age', 'on', 'code', 'What the handler behind it answers'],
      ...['enginestandard', 'apply', 'run', 'copylink', 'copy'],
    ])
  })

  test('the fix is applied, an arrow opened and an engine chosen by keyboard', async () => {
    await open('preset=missing-method')
    await page.evaluate("document.querySelector('#apply').focus()")
    await page.press('Enter')
    await page.waitFor("document.querySelector('.result').dataset.outcome === 'shared'")
    expect(await page.evaluate("document.querySelector('#notice').textContent")).toBe(
      "The fix is applied: Policy: methods: ['PUT', 'DELETE'],",
    )
    await page.waitFor("document.activeElement.id === 'undo'")
    await page.press('Enter')
    await page.waitFor("document.querySelector('.result').dataset.outcome === 'blocked'")
    await page.waitFor("document.activeElement.id === 'apply'")
    await page.evaluate("document.querySelector('.arrow summary').focus()")
    await page.press(' ')
    await page.waitFor("document.querySelector('.arrow details').open")
    await page.evaluate("document.querySelector('[name=engine][value=standard]').focus()")
    await page.press('ArrowRight')
    await page.waitFor("location.hash.endsWith('engine=chromium')")
  })

  test('behind one fix there is another', async () => {
    await open('page=https://a.example&url=http://b.example/&server=raw')
    for (const code of ['mixed-content', 'allow-origin-missing']) {
      await page.waitFor(`document.querySelector('.result').dataset.code === '${code}'`)
      await page.evaluate("document.querySelector('#apply').click()")
    }
    await page.waitFor("document.querySelector('.result').dataset.outcome === 'shared'")
    expect(await page.evaluate("document.querySelectorAll('.fix').length")).toBe(1)
  })

  test('a token and a URL of 2000 characters fill no screens', async () => {
    const long = 'a'.repeat(2000)
    await open(`url=https://api.example.com/?q=${long}&header=authorization:+${long}&server=raw`)
    expect(await page.evaluate('document.querySelector("#headers").offsetHeight')).toBeLessThan(300)
    expect(await page.evaluate('document.querySelector(".arrow .label").offsetHeight')).toBeLessThan(120)
  })

  test('whoever wants no motion sees none', async () => {
    await page.call('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-reduced-motion', value: 'reduce' }] })
    await open('preset=missing-method')
    const moving = `[...document.querySelectorAll('*')].filter((one) => {
      const { transitionDuration, animationName } = getComputedStyle(one)
      return /[1-9]/.test(transitionDuration) || animationName !== 'none'
    }).length`
    expect(await page.evaluate(moving)).toBe(0)
  })

  test('what is copied is in the clipboard', async () => {
    const origin = `http://localhost:${demo.port}`
    await page.call('Browser.grantPermissions', {
      origin,
      permissions: ['clipboardReadWrite', 'clipboardSanitizedWrite'],
    })
    await open('preset=all-is-well')
    await page.call('Page.bringToFront')
    await page.evaluate("document.querySelector('[name=copy][value=hono]').click()")
    await page.waitFor("document.querySelector('#snippet').textContent.includes('new Hono')")
    await page.evaluate("document.querySelector('#copy').focus()")
    await page.press('Enter')
    await page.waitFor("document.querySelector('#notice').textContent === 'Copied: Hono'")
    const snippet = await page.evaluate("document.querySelector('#snippet').textContent")
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(snippet)
  })

  // The last one: nothing is served after it.
  test('it goes on without its server', async () => {
    await open('preset=missing-method')
    await demo.close()
    await page.evaluate("document.querySelector('#apply').click()")
    await page.waitFor("document.querySelector('.result').dataset.outcome === 'shared'")
    await page.evaluate(`document.querySelector('a[href$="#preset=two-values"]').click()`)
    await page.waitFor("document.querySelector('.result').dataset.code === 'allow-origin-multiple'")
    await page.evaluate("document.querySelector('#run').click()")
    await page.waitFor("document.querySelector('.real .problem') !== null")
    expect(await page.evaluate("document.querySelector('.real .problem').textContent")).toBe(
      'The demo API does not answer: is npm start still running?',
    )
  })
})
