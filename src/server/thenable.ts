/** Tells whether a value is a promise, of whatever realm or library. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  // To read what may be missing is faster than to ask whether it is there.
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
}

/** Keeps a promise that nobody waits for from ending the process if it rejects. */
export function ignoreRejection(value: unknown): void {
  if (isThenable(value)) value.then(undefined, () => {})
}

/** Runs the next step when a value is there: at once, or when its promise is fulfilled. */
export function after<Value, Next>(
  value: Value | PromiseLike<Value>,
  step: (value: Value) => Next | PromiseLike<Next>,
): Next | PromiseLike<Next> {
  return isThenable(value) ? value.then((settled) => step(settled as Value)) : step(value as Value)
}
