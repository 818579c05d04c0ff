import type { ForeignLibrary } from '../../src/lint.ts'
import type { Move } from './row.ts'
import { elysia } from './rows/elysia.ts'
import { express } from './rows/express.ts'
import { fastify } from './rows/fastify.ts'
import { h3 } from './rows/h3.ts'
import { hono } from './rows/hono.ts'
import { ittyRouter } from './rows/itty-router.ts'
import { remix } from './rows/remix.ts'

/** The libraries that people come from, each with a row for every kind of value of every option. */
export const moves: { readonly [Library in ForeignLibrary]: Move<Library> } = {
  cors: express,
  'hono/cors': hono,
  'itty-router': ittyRouter,
  h3,
  '@elysiajs/cors': elysia,
  '@fastify/cors': fastify,
  '@remix-run/cors-middleware': remix,
}
