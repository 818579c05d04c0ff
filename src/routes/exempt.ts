import type { Decision } from '../server/cors.ts'
import { type ErrorHandler, type Handler, recovering } from '../server/handler.ts'
import type { PolicySurface } from './surface.ts'

/** Makes the decision for a request to which nothing is due. */
export function decideNothing(kind: Decision['kind']): Decision {
  return Object.freeze({
    kind,
    allowed: true,
    respond: null,
    headers: Object.freeze([]),
    body: null,
    vary: Object.freeze([]),
    exposeAll: false,
    refusal: null,
  })
}

const exemption = decideNothing('exempt')

const exempt: unknown = Object.freeze({
  headers: () => new Headers(),
  decide: () => exemption,
  apply: (_: Request, response: Response) => response,
  handle: (_: Request, next: () => unknown) => next(),
  wrap: (handler: Handler, { onError }: { onError?: ErrorHandler | undefined } = {}) => {
    const run = onError === undefined ? handler : recovering(handler, onError)
    return function (this: unknown, request: Request, ...args: unknown[]): unknown {
      return run.call(this, request, ...args)
    }
  },
})

/** Gives what stands where there is no policy: every request is the handler's, and every response stays as it is. */
export function getExempt<C>(): PolicySurface<C> {
  return exempt as PolicySurface<C>
}
