import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hosts, type Ports } from '../lab/hosts.ts'
import type { Browser, Engine, Reason } from './browser.ts'
import { createFolder, startProgram } from './browser-program.ts'
import { requireProgram } from './find-program.ts'
import { connect, type RemoteProtocol } from './remote-protocol.ts'

const names = ['chromium', 'chromium-browser', 'google-chrome']

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-startup-window',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--ignore-certificate-errors',
  '--remote-debugging-port=0',
  // Without the second, what fails in sandboxed frames is not told.
  '--disable-features=LocalNetworkAccessChecks,IsolateSandboxedIframes',
  `--host-resolver-rules=MAP ${hosts.plain} 127.0.0.1`,
]

// Debian's Chromium has third-party cookies blocked.
const preferences = { profile: { cookie_controls_mode: 0 } }

/** Chromium, by the Chrome DevTools Protocol. Its reasons are the names of `Network.CorsError`. */
export const chromium: Engine = { programs: [names], open }

async function open(url: string, _ports: Ports): Promise<Browser> {
  const folder = createFolder()
  mkdirSync(join(folder.path, 'Default'))
  writeFileSync(join(folder.path, 'Default', 'Preferences'), JSON.stringify(preferences))
  const program = startProgram(requireProgram(names), [...flags, `--user-data-dir=${folder.path}`], folder.path)
  const close = async (): Promise<void> => {
    await program.end()
    folder.remove()
  }
  try {
    const protocol = await connect(await program.waitFor(/DevTools listening on (ws:\S+)/))
    const { product } = (await protocol.call('Browser.getVersion')) as { product: string }
    const reasons = listenForReasons(protocol)
    await autoAttach(protocol)
    await protocol.call('Target.createTarget', { url })
    const version = product.replace(/^.*\//, 'Chromium ')
    return { version, reasons: () => reasons, ended: program.ended, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Holds every new page and frame until it is listened to. */
async function autoAttach(protocol: RemoteProtocol, sessionId?: string): Promise<void> {
  await protocol.call(
    'Target.setAutoAttach',
    { autoAttach: true, waitForDebuggerOnStart: true, flatten: true },
    sessionId,
  )
}

function listenForReasons(protocol: RemoteProtocol): readonly Reason[] {
  const reasons: Reason[] = []
  const urls = new Map<string, string>()
  protocol.listen(({ method, params }) => {
    if (method === 'Target.attachedToTarget') attach(protocol, params.sessionId)
    if (method === 'Network.requestWillBeSent') urls.set(params.requestId, params.request.url)
    if (method === 'Network.loadingFailed' && params.corsErrorStatus !== undefined) {
      reasons.push({ url: urls.get(params.requestId) ?? '', reason: params.corsErrorStatus.corsError })
    }
  })
  return reasons
}

async function attach(protocol: RemoteProtocol, sessionId: string): Promise<void> {
  try {
    await Promise.all([
      protocol.call('Network.enable', {}, sessionId),
      protocol.call('Audits.enable', {}, sessionId),
      autoAttach(protocol, sessionId),
      protocol.call('Runtime.runIfWaitingForDebugger', {}, sessionId),
    ])
  } catch {
    // The target is gone already, or has no network.
  }
}
