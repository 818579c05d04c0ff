/** Tells whether a value is a promise, of whatever realm or library. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'then' in value &&
    typeof (value as { then: unknown }).then === 'function'
  )
}

/** Keeps a promise that nobody waits for from ending the process if it rejects. */
export function ignoreRejection(value: unknown): void {
  if (isThenable(value)) value.then(undefined, () => {})
}
