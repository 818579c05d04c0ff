import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { hosts, type Ports } from '../lab/hosts.ts'
import type { Browser, Engine, Reason } from './browser.ts'
import { requireProgram } from './find-program.ts'
import { createProfileFolder } from './profile-folder.ts'
import { startProgram } from './program.ts'
import { connect, type RemoteProtocol } from './remote-protocol.ts'

const names = ['firefox-esr', 'firefox']

/** How long messages may take that come beside the page's own, in milliseconds. */
const settleTime = 500

const preferences = {
  'network.dns.localDomains': hosts.plain,
  // The time of a call tells which message is of it.
  'privacy.reduceTimerPrecision': false,
  // It finds no one but the lab: for all others it asks a proxy that is not there.
  'network.proxy.type': 1,
  'network.proxy.http': '127.0.0.1',
  'network.proxy.http_port': 9,
  'network.proxy.ssl': '127.0.0.1',
  'network.proxy.ssl_port': 9,
  'network.proxy.allow_bypass': false,
  'network.proxy.failover_direct': false,
  'network.proxy.no_proxies_on': `localhost, .localhost, 127.0.0.1, ${hosts.plain}`,
  'network.dns.disablePrefetch': true,
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.newtabpage.enabled': false,
  'browser.safebrowsing.update.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'toolkit.telemetry.enabled': false,
}

/** Firefox, by WebDriver BiDi. Its reasons are the texts of its console. */
export const firefox: Engine = { programs: [names], open }

async function open(url: string, _ports: Ports): Promise<Browser> {
  const folder = createProfileFolder()
  const lines = Object.entries(preferences).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`)
  writeFileSync(join(folder.path, 'user.js'), lines.join('\n'))
  const flags = ['--headless', '--no-remote', '--profile', folder.path, '--remote-debugging-port=0', 'about:blank']
  const program = startProgram(requireProgram(names), flags, folder.path)
  const close = async (): Promise<void> => {
    await program.end()
    await folder.remove()
  }
  try {
    const protocol = await connect(`${await program.waitFor(/WebDriver BiDi listening on (ws:\S+)/)}/session`, program)
    const capabilities = { alwaysMatch: { acceptInsecureCerts: true } }
    const session = (await protocol.call('session.new', { capabilities })) as Session
    const reasons = listenForReasons(protocol)
    const printed: string[] = []
    protocol.listen(({ method, params }) => {
      if (method === 'log.entryAdded') printed.push(params.text ?? '')
    })
    await protocol.call('session.subscribe', { events: ['log.entryAdded'] })
    const { contexts } = (await protocol.call('browsingContext.getTree')) as { contexts: { context: string }[] }
    const context = contexts[0]?.context
    await protocol.call('browsingContext.navigate', { context, url, wait: 'none' })
    const version = `Firefox ${session.capabilities.browserVersion}`
    const settle = async (): Promise<void> => {
      await protocol.call('script.evaluate', { expression: '0', target: { context }, awaitPromise: false })
      // Some of its messages come from other processes than the page's.
      await sleep(settleTime)
    }
    const { ended, toError } = program
    return { version, reasons: () => reasons, printed: () => printed, settle, ended, toError, close }
  } catch (error) {
    await close()
    throw error
  }
}

interface Session {
  readonly capabilities: { readonly browserVersion: string }
}

const texts = [
  /^Cross-Origin Request Blocked: .* at ‘?(?<url>\S+?)’?\. \(Reason: (?<reason>.*?)\)\.(?: Status code: .*)?$/s,
  /^(?<reason>Blocked loading mixed active content) “(?<url>.*)”/,
]

function listenForReasons(protocol: RemoteProtocol): readonly Reason[] {
  const reasons: Reason[] = []
  protocol.listen(({ method, params }) => {
    if (method !== 'log.entryAdded') return
    for (const pattern of texts) {
      const { url, reason } = pattern.exec(params.text ?? '')?.groups ?? {}
      if (url === undefined || reason === undefined) continue
      // It says this also after a better reason.
      const isVague = reason === 'CORS request did not succeed'
      reasons.push({ url, reason, time: params.timestamp, isVague })
    }
  })
  return reasons
}
