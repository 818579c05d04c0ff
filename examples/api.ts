import { createCors } from 'fetch-cors'

const cors = createCors({
  origin: ['https://app.example.com', 'https://*.preview.example.com'],
  methods: ['PUT'],
  allowedHeaders: ['content-type'],
})

const items = new Map<string, unknown>([['1', { name: 'tea' }]])

/** The API whose tests are beside it. */
export const api = cors.wrap(async (request) => {
  const id = new URL(request.url).pathname.replace('/items/', '')
  if (request.method === 'PUT') items.set(id, await request.json())
  return items.has(id) ? Response.json(items.get(id)) : new Response('No such item', { status: 404 })
})
