import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { toInput } from '../../adapters/node.ts'
import type { Cors } from '../../src/index.ts'
import type { Adapt } from '../runtimes/app.ts'
import type { NativeRequest, NativeResponse, NodeHandler } from '../runtimes/node-app.ts'
import { startPolicies } from './policies.ts'
import { type Route, recovered, routes } from './routes.ts'

/** Bodies that are being written. */
let open = 0

async function write(route: Route, native: NativeResponse): Promise<void> {
  // Over HTTP/1.1 there is no other.
  const response = native as ServerResponse
  const { status, headers, body, pieces } = route
  const cookies = headers.filter(([name]) => name === 'set-cookie').map(([, value]) => value)
  const fields = Object.fromEntries(headers)
  response.writeHead(status, cookies.length > 0 ? { ...fields, 'set-cookie': cookies } : fields)
  if (body === null || pieces === undefined) {
    response.end(body)
    return
  }
  open++
  response.once('close', () => open--)
  const words = body.split(' ')
  for (let at = 0; !response.destroyed; at++) {
    const word = pieces === 'endless' ? 'one' : words[at]
    if (word === undefined) break
    response.write(word)
    await new Promise((go) => setTimeout(go, 2))
  }
  if (pieces === 'late') response.destroy(new Error('The handler failed late'))
  else response.end()
}

let guard: Cors

/** Serves policies that are replaced while requests run. */
export function createApp(adapt: Adapt<NodeHandler>): NodeHandler {
  const respond: NodeHandler = (request, response) => {
    // An error that nobody catches ends a program of Node.js, with a policy or without.
    void write(routes[toSegments(request)[1] ?? ''] ?? recovered, response)
  }
  const { main, store, control, ...others } = startPolicies()
  guard = others.guard
  const ofMain = adapt(main, respond)
  const handlers: Readonly<Record<string, NodeHandler>> = {
    main: ofMain,
    recovering: ofMain,
    store: adapt(store, respond),
  }
  return (request, response) => {
    const [policy = '', name = ''] = toSegments(request)
    const handler = handlers[policy]
    if (handler !== undefined) handler(request, response)
    else response.end(JSON.stringify(name === 'stats' ? measure() : control[name]?.()))
  }
}

/** Collects garbage and says what is left. */
function measure(): { readonly open: number; readonly heap: number | null } {
  globalThis.gc?.()
  return { open, heap: globalThis.gc === undefined ? null : process.memoryUsage().heapUsed }
}

function toSegments(request: NativeRequest): string[] {
  return String(request.url).split('/').slice(1)
}

/** Opens a connection for whoever the guard lets in, and closes it. */
export function onUpgrade(request: IncomingMessage, socket: Duplex): void {
  socket.on('error', () => {})
  if (guard.decide(toInput(request)).respond !== null) {
    socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
    return
  }
  const accept = createHash('sha1').update(
    `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`,
  )
  const lines = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade']
  socket.end([...lines, `Sec-WebSocket-Accept: ${accept.digest('base64')}`, '', ''].join('\r\n'))
}
