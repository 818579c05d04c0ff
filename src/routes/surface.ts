import { applyAnswer, toHeaders, toResponse } from '../server/apply.ts'
import type { AnyCors, CorsInput, Decision } from '../server/cors.ts'
import { type ErrorHandler, type Handler, recovering } from '../server/handler.ts'
import { after } from '../server/thenable.ts'

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
  const finish = (verdict: Verdict, request: Request, response: Response, context: C): Response => {
    const applied = applyAnswer(verdict.decision, request.method, response)
    if (applied === null) decider.reportUncopyable(verdict, request, context)
    return applied ?? response
  }
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
    wrap: (handler: Handler, { onError }: { onError?: ErrorHandler | undefined } = {}) => {
      const run = onError === undefined ? handler : recovering(handler, onError)
      return function (this: unknown, request: Request, ...args: unknown[]): unknown {
        return handle(request, () => run.call(this, request, ...args), request as C)
      }
    },
  }) as unknown as PolicySurface<C>
}
