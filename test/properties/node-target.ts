import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Agent, type Dispatcher } from 'undici'
import { cors } from '../../adapters/node.ts'
import type { CorsOptions } from '../../src/index.ts'
import type { Answer, Send } from './answer.ts'

type NodeHandler = (request: IncomingMessage, response: ServerResponse) => unknown

/** One server for all cases: they run one after the other. */
let serving: Promise<{ origin: string; client: Dispatcher }> | null = null
let current: NodeHandler = (_, response) => response.end()

async function startNode(): Promise<{ origin: string; client: Dispatcher }> {
  const server = createServer((request, response) => current(request, response)).unref()
  // A connection that the server ends while nothing runs would fail the next request.
  server.keepAliveTimeout = 0
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { origin: `http://127.0.0.1:${port}`, client: new Agent({ headersTimeout: 20_000, bodyTimeout: 20_000 }) }
}

/** Opens the adapter for `node:http`, on a real server. */
export function openNode(options: CorsOptions, handler: () => Answer): Send {
  const middleware = cors<IncomingMessage>(options)
  let turn = 0
  return async (request) => {
    serving ??= startNode()
    const { origin, client } = await serving
    current = (incoming, response) => {
      // The requests are for a server with TLS.
      Object.assign(incoming.socket, { encrypted: true })
      const answer = async (): Promise<void> =>
        middleware(incoming, response, () => writeAnswer(handler(), response, turn++))
      // Nothing of ours throws; if it does, the request fails at once and does not wait.
      answer().catch((error: unknown) => response.destroy(new Error('The middleware threw', { cause: error })))
    }
    const { pathname, host } = new URL(request.url)
    const { statusCode, headers, body } = await client.request({
      origin,
      path: pathname,
      method: request.method as Dispatcher.HttpMethod,
      headers: [...request.headers, ['host', host]].flat(),
      responseHeaders: 'raw',
    })
    // Raw, so that a header that stands twice is seen twice.
    const raw = headers as unknown as readonly string[]
    const lines = raw.flatMap((name, at) => (at % 2 === 0 ? [[name.toLowerCase(), raw[at + 1] ?? ''] as const] : []))
    const added = ['connection', 'keep-alive', 'date', 'content-length', 'transfer-encoding']
    return {
      status: statusCode,
      headers: lines.filter(([name]) => !added.includes(name)),
      body: new Uint8Array(await body.arrayBuffer()),
    }
  }
}

/** Writes a response in each of the ways that Node.js has, by turns. */
function writeAnswer({ status, headers, body }: Answer, response: ServerResponse, turn: number): void {
  const cookies = headers.flatMap(([name, value]) => (name === 'set-cookie' ? [value] : []))
  const others = Object.fromEntries(
    new Headers(headers.filter(([name]) => name !== 'set-cookie').map(([n, v]) => [n, v])),
  )
  const fields = { ...others, ...(cookies.length === 0 ? {} : { 'set-cookie': cookies }) }
  if (turn % 3 === 0) response.writeHead(status, fields)
  else if (turn % 3 === 1) response.writeHead(status, headers.flat())
  else {
    for (const [name, value] of Object.entries(fields)) response.setHeader(name, value)
    response.statusCode = status
  }
  // Node.js writes a head in one piece with a body that is text, and then both as UTF-8.
  response.end(typeof body === 'string' ? Buffer.from(body) : (body ?? ''))
}
