import { waitUntil } from 'cloudflare:workers'
import { createCors } from '../../../src/index.ts'
import { type CachedOrigins, cachedOrigins } from '../../../src/origins.ts'

const events: string[] = []
const reports: string[] = []
let upstream = ''

/** Reads over the network, so that a read is bound to the request that began it, as it is with a binding. */
async function read(origin: string): Promise<string | null> {
  const response = await fetch(`${upstream}/gate/${new URL(origin).host}`)
  await response.text()
  return response.ok ? origin : null
}

const options = {
  maxAge: 1,
  staleWhileRevalidate: 60,
  timeout: 1500,
  retryAfter: 0,
  onEvent: ({ type }: { readonly type: string }) => events.push(type),
  onError: ({ code }: { readonly code: string }) => reports.push(code),
}
const all: Readonly<Record<string, CachedOrigins>> = {
  kept: cachedOrigins(read, { ...options, waitUntil }),
  bare: cachedOrigins(read, options),
}

// biome-ignore lint/style/noDefaultExport: a module Worker is a default export
export default {
  async fetch(request: Request, env: Cloudflare.Env): Promise<Response> {
    upstream = env.UPSTREAM
    const [, which = '', what] = new URL(request.url).pathname.split('/')
    const origins = all[which]
    if (origins === undefined) return Response.json({ events: events.splice(0), reports: reports.splice(0) })
    if (what === 'leave') {
      // As a request does whose policy has no time left for its lookup.
      origins.lookup(request.headers.get('origin') ?? '', undefined).catch(() => {})
      return new Response('left')
    }
    return await createCors({ lookup: origins.lookup }).handle(request, () => new Response('hello'))
  },
}
