import { describe, expect, test } from 'vitest'
import { LiteralError, readLiteral, toValue } from '../../playground/policy/literal.ts'

const values: readonly (readonly [source: string, value: unknown])[] = [
  ["'a'", 'a'],
  ['"a\\u0041\\x41\\u{1F600}\\n\\q"', 'aAA\u{1F600}\nq'],
  ['`a\nb`', 'a\nb'],
  ["'\\''", "'"],
  ['600', 600],
  ['-1', -1],
  ['1_000', 1000],
  ['0x1F', 31],
  ['1.5e3', 1500],
  ['true', true],
  ['null', null],
  ['undefined', undefined],
  ['/^a[/]\\/b$/i', /^a[/]\/b$/i],
  ['[]', []],
  ["['a', /b/,]", ['a', /b/]],
  ['{}', {}],
  ["{ a: 1, 'b-c': [2], \"d\": { e: 'f' }, }", { a: 1, 'b-c': [2], d: { e: 'f' } }],
  ['{ // one\n  a: /* two */ 1, /* three\n */ }', { a: 1 }],
  ['{ a: 1, a: 2 }', { a: 2 }],
  ['  [1]', [1]],
]

describe('a literal is read', () => {
  test.each(values)('%s', (source, value) => {
    const literal = readLiteral(source, 0)
    expect(toValue(literal)).toEqual(value)
    expect(source.slice(literal.start, literal.end)).toBe(source.trim())
  })
})

const errors: readonly (readonly [source: string, message: RegExp, at: number])[] = [
  ['', /^A value is missing here$/, 0],
  ['{', /^The "\{" has no "\}"$/, 0],
  ["['a'", /^The "\[" has no "\]"$/, 0],
  ["['a' 'b']", /^A comma or "\]" is missing here$/, 5],
  ['{ a: 1 b: 2 }', /^A comma or "\}" is missing here$/, 7],
  ['{ a }', /^There is no ":" and no value after "a"$/, 2],
  ['{ a: }', /^A value is missing before "\}"$/, 5],
  ['{ ...a }', /^The name of an option is missing here$/, 2],
  ["'a", /^This text has no ' at its end$/, 0],
  ["'a\n'", /^This text has no ' at its end$/, 0],
  ['/a', /^This RegExp has no "\/" at its end$/, 0],
  ['/(/', /Unterminated group/, 0],
  ['/a/xyz', /[Ii]nvalid.*flags/, 0],
  ['{ a: process.env }', /^"process" is a variable, and nothing is executed here: write its value in its place$/, 5],
  ['{ a: (origin) => true }', /^This is a function, and nothing is executed here/, 5],
  ['{ a: async () => true }', /^This is a function/, 5],
  ['{ a: function () {} }', /^This is a function/, 5],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what is read
  ['`${alert(1)}`', /^Nothing is executed here/, 0],
  ['12px', /^"12px" is a variable/, 0],
  ['['.repeat(20_000), /^This is nested too deeply$/, 9],
]

describe('what is no literal is said, with its place', () => {
  test.each(errors)('%s', (source, message, at) => {
    const error = (() => {
      try {
        return readLiteral(source, 0)
      } catch (thrown) {
        return thrown
      }
    })()
    expect(error).toBeInstanceOf(LiteralError)
    expect(error).toMatchObject({ message: expect.stringMatching(message), start: at })
  })
})
