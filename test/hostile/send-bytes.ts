import { connect, type Socket } from 'node:net'
import { connect as connectEncrypted } from 'node:tls'

/** All that came back over a connection. */
export interface Exchange {
  readonly bytes: Buffer
  /** How it ended: the server closed, it broke the connection, or nothing more came for a while. */
  readonly end: 'closed' | 'reset' | 'silent'
}

/** How long a server that has answered may leave the connection open before this side ends it, in milliseconds. */
const grace = 25

/**
 * Sends bytes over a connection of their own, with TLS if the origin is https, and reads until the server closes it, or is silent.
 *
 * @param patience - how many milliseconds of silence end it
 * @param isComplete - tells whether an answer is there, after which silence need not be long
 */
export async function sendBytes(
  origin: string,
  bytes: Buffer,
  patience: number,
  isComplete: (bytes: Buffer) => boolean,
): Promise<Exchange> {
  const { protocol, hostname, port } = new URL(origin)
  const to = { host: hostname, port: Number(port) }
  return await new Promise((resolve) => {
    let read = Buffer.alloc(0)
    // Nobody vouches for the certificate of a test.
    const socket: Socket = protocol === 'https:' ? connectEncrypted({ ...to, rejectUnauthorized: false }) : connect(to)
    const finish = (end: Exchange['end']): void => {
      socket.destroy()
      resolve({ bytes: read, end })
    }
    socket.setTimeout(patience, () => finish('silent'))
    socket.on('data', (chunk) => {
      read = Buffer.concat([read, chunk])
      if (isComplete(read)) socket.setTimeout(Math.min(grace, patience))
    })
    socket.once('end', () => finish('closed'))
    socket.once('error', () => finish('reset'))
    socket.write(bytes)
  })
}
