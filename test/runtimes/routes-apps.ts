import { Hono } from 'hono'
import { cors } from '../../adapters/hono.ts'
import { toResponse } from './dispatch.ts'
import { routesOfAll, toKind, toRoutedHandler } from './routes-dispatch.ts'

/** Makes a Fetch handler with every row of both tables. */
export function createRoutesFetch(): (request: Request) => Response | Promise<Response> {
  const handler = (request: Request): Response => toResponse(toRoutedHandler(request.url))
  const handlers = { now: routesOfAll.now.wrap(handler), later: routesOfAll.later.wrap(handler) }
  return (request) => handlers[toKind(request.url)](request)
}

/** Makes a Hono application with every row of both tables, for any runtime. */
export function createRoutesHono(): Hono {
  const middlewares = { now: cors(routesOfAll.now), later: cors(routesOfAll.later) }
  const app = new Hono()
  app.use((c, next) => middlewares[toKind(c.req.raw.url)](c, next))
  app.all('*', (c) => toResponse(toRoutedHandler(c.req.raw.url)))
  return app
}
