import { H3 } from 'h3'
import { createCors } from '../../../src/index.ts'

const cors = createCors({
  origin: ['https://app.example.com'],
  methods: ['PUT'],
  allowedHeaders: ['content-type'],
})
const app = new H3()
app.get('/items', () => [])

export const fetch = cors.wrap(async (request: Request) => await app.fetch(request))
