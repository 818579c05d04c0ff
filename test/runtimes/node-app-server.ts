import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createHttp2Server } from 'node:http2'
import type { AddressInfo, Server } from 'node:net'
import type { Duplex } from 'node:stream'
import { createAdaptorServer } from '@hono/node-server'
import express from 'express'
import { cors } from '../../adapters/node.ts'
import { createCors } from '../../src/index.ts'
import { adaptHono } from './adapt-hono.ts'
import type { Adapt, App, FetchHandler, Upgrade } from './app.ts'
import type { NodeHandler } from './node-app.ts'

// node node-app-server.ts <kind of server> <module of the app>

const adaptNode: Adapt<NodeHandler> = (options, handler) => {
  if (options === null) return handler
  const middleware = cors(options)
  return (request, response) => void middleware(request, response, () => handler(request, response))
}

const adaptExpress: Adapt<NodeHandler> = (options, handler) => {
  const application = express()
  if (options !== null) application.use(cors(options))
  application.use((request, response) => handler(request, response))
  return (request, response) => application(request as express.Request, response as ServerResponse as express.Response)
}

const adaptFetch: Adapt<FetchHandler> = (options, handler) => {
  if (options === null) return handler
  const policy = 'decide' in options ? options : createCors(options)
  const fetch = policy.wrap((request: Request) => handler(request))
  return (request) => fetch(request)
}

// On Node.js a request for an upgrade goes to the server's own event, unless nobody listens to that.
const upgrade: Upgrade = () => new Response('no upgrade', { status: 400 })

interface Upgrades {
  readonly onUpgrade?: (request: IncomingMessage, socket: Duplex) => void
}

const [, , kind = '', file = ''] = process.argv
const module: App<FetchHandler> & App<NodeHandler> & Upgrades = await import(file)
const kinds: Readonly<Record<string, () => unknown>> = {
  'node:http': () => createServer(module.createApp(adaptNode, upgrade)),
  'node:http2': () => createHttp2Server(module.createApp(adaptNode, upgrade)),
  Express: () => createServer(module.createApp(adaptExpress, upgrade)),
  '@hono/node-server': () => createAdaptorServer({ fetch: module.createApp(adaptFetch, upgrade) }),
  Hono: () => createAdaptorServer({ fetch: module.createApp(adaptHono, upgrade) }),
}

const server = kinds[kind]?.() as Server & { maxHeadersCount?: number }
// All header lines are to reach the policy, not only the first 2000.
server.maxHeadersCount = 0
if (module.onUpgrade !== undefined) server.on('upgrade', module.onUpgrade)
server.listen(0, '127.0.0.1', () => console.log(`listening on ${(server.address() as AddressInfo).port}`))
