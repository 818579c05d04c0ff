import { serve } from '@hono/node-server'
import { cors } from 'fetch-cors/hono'
import { Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import { HTTPException } from 'hono/http-exception'

const app = new Hono()

// What goes wrong in Hono: routes and middleware that are registered before the policy have none, so an authentication
// there answers preflights with 401; inside `app.put` a policy sees no preflight at all. Registered first, it is there
// for `onError`, `notFound` and applications that are mounted later too.
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

const items = new Hono()
items.use('/:id', async (c, next) => {
  if (getCookie(c, 'session') !== '1') throw new HTTPException(401, { message: 'log in' })
  await next()
})
items.get('/', (c) => c.json(['tea'], 200, { 'x-request-id': crypto.randomUUID() }))
items.put('/:id', async (c) => c.json({ id: c.req.param('id'), ...(await c.req.json()) }))

app.route('/items', items)
app.get('/old', (c) => c.redirect('/items'))
app.notFound((c) => c.json({ error: 'not found' }, 404))
app.onError((error, c) => {
  if (error instanceof HTTPException) return error.getResponse()
  console.error(error)
  return c.json({ error: 'something went wrong' }, 500)
})

serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.env['PORT'] ?? 3000) }, ({ port }) => {
  console.log(`listening on ${port}`)
})
