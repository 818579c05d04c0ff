import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { pageOfNetwork } from './network-rows.ts'

/** A server on loopback that remembers what comes in. */
export interface NetworkServer {
  readonly port: string
  readonly received: readonly (readonly string[])[]
  close(): Promise<void>
}

/** The headers that are remembered: the others are the runtimes' own. */
const remembered = [
  'access-control-request-headers',
  'access-control-request-method',
  'content-type',
  'cookie',
  'origin',
  'x-id',
]

export async function startNetworkServer(): Promise<NetworkServer> {
  const received: string[][] = []
  const server = createServer(async (request, response) => {
    const lines = remembered.flatMap((name) => (name in request.headers ? [`${name}: ${request.headers[name]}`] : []))
    const body = await text(request)
    received.push([`${request.method} ${request.url}`, ...lines, ...(body === '' ? [] : [body])])
    answer(request, response)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const close = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
  return { port: String((server.address() as AddressInfo).port), received, close }
}

function answer({ method, url, headers }: IncomingMessage, response: ServerResponse): void {
  // On a connection that was used before, a runtime would try a second time.
  response.shouldKeepAlive = false
  const isNamed = url === '/named'
  response.setHeader('access-control-allow-origin', isNamed ? pageOfNetwork : (headers.origin ?? ''))
  response.setHeader('access-control-allow-credentials', 'true')
  if (method === 'OPTIONS') {
    response.setHeader('access-control-allow-methods', 'PUT')
    response.setHeader('access-control-allow-headers', 'x-id')
    response.writeHead(204).end()
    return
  }
  response.setHeader('content-type', 'text/plain')
  switch (url) {
    case '/log-in':
      response.setHeader('set-cookie', ['a=1; Path=/', 'b=2; Path=/; HttpOnly'])
      break
    case '/moved':
      response.writeHead(302, { location: '/a' }).end()
      return
    case '/moved-away':
      response.writeHead(307, { location: `http://localhost:${headers.host?.split(':')[1]}/named` }).end()
      return
    case '/compressed':
      response.setHeader('content-encoding', 'gzip')
      response.write(gzipSync('hello'))
      response.end()
      return
    case '/broken':
      response.socket?.end('no HTTP\r\n\r\n')
      return
  }
  response.end('hello')
}
