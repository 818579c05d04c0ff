import express, { type Express } from 'express'
import { cors } from '../../../adapters/node.ts'

const api: Express = express()
api.use(
  cors({
    origin: ['https://app.example.com'],
    methods: ['DELETE', 'PATCH', 'PUT'],
    allowedHeaders: ['content-type'],
  }),
)
api.get('/items', (_, response) => void response.json([]))

export { api }
