import { Elysia } from 'elysia'
import { createCors } from '../../../src/index.ts'

const cors = createCors({
  origin: ['https://app.example.com'],
  methods: ['PUT'],
  allowedHeaders: ['content-type'],
})
const app = new Elysia().get('/items', () => [])

export const fetch = cors.wrap(async (request: Request) => await app.fetch(request))
