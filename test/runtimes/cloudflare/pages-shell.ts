import { onRequest } from '../../../examples/cloudflare-pages/functions/_middleware.ts'
import { onRequestGet, onRequestPut } from '../../../examples/cloudflare-pages/functions/api/items.ts'

// What Wrangler builds of a folder of functions, for these two: it runs what matches in turn, each with a `next` for the
// one after it, and copies each response. After the last come the static files.

type PagesHandler = (context: never) => Response | Promise<Response>

const byMethod: Readonly<Record<string, PagesHandler>> = { GET: onRequestGet, PUT: onRequestPut }

interface Bindings {
  readonly ASSETS: { fetch(request: Request): Promise<Response> }
}

// biome-ignore lint/style/noDefaultExport: a module Worker is a default export
export default {
  async fetch(request: Request, env: Bindings, context: object): Promise<Response> {
    const handler = byMethod[request.method]
    // Pages compares paths without regard to case.
    const isItems = new URL(request.url).pathname.toLowerCase() === '/api/items'
    const handlers: PagesHandler[] = [onRequest, ...(isItems && handler !== undefined ? [handler] : [])]
    const next = async (): Promise<Response> => {
      const current = handlers.shift()
      const response = await (current === undefined
        ? env.ASSETS.fetch(request)
        : current({ ...context, request: new Request(request.clone()), env, next, params: {}, data: {} } as never))
      return new Response([101, 204, 205, 304].includes(response.status) ? null : response.body, response)
    }
    return await next()
  },
}
