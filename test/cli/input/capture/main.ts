/**
 * Makes the fixtures anew, with the browsers that are installed: `node test/cli/input/capture/main.ts`, then
 * `npm run format`. The tests read only what it wrote.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { calls } from './calls.ts'
import { openChromium } from './chromium.ts'
import type { DevTools } from './dev-tools.ts'
import { openFirefox } from './firefox.ts'
import { type Sent, startLab } from './lab.ts'

const folder = new URL('../fixtures/', import.meta.url)

async function capture(name: string, tools: DevTools): Promise<void> {
  const lab = await startLab()
  try {
    await tools.goTo(`${lab.page}/app`)
    lab.takeSent()
    const sent = new Map<string, { readonly isShared: unknown; readonly sent: readonly Sent[] }>()
    for (const call of calls) {
      const url = `${lab.api}/${call.name}${call.query === undefined ? '' : `?${call.query}`}`
      const isShared = await tools.run(
        `((url) => ${call.source}.then(() => true, () => false))(${JSON.stringify(url)})`,
      )
      await sleep(150)
      sent.set(call.name, { isShared, sent: lab.takeSent() })
    }
    await sleep(1500)
    const { texts, hars } = await tools.copy()
    const rows = calls.map((call) => {
      const of = texts.filter(
        ({ url }) => new URL(url).pathname === `/${call.name}`.replace(/[{}]/g, encodeURIComponent),
      )
      const { url: _, ...copied } = of.find(({ method }) => method !== 'OPTIONS') ?? { url: '' }
      const preflight = of.find(({ method }) => method === 'OPTIONS')?.bash
      return { name: call.name, call: call.source, ...sent.get(call.name), copied, preflight }
    })
    write(`${name}.json`, JSON.stringify({ version: tools.version, rows }, null, 2), lab.normalize)
    for (const [file, har] of Object.entries(hars)) write(`${file}.har`, JSON.stringify(har), lab.normalize)
  } finally {
    lab.close()
    await tools.close()
  }
}

function write(name: string, content: string, normalize: (text: string) => string): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(new URL(name, folder), `${normalize(content)}\n`)
}

await capture('chromium', await openChromium())
await capture('firefox', await openFirefox())
process.exit()
