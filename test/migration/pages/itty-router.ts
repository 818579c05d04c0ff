import { error, Router } from 'itty-router'
import { createCors } from '../../../src/index.ts'

const cors = createCors({
  origin: ['https://app.example.com'],
  methods: ['PUT'],
  allowedHeaders: ['content-type'],
})
const router = Router()
router.get('/items', () => Response.json([])).all('*', () => error(404))

export const fetch = cors.wrap((request: Request) => router.fetch(request))
