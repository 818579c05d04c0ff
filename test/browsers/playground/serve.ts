import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { type DemoWorker, startDemo } from '../../../playground/server/demo-worker.ts'
import { listenOnLoopback } from '../lab/listen.ts'
import type { DriverReport } from './report.ts'

/** The demo Worker with a page that uses itself. */
export interface DrivenPlayground {
  readonly port: number
  readonly report: Promise<DriverReport>
  /** The paths that were asked for, in order. */
  readonly asked: readonly string[]
  close(): Promise<void>
}

/** Serves what the demo Worker serves, with the driver in the page. It is also a proxy, as WebKit needs one. */
export async function servePlayground(): Promise<DrivenPlayground> {
  const demo = await startDemo()
  const driver = buildDriver()
  const asked: string[] = []
  const report = Promise.withResolvers<DriverReport>()
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://localhost')
    asked.push(pathname + search)
    if (pathname === '/results') {
      report.resolve(JSON.parse(await text(request)))
      response.end()
    } else if (pathname === '/') servePage(demo, driver, response)
    else pass(demo, pathname, request, response)
  }
  const servers = await listenOnLoopback(() =>
    createServer((request, response) => {
      serve(request, response).catch(() => response.destroy())
    }),
  )
  const close = async (): Promise<void> => {
    await servers.close()
    await demo.close()
  }
  return { port: servers.port, report: report.promise, asked, close }
}

function buildDriver(): string {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL('driver.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
  })
  return (outputFiles[0]?.text ?? '').replaceAll('</script', '<\\/script')
}

/** Adds the driver to the page, and to what the page's policy lets run. */
async function servePage(demo: DemoWorker, driver: string, response: ServerResponse): Promise<void> {
  const page = await demo.miniflare.dispatchFetch('http://localhost/')
  const hash = `'sha256-${createHash('sha256').update(driver).digest('base64')}'`
  const allow = (policy: string): string => policy.replace('script-src ', `script-src ${hash} `)
  const policy = page.headers.get('content-security-policy') ?? ''
  response.writeHead(200, { 'content-type': 'text/html;charset=utf-8', 'content-security-policy': allow(policy) })
  response.end(allow(await page.text()).replace('</body>', () => `<script>${driver}</script></body>`))
}

/** Passes a request on to the demo Worker, and what it answers back, as they are. */
function pass(demo: DemoWorker, path: string, request: IncomingMessage, response: ServerResponse): void {
  const { method, rawHeaders } = request
  const onward = send({ host: '127.0.0.1', port: demo.port, path, method }, (answer) => {
    response.writeHead(answer.statusCode ?? 500, answer.rawHeaders)
    answer.pipe(response)
  })
  onward.on('error', () => response.destroy())
  for (let index = 0; index < rawHeaders.length; index += 2) {
    onward.setHeader(rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '')
  }
  request.pipe(onward)
}
