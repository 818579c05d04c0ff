import { env, waitUntil } from 'cloudflare:workers'
import { cors } from 'fetch-cors/cloudflare'
import { cachedOrigins } from 'fetch-cors/origins'

/** Gives the origin as it stands in its row: `cachedOrigins` compares it with the one that was asked for. */
async function findOrigin(origin: string): Promise<string | null> {
  return await env.DB.prepare('SELECT origin FROM origins WHERE origin = ?1').bind(origin).first<string>('origin')
}

const origins = cachedOrigins(findOrigin, {
  maxAge: 60,
  staleWhileRevalidate: 60,
  waitUntil,
  onError: ({ code, error }) => console.error('The store of origins fails:', code, String(error)),
  onRecover: ({ code }) => console.log('The store of origins is well again:', code),
})

export default cors(
  { lookup: origins.lookup, methods: ['PUT'], credentials: true },
  { fetch: async (request: Request) => Response.json({ hello: new URL(request.url).pathname }) },
)
