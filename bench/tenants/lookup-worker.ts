import { createCors } from '../../src/index.ts'
import { type CachedOrigins, cachedOrigins } from '../../src/origins.ts'
import { createMix, toOrigin } from './mix.ts'

interface Env {
  readonly TENANTS: { get(key: string): Promise<string | null> }
  /** A server that lets requests wait. */
  readonly GATE: string
}

const draw = createMix(1)
let events: Record<string, number> = {}
let origins: CachedOrigins | undefined

/** Opens an empty cache over KV, whose reads pass the gate first if there is one. */
function open({ TENANTS }: Env, maxEntries: number, gate: string | null): CachedOrigins {
  const onEvent = ({ type }: { readonly type: string }): void => {
    events[type] = (events[type] ?? 0) + 1
  }
  const source = async (origin: string): Promise<boolean> => {
    if (gate !== null) await (await fetch(gate)).text()
    return (await TENANTS.get(origin)) !== null
  }
  return cachedOrigins(source, { maxEntries, maxAge: 600, timeout: 60_000, onEvent })
}

/** Decides about many requests inside one, so that what is timed is the look-up and not the server around it. */
async function decideMany(lookup: CachedOrigins['lookup'], count: number, next: () => string): Promise<void> {
  const cors = createCors({ lookup, credentials: true })
  let left = count
  const work = async (): Promise<void> => {
    while (left-- > 0) {
      const origin = next()
      const headers = { get: (name: string) => (name === 'origin' ? origin : null) }
      await cors.decide({ method: 'GET', url: 'https://api.example.com/', headers })
    }
  }
  await Promise.all(Array.from({ length: 50 }, work))
}

// biome-ignore lint/style/noDefaultExport: a module Worker is a default export
export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url)
    const count = Number(searchParams.get('count'))
    if (pathname === '/open') {
      origins = open(env, count, searchParams.has('gated') ? env.GATE : null)
      events = {}
    }
    if (origins === undefined) return new Response('Open a cache first', { status: 400 })
    if (pathname === '/direct') for (let index = 0; index < count; index++) await env.TENANTS.get(draw())
    if (pathname === '/mix') await decideMany(origins.lookup, count, draw)
    if (pathname === '/hits') await decideMany(origins.lookup, count, () => toOrigin(0))
    if (pathname !== '/herd') return Response.json(events)
    const cors = createCors({ lookup: origins.lookup, lookupTimeout: 60_000 })
    return await cors.handle(request, () => new Response('hello'))
  },
}
