import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Servers that have one port on both addresses of loopback: which one a browser takes is its own choice. */
export interface LoopbackServers {
  readonly port: number
  close(): Promise<void>
}

/** Starts two like servers on 127.0.0.1 and ::1. */
export async function listenOnLoopback(create: () => Server): Promise<LoopbackServers> {
  const servers = [create(), create()] as const
  const close = async (): Promise<void> => {
    await Promise.all(servers.map(end))
  }
  try {
    const port = await listen(servers[0], '127.0.0.1', 0)
    await listen(servers[1], '::1', port)
    return { port, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function listen(server: Server, address: string, port: number): Promise<number> {
  // A connection that the server ends while a browser sends on it again would be a network error.
  server.keepAliveTimeout = 0
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, address, resolve)
  })
  return (server.address() as AddressInfo).port
}

async function end(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}
