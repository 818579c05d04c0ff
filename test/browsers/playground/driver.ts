import { presets } from '../../../playground/presets.ts'
import type { DriverReport, PresetReport } from './report.ts'
import { useThePage } from './uses.ts'
import { find, waitFor } from './watch.ts'

// Runs in the playground's page, in a real browser: uses it as people do, and reports what it showed.

const errors: string[] = []
window.addEventListener('error', ({ message }) => errors.push(message))
window.addEventListener('unhandledrejection', ({ reason }) => errors.push(String(reason)))
window.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
  errors.push(`${violatedDirective} forbids ${blockedURI}`)
})

const getOutcome = (): string => find('.result').dataset['outcome'] ?? ''

async function tryPreset(name: string): Promise<PresetReport> {
  const link = `#preset=${name}`
  find(`a[href$="${link}"]`).click()
  await waitFor(`the result of ${name}`, () => find('.result').dataset['link'] === link)
  const outcome = getOutcome()
  const code = find('.result').dataset['code'] ?? null
  const real = await runForReal()
  const apply = document.querySelector<HTMLElement>('#apply')
  if (apply === null) return { outcome, code, real, fixed: null, undone: null }
  apply.click()
  await waitFor(`the fix of ${name}`, () => find('.result').dataset['link'] !== link)
  const fixed = getOutcome()
  find('#undo').click()
  await waitFor(`the end of the fix of ${name}`, () => find('.result').dataset['link'] === link)
  return { outcome, code, real, fixed, undone: getOutcome() }
}

async function runForReal(): Promise<PresetReport['real']> {
  const run = document.querySelector<HTMLElement>('#run')
  if (run === null) return null
  run.click()
  await waitFor('the run', () => document.querySelector('[data-agrees], .real .problem') !== null)
  const text = find('.real').innerText
  return { agrees: document.querySelector('[data-agrees="true"]') !== null, text }
}

const reports: Record<string, PresetReport> = {}
const uses: Record<string, unknown> = {}

async function drive(): Promise<void> {
  await waitFor('the page', () => document.querySelector('.result') !== null)
  for (const { name } of presets) reports[name] = await tryPreset(name)
  await useThePage(uses)
}

drive()
  .catch((error: unknown) => errors.push(String(error)))
  .then(send)

async function send(): Promise<void> {
  const report: DriverReport = { presets: reports, uses, errors }
  await fetch('/results', { method: 'POST', body: JSON.stringify(report) })
  // A browser that has no other way to say that its console is complete waits for this.
  console.debug('All pages are done')
}
