import { Hono } from 'hono'
import { cors } from '../../adapters/hono.ts'
import { outcomes } from '../tables/outcomes.ts'
import { toHandler, toResponse } from './dispatch.ts'

/** Makes a Hono application with every row of the table, for any runtime. */
export function createHono(): Hono {
  const app = new Hono()
  for (const [index, row] of outcomes.entries()) {
    app.use(`/${index}/*`, cors(row.options))
    app.all(`/${index}/*`, () => toResponse(toHandler(row)))
  }
  return app
}
