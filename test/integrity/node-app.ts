import { get, ServerResponse } from 'node:http'
import type { Adapt } from '../runtimes/app.ts'
import type { NativeResponse, NodeHandler } from '../runtimes/node-app.ts'
import { policy } from './policy.ts'
import { type ResponseRow, responseRows } from './rows.ts'

type Respond = (response: ServerResponse, gate: string) => void

/** Writes the last piece when a server has answered, so that it cannot come before somebody has read the first. */
function writeSlowly(response: ServerResponse, [first, last]: readonly [string, string], gate: string): void {
  response.write(first)
  if (gate === '') response.end(last)
  else
    get(gate, (answer) => {
      answer.resume()
      answer.once('end', () => response.end(last))
    })
}

/** What only the shape of Node.js has, by name. */
const special: Readonly<Record<string, Respond>> = {
  stream: (response, gate) => writeSlowly(response, ['first', 'last'], gate),
  events: (response, gate) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    writeSlowly(response, ['data: first\n\n', 'data: last\n\n'], gate)
  },
  'head-by-object': (response) =>
    response.writeHead(201, { 'X-Own': ['1', '2'], vary: 'Accept, Accept-Language' }).end('a'),
  'head-by-list': (response) => response.writeHead(201, ['X-Own', '1', 'X-Own', '2']).end('a'),
  'head-with-reason': (response) => response.writeHead(201, 'Quite Fine', { 'x-own': '1' }).end('a'),
  'head-by-members': (response) => {
    response.statusCode = 202
    response.statusMessage = 'Quite Fine'
    response.setHeader('X-Own', ['1', '2'])
    response.appendHeader('X-Own', '3')
    response.end('a')
  },
  'flushed-head': (response) => {
    response.setHeader('x-own', '1')
    response.flushHeaders()
    response.end('a')
  },
  'early-hints': (response) => {
    response.writeEarlyHints({ link: '</style.css>; rel=preload; as=style' })
    response.end('hello')
  },
  'interim-processing': (response) => {
    response.writeProcessing()
    response.end('hello')
  },
  trailers: (response) => {
    // Node.js throws where there is no body to trail.
    if (response.req.method !== 'HEAD') response.writeHead(200, { trailer: 'x-checksum' })
    response.write('hello')
    response.addTrailers({ 'x-checksum': 'abc' })
    response.end()
  },
}

export const nodeNames: readonly string[] = [...responseRows.map(({ name }) => name), ...Object.keys(special)]

/** Writes a row. */
function write({ status = 200, statusText, headers = [], body = null }: ResponseRow, response: NativeResponse): void {
  for (const name of new Set(headers.map(([name]) => name))) {
    const values = headers.filter(([other]) => other === name).map(([, value]) => value)
    response.setHeader(name, values.length === 1 ? String(values[0]) : values)
  }
  response.statusCode = status
  if (statusText !== undefined) response.statusMessage = statusText
  if (body === null) response.end()
  else response.end(body)
}

/** Answers every row under `/bare/` without a policy and under `/cors/` with one. */
export function createApp(adapt: Adapt<NodeHandler>): NodeHandler {
  const handle: NodeHandler = (request, response) => {
    const name = String(request.url).split('/')[2] ?? ''
    const row = responseRows.find((row) => row.name === name)
    if (row !== undefined) write(row, response)
    else if (response instanceof ServerResponse) special[name]?.(response, String(request.headers['x-gate'] ?? ''))
  }
  const bare = adapt(null, handle)
  const withPolicy = adapt(policy, handle)
  return (request, response) =>
    request.url?.startsWith('/cors/') ? withPolicy(request, response) : bare(request, response)
}
