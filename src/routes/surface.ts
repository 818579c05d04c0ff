import { applyDecision, toHeaders, toResponse } from '../server/apply.ts'
import type { AnyCors, CorsInput, Decision } from '../server/cors.ts'
import { isThenable } from '../server/thenable.ts'

/** A handler as `wrap` takes it. */
export type Handler = (request: Request, ...args: unknown[]) => unknown
/** Turns an error of a handler into a response. */
export type ErrorHandler = (error: unknown, request: Request, ...args: unknown[]) => unknown

/** What a policy does. */
export type PolicySurface<C> = Omit<AnyCors<C>, 'options'>

/** What decides, and hears of a response that could not get its headers. */
export interface Decider<C, Verdict extends { readonly decision: Decision }> {
  decide(input: CorsInput, context: C): Verdict | PromiseLike<Verdict>
  reportUncopyable(verdict: Verdict, input: CorsInput, context: C): void
}

/** Makes the functions of a policy of what decides. */
export function createSurface<C, Verdict extends { readonly decision: Decision }>(
  decider: Decider<C, Verdict>,
): PolicySurface<C> {
  const finish = (verdict: Verdict, request: Request, response: Response, context: C): Response =>
    applyDecision(verdict.decision, request.method, response, () => decider.reportUncopyable(verdict, request, context))
  const handle = (request: Request, next: () => unknown, context: C): unknown =>
    after(decider.decide(request, context), (verdict) =>
      verdict.decision.respond === null
        ? after(next(), (response) => finish(verdict, request, response as Response, context))
        : toResponse(verdict.decision, verdict.decision.respond),
    )
  return Object.freeze({
    headers: (request: Request, context = request as C) =>
      after(decider.decide(request, context), ({ decision }) => toHeaders(decision)),
    decide: (input: CorsInput, context = input as C) =>
      after(decider.decide(input, context), ({ decision }) => decision),
    apply: (request: Request, response: Response, context = request as C) =>
      after(decider.decide(request, context), (verdict) => finish(verdict, request, response, context)),
    handle: (request: Request, next: () => unknown, context = request as C) => handle(request, next, context),
    wrap: (handler: Handler, { onError }: { onError?: ErrorHandler | undefined } = {}) =>
      function (this: unknown, request: Request, ...args: unknown[]): unknown {
        const run = (): unknown => recoverFrom(() => handler.call(this, request, ...args), onError, request, args)
        return handle(request, run, request as C)
      },
  }) as unknown as PolicySurface<C>
}

/** Runs the next step when a value is there: at once, or when its promise is fulfilled. */
export function after<Value, Next>(
  value: Value | PromiseLike<Value>,
  step: (value: Value) => Next | PromiseLike<Next>,
): Next | PromiseLike<Next> {
  return isThenable(value) ? value.then((settled) => step(settled as Value)) : step(value as Value)
}

/** Runs a handler, and what turns its error into a response. */
export function recoverFrom(
  run: () => unknown,
  onError: ErrorHandler | undefined,
  request: Request,
  args: readonly unknown[],
): unknown {
  if (onError === undefined) return run()
  const recover = (error: unknown): unknown => onError(error, request, ...args)
  try {
    const result = run()
    return isThenable(result) ? result.then(undefined, recover) : result
  } catch (error) {
    return recover(error)
  }
}
