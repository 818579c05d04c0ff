import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRouter } from '@remix-run/fetch-router'
import { createRequestListener } from '@remix-run/node-fetch-server'
import { createCors } from 'fetch-cors'

const router = createRouter()

router.get('/items', () => Response.json(['tea'], { headers: { 'x-request-id': crypto.randomUUID() } }))
router.put('/items/:id', async ({ headers, params, request }) => {
  if (headers.get('cookie') !== 'session=1') return Response.json({ error: 'log in' }, { status: 401 })
  return Response.json({ id: params.id, ...(await request.json()) })
})
router.get('/old', ({ url }) => Response.redirect(new URL('/items', url)))

// What goes wrong with this router: `fetch` throws on what an action throws, and the listener's own 500 has no headers. The
// policy is around `router.fetch`, and `onError` answers inside it.
const cors = createCors({
  origin: ['https://app.example.com', 'https://*.preview.example.com'],
  methods: ['PUT', 'DELETE'],
  allowedHeaders: ['content-type', 'x-csrf-token'],
  exposedHeaders: ['x-request-id'],
  credentials: true,
  maxAge: 600,
})

const fetch = cors.wrap((request: Request) => router.fetch(request), {
  onError(error) {
    console.error(error)
    return Response.json({ error: 'something went wrong' }, { status: 500 })
  },
})

const server = createServer(createRequestListener(fetch))
server.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1', () => {
  console.log(`listening on ${(server.address() as AddressInfo).port}`)
})
