import Fastify, { type FastifyInstance } from 'fastify'
import { cors } from 'fetch-cors/node'
import { createCorsRoutes } from 'fetch-cors/routes'

const withCors = cors(
  createCorsRoutes({
    '/public/*': { origin: '*' },
    '/items/*': { origin: ['https://app.example.com', 'https://shop.example'], methods: ['PUT'], credentials: true },
  }),
)

const app: FastifyInstance = Fastify()

// Before everything else, in the outermost instance: then it is there for preflights and for what has no route too.
app.addHook('onRequest', (request, reply, done) => withCors(request.raw, reply.raw, done))

app.get('/public/hello', () => 'hello')
app.put('/items/:id', (request) => request.params)
app.get('/items/broken', () => {
  throw new Error('on purpose')
})

const address = await app.listen({ port: Number(process.env['PORT'] ?? 3000), host: '127.0.0.1' })
console.log(`listening on ${new URL(address).port}`)
