import fastify from 'fastify'
import { cors } from '../../../adapters/node.ts'

const withCors = cors({
  origin: ['https://app.example.com'],
  methods: ['PUT'],
  allowedHeaders: ['content-type'],
})
const app = fastify()
app.addHook('onRequest', (request, reply, done) => withCors(request.raw, reply.raw, done))
app.get('/items', async () => [])

export { app }
