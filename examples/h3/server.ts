import { createCors } from 'fetch-cors'
import { getCookie, H3, HTTPError, redirect } from 'h3'
import { serve } from 'srvx'

const app = new H3()

app.use('/items/:id', (event) => {
  if (getCookie(event, 'session') !== '1') throw new HTTPError({ status: 401, message: 'log in' })
})
app.get('/items', (event) => {
  event.res.headers.set('x-request-id', crypto.randomUUID())
  return ['tea']
})
app.put('/items/:id', async (event) => ({ id: event.context.params?.['id'], ...(await event.req.json()) }))
app.get('/old', () => redirect('/items'))

// What goes wrong in h3: in a middleware, `next()` gives what a handler returned, a value and not a response, and an
// error is made a response only after all middleware. So the policy stands around `app.fetch`, where everything is one.
const cors = createCors({
  origin: ['https://app.example.com', 'https://*.preview.example.com'],
  methods: ['PUT', 'DELETE'],
  allowedHeaders: ['content-type', 'x-csrf-token'],
  exposedHeaders: ['x-request-id'],
  credentials: true,
  maxAge: 600,
})

const fetch = cors.wrap((request: Request) => app.fetch(request))

const server = serve({ fetch, hostname: '127.0.0.1', port: Number(process.env['PORT'] ?? 3000), silent: true })
await server.ready()
console.log(`listening on ${new URL(server.url ?? '').port}`)
