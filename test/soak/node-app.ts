import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { toInput } from '../../adapters/node.ts'
import { type Cors, createCors } from '../../src/index.ts'
import type { Adapt } from '../runtimes/app.ts'
import type { NativeRequest, NativeResponse, NodeHandler } from '../runtimes/node-app.ts'
import { toPolicies } from './policies.ts'
import { generationHeader, type Route, recovered, routes } from './routes.ts'

interface Generation {
  readonly number: number
  readonly handlers: ReadonlyMap<string, NodeHandler>
  readonly guard: Cors
}

/** Bodies that are being written. */
let open = 0

async function write(route: Route, generation: number, native: NativeResponse): Promise<void> {
  // Over HTTP/1.1 there is no other.
  const response = native as ServerResponse
  const { status, headers, body, pieces } = route
  const cookies = headers.filter(([name]) => name === 'set-cookie').map(([, value]) => value)
  const fields = Object.fromEntries(headers)
  response.setHeader(generationHeader, `${generation}`)
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

let current: Generation

/** Serves policies that are replaced while requests run. */
export function createApp(adapt: Adapt<NodeHandler>): NodeHandler {
  const create = (number: number): Generation => {
    const respond: NodeHandler = (request, response) => {
      const route = routes[toSegments(request)[1] ?? '']
      // An error that nobody catches ends a program of Node.js, with a policy or without.
      void write(route ?? recovered, number, response)
    }
    const policies = Object.entries(toPolicies(number))
    const handlers = new Map(policies.map(([name, options]) => [name, adapt(options, respond)]))
    const main = handlers.get('main')
    return {
      number,
      handlers: main ? handlers.set('recovering', main) : handlers,
      guard: createCors(toPolicies(number).guard),
    }
  }
  current = create(1)
  let previous = current
  let fault = ''
  const control: Readonly<Record<string, () => unknown>> = {
    reload: () => {
      previous = current
      current = create(current.number + 1)
      return current.number
    },
    // What is wrong does not get into force.
    break: () => {
      try {
        createCors({ origin: 'https://app.example.com/' })
        return 'accepted'
      } catch {
        return current.number
      }
    },
    fault: () => {
      fault = 'stale'
      return fault
    },
    stats: () => {
      globalThis.gc?.()
      return { open, heap: globalThis.gc === undefined ? null : process.memoryUsage().heapUsed }
    },
  }
  return (request, response) => {
    const [policy = '', name = ''] = toSegments(request)
    if (policy === 'control') return void response.end(JSON.stringify(control[name]?.() ?? null))
    // One request sees one generation, whatever comes after.
    const { handlers, number } = current
    if (fault === 'stale' && name === 'text') spoil(response, number)
    const handler =
      (fault === 'stale' && name === 'text' ? previous : current).handlers.get(policy) ?? handlers.get(policy)
    if (handler !== undefined) handler(request, response)
    else void write({ status: 404, headers: [], body: null }, number, response)
  }
}

/** A fault to be found: the headers of an earlier policy under the generation of the present one. */
function spoil(response: NativeResponse, generation: number): void {
  const set = response.setHeader.bind(response) as (name: string, value: string) => unknown
  response.setHeader = ((name: string, value: string) =>
    set(name, name === generationHeader ? `${generation}` : value)) as typeof response.setHeader
}

function toSegments(request: NativeRequest): string[] {
  return String(request.url).split('/').slice(1)
}

/** Opens a connection for whoever the guard lets in, and closes it. */
export function onUpgrade(request: IncomingMessage, socket: Duplex): void {
  socket.on('error', () => {})
  if (current.guard.decide(toInput(request)).respond !== null) {
    socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
    return
  }
  const accept = createHash('sha1').update(
    `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`,
  )
  const lines = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade']
  socket.end([...lines, `Sec-WebSocket-Accept: ${accept.digest('base64')}`, '', ''].join('\r\n'))
}
