import { expect } from 'vitest'
import { createCors } from '../../src/index.ts'
import { isOrigin } from './origin-grammar.ts'
import { maybeOrigin } from './origins.ts'
import { defineProperty } from './property.ts'

let seen = ''
/** Its predicate admits whatever the grammar lets through, and tells that it was asked. */
const { decide } = createCors({
  origin: (origin) => {
    seen = origin
    return true
  },
})

function check(text: string, count: (what: string) => void): void {
  seen = ''
  const headers = { get: (name: string) => (name === 'origin' ? text : null) }
  const { allowed } = decide({ method: 'GET', url: 'https://api.example.com/', headers })
  const isRight = isOrigin(text)
  expect({ text, allowed, seen }).toEqual({ text, allowed: isRight, seen: isRight ? text : '' })
  count(isRight ? 'accepted' : 'refused')
}

export const grammarAgrees = defineProperty<string>({
  name: 'rules see an origin if and only if the grammar has it',
  cases: maybeOrigin,
  check,
  runs: 20_000,
  meets: ['accepted', 'refused'],
})
