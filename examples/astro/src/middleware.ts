import type { MiddlewareHandler } from 'astro'
import { createCors } from 'fetch-cors'

// What goes wrong in Astro: what an endpoint throws goes through the middleware, and Astro's own 500 comes after it;
// Astro's check of forms, and Vite's CORS in development, answer before it (astro.config.ts); a file in `public` and a
// page that is made ahead have no middleware at all. So `onError` answers inside the policy; with `sequence` it comes first.
// Behind a proxy that ends TLS add `ownOrigins: ['https://www.example.com']`, or forms of your own pages are rejected too.
const cors = createCors({
  origin: ['https://app.example.com', 'https://*.preview.example.com'],
  methods: ['PUT', 'DELETE'],
  allowedHeaders: ['content-type', 'x-csrf-token'],
  exposedHeaders: ['x-request-id'],
  credentials: true,
  maxAge: 600,
  rejectDisallowed: true,
})

const answer = cors.wrap((_request: Request, next: () => Promise<Response>) => next(), {
  onError(error) {
    console.error(error)
    return Response.json({ error: 'something went wrong' }, { status: 500 })
  },
})

export const onRequest: MiddlewareHandler = ({ request }, next) => answer(request, next)
