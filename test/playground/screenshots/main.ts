import { mkdirSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { startDemo } from '../../../playground/server/demo-worker.ts'
import { type ChromiumPage, startChromium } from '../../browsers/playground/chromium-page.ts'
import { type Shot, shots } from './shots.ts'

// Makes the pictures of docs/screenshots: `npm run screenshots`.

const { values } = parseArgs({
  options: {
    to: { type: 'string', default: 'docs/screenshots' },
    only: { type: 'string', default: '' },
    format: { type: 'string', default: 'webp' },
  },
})

async function take(page: ChromiumPage, origin: string, shot: Shot): Promise<void> {
  await page.look({ ...shot, scale: 2 })
  await page.open(`${origin}/#${shot.fragment}`)
  for (const { selector, until } of shot.click ?? []) {
    await page.evaluate(`document.querySelector('${selector}').click()`)
    await page.waitFor(until)
  }
  await page.evaluate(`document.querySelector('${shot.focus ?? '.top'}').scrollIntoView()`)
  const how = { format: values.format, ...(values.format === 'webp' ? { quality: 75 } : {}) }
  const { data } = (await page.call('Page.captureScreenshot', how)) as { data: string }
  const picture = Buffer.from(data, 'base64')
  mkdirSync(values.to, { recursive: true })
  writeFileSync(`${values.to}/${shot.name}.${values.format}`, picture)
  console.log(`${values.to}/${shot.name}.${values.format}  ${Math.round(picture.length / 1000)} kB`)
}

// Links in the pictures are those of `npm start`, if that does not run already.
const demo = await startDemo({ port: 8787 }).catch(() => startDemo())
const page = await startChromium()
try {
  for (const shot of shots) {
    if (shot.name.includes(values.only)) await take(page, `http://localhost:${demo.port}`, shot)
  }
} finally {
  await page.close()
  await demo.close()
}
