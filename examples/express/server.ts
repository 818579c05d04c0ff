import type { AddressInfo } from 'node:net'
import express, { type Express, type Request, type Response } from 'express'
import { cors } from 'fetch-cors/node'

const app: Express = express()

// What goes wrong in Express: a body parser or an authentication that stands before the policy answers in its place, a
// preflight without a cookie included; and where no error handler is, Express takes all headers off its 500. The policy
// comes first, once, with no `app.options` beside it, and writes its headers with the response's head.
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
app.use('/items/:id', (request: Request, response: Response, next: () => void) => {
  if (request.headers.cookie === 'session=1') next()
  else response.status(401).json({ error: 'log in' })
})
app.use(express.json())

app.get('/items', (_request, response) => {
  response.set('x-request-id', crypto.randomUUID()).json(['tea'])
})
app.put('/items/:id', (request, response) => {
  response.json({ id: request.params.id, ...request.body })
})
app.get('/old', (_request, response) => response.redirect('/items'))

// Express answers by itself what has no route, a body that is no JSON, and what is thrown.

const server = app.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1', () => {
  console.log(`listening on ${(server.address() as AddressInfo).port}`)
})
