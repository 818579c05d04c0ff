import fc from 'fast-check'
import { expect } from 'vitest'
import { createCors } from '../../src/index.ts'
import { isOrigin } from './origin-grammar.ts'
import { applyEdit, atLimit, type Edit, edit, originLike } from './origins.ts'
import { defineProperty } from './property.ts'

let seen = ''
/** Its predicate admits whatever the grammar lets through, and tells that it was asked. */
const { decide } = createCors({
  origin: (origin) => {
    seen = origin
    return true
  },
})

/** A text, and what is changed in it. */
interface MaybeOrigin {
  readonly text: string
  readonly edit: Edit | null
}

/** Half of them one edit away from one that is right, nearly all others right; and some at the limits of the grammar. */
const cases: fc.Arbitrary<MaybeOrigin> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ text: originLike, edit: fc.constant(null) }) },
  { weight: 11, arbitrary: fc.record({ text: originLike, edit }) },
  { weight: 1, arbitrary: fc.record({ text: atLimit, edit: fc.constant(null) }) },
)

function check({ text: whole, edit }: MaybeOrigin, count: (what: string) => void): void {
  seen = ''
  const text = edit === null ? whole : applyEdit(whole, edit)
  const headers = { get: (name: string) => (name === 'origin' ? text : null) }
  const { allowed } = decide({ method: 'GET', url: 'https://api.example.com/', headers })
  const isRight = isOrigin(text)
  expect({ text, allowed, seen }).toEqual({ text, allowed: isRight, seen: isRight ? text : '' })
  count(isRight ? 'accepted' : 'refused')
  if (edit !== null && text !== whole && isOrigin(whole)) count('one edit from accepted')
}

export const grammarAgrees = defineProperty<MaybeOrigin>({
  name: 'rules see an origin if and only if the grammar has it',
  cases,
  check,
  runs: 20_000,
  meets: ['accepted', 'refused', 'one edit from accepted'],
})
