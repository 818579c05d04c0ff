import { env, waitUntil } from 'cloudflare:workers'
import { createCors } from '../../src/index.ts'
import { cachedOrigins, type OriginsEvent } from '../../src/origins.ts'

const events: Partial<Record<OriginsEvent['type'], number>> = {}

/** The tenants are the keys of a KV namespace, each its serialized origin. */
const tenants = cachedOrigins(async (origin) => (await env.TENANTS.get(origin)) !== null, {
  waitUntil,
  onEvent: ({ type }) => {
    events[type] = (events[type] ?? 0) + 1
  },
  onError: ({ code, error }) => console.error('The tenants are not to be had:', code, String(error)),
})

const cors = createCors({ lookup: tenants.lookup, methods: ['PUT'], credentials: true, maxAge: 600 })

/** Answers requests for `/tenants`, of which there may be a million; `/tenants/events` counts what became of them. */
export const serveTenants: (request: Request) => Promise<Response> = cors.wrap((request) =>
  new URL(request.url).pathname === '/tenants/events'
    ? Response.json(events)
    : Response.json({ tenant: request.headers.get('origin') }),
)
