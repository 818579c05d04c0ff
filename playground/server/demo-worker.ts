import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { Miniflare } from 'miniflare'
import { parse } from 'smol-toml'
import { writePage } from '../build/build-page.ts'
import { bundle } from './bundle.ts'

/** The demo Worker, served. */
export interface DemoWorker {
  readonly port: string
  /** The origin of the API. */
  readonly origin: string
  readonly miniflare: Miniflare
  close(): Promise<void>
}

/** How to start the Worker. */
export interface DemoSettings {
  /** 0 for a free one. */
  readonly port?: number
  /** The origin of a tenant to store. */
  readonly tenant?: string
  /** Where its stores are kept; in memory, if it is left out. */
  readonly folder?: string
}

/** Builds the page and the Worker of `wrangler.toml`, and starts it in workerd on loopback. */
export async function startDemo({ port = 0, tenant, folder }: DemoSettings = {}): Promise<DemoWorker> {
  await writePage()
  const file = new URL('../../wrangler.toml', import.meta.url)
  const { name, main, compatibility_date, kv_namespaces } = parse(readFileSync(file, 'utf8'))
  const miniflare = new Miniflare({
    name: String(name),
    modules: true,
    script: bundle(new URL(String(main), file), 'esm'),
    compatibilityDate: String(compatibility_date),
    kvNamespaces: toNamespaces(kv_namespaces),
    ...(folder === undefined ? {} : { defaultPersistRoot: folder }),
    host: '127.0.0.1',
    port,
    // Miniflare would ask the network for the values of `request.cf`.
    cf: false,
  })
  const ready = await Promise.race([miniflare.ready, timeOut()])
  if (tenant !== undefined) await (await miniflare.getKVNamespace('TENANTS')).put(tenant, '{}')
  return { port: ready.port, origin: ready.origin, miniflare, close: () => miniflare.dispose() }
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
