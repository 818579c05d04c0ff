import { cors } from 'fetch-cors/cloudflare'
import { createCorsRoutes } from 'fetch-cors/routes'
import type Api from './api.ts'

interface Env {
  readonly API: Service<typeof Api>
}

// In front of another Worker this policy is the one that counts: the headers that the other has set are replaced.
const policy = createCorsRoutes({
  '/prices/*': { origin: '*' },
  '/*': {
    origin: ['https://app.example.com', 'https://shop.example'],
    credentials: true,
    exposedHeaders: ['x-made-at'],
  },
})

export default cors(policy, {
  async fetch(request: Request, { API }: Env): Promise<Response> {
    const { pathname } = new URL(request.url)
    if (pathname.startsWith('/prices/')) return Response.json(await API.price(pathname.slice('/prices/'.length)))
    return API.fetch(request)
  },
})
