import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { engineNames, isInstalled, open } from '../browsers/engines/engines.ts'

// Runs a bundle in the browsers that are installed; where REQUIRE_BROWSERS is set, that must be all of them.

/** How long a browser may take to start and to run the bundle, in milliseconds. */
const timeout = 60_000

/**
 * Runs a bundle as a page's module.
 *
 * @returns what it posts to `/outcomes`, by the browser's name and version
 */
export async function runInBrowsers(script: string): Promise<Readonly<Record<string, unknown>>> {
  const found: Record<string, unknown> = {}
  for (const name of engineNames) {
    if (!isInstalled(name) && process.env['REQUIRE_BROWSERS'] === undefined) continue
    const { version, outcomes } = await runInBrowser(name, script)
    found[version] = outcomes
  }
  return found
}

async function runInBrowser(
  name: (typeof engineNames)[number],
  script: string,
): Promise<{ version: string; outcomes: unknown }> {
  const { promise: posted, resolve, reject } = Promise.withResolvers<string>()
  const server = createServer((request, response) => {
    if (request.method === 'POST') text(request).then(resolve, reject)
    // WebKit asks as it would ask a proxy, for the whole URL.
    const isScript = request.url?.endsWith('/page.js') === true
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(isScript ? script : '<!doctype html><script type="module" src="/page.js"></script>')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const browser = await open(name, `http://127.0.0.1:${port}/`, { http: port, https: port })
  try {
    const isLate = new Promise<never>((_, reject) => {
      setTimeout(() => reject(browser.toError('The page does not say what came of it')), timeout).unref()
    })
    const ended = browser.ended.then((error) => Promise.reject(error))
    return { version: browser.version, outcomes: JSON.parse(await Promise.race([posted, isLate, ended])) }
  } finally {
    await browser.close()
    server.closeAllConnections()
    server.close()
  }
}
