import type { Note } from '../../src/explain.ts'

const causes =
  /spelling|two-values|method-case|wildcard-is-literal|answer-before-cors|error-without|redirect-to|origin-not-admitted/

/** Tells whether a note says what is behind a block, and so belongs beside its fix. */
export function isCause({ code }: Note): boolean {
  return causes.test(code)
}
