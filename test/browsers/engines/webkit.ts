import type { Ports } from '../lab/hosts.ts'
import { toSpace } from '../lab/placeholders.ts'
import type { Browser, Engine, Reason } from './browser.ts'
import { requireProgram } from './find-program.ts'
import { createProfileFolder } from './profile-folder.ts'
import { type Program, startProgram } from './program.ts'

const names = ['/usr/lib/*/webkit2gtk-4.*/MiniBrowser', '/usr/libexec/webkit2gtk-4.*/MiniBrowser']
const screenNames = ['Xvfb']

/** WebKitGTK's MiniBrowser on a screen of its own. Its reasons are the texts of its console, which it prints. */
export const webkit: Engine = { programs: [names, screenNames], open }

async function open(url: string, ports: Ports): Promise<Browser> {
  const folder = createProfileFolder()
  const programs: Program[] = []
  const start = (...args: Parameters<typeof startProgram>): Program => {
    const program = startProgram(...args)
    programs.unshift(program)
    return program
  }
  const close = async (): Promise<void> => {
    for (const program of programs) await program.end()
    await folder.remove()
  }
  try {
    const screenFlags = ['-displayfd', '1', '-screen', '0', '1024x768x24', '-nolisten', 'tcp']
    const screen = start(requireProgram(screenNames), screenFlags, folder.path)
    const display = await screen.waitFor(/^(\d+)$/)
    const flags = [
      '--cookies-policy=always',
      '--ignore-tls-errors',
      '--enable-write-console-messages-to-stdout=TRUE',
      // The lab's server is also a proxy, since there is no other way to lead a name to loopback.
      `--proxy=http://127.0.0.1:${ports.http}`,
      '--ignore-host=*.localhost',
    ]
    const browser = start(requireProgram(names), [...flags, url], folder.path, { DISPLAY: `:${display}` })
    const reasons = listenForReasons(browser)
    const printed: string[] = []
    browser.listen((line) => {
      const text = /CONSOLE (?:SECURITY|JS|NETWORK) (?:ERROR|WARN) (.*)/.exec(line)?.[1]
      if (text !== undefined) printed.push(text)
    })
    const settle = async (): Promise<void> => {
      // Its console is in order, and this is the page's last word.
      await browser.waitFor(/CONSOLE DEBUG All pages are done/)
    }
    const versionProgram = start(requireProgram(names), ['--version'], folder.path, { DISPLAY: `:${display}` })
    const version = await versionProgram.waitFor(/^(WebKitGTK \S+)/)
    const { ended, toError } = browser
    return { version, reasons: () => reasons, printed: () => printed, settle, ended, toError, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Its console is in order, but has no times: those of the page's own messages are taken. */
function listenForReasons(program: Program): readonly Reason[] {
  const reasons: Reason[] = []
  const times = new Map<string, number>()
  let text = ''
  program.listen((line) => {
    const call = /CONSOLE DEBUG Call of (?<url>\S+) at (?<time>\d+)/.exec(line)?.groups
    if (call !== undefined) times.set(toSpace(call['url'] ?? ''), Number(call['time']))

    // The reason comes in a message without a URL, and the URL in the next one.
    const url = / cannot load (\S+) due to access control checks\.$/.exec(line)?.[1]
    if (url !== undefined) {
      if (text !== '') reasons.push({ url, reason: text, time: times.get(toSpace(url)) ?? 0, isVague: false })
      text = ''
    }
    const next = /CONSOLE SECURITY (?:ERROR|WARN) (.*)/.exec(line)?.[1]
    // Between them may be one that says less.
    if (next !== undefined && !(next === 'Not allowed to request resource' && text !== '')) text = next
  })
  return reasons
}
