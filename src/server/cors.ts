import type { AsyncCorsOptions, CorsOptions, Refusal } from './options.ts'

/** What a decision needs to know of a request; a `Request` is one. */
export interface CorsInput {
  /** Holds the request's method. */
  readonly method: string
  /** Holds the request's absolute URL. */
  readonly url: string
  /** Gives the request's headers by name, in any case. */
  readonly headers: { get(name: string): string | null }
}

/** What a policy says to one request, as data. */
export type Decision = AllowedDecision | RefusedDecision

/** What a decision holds in any case. */
interface DecisionBase {
  /**
   * Names the kind of request: `other` has no `Origin`, or comes from the server's own origin; for the path of an
   * `exempt` one there is no policy, so that its response stays as it is.
   */
  readonly kind: 'preflight' | 'cross-origin' | 'other' | 'exempt'
  /** Holds the status to answer with, without running the handler; `null` to run it. */
  readonly respond: number | null
  /** Lists the headers to set; names are lower case. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** Holds the body to answer with, where `debug` explains a refusal. */
  readonly body: string | null
  /** Lists the request headers to merge into `Vary`. */
  readonly vary: readonly string[]
  /** Is true where `Access-Control-Expose-Headers` is to name every header of the response. */
  readonly exposeAll: boolean
}

/** A decision for a page that may read the response, or for nobody's. */
export interface AllowedDecision extends DecisionBase {
  /** Tells that nothing is refused. */
  readonly allowed: true
  /** Is `null`, as nothing is refused. */
  readonly refusal: null
}

/** A decision against a page. */
export interface RefusedDecision extends DecisionBase {
  /** Tells that the origin is refused. */
  readonly allowed: false
  /** Says why the page may not read the response. */
  readonly refusal: Refusal
}

/** The context argument: may be left out where the default is one, because predicates that need none were given. */
type ContextArgument<C, Default> = [context: C] | (Default extends C ? [] : never)

/** Turns an error into a response; gets what the handler got. */
type ErrorHandler<Req, Args extends readonly unknown[], Recovered> = [Req, Args] extends [
  infer R,
  infer A extends readonly unknown[],
]
  ? (error: unknown, request: R, ...args: A) => Recovered
  : never

/** What a handler may return: a response, or on Bun nothing, after an upgrade. */
type HandlerResult = Response | undefined | PromiseLike<Response | undefined>

/** Wraps a handler so that it returns what `handle` returns. */
type Wrap<Async extends boolean> = <
  This,
  Req extends Request,
  Args extends readonly unknown[],
  Result extends HandlerResult,
  Recovered extends HandlerResult = never,
>(
  handler: (this: This, request: Req, ...args: Args) => Result,
  options?: { readonly onError?: ErrorHandler<Req, Args, Recovered> | undefined },
) => (this: This, request: Req, ...args: Args) => Outcome<Result | NoInfer<Recovered>, Async>

/** What comes of a handler's result: itself or a response of the policy's, as a promise if the policy has a `lookup`. */
type Outcome<Result, Async extends boolean> = Async extends true
  ? Promise<Awaited<Result> | Response>
  : Result | Response

/** A value, as a promise if the policy has a `lookup`. */
type Later<Value, Async extends boolean> = Async extends true ? Promise<Value> : Value

