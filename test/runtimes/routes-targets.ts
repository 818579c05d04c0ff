import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createHttp2Server, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2'
import { createAdaptorServer } from '@hono/node-server'
import express from 'express'
import { cors } from '../../adapters/node.ts'
import { listen, run } from './node-targets.ts'
import { startProcess, startWorker, toFile } from './other-targets.ts'
import { createRoutesFetch, createRoutesHono } from './routes-apps.ts'
import { routesOfAll, toKind, toRoutedHandler } from './routes-dispatch.ts'
import type { Target } from './server.ts'

const middlewares = { now: cors(routesOfAll.now), later: cors(routesOfAll.later) }

type NodeListener = RequestListener & ((request: Http2ServerRequest, response: Http2ServerResponse) => void)

const listener: NodeListener = (
  request: IncomingMessage | Http2ServerRequest,
  response: ServerResponse | Http2ServerResponse,
) => {
  const url = request.url ?? '/'
  middlewares[toKind(url)](request, response, () => run(toRoutedHandler(url), response, url.length))
}

function createExpress(): express.Express {
  const app = express()
  // Mounted where Express cuts the path.
  app.use('/:row', (request, response, next) => middlewares[toKind(request.originalUrl)](request, response, next))
  app.use((request, response) => run(toRoutedHandler(request.originalUrl), response, request.originalUrl.length))
  return app
}

/** The ways to run routes. */
export const routesTargets: readonly Target[] = [
  { name: 'node:http', start: () => listen(createServer(listener)) },
  { name: 'node:http2', start: () => listen(createHttp2Server(listener), 'h2c') },
  { name: 'Express', start: () => listen(createServer(createExpress())) },
  { name: '@hono/node-server', start: () => listen(createAdaptorServer({ fetch: createRoutesFetch() })) },
  { name: 'Hono on Node.js', start: () => listen(createAdaptorServer({ fetch: createRoutesHono().fetch })) },
  {
    name: 'Deno',
    start: () => startProcess('deno', ['run', '--no-remote', '--allow-net=127.0.0.1', toFile('deno/routes-server.ts')]),
  },
  { name: 'Bun', start: () => startProcess('bun', ['run', toFile('bun/routes-server.ts')]) },
  { name: 'workerd', start: () => startWorker('cloudflare/routes-worker.ts') },
  { name: 'Hono on workerd', start: () => startWorker('cloudflare/hono-routes-worker.ts') },
]
