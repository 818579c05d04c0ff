import type { AsyncCors, AsyncCorsOptions, Cors, CorsOptions } from '../src/index.ts'
import type { AnyCors } from '../src/server/cors.ts'
import { createCorsOrRefuse, toCors } from '../src/server/create-cors.ts'
import { type ErrorHandler, type Handler, recovering } from '../src/server/handler.ts'

/** A module Worker, as far as this adapter touches it; `ExportedHandler` is one. */
export interface ModuleWorker<Env = never> {
  /** Handles a request. */
  fetch?(request: Request, env: Env, context: WorkerContext): Response | Promise<Response>
}

/** What a Worker gets beside the request and its bindings, as far as it is the same in every version. */
export interface WorkerContext {
  /** Keeps the Worker alive until a promise settles. */
  waitUntil(promise: Promise<unknown>): void
  /** Lets the origin server answer if the Worker throws. */
  passThroughOnException(): void
  /** Holds what the service binding that called was configured with. */
  readonly props: unknown
}

/** A policy, its options, or a function that makes either from the bindings of a Worker. */
export type WorkerPolicy<Env> =
  | CorsOptions<Request>
  | AsyncCorsOptions<Request>
  | Cors<Request>
  | AsyncCors<Request>
  | ((env: Env) => CorsOptions<Request> | AsyncCorsOptions<Request> | Cors<Request> | AsyncCors<Request>)

/** A Worker whose `fetch` takes a request, whether its handler reads it or not, and may answer later than its handler. */
export type WorkerWithPolicy<Worker extends ModuleWorker> = Omit<Worker, 'fetch'> & {
  fetch(...args: FetchArguments<Parameters<NonNullable<Worker['fetch']>>>): Response | Promise<Response>
}

type FetchArguments<Args extends unknown[]> = Args extends []
  ? [request: Request, ...unused: unknown[]]
  : [...Args, ...unused: unknown[]]

/** What the adapter takes beside a policy and a Worker. */
export interface WorkerOptions<Env> {
  /**
   * Turns an error that `fetch` throws into a response with CORS headers, so that a page can read it; without it, the
   * runtime answers.
   */
  readonly onError?:
    | ((error: unknown, request: Request, env: Env, context: WorkerContext) => Response | Promise<Response>)
    | undefined
}

/**
 * Adds a policy to the `fetch` handler of a module Worker and leaves its other handlers alone. Immutable responses, of
 * `fetch`, service bindings and Durable Objects, get their headers too; WebSocket upgrades pass as they are.
 *
 * @param policy - options, a policy, or a function from `env` to either. The function runs once for each `env`; if
 * what it makes is wrong, every origin is refused, and the issues are printed once.
 * @param worker - the Worker
 * @param options - `onError` answers what its `fetch` throws
 * @returns a Worker with the same handlers; each runs with the given Worker as `this`
 * @throws CorsConfigError if options that do not come from a function are wrong
 * @throws TypeError if the Worker has no `fetch`
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
export function cors<Env, Worker extends ModuleWorker<Env>>(
  policy: WorkerPolicy<Env>,
  worker: Worker & ModuleWorker<Env>,
  options?: WorkerOptions<NoInfer<Env>>,
): WorkerWithPolicy<Worker>
export function cors<Env>(
  policy: WorkerPolicy<Env>,
  worker: ModuleWorker<Env>,
  { onError }: WorkerOptions<Env> = {},
): unknown {
  if (worker.fetch === undefined) throw new TypeError('A policy applies to "fetch", and this Worker has none')
  const bound = worker.fetch.bind(worker)
  const handler = onError ? (recovering(bound as Handler, onError as ErrorHandler) as typeof bound) : bound
  const toPolicy = typeof policy === 'function' ? onceForEach(policy) : always(toCors(policy))
  const fetch = (request: Request, env: Env, context: WorkerContext): Response | Promise<Response> =>
    toPolicy(env).handle(request, () => handler(request, env, context))
  return { ...bindAll(worker), fetch }
}

/**
 * Copies an object's members, inherited ones too. Its functions keep it as their `this`: the runtime calls them on the
 * copy, which lacks the private members of a class.
 */
function bindAll<Holder extends object>(object: Holder): Holder {
  const copy: Record<string, unknown> = {}
  for (let holder: object | null = object; holder !== null && holder !== Object.prototype; ) {
    for (const name of Object.getOwnPropertyNames(holder).filter((name) => !(name in copy))) {
      const member: unknown = Reflect.get(object, name)
      copy[name] = typeof member === 'function' ? member.bind(object) : member
    }
    holder = Object.getPrototypeOf(holder)
  }
  return copy as Holder
}

function always(policy: AnyCors<Request>): () => AnyCors<Request> {
  return () => policy
}

function onceForEach<Env>(
  makePolicy: Extract<WorkerPolicy<Env>, (env: Env) => unknown>,
): (env: Env) => AnyCors<Request> {
  const policies = new WeakMap<object, AnyCors<Request>>()
  return (env) => {
    const key = Object(env)
    const policy = policies.get(key) ?? createCorsOrRefuse(() => makePolicy(env), console.error)
    policies.set(key, policy)
    return policy
  }
}
