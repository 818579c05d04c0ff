import { env } from 'cloudflare:workers'
import { cors } from 'fetch-cors/cloudflare'

// What goes wrong in a Worker: an error that leaves `fetch` becomes workerd's own page, which no origin may read; a
// fetched response has headers that cannot be changed, and CORS headers of its own; a variable holds a typo for months.
// `onError` answers inside the policy, the policy copies what it must, and a wrong ALLOWED_ORIGINS does not start.
const policy = {
  origin: env.ALLOWED_ORIGINS.split(','),
  methods: ['PUT', 'DELETE'],
  allowedHeaders: ['content-type', 'x-csrf-token'],
  exposedHeaders: ['x-request-id'],
  credentials: true,
  maxAge: 600,
}

async function answer(request: Request): Promise<Response> {
  const { pathname, origin } = new URL(request.url)
  const [, collection, id] = pathname.split('/')
  if (pathname === '/old') return Response.redirect(`${origin}/items`)
  if (collection === 'upstream') return await fetch(env.UPSTREAM)
  if (collection !== 'items') return Response.json({ error: 'not found' }, { status: 404 })
  if (request.method === 'GET' && id === undefined) {
    return Response.json(['tea'], { headers: { 'x-request-id': crypto.randomUUID() } })
  }
  if (request.method === 'PUT' && id !== undefined) {
    // A preflight never has the cookie, and never comes here.
    if (request.headers.get('cookie') !== 'session=1') return Response.json({ error: 'log in' }, { status: 401 })
    return Response.json({ id, ...(await request.json<object>()) })
  }
  return Response.json({ error: 'method not allowed' }, { status: 405 })
}

export default cors(
  policy,
  { fetch: answer },
  {
    onError(error) {
      console.error(error)
      return Response.json({ error: 'something went wrong' }, { status: 500 })
    },
  },
)
