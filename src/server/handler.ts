import { isThenable } from './thenable.ts'

/** A handler as `wrap` takes it. */
export type Handler = (this: unknown, request: Request, ...others: unknown[]) => unknown
/** Turns an error of a handler into a response. */
export type ErrorHandler = (error: unknown, request: Request, ...others: unknown[]) => unknown

/** Makes a handler that turns what the given one throws into a response. */
export function recovering(handler: Handler, onError: ErrorHandler): Handler {
  return function (...args) {
    try {
      const result = handler.apply(this, args)
      return isThenable(result) ? Promise.resolve(result).then(undefined, (error) => onError(error, ...args)) : result
    } catch (error) {
      return onError(error, ...args)
    }
  }
}
