import { env, waitUntil } from 'cloudflare:workers'
import { cors } from 'fetch-cors/cloudflare'
import { cachedOrigins } from 'fetch-cors/origins'

// One key for each origin; what it holds is the tenant's:
//   npx wrangler kv key put --binding ORIGINS https://acme.example '{"tenant":"acme"}'

const origins = cachedOrigins(async (origin) => (await env.ORIGINS.get(origin)) !== null, {
  maxAge: 60,
  // A tenant waits for no read but the first, and a revoked one passes for two minutes at most, beside what KV itself
  // takes to tell all its places.
  staleWhileRevalidate: 60,
  waitUntil,
  onError: ({ code, error }) => console.error('The store of origins fails:', code, String(error)),
  onRecover: ({ code }) => console.log('The store of origins is well again:', code),
})

export default cors(
  { lookup: origins.lookup, methods: ['PUT'], credentials: true },
  { fetch: async (request: Request) => Response.json({ hello: new URL(request.url).pathname }) },
)
