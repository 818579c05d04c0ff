import { applyDecision, toHeaders, toResponse } from './apply.ts'
import { CorsConfigError } from './config-error.ts'
import type { AnyCors, AsyncCors, Cors, CorsInput, Decision } from './cors.ts'
import { decide, report } from './decide.ts'
import type { AsyncCorsOptions, CorsOptions } from './options.ts'
import { compilePolicy, type Policy } from './policy.ts'
import { ignoreRejection, isThenable } from './thenable.ts'

/**
 * Creates a policy that asks a store, so that its answers are promises.
 *
 * @param options - the policy, with a `lookup`
 * @returns the policy's functions, frozen; they need no `this`
 * @throws CorsConfigError with everything that is unsafe, useless or misspelled, and what to write instead
 */
export function createCors<C = unknown>(options: AsyncCorsOptions<C>): AsyncCors<C>
/**
 * Creates a policy: who may read the responses of a server from a page of another origin.
 *
 * @param options - the policy; copied, so that later changes have no effect
 * @returns the policy's functions, frozen; they need no `this`
 * @throws CorsConfigError with everything that is unsafe, useless or misspelled, and what to write instead
 * @example
 * ```ts
 * import { createCors } from 'fetch-cors'
 *
 * const cors = createCors({
 *   origin: ['https://app.example.com', 'https://*.example.dev', 'http://localhost:*'],
 *   methods: ['GET', 'PUT', 'DELETE'],
 *   allowedHeaders: ['content-type', 'authorization'],
 *   credentials: true,
 *   maxAge: 600,
 * })
 * export default { fetch: cors.wrap(() => new Response('hello')) }
 * ```
 * @see {@link https://fetch.spec.whatwg.org/#http-cors-protocol | Fetch § CORS protocol}
 */
export function createCors<C = unknown>(options: CorsOptions<C>): Cors<C>
/**
 * Creates a policy of options that may have a `lookup`: its answers may be promises.
 *
 * @param options - the policy
 * @returns the policy's functions, frozen; they need no `this`
 * @throws CorsConfigError with everything that is unsafe, useless or misspelled, and what to write instead
 */
export function createCors<C = unknown>(options: CorsOptions<C> | AsyncCorsOptions<C>): Cors<C> | AsyncCors<C>
export function createCors<C>(options: CorsOptions<C> | AsyncCorsOptions<C>): unknown {
  const policy = compilePolicy(options)
  // With a lookup every answer is a promise, so that nobody's program depends on which rule decides.
  const decideFor = (input: CorsInput, context: C): Decision | Promise<Decision> => {
    const decision = decide(policy, input, context)
    return policy.lookup === null ? decision : Promise.resolve(decision)
  }
  const handle = (request: Request, next: () => unknown, context: C): unknown =>
    after(decideFor(request, context), (decision) =>
      decision.respond === null
        ? after(next(), (response) => finish(policy, decision, request, response as Response, context))
        : toResponse(decision, decision.respond),
    )
  return Object.freeze({
    options: policy.options,
    headers: (request: Request, context = request as C) => after(decideFor(request, context), toHeaders),
    decide: (input: CorsInput, context = input as C) => decideFor(input, context),
    apply: (request: Request, response: Response, context = request as C) =>
      after(decideFor(request, context), (decision) => finish(policy, decision, request, response, context)),
    handle: (request: Request, next: () => unknown, context = request as C) => handle(request, next, context),
    wrap: (handler: Handler, { onError }: { onError?: ErrorHandler } = {}) =>
      function (this: unknown, request: Request, ...args: unknown[]): unknown {
        const run = (): unknown => handler.call(this, request, ...args)
        const recover = onError === undefined ? null : (error: unknown) => onError(error, request, ...args)
        return handle(request, recover === null ? run : () => attempt(run, recover), request as C)
      },
  })
}

type Handler = (request: Request, ...args: unknown[]) => unknown
type ErrorHandler = (error: unknown, request: Request, ...args: unknown[]) => unknown

/** Runs the next step when a value is there: at once, or when its promise is fulfilled. */
function after<Value>(value: Value | PromiseLike<Value>, step: (value: Value) => unknown): unknown {
  return isThenable(value) ? value.then((settled) => step(settled as Value)) : step(value)
}

function attempt(run: () => unknown, recover: (error: unknown) => unknown): unknown {
  try {
    const result = run()
    return isThenable(result) ? result.then(undefined, recover) : result
  } catch (error) {
    return recover(error)
  }
}

function finish<C>(policy: Policy<C>, decision: Decision, request: Request, response: Response, context: C): Response {
  return applyDecision(decision, request.method, response, () => {
    const origin = request.headers.get('origin') ?? ''
    report(policy, { code: 'response-not-copyable', origin, preflight: decision.kind === 'preflight' }, context)
  })
}

/** Takes a policy as it is and makes one of options, for adapters that take either. */
export function toCors<C>(policy: CorsOptions<C> | AsyncCorsOptions<C> | Cors<C> | AsyncCors<C>): AnyCors<C> {
  return typeof policy === 'object' && policy !== null && 'decide' in policy ? policy : createCors<C>(policy)
}

/**
 * Makes a policy of options that are only known while requests are served. Wrong ones refuse every origin, because
 * then it is too late to stop the program.
 *
 * @param makePolicy - makes the options or the policy, of an environment for instance
 * @param report - hears of what is wrong
 */
export function createCorsOrRefuse<C>(
  makePolicy: () => CorsOptions<C> | AsyncCorsOptions<C> | Cors<C> | AsyncCors<C>,
  report: (error: unknown) => void,
): AnyCors<C> {
  let policy: CorsOptions<C> | AsyncCorsOptions<C> | Cors<C> | AsyncCors<C> | undefined
  let isMade = false
  try {
    policy = makePolicy()
    isMade = true
    // A policy is made at once; a promise is none, and nobody else waits for it.
    ignoreRejection(policy)
    return toCors<C>(policy)
  } catch (error) {
    report(error)
    const refuse = (): boolean => {
      throw error
    }
    // Of a policy that could not be made nobody knows whether it rejects, and a handler may count on that.
    const isUnknown = !isMade && error instanceof CorsConfigError
    const { rejectDisallowed }: { readonly rejectDisallowed?: unknown } = Object(policy)
    return createCors<C>({ origin: refuse, rejectDisallowed: isUnknown || rejectDisallowed === true })
  }
}
