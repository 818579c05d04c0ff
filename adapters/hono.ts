import type { Context, Env, MiddlewareHandler } from 'hono'
import type { AsyncCors, AsyncCorsOptions, Cors, CorsOptions } from '../src/index.ts'
import type { AnyCors } from '../src/server/cors.ts'
import { createCorsOrRefuse, toCors } from '../src/server/create-cors.ts'
import { ignoreRejection } from '../src/server/thenable.ts'

/** A policy, its options, or a function that makes either from Hono's context. */
export type HonoPolicy<E extends Env> =
  | CorsOptions<Context<E>>
  | AsyncCorsOptions<Context<E>>
  | Cors<Context<E>>
  | AsyncCors<Context<E>>
  | ((
      c: Context<E>,
    ) => CorsOptions<Context<E>> | AsyncCorsOptions<Context<E>> | Cors<Context<E>> | AsyncCors<Context<E>>)

/**
 * Makes a policy of `createCors` a middleware for Hono.
 *
 * @param policy - a policy, whose predicates get Hono's context
 * @returns the middleware
 */
export function cors<C extends Context = Context>(policy: Cors<C> | AsyncCors<C>): MiddlewareHandler<EnvOf<C>>
/**
 * Makes a policy a middleware for Hono. What `app.onError` and `app.notFound` answer gets its headers too, and an
 * upstream's own CORS headers go.
 *
 * @param policy - options, a policy, or a function from Hono's context to either. The function runs for each request
 * and its options are compiled once for each content; if they are wrong, every origin is refused, and the issues are
 * printed once. A policy is best made once, outside. Predicates get Hono's context.
 * @returns the middleware
 * @throws CorsConfigError if options that do not come from a function are wrong
 * @example
 * ```ts
 * import { Hono } from 'hono'
 * import { cors } from 'fetch-cors/hono'
 *
 * const app = new Hono()
 * app.use(cors({ origin: ['https://app.example.com'] }))
 * app.get('/', (c) => c.text('hello'))
 * ```
 * @see {@link https://fetch.spec.whatwg.org/#http-cors-protocol | Fetch § CORS protocol}
 */
export function cors<E extends Env = Env>(policy: HonoPolicy<E>): MiddlewareHandler<E>
export function cors<E extends Env>(policy: HonoPolicy<E>): MiddlewareHandler<E> {
  const toPolicy = typeof policy === 'function' ? onceForEachContent(policy) : always(toCors<Context<E>>(policy))
  return async (c, next) => {
    let isFinal = true
    let rethrow = (): void => {}
    const run = async (): Promise<Response> => {
      await next().catch((error: unknown) => {
        rethrow = () => {
          throw error
        }
      })
      isFinal = c.finalized
      return c.res
    }
    const response = await toPolicy(c).handle(c.req.raw, run, c)
    // Assigning over a response copies its headers onto the new one, those that the policy removed included.
    c.res = undefined
    c.res = response
    // Where nothing has answered yet, whatever answers an error outside gets the headers of this response from Hono.
    c.finalized = isFinal
    rethrow()
  }
}

type EnvOf<C extends Context> = C extends Context<infer E> ? E : never

function always<C>(policy: AnyCors<C>): () => AnyCors<C> {
  return () => policy
}

/** How many policies are kept: enough for one for each tenant, and a bound where each request has one of its own. */
const mostKept = 100

/** Compiles equal options once. The environment would not tell them apart: on Node.js every request has its own. */
function onceForEachContent<E extends Env>(
  makePolicy: Extract<HonoPolicy<E>, (c: Context<E>) => unknown>,
): (c: Context<E>) => AnyCors<Context<E>> {
  const policies = new Map<string, AnyCors<Context<E>>>()
  const toContent = createIdentifier()
  const report = createReporter()
  return (c) => {
    try {
      const made = makePolicy(c)
      // A promise is no policy, and each request has one of its own.
      ignoreRejection(made)
      const content = toContent(made)
      const known = policies.get(content)
      if (known !== undefined) return known
      const policy = createCorsOrRefuse(() => made, report)
      if (policies.size === mostKept) policies.clear()
      policies.set(content, policy)
      return policy
    } catch (error) {
      return createCorsOrRefuse(() => {
        throw error
      }, report)
    }
  }
}

/** Gives options with equal members the same text. Functions are equal to themselves only. */
function createIdentifier(): (options: object) => string {
  const numbers = new WeakMap<object, number>()
  let last = 0
  const identify = (value: unknown): string => {
    // The type keeps the string "function 1" apart from the first function.
    if (Object(value) !== value || value instanceof RegExp) return `${typeof value} ${String(value)}`
    const object = value as object
    const number = numbers.get(object) ?? ++last
    numbers.set(object, number)
    return `${typeof value} ${number}`
  }
  const identifyMember = (value: unknown): unknown => (Array.isArray(value) ? value.map(identify) : identify(value))
  return (options) =>
    JSON.stringify(Object.entries(Object(options)).map(([name, value]) => [name, identifyMember(value)]))
}

/** Prints each error once, however many requests meet it. */
function createReporter(): (error: unknown) => void {
  const reported = new Set<string>()
  return (error) => {
    const message = error instanceof Error ? error.message : typeof error
    if (!reported.has(message) && reported.size < mostKept) console.error(error)
    reported.add(message)
  }
}
