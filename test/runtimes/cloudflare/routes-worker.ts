import { cors } from '../../../adapters/cloudflare.ts'
import { toResponse } from '../dispatch.ts'
import { routesOfAll, toKind, toRoutedHandler } from '../routes-dispatch.ts'

const worker = { fetch: (request: Request): Response => toResponse(toRoutedHandler(request.url)) }
const workers = { now: cors(routesOfAll.now, worker), later: cors(routesOfAll.later, worker) }

// biome-ignore lint/style/noDefaultExport: a module Worker is a default export
export default {
  fetch: (request: Request): Response | Promise<Response> => workers[toKind(request.url)].fetch(request),
}
