import { mkdirSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { startDemo } from '../../../playground/server/demo-worker.ts'
import { requireProgram } from '../../browsers/engines/find-program.ts'
import { createProfileFolder } from '../../browsers/engines/profile-folder.ts'
import { startProgram } from '../../browsers/engines/program.ts'
import { connect } from '../../browsers/engines/remote-protocol.ts'
import { type Shot, shots } from './shots.ts'

// Makes the pictures of docs/screenshots: `npm run screenshots`.

const { values } = parseArgs({
  options: { to: { type: 'string', default: 'docs/screenshots' }, only: { type: 'string' } },
})

type Call = (method: string, parameters?: object) => Promise<unknown>

/** Waits until an expression is true in the page. */
async function waitFor(call: Call, expression: string): Promise<void> {
  const watch = `new Promise((resolve) => { const look = () => (${expression}) ? resolve(true) : setTimeout(look, 30); look() })`
  const { result } = (await call('Runtime.evaluate', { expression: watch, awaitPromise: true })) as {
    result: { value: unknown }
  }
  if (result.value !== true) throw new Error(`This does not come about: ${expression}`)
}

async function take(call: Call, origin: string, shot: Shot): Promise<void> {
  const { name, fragment, width, height, scheme, click, focus } = shot
  await call('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 2, mobile: width < 600 })
  await call('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] })
  await call('Page.navigate', { url: 'about:blank' })
  await call('Page.navigate', { url: `${origin}/#${fragment}` })
  await waitFor(call, "document.querySelector('.result') !== null")
  for (const { selector, until } of click ?? []) {
    await call('Runtime.evaluate', { expression: `document.querySelector('${selector}').click()` })
    await waitFor(call, until)
  }
  await call('Runtime.evaluate', { expression: `document.querySelector('${focus ?? '.top'}').scrollIntoView()` })
  const { data } = (await call('Page.captureScreenshot', { format: 'png', optimizeForSpeed: false })) as {
    data: string
  }
  mkdirSync(values.to, { recursive: true })
  writeFileSync(`${values.to}/${name}.png`, Buffer.from(data, 'base64'))
  console.log(`${values.to}/${name}.png  ${Math.round((data.length * 3) / 4 / 1000)} kB`)
}

const folder = createProfileFolder()
const demo = await startDemo()
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--hide-scrollbars',
  '--remote-debugging-port=0',
]
const program = startProgram(requireProgram(['chromium']), [...flags, `--user-data-dir=${folder.path}`], folder.path)
try {
  const protocol = await connect(await program.waitFor(/DevTools listening on (ws:\S+)/), program)
  const { targetId } = (await protocol.call('Target.createTarget', { url: 'about:blank' })) as { targetId: string }
  const { sessionId } = (await protocol.call('Target.attachToTarget', { targetId, flatten: true })) as {
    sessionId: string
  }
  const call: Call = (method, parameters) => protocol.call(method, parameters, sessionId)
  for (const shot of shots) {
    if (values.only === undefined || shot.name.includes(values.only))
      await take(call, `http://localhost:${demo.port}`, shot)
  }
} finally {
  await program.end()
  await folder.remove()
  await demo.close()
}
