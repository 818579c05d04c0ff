import { cors } from 'fetch-cors/hono'
import { Hono } from 'hono'
import { handle } from 'hono/aws-lambda'
import { getCookie } from 'hono/cookie'

const app = new Hono()

// What goes wrong on Lambda: a gateway or a function URL with a CORS configuration of its own answers preflights, and
// overwrites headers: leave it empty there, and route OPTIONS to the function. The policy comes before all routes.
app.use(
  cors({
    origin: ['https://app.example.com', 'https://*.preview.example.com'],
    methods: ['PUT', 'DELETE'],
    allowedHeaders: ['content-type', 'x-csrf-token'],
    exposedHeaders: ['x-request-id'],
    credentials: true,
    maxAge: 600,
  }),
)

app.get('/items', (c) => c.json(['tea'], 200, { 'x-request-id': crypto.randomUUID() }))
app.put('/items/:id', async (c) => {
  if (getCookie(c, 'session') !== '1') return c.json({ error: 'log in' }, 401)
  return c.json({ id: c.req.param('id'), ...(await c.req.json()) })
})
app.get('/old', (c) => c.redirect('/items'))
app.onError((error, c) => {
  console.error(error)
  return c.json({ error: 'something went wrong' }, 500)
})

export const handler = handle(app)
