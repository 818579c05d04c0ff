import { Hono } from 'hono'
import { cors } from '../../../adapters/hono.ts'

const app = new Hono()
app.use(
  '/api/*',
  cors({
    origin: ['https://app.example.com'],
    methods: ['DELETE', 'PATCH', 'PUT'],
    allowedHeaders: ['content-type'],
  }),
)
app.get('/api/items', (c) => c.json([]))

export { app }
