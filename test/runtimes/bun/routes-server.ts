import { cors } from '../../../adapters/bun.ts'
import { toResponse } from '../dispatch.ts'
import { routesOfAll, toKind, toRoutedHandler } from '../routes-dispatch.ts'

const fetch = (request: Request): Response => toResponse(toRoutedHandler(request.url))
const servers = { now: cors(routesOfAll.now, { fetch }), later: cors(routesOfAll.later, { fetch }) }

const server = Bun.serve({
  hostname: '127.0.0.1',
  port: 0,
  async fetch(request, server) {
    const answer = await servers[toKind(request.url)].fetch?.call(server, request, server)
    return answer instanceof Response ? answer : new Response(null, { status: 404 })
  },
})
console.log(`listening on ${server.port}`)
