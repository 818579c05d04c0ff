import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { Miniflare } from 'miniflare'
import { parse } from 'smol-toml'
import { bundle } from './bundle.ts'

/** The demo Worker, served. */
export interface ApiServer {
  readonly origin: string
  readonly miniflare: Miniflare
  close(): Promise<void>
}

/**
 * Builds the Worker of `wrangler.toml` and starts it in workerd on a free port of loopback.
 *
 * @param folder - where its stores are kept; in memory, if it is left out
 */
export async function startApi(pageOrigin: string, folder?: string): Promise<ApiServer> {
  const file = new URL('../wrangler.toml', import.meta.url)
  const { name, main, compatibility_date, vars, kv_namespaces } = parse(readFileSync(file, 'utf8'))
  const miniflare = new Miniflare({
    name: String(name),
    modules: true,
    script: bundle(new URL(String(main), file), 'esm'),
    compatibilityDate: String(compatibility_date),
    bindings: { ...(typeof vars === 'object' ? vars : {}), PAGE_ORIGIN: pageOrigin },
    kvNamespaces: toNamespaces(kv_namespaces),
    ...(folder === undefined ? {} : { defaultPersistRoot: folder }),
    host: '127.0.0.1',
    port: 0,
    // Miniflare would ask the network for the values of `request.cf`.
    cf: false,
  })
  const { origin } = await Promise.race([miniflare.ready, timeOut()])
  await (await miniflare.getKVNamespace('TENANTS')).put(pageOrigin, '{}')
  return { origin, miniflare, close: () => miniflare.dispose() }
}

/** Gives the ids of namespaces by the names of their bindings. */
function toNamespaces(listed: unknown): Record<string, string> {
  const namespaces = Array.isArray(listed) ? listed : []
  return Object.fromEntries(namespaces.map(({ binding, id }) => [String(binding), String(id)]))
}

async function timeOut(): Promise<never> {
  await setTimeout(60_000, undefined, { ref: false })
  throw new Error('workerd did not start within a minute')
}