/** What policies with and without `lookup` both do. */
interface Surface<C, Async extends boolean> {
  /**
   * Holds the options that the policy was made of, as they were then: for linters, tests and logs.
   *
   * @example
   * ```ts
   * import { createCors } from 'fetch-cors'
   *
   * console.log(createCors({ origin: '*' }).options.origin) // *
   * ```
   */
  readonly options: Async extends true ? Readonly<AsyncCorsOptions<C>> : Readonly<CorsOptions<C>>
  /**
   * Computes the response headers for a request: the core function.
   *
   * It cannot remove what a handler or an upstream left, nor complete `exposedHeaders: '*'` with credentials, and
   * spreading its result over other headers loses a `Vary` of theirs. Where there is a response, use `apply`.
   *
   * @param request - the request
   * @param context - what predicates get, by default the request
   * @returns new headers, empty if nothing is due
   * @example
   * ```ts
   * import { createCors } from 'fetch-cors'
   *
   * const cors = createCors({ origin: '*' })
   * const request = new Request('https://api.example.com/', { headers: { origin: 'https://app.example.com' } })
   * console.log(cors.headers(request).get('access-control-allow-origin')) // *
   * ```
   * @see {@link https://fetch.spec.whatwg.org/#http-responses | Fetch § HTTP responses}
   */
  readonly headers: (request: Request, ...context: ContextArgument<C, Request>) => Later<Headers, Async>
  /**
   * Decides about a request, as data. A guard for WebSocket upgrades reads `respond`.
   *
   * @param input - method, URL and headers of the request
   * @param context - what predicates get, by default the input
   * @returns the decision
   * @example
   * ```ts
   * import { createCors } from 'fetch-cors'
   *
   * const cors = createCors({ origin: ['https://app.example.com'], rejectDisallowed: true })
   * const headers = new Headers({ origin: 'https://evil.example' })
   * console.log(cors.decide({ method: 'GET', url: 'https://api.example.com/', headers }).respond) // 403
   * ```
   * @see {@link https://fetch.spec.whatwg.org/#http-cors-protocol | Fetch § CORS protocol}
   */
  readonly decide: <Input extends CorsInput>(
    input: Input,
    ...context: ContextArgument<C, Input>
  ) => Later<Decision, Async>
  /**
   * Gives a response the headers that are due to a request, and takes those that are not: `Vary` is merged, CORS
   * headers that are there already are replaced or removed.
   *
   * @param request - the request
   * @param response - the response; changed in place where it has a body and its headers allow it, else copied
   * @param context - what predicates get, by default the request
   * @returns the response, or the copy; a response that cannot be copied comes back as it is
   * @example
   * ```ts
   * import { createCors } from 'fetch-cors'
   *
   * const cors = createCors({ origin: ['https://app.example.com', 'https://other.example.com'] })
   * const request = new Request('https://api.example.com/', { headers: { origin: 'https://app.example.com' } })
   * console.log(cors.apply(request, new Response('hello')).headers.get('vary')) // Origin
   * ```
   */
  readonly apply: (
    request: Request,
    response: Response,
    ...context: ContextArgument<C, Request>
  ) => Later<Response, Async>
  /**
   * Answers a request: a preflight or a rejected request by itself, any other with the handler's response and the
   * policy's headers.
   *
   * @param request - the request
   * @param next - runs the handler
   * @param context - what predicates get, by default the request
   * @returns the response, a promise if `next` returns one or the policy has a `lookup`
   * @throws only what `next` throws
   * @example
   * ```ts
   * import { createCors } from 'fetch-cors'
   *
   * const cors = createCors({ origin: ['https://app.example.com', 'https://other.example.com'] })
   * const request = new Request('https://api.example.com/', { headers: { origin: 'https://evil.example' } })
   * const response = cors.handle(request, () => new Response('hello'))
   * console.log(response.headers.get('access-control-allow-origin')) // null
   * ```
   */
  readonly handle: <Result extends HandlerResult>(
    request: Request,
    next: () => Result,
    ...context: ContextArgument<C, Request>
  ) => Outcome<Result, Async>
  /**
   * Wraps a Fetch handler. Most programs need only this. A policy whose predicates need another context than the
   * request is for the adapter of that context.
   *
   * @param handler - takes a `Request` first and whatever its runtime passes after it; runs with the same `this`
   * @param options - `onError` turns an error that the handler throws into a response with CORS headers, so that a
   * page can read it; without it, the error is thrown on
   * @returns a handler of the same shape
   * @throws only what the handler throws
   * @example
   * ```ts
   * import { createCors } from 'fetch-cors'
   *
   * const cors = createCors({ origin: ['https://app.example.com'], allowedHeaders: ['content-type'] })
   * export default { fetch: cors.wrap((request) => Response.json({ hello: request.url })) }
   * ```
   */
  readonly wrap: Request extends C ? Wrap<Async> : unknown
}

/** A policy of either kind, for adapters. */
export interface AnyCors<C> extends Surface<C, boolean> {}

/** A policy, ready to answer requests. `C` is the context that its predicates get. */
export interface Cors<C = unknown> extends Surface<C, false> {}

/** A policy with a `lookup`, so that its answers are promises. `C` is the context that its predicates get. */
export interface AsyncCors<C = unknown> extends Surface<C, true> {}
