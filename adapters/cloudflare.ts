import type { AsyncCors, AsyncCorsOptions, Cors, CorsOptions } from '../src/index.ts'
import type { AnyCors } from '../src/server/cors.ts'
import { createCorsOrRefuse, toCors } from '../src/server/create-cors.ts'

/** A module Worker, as far as this adapter touches it. */
export interface ModuleWorker {
  /** Handles a request. */
  fetch(request: never, env: never, context: never): Response | Promise<Response>
}

/** The bindings that a module Worker gets. */
export type EnvOf<Worker extends ModuleWorker> = Parameters<Worker['fetch']>[1]

/** A policy, its options, or a function that makes them from the bindings of a Worker. */
export type WorkerPolicy<Env> =
  | CorsOptions<Request>
  | AsyncCorsOptions<Request>
  | Cors<Request>
  | AsyncCors<Request>
  | ((env: Env) => CorsOptions<Request> | AsyncCorsOptions<Request>)

/**
 * Adds a policy to the `fetch` handler of a module Worker and leaves its other handlers alone. Immutable responses, of
 * `fetch`, service bindings and Durable Objects, get their headers too; WebSocket upgrades pass as they are.
 *
 * @param policy - options, a policy, or a function from `env` to options. The function runs once for each `env`; if
 * its options are wrong, every origin is refused, and the issues are printed once.
 * @param worker - the Worker
 * @returns a Worker that inherits everything else from the given one
 * @throws CorsConfigError if options that do not come from a function are wrong
 * @example
 * ```ts
 * import { cors } from 'fetch-cors/cloudflare'
 *
 * export default cors({ origin: ['https://app.example.com'] }, {
 *   fetch: () => new Response('hello'),
 * })
 * ```
 * @see {@link https://fetch.spec.whatwg.org/#http-cors-protocol | Fetch § CORS protocol}
 */
export function cors<Worker extends ModuleWorker>(policy: WorkerPolicy<EnvOf<Worker>>, worker: Worker): Worker {
  const handler = worker.fetch as (request: Request, env: unknown, context: unknown) => Response | Promise<Response>
  const toPolicy = typeof policy === 'function' ? onceForEach(policy) : always(toCors(policy))
  const fetch = (request: Request, env: EnvOf<Worker>, context: unknown): Response | Promise<Response> =>
    toPolicy(env).handle(request, () => handler.call(worker, request, env, context))
  return Object.create(worker, { fetch: { value: fetch, enumerable: true } })
}

function always(policy: AnyCors<Request>): () => AnyCors<Request> {
  return () => policy
}

function onceForEach<Env>(
  makeOptions: (env: Env) => CorsOptions<Request> | AsyncCorsOptions<Request>,
): (env: Env) => AnyCors<Request> {
  const policies = new WeakMap<object, AnyCors<Request>>()
  return (env) => {
    const key = Object(env)
    const policy = policies.get(key) ?? createCorsOrRefuse(() => makeOptions(env), console.error)
    policies.set(key, policy)
    return policy
  }
}
