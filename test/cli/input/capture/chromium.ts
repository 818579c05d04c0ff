import { setTimeout as sleep } from 'node:timers/promises'
import { requireProgram } from '../../../browsers/engines/find-program.ts'
import { createProfileFolder } from '../../../browsers/engines/profile-folder.ts'
import { startProgram } from '../../../browsers/engines/program.ts'
import { connect } from '../../../browsers/engines/remote-protocol.ts'
import type { Copies, DevTools } from './dev-tools.ts'

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--remote-debugging-port=0',
  '--remote-allow-origins=*',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
]

/**
 * Opens Chromium with its DevTools in a second tab, where the modules that the menu calls can be imported. Their names
 * are those of Chromium 156.
 */
export async function openChromium(): Promise<DevTools> {
  const folder = createProfileFolder()
  const program = startProgram(
    requireProgram(['chromium', 'google-chrome']),
    [...flags, `--user-data-dir=${folder.path}`, 'about:blank'],
    folder.path,
  )
  const address = await program.waitFor(/DevTools listening on (ws:\S+)/)
  const protocol = await connect(address, program)
  const { host } = new URL(address)
  const attach = async (url: string): Promise<{ targetId: string; sessionId: string }> => {
    const { targetId } = (await protocol.call('Target.createTarget', { url })) as { targetId: string }
    const { sessionId } = (await protocol.call('Target.attachToTarget', { targetId, flatten: true })) as {
      sessionId: string
    }
    return { targetId, sessionId }
  }
  const page = await attach('about:blank')
  const tools = await attach(
    `http://${host}/devtools/inspector.html?ws=${host}/devtools/page/${page.targetId}&panel=network`,
  )
  const evaluate = async (sessionId: string, expression: string): Promise<unknown> => {
    const parameters = { expression, awaitPromise: true, returnByValue: true }
    const answer = (await protocol.call('Runtime.evaluate', parameters, sessionId)) as {
      readonly result: { readonly value?: unknown }
      readonly exceptionDetails?: unknown
    }
    if (answer.exceptionDetails !== undefined) throw new Error(JSON.stringify(answer.exceptionDetails))
    return answer.result.value
  }
  // It has no event for having been loaded to its end.
  await sleep(5000)
  const { product } = (await protocol.call('Browser.getVersion')) as { product: string }
  return {
    version: product.replace(/^.*\//, 'Chromium '),
    goTo: async (url) => {
      await protocol.call('Page.navigate', { url }, page.sessionId)
      await sleep(1500)
    },
    run: (expression) => evaluate(page.sessionId, expression),
    copy: async () => JSON.parse(String(await evaluate(tools.sessionId, copying))) as Copies,
    close: async () => {
      await program.end()
      await folder.remove()
    },
  }
}

const copying = `(async () => {
  const { Log } = await import('./models/har/har.js')
  const { NetworkLog } = await import('./models/logs/logs.js')
  const { NetworkLogView: { NetworkLogView: view } } = await import('./panels/network/network.js')
  const requests = NetworkLog.NetworkLog.instance().requests()
  const texts = await Promise.all(requests.map(async (request) => ({
    url: request.url(),
    method: request.requestMethod,
    bash: await view.generateCurlCommand(request, 'unix'),
    cmd: await view.generateCurlCommand(request, 'win'),
    fetch: await view.prototype.generateFetchCall.call(view.prototype, request, 0),
    node: await view.prototype.generateFetchCall.call(view.prototype, request, 1),
  })))
  const [whole, sanitized] = [false, true].map((sanitize) => Log.Log.build(requests, { sanitize }))
  return JSON.stringify({ texts, hars: { chromium: { log: await whole }, 'chromium-sanitized': { log: await sanitized } } })
})()`
