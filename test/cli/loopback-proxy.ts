import { once } from 'node:events'
import { createServer, type RequestListener, request as send } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { type AddressInfo, connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { createCertificate } from '../browsers/lab/certificate.ts'

/** A proxy that leads every host to one server of this machine. */
export interface LoopbackProxy {
  /** Its address without the scheme. */
  readonly host: string
  /** What it was asked for, in order: the method and the target. */
  readonly asked: string[]
  close(): void
}

interface ProxyOptions {
  /** Where it leads http to, and where tunnels. */
  readonly http: string
  readonly https: string
  /** The user and the password, with a colon; anybody if absent. */
  readonly user?: string
  /** Whether it speaks TLS itself. */
  readonly isSecure?: boolean
  /** What it does with everything instead: refuses, closes the connection, or nothing at all. */
  readonly fault?: 'refuse' | 'close' | 'hang'
}

/** Starts a proxy on loopback, which forwards http and makes tunnels. */
export async function startProxy(options: ProxyOptions): Promise<LoopbackProxy> {
  const { http, https, user, isSecure = false, fault } = options
  const asked: string[] = []
  const sockets = new Set<Socket>()
  const isKnown = (authorization: string | undefined): boolean =>
    user === undefined || authorization === `Basic ${Buffer.from(user).toString('base64')}`

  const forward: RequestListener = (request, response) => {
    asked.push(`${request.method} ${request.url}`)
    if (fault === 'hang') return
    if (fault === 'close') return void request.socket.destroy()
    if (!isKnown(request.headers['proxy-authorization'])) return void response.writeHead(407).end()
    const { pathname } = new URL(request.url ?? '')
    const { 'proxy-authorization': _, ...headers } = request.headers
    const onward = send(
      `${http}${pathname}`,
      { method: request.method, headers, maxHeaderSize: 128 * 1024 },
      (answer) => {
        response.writeHead(answer.statusCode ?? 0, answer.rawHeaders)
        answer.pipe(response)
      },
    )
    request.pipe(onward)
  }
  const server = isSecure ? createSecureServer(await createCertificate(), forward) : createServer(forward)
  server.on('connection', (socket) => sockets.add(socket))
  server.on('connect', (request, socket: Duplex) => {
    asked.push(`CONNECT ${request.url}`)
    socket.on('error', () => {})
    if (fault === 'hang') return
    if (fault === 'close') return void socket.destroy()
    if (fault === 'refuse') return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    if (!isKnown(request.headers['proxy-authorization'])) {
      return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
    }
    const { hostname, port } = new URL(https)
    const onward = connect(Number(port), hostname, () => socket.write('HTTP/1.1 200 OK\r\n\r\n'))
    sockets.add(onward)
    onward.on('error', () => socket.destroy())
    onward.pipe(socket).pipe(onward)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
