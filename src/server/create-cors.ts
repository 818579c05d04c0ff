import { type Answer, findAnswer, prepareAnswers } from './answers.ts'
import { applyAnswer, toHeaders, toResponse } from './apply.ts'
import type { AnyCors, AsyncCors, Cors, CorsInput } from './cors.ts'
import { decide, report } from './decide.ts'
import { type ErrorHandler, type Handler, recovering } from './handler.ts'
import type { AsyncCorsOptions, CorsOptions } from './options.ts'
import { compilePolicy, type Policy } from './policy.ts'
import { after, ignoreRejection, isThenable } from './thenable.ts'

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
  const ready = prepareAnswers(policy)
  // With a lookup every answer is a promise, so that nobody's program depends on which rule decides.
  const toResult = <Value>(value: Value | Promise<Value>): Value | Promise<Value> =>
    policy.lookup === null ? value : Promise.resolve(value)
  const find = (request: Request, method: string, context: C): Answer | Promise<Answer> =>
    toResult(findAnswer(policy, ready, request, method, context))
  const finish = (answer: Answer, request: Request, method: string, response: unknown, context: C): unknown =>
    isThenable(response)
      ? // What has a method then may return anything from it.
        Promise.resolve(response).then((settled) =>
          applyAndReport(policy, answer, request, method, settled as Response, context),
        )
      : applyAndReport(policy, answer, request, method, response as Response, context)
  const follow = (request: Request, method: string, next: () => unknown, context: C) => (answer: Answer) =>
    answer.respond === null ? finish(answer, request, method, next(), context) : toResponse(answer, answer.respond)
  return Object.freeze({
    options: policy.options,
    headers: (request: Request, context = request as C) => after(find(request, request.method, context), toHeaders),
    decide: (input: CorsInput, context = input as C) => toResult(decide(policy, input, context)),
    apply: (request: Request, response: Response, context = request as C) => {
      const { method } = request
      return after(find(request, method, context), (answer) =>
        applyAndReport(policy, answer, request, method, response, context),
      )
    },
    handle: (request: Request, next: () => unknown, context = request as C) => {
      const { method } = request
      return after(find(request, method, context), follow(request, method, next, context))
    },
    wrap: (handler: Handler, { onError }: { onError?: ErrorHandler } = {}) => {
      const run = onError === undefined ? handler : recovering(handler, onError)
      // With a first parameter: Deno looks at how many there are and passes no request to a function with none.
      return function (this: unknown, request: Request): unknown {
        // biome-ignore lint/complexity/noArguments: Bun passes them on faster than a list
        const given = arguments as unknown as Parameters<Handler>
        const { method } = request
        const context = request as C
        const answer = find(request, method, context)
        // The way of most requests, and so without a function for the next step.
        return 'respond' in answer && answer.respond === null
          ? finish(answer, request, method, run.apply(this, given), context)
          : after(answer, follow(request, method, toNext(run, this, given), context))
      }
    },
  })
}

/** Apart from what calls it: a function that a call makes of its own arguments slows all its calls down. */
function toNext(run: Handler, self: unknown, given: Parameters<Handler>): () => unknown {
  return () => run.apply(self, given)
}

function applyAndReport<C>(
  policy: Policy<C>,
  answer: Answer,
  request: Request,
  method: string,
  response: Response,
  context: C,
): Response {
  const applied = applyAnswer(answer, method, response)
  if (applied !== null) return applied
  const origin = request.headers.get('origin') ?? ''
  report(policy, { code: 'response-not-copyable', origin, preflight: answer.kind === 'preflight' }, context)
  return response
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
    const isUnknown = !isMade || isThenable(policy)
    const { rejectDisallowed }: { readonly rejectDisallowed?: unknown } = Object(policy)
    return createCors<C>({ origin: refuse, rejectDisallowed: isUnknown || rejectDisallowed === true })
  }
}
