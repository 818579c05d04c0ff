import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { requireProgram } from '../../../browsers/engines/find-program.ts'
import { createProfileFolder } from '../../../browsers/engines/profile-folder.ts'
import { startProgram } from '../../../browsers/engines/program.ts'
import type { Copies, DevTools } from './dev-tools.ts'
import { connectMarionette } from './marionette.ts'

const preferences = {
  'app.update.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'devtools.netmonitor.persistlog': true,
  'devtools.toolbox.host': 'window',
  'marionette.port': 0,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'toolkit.telemetry.enabled': false,
}

const tools = `
  const { require } = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs')
  const browser = Services.wm.getMostRecentWindow('navigator:browser')`

const opening = `${tools}
  const { gDevTools } = require('devtools/client/framework/devtools')
  browser.captured = await gDevTools.showToolboxForTab(browser.gBrowser.selectedTab, { toolId: 'netmonitor' })`

const copying = `${tools}
  const { Curl } = require('devtools/client/shared/curl')
  const { store, connector, windowRequire } = browser.captured.getPanel('netmonitor').panelWin
  const { getDisplayedRequests } = windowRequire('devtools/client/netmonitor/src/selectors/index')
  const Menu = windowRequire('devtools/client/netmonitor/src/widgets/RequestListContextMenu')
  const menu = new Menu({ connector })
  const toLines = (headers) => (headers?.headers ?? []).map(({ name, value }) => ({ name, value: value.initial ?? value }))
  const texts = []
  for (const request of getDisplayedRequests(store.getState())) {
    const ask = async (part) => request[part] ?? (await connector.requestData(request.id, part))
    const requestHeaders = await ask('requestHeaders')
    const postData = await ask('requestPostData')
    const { id, url, method, httpVersion } = request
    const data = {
      url, method, httpVersion,
      headers: toLines(requestHeaders),
      responseHeaders: toLines(await ask('responseHeaders')),
      postDataText: postData?.postData?.text ?? '',
    }
    texts.push({
      url, method,
      bash: Curl.generateCommand(data, 'Linux'),
      cmd: Curl.generateCommand(data, 'WINNT'),
      fetch: await menu.generateFetchString(id, url, method, requestHeaders, postData),
    })
  }
  return JSON.stringify({ texts, hars: { firefox: { log: await browser.captured.getHARFromNetMonitor() } } })`

/** Opens Firefox with its DevTools, whose modules are those of Firefox 153. */
export async function openFirefox(): Promise<DevTools> {
  const folder = createProfileFolder()
  const lines = Object.entries(preferences).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`)
  writeFileSync(join(folder.path, 'user.js'), lines.join('\n'))
  const flags = ['--headless', '--no-remote', '--profile', folder.path, '--marionette', '--remote-allow-system-access']
  const program = startProgram(requireProgram(['firefox-esr', 'firefox']), [...flags, 'about:blank'], folder.path)
  const port = Number(await program.waitFor(/Listening on port (\d+)/))
  const marionette = await connectMarionette(port)
  const { capabilities } = Object(await marionette.call('WebDriver:NewSession'))
  await marionette.call('WebDriver:SetTimeouts', { script: 60_000 })
  const execute = async (context: 'chrome' | 'content', body: string): Promise<unknown> => {
    await marionette.call('Marionette:SetContext', { value: context })
    const script = `const done = arguments[arguments.length - 1]
      ;(async () => { ${body} })().then((value) => done({ value }), (error) => done({ error: String(error) }))`
    const { value } = await marionette.call('WebDriver:ExecuteAsyncScript', { script, args: [], newSandbox: true })
    if (Object(value).error !== undefined) throw new Error(Object(value).error)
    return Object(value).value
  }
  await execute('chrome', opening)
  return {
    version: `Firefox ${capabilities.browserVersion}`,
    goTo: async (url) => {
      await marionette.call('Marionette:SetContext', { value: 'content' })
      await marionette.call('WebDriver:Navigate', { url })
      await sleep(500)
    },
    run: (expression) => execute('content', `return await ${expression}`),
    copy: async () => JSON.parse(String(await execute('chrome', copying))) as Copies,
    close: async () => {
      marionette.close()
      await program.end()
      await folder.remove()
    },
  }
}
