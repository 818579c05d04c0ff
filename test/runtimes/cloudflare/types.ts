// Never run: `tsc -p test/runtimes/cloudflare` holds what Workers may be beside an `ExportedHandler` against the adapter.
import { WorkerEntrypoint } from 'cloudflare:workers'
import { Hono } from 'hono'
import { cors } from '../../../adapters/cloudflare.ts'

interface Env {
  readonly ORIGIN: string
  readonly STORE: KVNamespace
}

const origin = 'https://app.example.com'

class Counter {
  #count = 0
  fetch(request: Request, env: Env): Response {
    return new Response(`${request.url} ${env.ORIGIN} ${this.#count}`)
  }
  scheduled(): void {
    this.#count += 1
  }
}

export const ofHono = cors(
  (env: Env) => ({ lookup: async (asked) => (await env.STORE.get(asked)) !== null }),
  new Hono<{ Bindings: Env }>(),
) satisfies ExportedHandler<Env>

/** The other handlers stay, and fetch takes a request even if its handler reads none. */
export function callHandlers(request: Request, env: Env, context: ExecutionContext): (Response | Promise<Response>)[] {
  const counter = cors((bindings) => ({ origin: bindings.ORIGIN }), new Counter())
  const constant = cors({ origin }, { fetch: () => new Response() })
  counter.scheduled()
  // @ts-expect-error: a request is needed
  constant.fetch()
  return [counter.fetch(request, env), constant.fetch(request), constant.fetch(request, env, context)]
}

// @ts-expect-error: a class is no module Worker
cors({ origin }, class extends WorkerEntrypoint {})
