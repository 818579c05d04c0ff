import { Elysia } from 'elysia'
import { cors } from 'fetch-cors/bun'

const app = new Elysia()
  .get('/items', ({ set }) => {
    set.headers['x-request-id'] = crypto.randomUUID()
    return ['tea']
  })
  .put('/items/:id', ({ body, headers, params, status }) =>
    headers['cookie'] === 'session=1' ? { id: params.id, ...Object(body) } : status(401, 'log in'),
  )
  .get('/old', ({ redirect }) => redirect('/items'))

// What goes wrong in Elysia: its hooks hold for the routes that are registered after them, and what they see is a value
// before it is a response. So the policy is around `app.fetch`, and `Bun.serve` stands in the place of `app.listen`.
const policy = {
  origin: ['https://app.example.com', 'https://*.preview.example.com'],
  methods: ['PUT', 'DELETE'],
  allowedHeaders: ['content-type', 'x-csrf-token'],
  exposedHeaders: ['x-request-id'],
  credentials: true,
  maxAge: 600,
}

const server = Bun.serve(
  cors(policy, { fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.env['PORT'] ?? 3000) }),
)
console.log(`listening on ${server.port}`)
