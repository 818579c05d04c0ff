import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hosts, type Ports } from '../lab/hosts.ts'
import type { Browser, Engine, Reason } from './browser.ts'
import { requireProgram } from './find-program.ts'
import { createProfileFolder } from './profile-folder.ts'
import { startProgram } from './program.ts'
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
  // It finds no one but the lab.
  `--host-resolver-rules=MAP ${hosts.plain} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE *.localhost`,
]

// Debian's Chromium has third-party cookies blocked.
const preferences = { profile: { cookie_controls_mode: 0 } }

/**
 * Chromium, by the Chrome DevTools Protocol. Its reasons are the names of `Network.CorsError`; for calls that fail for
 * other reasons `mixed-content`, or the network's error: `net::ERR_UNSAFE_REDIRECT`.
 */
export const chromium: Engine = { programs: [names], open }

async function open(url: string, _ports: Ports): Promise<Browser> {
  const folder = createProfileFolder()
  mkdirSync(join(folder.path, 'Default'))
  writeFileSync(join(folder.path, 'Default', 'Preferences'), JSON.stringify(preferences))
  const program = startProgram(requireProgram(names), [...flags, `--user-data-dir=${folder.path}`], folder.path)
  const close = async (): Promise<void> => {
    await program.end()
    await folder.remove()
  }
  try {
    const protocol = await connect(await program.waitFor(/DevTools listening on (ws:\S+)/), program)
    const { product } = (await protocol.call('Browser.getVersion')) as { product: string }
    const reasons = listenForReasons(protocol)
    const printed: string[] = []
    protocol.listen(({ method, params }) => {
      if (method === 'Log.entryAdded') printed.push(params.entry.text)
    })
    const { targetId } = (await protocol.call('Target.createTarget', { url: 'about:blank' })) as { targetId: string }
    const attached = (await protocol.call('Target.attachToTarget', { targetId, flatten: true })) as {
      sessionId: string
    }
    await listenTo(protocol, attached.sessionId)
    await protocol.call('Page.navigate', { url }, attached.sessionId)
    const version = product.replace(/^.*\//, 'Chromium ')
    const settle = async (): Promise<void> => {
      // What a page says comes in order.
      await protocol.call('Runtime.evaluate', { expression: '0' }, attached.sessionId)
    }
    const { ended, toError } = program
    return { version, reasons: () => reasons, printed: () => printed, settle, ended, toError, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** What Chromium calls the reasons for which it does not even begin; its console has only the texts. */
const earlyReasons: Readonly<Record<string, RegExp>> = {
  DisallowedByMode: /Request mode is "same-origin"/,
  NoCorsRedirectModeNotFollow: /the redirect mode is not "follow"/,
  CorsDisabledScheme: /URL scheme "\S+" is not supported/,
}

function listenForReasons(protocol: RemoteProtocol): readonly Reason[] {
  const reasons: Reason[] = []
  const requests = new Map<string, { readonly url: string; readonly time: number }>()
  protocol.listen(({ method, params }) => {
    if (method === 'Target.attachedToTarget') {
      // A service worker has no answer to anything else before it is let go.
      const isWorker = params.targetInfo.type === 'service_worker'
      const answer = isWorker ? letGo(protocol, params.sessionId) : listenTo(protocol, params.sessionId)
      answer.catch(() => {})
    }
    if (method === 'Network.requestWillBeSent' && params.type !== 'Other') {
      requests.set(params.requestId, { url: params.request.url, time: params.wallTime * 1000 })
    }
    const request = requests.get(params.requestId)
    if (method === 'Network.loadingFailed' && request !== undefined) {
      const reason = params.corsErrorStatus?.corsError || params.blockedReason || params.errorText
      reasons.push({ ...request, reason, isVague: false })
      // A redirect to mixed content fails twice.
      requests.delete(params.requestId)
    }
    if (method === 'Log.entryAdded') {
      const [, url = '', text = ''] = /^Fetch API cannot load (\S+)\. (.*)/.exec(params.entry.text) ?? []
      const known = Object.entries(earlyReasons).find(([, pattern]) => pattern.test(text))
      if (known !== undefined) reasons.push({ url, reason: known[0], time: params.entry.timestamp, isVague: false })
    }
  })
  return reasons
}

/** Lets a page or a frame tell what fails in it and in its frames, which are held until they are listened to. */
async function listenTo(protocol: RemoteProtocol, sessionId: string): Promise<void> {
  await protocol.call('Network.enable', {}, sessionId)
  await protocol.call('Log.enable', {}, sessionId)
  const frames = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }
  await protocol.call('Target.setAutoAttach', frames, sessionId)
  await letGo(protocol, sessionId)
}

async function letGo(protocol: RemoteProtocol, sessionId: string): Promise<void> {
  await protocol.call('Runtime.runIfWaitingForDebugger', {}, sessionId)
}
