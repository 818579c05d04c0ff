import { WorkerEntrypoint } from 'cloudflare:workers'
import { createCors } from 'fetch-cors'

const cors = createCors({
  origin: ['https://app.example.com', 'https://*.preview.example.com'],
  exposedHeaders: ['cf-cache-status', 'x-made-at'],
})

/** A Worker as a class: pages call `fetch`, and other Workers its other methods, which no CORS concerns. */
export default class Api extends WorkerEntrypoint {
  override fetch(request: Request): Promise<Response> {
    return Promise.resolve(cors.handle(request, () => this.#answer(request)))
  }

  price(item: string): number {
    return item.length
  }

  /**
   * Keeps answers without the headers of any origin: the policy adds them after the cache, to a copy, as those of a
   * response from the cache cannot be changed.
   */
  async #answer(request: Request): Promise<Response> {
    if (request.method !== 'GET') return new Response(null, { status: 405 })
    const cached = await caches.default.match(request.url)
    if (cached !== undefined) return cached
    const item = new URL(request.url).pathname.slice(1)
    const response = Response.json({ item, price: this.price(item) })
    response.headers.set('cache-control', 'max-age=60')
    response.headers.set('x-made-at', new Date().toISOString())
    this.ctx.waitUntil(caches.default.put(request.url, response.clone()))
    return response
  }
}
