import { execFile } from 'node:child_process'
import { request } from 'node:http'
import { promisify } from 'node:util'
import { request as fetchSlowly, WebSocket } from 'undici'

/** Sends the opening handshake of a WebSocket and gives the answer's status: 101 if the connection is upgraded. */
export async function openHandshake(url: string, origin: string): Promise<number | undefined> {
  const headers = {
    origin,
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  }
  return await new Promise((resolve, reject) => {
    const handshake = request(url, { headers, timeout: 10_000 })
    handshake.once('upgrade', ({ statusCode }, socket) => {
      socket.destroy()
      resolve(statusCode)
    })
    handshake.once('response', (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    handshake.once('timeout', () => handshake.destroy(new Error('No answer to the handshake')))
    handshake.once('error', reject)
    handshake.end()
  })
}

/** Connects a WebSocket from a page's origin, sends a message and gives the one that comes back. */
export async function exchangeMessage(url: string, origin: string, message: string): Promise<unknown> {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), { headers: { origin } })
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise((resolve, reject) => {
      timer = setTimeout(() => reject(new Error('No message came back')), 10_000)
      socket.addEventListener('open', () => socket.send(message))
      socket.addEventListener('message', ({ data }) => resolve(data))
      socket.addEventListener('error', ({ error }) => reject(error))
    })
  } finally {
    clearTimeout(timer)
    socket.close()
  }
}

/** A response that was read while its server still wrote it. */
export interface SlowResponse {
  readonly allowOrigin: unknown
  /** The chunk that came before the server was let go on. */
  readonly first: string
  readonly rest: string
}

/** Reads a first chunk, then lets the server go on. Fails if the server, or what is before it, waits for the last. */
export async function readSlowly(url: string, origin: string, goOn: () => Promise<unknown>): Promise<SlowResponse> {
  const { headers, body } = await fetchSlowly(url, { headers: { origin }, signal: AbortSignal.timeout(10_000) })
  const chunks: AsyncIterator<Buffer> = body[Symbol.asyncIterator]()
  const first = await chunks.next()
  await goOn()
  let rest = ''
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) rest += next.value
  return { allowOrigin: headers['access-control-allow-origin'], first: String(first.value), rest }
}

/** Runs a command to its end and gives what it printed; rejects if it fails. */
export async function runToEnd(command: string, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(command, args, {
    timeout: 60_000,
    env: { ...process.env, NO_COLOR: '1' },
  })
  return stdout
}
