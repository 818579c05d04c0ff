import { serve } from '@hono/node-server'
import { createCors } from 'fetch-cors'

// A Fetch handler on Node.js. What goes wrong: an error that leaves the handler becomes the server's own 500, which no
// page may read. `onError` answers inside the policy.
const cors = createCors({
  origin: ['https://app.example.com', 'https://*.preview.example.com'],
  methods: ['PUT', 'DELETE'],
  allowedHeaders: ['content-type', 'x-csrf-token'],
  exposedHeaders: ['x-request-id'],
  credentials: true,
  maxAge: 600,
})

async function answer(request: Request): Promise<Response> {
  const { pathname, origin } = new URL(request.url)
  const [, collection, id] = pathname.split('/')
  // Its headers are immutable: the policy answers with a copy.
  if (pathname === '/old') return Response.redirect(`${origin}/items`)
  if (collection !== 'items') return Response.json({ error: 'not found' }, { status: 404 })
  if (request.method === 'GET' && id === undefined) {
    return Response.json(['tea'], { headers: { 'x-request-id': crypto.randomUUID() } })
  }
  if (request.method === 'PUT' && id !== undefined) {
    // A preflight never has the cookie, and never comes here.
    if (request.headers.get('cookie') !== 'session=1') return Response.json({ error: 'log in' }, { status: 401 })
    return Response.json({ id, ...(await request.json()) })
  }
  return Response.json({ error: 'method not allowed' }, { status: 405 })
}

const fetch = cors.wrap(answer, {
  onError(error) {
    console.error(error)
    return Response.json({ error: 'something went wrong' }, { status: 500 })
  },
})

serve({ fetch, hostname: '127.0.0.1', port: Number(process.env['PORT'] ?? 3000) }, ({ port }) => {
  console.log(`listening on ${port}`)
})
