import type { Context, Env, MiddlewareHandler } from 'hono'
import type { AsyncCors, AsyncCorsOptions, Cors, CorsOptions } from '../src/index.ts'
import type { AnyCors } from '../src/server/cors.ts'
import { createCorsOrRefuse, toCors } from '../src/server/create-cors.ts'

/** A policy, its options, or a function that makes them from Hono's context. */
export type HonoPolicy<E extends Env> =
  | CorsOptions<Context<E>>
  | AsyncCorsOptions<Context<E>>
  | Cors<Context<E>>
  | AsyncCors<Context<E>>
  | ((c: Context<E>) => CorsOptions<Context<E>> | AsyncCorsOptions<Context<E>>)

/**
 * Makes a policy a middleware for Hono. What `app.onError` and `app.notFound` answer gets its headers too, and an
 * upstream's own CORS headers go.
 *
 * @param policy - options, a policy, or a function from Hono's context to options. The function runs for each request
 * and its options are compiled once for each content; if they are wrong, every origin is refused, and the issues are
 * printed once. Predicates get Hono's context.
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
export function cors<E extends Env = Env>(policy: HonoPolicy<E>): MiddlewareHandler<E> {
  const toPolicy = typeof policy === 'function' ? onceForEachContent(policy) : always(toCors<Context<E>>(policy))
  return async (c, next) => {
    let isAnswered = false
    const run = async (): Promise<Response> => {
      await next()
      isAnswered = true
      return c.res
    }
    const response = await toPolicy(c).handle(c.req.raw, run, c)
    if (!isAnswered) return response
    if (response !== c.res) {
      // Assigning over a response copies its headers onto the new one, those that the policy removed included.
      c.res = undefined
      c.res = response
    }
    return undefined
  }
}

function always<C>(policy: AnyCors<C>): () => AnyCors<C> {
  return () => policy
}

/** How many policies are kept: enough for one for each tenant, and a bound where each request has one of its own. */
const mostKept = 100

/** Compiles equal options once. The environment would not tell them apart: on Node.js every request has its own. */
function onceForEachContent<E extends Env>(
  makeOptions: (c: Context<E>) => CorsOptions<Context<E>> | AsyncCorsOptions<Context<E>>,
): (c: Context<E>) => AnyCors<Context<E>> {
  const policies = new Map<string, AnyCors<Context<E>>>()
  const identify = createIdentifier()
  const report = createReporter()
  return (c) => {
    let content: string
    let make: () => CorsOptions<Context<E>> | AsyncCorsOptions<Context<E>>
    try {
      const options = makeOptions(c)
      content = identify(options)
      make = () => options
    } catch (error) {
      content = `error ${error}`
      make = () => {
        throw error
      }
    }
    const policy = policies.get(content) ?? createCorsOrRefuse(make, report)
    if (policies.size >= mostKept) policies.clear()
    policies.set(content, policy)
    return policy
  }
}

/** Gives equal options the same text; functions are equal to themselves only. */
function createIdentifier(): (options: unknown) => string {
  const numbers = new WeakMap<object, number>()
  let last = 0
  const identify = (_: string, value: unknown): unknown => {
    if (typeof value === 'bigint' || value instanceof RegExp) return `${typeof value} ${value}`
    if (typeof value !== 'function') return value
    const number = numbers.get(value) ?? ++last
    numbers.set(value, number)
    return `function ${number}`
  }
  return (options) => JSON.stringify(options, identify) ?? 'undefined'
}

/** Prints each error once, however many requests meet it. */
function createReporter(): (error: unknown) => void {
  const reported = new Set<string>()
  return (error) => {
    const message = String(error)
    if (!reported.has(message) && reported.size < mostKept) console.error(error)
    reported.add(message)
  }
}
