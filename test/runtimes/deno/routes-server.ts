import { cors } from '../../../adapters/deno.ts'
import { toResponse } from '../dispatch.ts'
import { routesOfAll, toKind, toRoutedHandler } from '../routes-dispatch.ts'

const handler = (request: Request): Response => toResponse(toRoutedHandler(request.url))
const handlers = { now: cors(routesOfAll.now, handler), later: cors(routesOfAll.later, handler) }

Deno.serve({
  hostname: '127.0.0.1',
  port: 0,
  handler: (request) => handlers[toKind(request.url)](request),
  onListen: ({ port }) => console.log(`listening on ${port}`),
})
