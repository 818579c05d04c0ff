import { cors } from 'fetch-cors/bun'

// What goes wrong with `routes`: Bun looks for an OPTIONS handler of the route, finds none, and goes on to `fetch`; a
// static response runs no code that could add a header; `error` answers outside of every handler. `cors` covers all
// three, so the policy is not repeated in any route.
const policy = {
  origin: ['https://app.example.com', 'https://*.preview.example.com'],
  methods: ['PUT', 'DELETE'],
  allowedHeaders: ['content-type', 'x-csrf-token'],
  exposedHeaders: ['x-request-id'],
  credentials: true,
  maxAge: 600,
}

const server = Bun.serve(
  cors(policy, {
    hostname: '127.0.0.1',
    port: Number(process.env['PORT'] ?? 3000),
    routes: {
      '/health': new Response('ok'),
      '/old': Response.redirect('/items'),
      '/items': { GET: () => Response.json(['tea'], { headers: { 'x-request-id': crypto.randomUUID() } }) },
      '/items/:id': {
        async PUT(request) {
          // A preflight never has the cookie, and never comes here.
          if (request.cookies.get('session') !== '1') return Response.json({ error: 'log in' }, { status: 401 })
          return Response.json({ id: request.params.id, ...((await request.json()) as object) })
        },
      },
    },
    // A method that a route does not have comes here too.
    fetch: () => Response.json({ error: 'not found' }, { status: 404 }),
    error(error) {
      console.error(error)
      return Response.json({ error: 'something went wrong' }, { status: 500 })
    },
  }),
)
console.log(`listening on ${server.port}`)
