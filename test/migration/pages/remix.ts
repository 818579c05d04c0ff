import { createRouter } from '@remix-run/fetch-router'
import { createCors } from '../../../src/index.ts'

const cors = createCors({
  origin: ['https://app.example.com'],
  methods: ['PUT'],
  allowedHeaders: ['content-type'],
})
const router = createRouter()
router.map('/items', () => Response.json([]))

const onError = (): Response => new Response('Something went wrong', { status: 500 })
export const fetch = cors.wrap((request: Request) => router.fetch(request), { onError })
