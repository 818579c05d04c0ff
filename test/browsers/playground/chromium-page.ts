import { requireProgram } from '../engines/find-program.ts'
import { createProfileFolder } from '../engines/profile-folder.ts'
import { startProgram } from '../engines/program.ts'
import { connect } from '../engines/remote-protocol.ts'

/** How a page is looked at. */
export interface View {
  readonly width: number
  readonly height: number
  readonly scheme: 'light' | 'dark'
  /** Device pixels for one of the page. */
  readonly scale?: number
}

/** One page in Chromium, by the Chrome DevTools Protocol. */
export interface ChromiumPage {
  call(method: string, parameters?: object): Promise<unknown>
  look(view: View): Promise<void>
  /** Loads a URL anew. */
  open(url: string): Promise<void>
  /** Gives the value of an expression in the page. */
  evaluate(expression: string): Promise<unknown>
  waitFor(expression: string): Promise<void>
  /** Presses a key, as a keyboard does. */
  press(key: string, modifiers?: number): Promise<void>
  close(): Promise<void>
}

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--hide-scrollbars',
  '--remote-debugging-port=0',
]

/** Starts Chromium with one empty page. */
export async function startChromium(): Promise<ChromiumPage> {
  const folder = createProfileFolder()
  const program = startProgram(requireProgram(['chromium']), [...flags, `--user-data-dir=${folder.path}`], folder.path)
  const protocol = await connect(await program.waitFor(/DevTools listening on (ws:\S+)/), program)
  const { targetId } = (await protocol.call('Target.createTarget', { url: 'about:blank' })) as { targetId: string }
  const { sessionId } = (await protocol.call('Target.attachToTarget', { targetId, flatten: true })) as {
    sessionId: string
  }
  const call = (method: string, parameters?: object): Promise<unknown> => protocol.call(method, parameters, sessionId)
  const evaluate = async (expression: string): Promise<unknown> => {
    const asked = { expression, awaitPromise: true, returnByValue: true }
    const { result, exceptionDetails } = (await call('Runtime.evaluate', asked)) as Evaluated
    if (exceptionDetails !== undefined) throw new Error(`${expression}: ${JSON.stringify(exceptionDetails)}`)
    return result.value
  }
  const waitFor = async (expression: string): Promise<void> => {
    for (const end = Date.now() + 15_000; (await evaluate(expression)) !== true; ) {
      if (Date.now() > end) throw program.toError(`This does not come about: ${expression}`)
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
  }
  return {
    call,
    async look({ width, height, scheme, scale = 1 }) {
      const mobile = width < 600
      await call('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: scale, mobile })
      await call('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] })
    },
    async open(url) {
      await call('Page.navigate', { url: 'about:blank' })
      await call('Page.navigate', { url })
      await waitFor("document.querySelector('.result') !== null")
    },
    evaluate,
    waitFor,
    async press(key, modifiers = 0) {
      const codes: Readonly<Record<string, number>> = { Tab: 9, Enter: 13, ' ': 32, ArrowRight: 39, ArrowDown: 40 }
      const text = key === 'Enter' ? '\r' : key === ' ' ? ' ' : undefined
      const event = { key, code: key === ' ' ? 'Space' : key, windowsVirtualKeyCode: codes[key], modifiers, text }
      await call('Input.dispatchKeyEvent', { type: text === undefined ? 'rawKeyDown' : 'keyDown', ...event })
      await call('Input.dispatchKeyEvent', { type: 'keyUp', ...event })
    },
    async close() {
      await program.end()
      await folder.remove()
    },
  }
}

interface Evaluated {
  readonly result: { readonly value: unknown }
  readonly exceptionDetails?: object
}
