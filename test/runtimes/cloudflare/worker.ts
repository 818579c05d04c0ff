import { cors } from '../../../adapters/cloudflare.ts'
import { outcomes } from '../../tables/outcomes.ts'
import { toHandler, toIndex, toResponse } from '../dispatch.ts'

const workers = outcomes.map((row) => cors(row.options, { fetch: () => toResponse(toHandler(row)) }))

// biome-ignore lint/style/noDefaultExport: a module Worker is a default export
export default {
  fetch: (request: Request): Response | Promise<Response> =>
    workers[toIndex(request.url)]?.fetch(request) ?? new Response(null, { status: 404 }),
}
