import { serve } from '@hono/node-server'
import { createCors } from 'fetch-cors'

// The API of the page: for it a service worker is the page, with the page's origin, and preflights come as ever.
const cors = createCors({
  origin: ['https://app.example.com', 'http://*.localhost:*'],
  methods: ['PUT'],
  allowedHeaders: ['x-csrf-token'],
  exposedHeaders: ['x-request-id'],
  credentials: true,
  rejectDisallowed: true,
})

function answer(request: Request): Response {
  if (new URL(request.url).pathname !== '/items') return new Response('not found', { status: 404 })
  if (request.headers.get('cookie') !== 'session=1') return new Response('log in', { status: 401 })
  if (request.method === 'PUT') return new Response(null, { status: 204 })
  return Response.json(['tea'], { headers: { 'x-request-id': crypto.randomUUID() } })
}

serve({ fetch: cors.wrap(answer), hostname: '127.0.0.1', port: Number(process.env['PORT'] ?? 3000) }, ({ port }) => {
  console.log(`listening on ${port}`)
})
