import { Hono } from 'hono'
import { cors } from '../../adapters/hono.ts'
import type { Adapt, FetchHandler } from './app.ts'

/** Puts a policy before a handler in a Hono application. */
export const adaptHono: Adapt<FetchHandler> = (options, handler) => {
  const app = new Hono()
  if (options !== null) app.use(cors(options))
  app.all('*', ({ req }) => handler(req.raw))
  return (request) => app.fetch(request)
}
