import { createCors } from 'fetch-cors'
import { AutoRouter, type IRequest, json, StatusError } from 'itty-router'

const router = AutoRouter()

// What goes wrong in itty-router: the headers of what `Response.redirect` and `fetch` give cannot be changed in
// `finally`, and `IttyRouter` throws on what its handlers throw. The policy stands around `router.fetch` of an
// `AutoRouter`, where errors are responses already, and copies what it must.
const cors = createCors({
  origin: ['https://app.example.com', 'https://*.preview.example.com'],
  methods: ['PUT', 'DELETE'],
  allowedHeaders: ['content-type', 'x-csrf-token'],
  exposedHeaders: ['x-request-id'],
  credentials: true,
  maxAge: 600,
})

function requireSession({ headers }: IRequest): void {
  if (headers.get('cookie') !== 'session=1') throw new StatusError(401, 'log in')
}

router
  .get('/items', () => json(['tea'], { headers: { 'x-request-id': crypto.randomUUID() } }))
  .put('/items/:id', requireSession, async (request) => ({
    id: request.params['id'],
    ...((await request.json()) as object),
  }))
  .get('/old', ({ url }) => Response.redirect(new URL('/items', url).href))

export default { fetch: cors.wrap((request: Request): Promise<Response> => router.fetch(request)) }
