import { assertType, expectTypeOf, test } from 'vitest'
import { CorsConfigError, type Issue, type IssueCode } from '../../src/index.ts'

test('a CorsConfigError is a TypeError with issues', () => {
  const error: unknown = new TypeError('something')
  if (error instanceof CorsConfigError) {
    assertType<TypeError>(error)
    expectTypeOf(error.issues).toEqualTypeOf<readonly Issue[]>()
    expectTypeOf(error.issues[0]).toEqualTypeOf<Issue | undefined>()
  }
})

test('an issue says all that DESIGN.md promises', () => {
  expectTypeOf<Issue>().toEqualTypeOf<{
    readonly code: IssueCode
    readonly path: string
    readonly value: unknown
    readonly message: string
    readonly suggestion: string
    readonly spec: string
  }>()
})

test('the codes are a closed union', () => {
  const issue = {} as Issue
  expectTypeOf(issue.code).toEqualTypeOf<IssueCode>()
  expectTypeOf<string>().not.toExtend<IssueCode>()
  expectTypeOf<'origin-trailing-slash'>().toExtend<IssueCode>()
  // @ts-expect-error: a misspelled code is found
  assertType(issue.code === 'origin-trailing-slashes')
})

test('nobody changes an error', () => {
  const error = new CorsConfigError([])
  // @ts-expect-error: read-only
  error.issues = []
  // @ts-expect-error: read-only
  error.issues.pop()
})
