import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'

/** A server behind the one under test, with a policy of its own that no page may see. */
export interface Upstream {
  readonly origin: string
  /** The paths that were asked for. */
  readonly seen: readonly string[]
  /** Lets the requests for paths under `/gate/` go that wait now, or only those for one path. */
  release(path?: string): void
  close(): Promise<void>
}

export const upstreamHeaders: Readonly<Record<string, string | readonly string[]>> = {
  'access-control-allow-origin': '*',
  'access-control-allow-credentials': 'true',
  'access-control-expose-headers': 'x-upstream',
  'content-type': 'text/plain',
  'set-cookie': ['a=1; Path=/', 'b=2; Path=/'],
  vary: 'Accept-Language',
  'x-upstream': 'yes',
}

export async function startUpstream(): Promise<Upstream> {
  const seen: string[] = []
  const waiting: { readonly path: string; readonly go: () => void }[] = []
  const release = (only?: string): void => {
    for (const one of waiting.splice(0)) {
      if (only === undefined || one.path === only) one.go()
      else waiting.push(one)
    }
  }
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? ''
    const isReleased = path.startsWith('/gate/') ? new Promise<void>((go) => waiting.push({ path, go })) : null
    seen.push(path)
    await isReleased
    const isCompressed = path === '/gzip'
    response.writeHead(200, { ...upstreamHeaders, ...(isCompressed && { 'content-encoding': 'gzip' }) })
    response.end(isCompressed ? gzipSync('upstream') : 'upstream')
  }
  const server = createServer((request, response) => void answer(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = async (): Promise<void> => {
    release()
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen, release, close }
}
