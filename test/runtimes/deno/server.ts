import { cors } from '../../../adapters/deno.ts'
import { outcomes } from '../../tables/outcomes.ts'
import { toHandler, toIndex, toResponse } from '../dispatch.ts'

const handlers = outcomes.map((row) => cors(row.options, () => toResponse(toHandler(row))))

Deno.serve({
  hostname: '127.0.0.1',
  port: 0,
  handler: (request) => handlers[toIndex(request.url)]?.(request) ?? new Response(null, { status: 404 }),
  onListen: ({ port }) => console.log(`listening on ${port}`),
})
