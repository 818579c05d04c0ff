import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { bundle } from './bundle.ts'

/** The page, served on an origin of its own. */
export interface PageServer {
  readonly origin: string
  close(): void
}

/** The origins that the page needs to know. */
export interface Origins {
  readonly api: string
  readonly refused: string
}

/** What the page consists of, by path. */
export type PageFiles = Map<string, { readonly type: string; readonly body: string }>

/** Reads and builds the page's files. */
export function buildPage(): PageFiles {
  const locate = (name: string): URL => new URL(name, import.meta.url)
  return new Map([
    ['/', { type: 'text/html', body: readFileSync(locate('page.html'), 'utf8') }],
    ['/page.js', { type: 'text/javascript', body: bundle(locate('page.ts'), 'iife') }],
    ['/frame', { type: 'text/html', body: '<!doctype html><title>Frame</title><script src="/frame.js"></script>' }],
    ['/frame.js', { type: 'text/javascript', body: bundle(locate('frame.ts'), 'iife') }],
  ])
}

/** Tells the page where the API is and which origin it refuses. */
export function addOrigins(files: PageFiles, origins: Origins): void {
  files.set('/origins.json', { type: 'application/json', body: JSON.stringify(origins) })
}

/** Serves the page on a port of loopback, 0 for a free one. */
export async function servePage(files: PageFiles, port: number): Promise<PageServer> {
  const server = createServer(({ url = '/' }, response) => {
    const file = files.get(new URL(url, 'http://127.0.0.1').pathname)
    response.writeHead(file === undefined ? 404 : 200, {
      'content-type': `${file?.type ?? 'text/plain'};charset=utf-8`,
      'cache-control': 'no-store',
    })
    response.end(file?.body ?? 'Not found')
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const close = (): void => {
    server.close()
    server.closeAllConnections()
  }
  return { origin: `http://127.0.0.1:${typeof address === 'object' ? address?.port : port}`, close }
}
