import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { createSecureServer } from 'node:http2'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { createCertificate } from '../browsers/lab/certificate.ts'

/** A request as it came in. */
export interface Seen {
  readonly method: string
  readonly url: string
  readonly version: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: string
}

/** Servers that answer in all the ways that a command line has to bear. */
export interface OddServers {
  readonly http: string
  readonly https: string
  /** Answers with the bytes that its path names. */
  readonly raw: string
  /** What came in, in order. */
  readonly seen: Seen[]
  close(): void
}

const shared = { 'access-control-allow-origin': '*' }

/** What a path of the HTTP server is answered with: a status, headers and a body. */
const answers: Readonly<Record<string, readonly [number, Readonly<Record<string, string>>, (string | Buffer)?]>> = {
  '/none': [200, {}, 'none'],
  '/shared': [200, { ...shared, 'content-type': 'application/json' }, '{}'],
  '/wild': [200, { ...shared, 'access-control-allow-headers': '*' }],
  '/error': [500, { 'content-type': 'text/html' }, '<h1>Internal Server Error</h1>'],
  '/binary': [200, shared, Buffer.from(Array.from({ length: 4096 }, (_, at) => at % 256))],
  '/control': [200, { 'access-control-allow-origin': 'https://\u009b31mred.example' }],
  '/long-headers': [200, { ...shared, 'x-long': 'a'.repeat(64 * 1024) }],
  '/too-long-headers': [200, { ...shared, 'x-long': 'a'.repeat(300 * 1024) }],
}

/** What the raw server writes. */
const bytes: Readonly<Record<string, string>> = {
  '/garbage': 'SSH-2.0-OpenSSH_9.2\r\n',
  '/empty': '',
  '/bare-line-feeds': 'HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\nContent-Length: 0\n\n',
  '/unasked-continue': 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n',
  '/unasked-upgrade': 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n',
  '/status-99': 'HTTP/1.1 099 Odd\r\nContent-Length: 0\r\n\r\n',
  '/patch':
    'HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Allow-Methods: patch\r\nContent-Length: 0\r\n\r\n',
  '/two-lengths': 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello',
  '/two-values':
    'HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: https://app.example.com\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 0\r\n\r\n',
}

/** Starts them on loopback. */
export async function startOddServers(): Promise<OddServers> {
  const seen: Seen[] = []
  const http = createServer(async (request, response) => {
    seen.push(await toSeen(request))
    const path = request.url ?? ''
    if (path === '/hang') return
    if (path === '/endless') {
      response.writeHead(200, shared)
      const write = (): void => {
        if (!response.destroyed) response.write('a'.repeat(65_536), () => setImmediate(write))
      }
      write()
      return
    }
    const [, kind, hop] = /^\/(hops|slow-hops)\/(\d+)$/.exec(path) ?? []
    if (hop !== undefined) {
      if (kind === 'slow-hops') await setTimeout(300)
      response.writeHead(302, { ...shared, location: `/${kind}/${Number(hop) + 1}` }).end()
      return
    }
    if (path === '/strict')
      return answerStrictly(request, (status, headers) => response.writeHead(status, headers).end())
    const [status, headers, body] = answers[path] ?? [404, {}]
    response.writeHead(status, headers).end(body)
  })
  const { cert, key } = await createCertificate()
  const tls = { cert, key, allowHTTP1: true, strictSingleValueFields: false }
  const https = createSecureServer(tls, async (request, response) => {
    seen.push(await toSeen(request as unknown as IncomingMessage))
    if (request.url !== '/two-credentials') {
      response.writeHead(200, shared)
      response.end()
      return
    }
    const { origin = '' } = request.headers
    // As where an application and the proxy before it both add the header.
    request.stream.respond([
      ...[':status', '200', 'access-control-allow-origin', origin],
      ...['access-control-allow-credentials', 'true', 'access-control-allow-credentials', 'true'],
    ])
    request.stream.end()
  })
  const raw = createTcpServer((socket) => answerRaw(socket))
  const origins = await Promise.all([listen(http), listen(https), listen(raw)])
  return {
    http: `http://${origins[0]}`,
    https: `https://${origins[1]}`,
    raw: `http://${origins[2]}`,
    seen,
    close() {
      http.closeAllConnections()
      for (const server of [http, https, raw]) server.close()
    },
  }
}

async function toSeen(request: IncomingMessage): Promise<Seen> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const { method = '', url = '', httpVersion: version, headers } = request
  return { method, url, version, headers, body: Buffer.concat(chunks).toString() }
}

/** Allows one page to PUT JSON with credentials. */
function answerStrictly(
  { method, headers }: IncomingMessage,
  write: (status: number, headers: Readonly<Record<string, string>>) => void,
): void {
  if (headers.origin !== 'https://app.example.com') {
    write(403, {})
    return
  }
  const own = {
    'access-control-allow-origin': headers.origin,
    'access-control-allow-credentials': 'true',
    vary: 'Origin',
  }
  const lists = { 'access-control-allow-methods': 'PUT', 'access-control-allow-headers': 'content-type' }
  write(method === 'OPTIONS' ? 204 : 200, method === 'OPTIONS' ? { ...own, ...lists } : own)
}

function answerRaw(socket: Socket): void {
  socket.on('error', () => {})
  socket.once('data', (data) => {
    const [, path = ''] = data.toString().split(' ', 2)
    if (path === '/reset') socket.resetAndDestroy()
    else socket.end(bytes[path] ?? '')
  })
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}
