import { cors } from 'fetch-cors/deno'

// What goes wrong with Deno.serve: an error becomes Deno's own 500, outside of what a wrapped handler returns. In the
// options that `cors` gets, what `onError` answers has the headers too.
const policy = {
  origin: ['https://app.example.com', 'https://*.preview.example.com'],
  methods: ['PUT', 'DELETE'],
  allowedHeaders: ['content-type', 'x-csrf-token'],
  exposedHeaders: ['x-request-id'],
  credentials: true,
  maxAge: 600,
}

Deno.serve(
  cors(policy, {
    hostname: '127.0.0.1',
    port: Number(Deno.env.get('PORT') ?? 8000),
    async handler(request) {
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
    },
    onError(error) {
      console.error(error)
      return Response.json({ error: 'something went wrong' }, { status: 500 })
    },
    onListen: ({ port }) => console.log(`listening on ${port}`),
  }),
)
