import { cors } from '../../../adapters/bun.ts'
import { outcomes } from '../../tables/outcomes.ts'
import { toHandler, toIndex, toResponse } from '../dispatch.ts'

const servers = outcomes.map((row) => cors(row.options, { fetch: () => toResponse(toHandler(row)) }))

const server = Bun.serve({
  hostname: '127.0.0.1',
  port: 0,
  fetch(request, server) {
    return servers[toIndex(request.url)]?.fetch?.call(server, request, server) ?? new Response(null, { status: 404 })
  },
})
console.log(`listening on ${server.port}`)
