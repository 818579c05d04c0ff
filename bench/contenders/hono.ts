import { Hono } from 'hono'
import { cors } from 'hono/cors'
import type { BenchPolicy, Contender } from '../contender.ts'

export const hono: Contender = {
  name: 'hono/cors',
  create(policy, handler) {
    const app = new Hono()
    if (policy !== null) app.use('*', configure(policy))
    app.all('/items', (c) => handler(c.req.raw))
    return (request) => app.fetch(request)
  },
  configure,
}

function configure({ origin, credentials, methods, headers, maxAge }: BenchPolicy): ReturnType<typeof cors> {
  return cors({
    origin: origin instanceof RegExp ? (value) => (origin.test(value) ? value : null) : toMutable(origin),
    allowMethods: [...methods],
    allowHeaders: [...headers],
    credentials,
    maxAge,
  })
}

function toMutable(origin: readonly string[] | '*'): string[] | '*' {
  return origin === '*' ? origin : [...origin]
}
