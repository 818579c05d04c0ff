import { once } from 'node:events'
import { Agent, createServer, type IncomingMessage, type ServerResponse, request as sendRequest } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cors as nodeCors } from '../../adapters/node.ts'
import type { Cors } from '../../src/index.ts'
import { countLeft } from './collect-garbage.ts'
import { type Situation, situations } from './situations.ts'

const times = 3

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown

describe('nothing of a request is left behind: Node.js', () => {
  let handler: Handler = () => {}
  const server = createServer((request, response) => handler(request, response))
  // One connection, as a browser keeps it.
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })

  const port = (): number => (server.address() as AddressInfo).port

  /** Reads an answer to its end; the connection stays for the next. */
  async function read(port: number, method: string, headers: Readonly<Record<string, string>>): Promise<void> {
    const client = sendRequest({ agent, host: '127.0.0.1', port, method, headers }).end()
    const [answer] = (await once(client, 'response')) as [IncomingMessage]
    answer.resume()
    await once(answer, 'close')
  }

  beforeAll(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  })

  afterAll(async () => {
    agent.destroy()
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  })

  test.each(situations)('$name', async ({ cors, method, headers, leaves }: Situation) => {
    const objects: WeakRef<object>[] = []
    const listeners: number[] = []
    const middleware = nodeCors<IncomingMessage>(cors as Cors)
    const closed: Promise<unknown>[] = []
    handler = (request, response) => {
      objects.push(new WeakRef(request), new WeakRef(response))
      closed.push(once(response, 'close'))
      return middleware(request, response, () => {
        listeners.push(countListeners(request.socket) + countListeners(request) + countListeners(response))
        response.write('chunk')
        if (leaves === 'after all') response.end()
      })
    }
    const visit = (): Promise<void> =>
      leaves === 'after all' ? read(port(), method, headers) : leave(port(), method, headers, leaves)
    for (let time = 0; time < times; time++) await visit()
    await Promise.all(closed)
    // A connection knows its last request.
    handler = (_, response) => response.end()
    await read(port(), 'GET', {})
    expect(new Set(listeners).size).toBeLessThanOrEqual(1)
    expect(await countLeft(objects)).toBe(0)
  })
})

/** Goes before an answer ends. */
async function leave(
  port: number,
  method: string,
  headers: Readonly<Record<string, string>>,
  when: Situation['leaves'],
): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  const lines = Object.entries({ host: 'api.example.com', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.write(`${method} / HTTP/1.1\r\n${lines.join('')}\r\n`)
  await (when === 'at once' ? new Promise((sent) => socket.write('', sent)) : once(socket, 'data'))
  socket.destroy()
  await once(socket, 'close')
}

function countListeners(emitter: Socket | IncomingMessage | ServerResponse): number {
  return emitter.eventNames().reduce((sum, name) => sum + emitter.listenerCount(name), 0)
}
