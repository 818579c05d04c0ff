import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createHttp2Server, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import express from 'express'
import { cors } from '../../adapters/node.ts'
import { createCors } from '../../src/index.ts'
import type { HandlerData } from '../tables/handlers.ts'
import { outcomes } from '../tables/outcomes.ts'
import { connect } from './client.ts'
import { toHandler, toIndex, toResponse } from './dispatch.ts'
import { createHono } from './hono-app.ts'
import type { RunningServer, Target } from './server.ts'

/** The ways to run on Node.js, in this process. */
export const nodeTargets: readonly Target[] = [
  { name: 'node:http', start: () => listen(createServer(toListener())) },
  { name: 'node:http2', start: () => listen(createHttp2Server(toListener()), 'h2c') },
  { name: 'Express', start: () => listen(createServer(createExpress())) },
  { name: '@hono/node-server', start: () => listen(createAdaptorServer({ fetch: createFetch() })) },
  { name: 'Hono on Node.js', start: () => listen(createAdaptorServer({ fetch: createHono().fetch })) },
]

interface Listening {
  listen(port: number, host: string, ready: () => void): unknown
  address(): AddressInfo | string | null
  close(done: () => void): unknown
  closeAllConnections?(): void
}

/** Listens on a port that is free. */
export async function listen(server: object, version?: 'h2c'): Promise<RunningServer> {
  const listening = server as Listening
  await new Promise<void>((ready) => listening.listen(0, '127.0.0.1', ready))
  const { port } = listening.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  const client = connect(origin, version)
  const close = async (): Promise<void> => {
    await client.close()
    listening.closeAllConnections?.()
    await new Promise<void>((done) => listening.close(done))
  }
  return { origin, send: client.send, close }
}

type NodeListener = RequestListener & ((request: Http2ServerRequest, response: Http2ServerResponse) => void)

function toListener(): NodeListener {
  const middlewares = outcomes.map((row) => cors(row.options))
  return (request: IncomingMessage | Http2ServerRequest, response: ServerResponse | Http2ServerResponse) => {
    const index = toIndex(`http://host${request.url}`)
    const row = outcomes[index]
    const middleware = middlewares[index]
    if (row === undefined || middleware === undefined) throw new Error(`There is no row ${index}`)
    middleware(request, response, () => run(toHandler(row), response, index))
  }
}

/** Writes a response in each of the ways that Node.js has, by turns. */
export function run(handler: HandlerData, response: ServerResponse | Http2ServerResponse, index: number): void {
  const lines = handler.headers.map(([name, value]): [string, string] => [name, value])
  const cookies = lines.filter(([name]) => name === 'set-cookie').map(([, value]) => value)
  const grouped = cookies.length === 0 ? lines : [...lines.filter(([name]) => name !== 'set-cookie')]
  const fields = { ...Object.fromEntries(grouped), ...(cookies.length === 0 ? {} : { 'set-cookie': cookies }) }
  const http1 = response as ServerResponse
  if (index % 3 === 0) {
    http1.writeHead(handler.status, fields)
  } else if (index % 3 === 1) {
    http1.writeHead(handler.status, lines.flat())
  } else {
    for (const [name, value] of Object.entries(fields)) response.setHeader(name, value)
    response.statusCode = handler.status
  }
  if (handler.body === null) response.end()
  else response.end(handler.body)
}

function createExpress(): express.Express {
  const app = express()
  for (const [index, row] of outcomes.entries()) {
    app.use(`/${index}`, cors(row.options), (_, response) => run(toHandler(row), response, index))
  }
  return app
}

function createFetch(): (request: Request) => Response | Promise<Response> {
  const handlers = outcomes.map((row) => createCors(row.options).wrap(() => toResponse(toHandler(row))))
  return (request) => handlers[toIndex(request.url)]?.(request) ?? new Response(null, { status: 404 })
}
