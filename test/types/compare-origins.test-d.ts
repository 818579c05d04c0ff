import { expectTypeOf, test } from 'vitest'
import { compareOrigins, type OriginComparison, type OriginPart } from '../../src/index.ts'

test('compareOrigins takes strings and URL objects and returns a comparison', () => {
  expectTypeOf(compareOrigins).toEqualTypeOf<(a: string | URL, b: string | URL) => OriginComparison>()
  expectTypeOf(compareOrigins('https://a.example', new URL('https://b.example'))).toEqualTypeOf<OriginComparison>()
})

test('what compareOrigins says is one of a few words', () => {
  const comparison = compareOrigins('https://a.example', 'https://b.example')
  expectTypeOf(comparison.sameOrigin).toEqualTypeOf<boolean>()
  expectTypeOf(comparison.differs).toEqualTypeOf<readonly OriginPart[]>()
  expectTypeOf<OriginPart>().toEqualTypeOf<'scheme' | 'host' | 'port'>()
  expectTypeOf(comparison.sameSite).toEqualTypeOf<'same-site' | 'cross-site' | 'unknown'>()
  expectTypeOf(comparison.notes).toEqualTypeOf<readonly string[]>()
})

test('compareOrigins takes nothing else', () => {
  // @ts-expect-error: there are two origins
  compareOrigins('https://a.example')
  // @ts-expect-error: an origin that may be missing is the caller's to judge
  compareOrigins('https://a.example', new Headers().get('origin'))
  // @ts-expect-error: a location is no URL object
  compareOrigins('https://a.example', { origin: 'https://a.example' })
})

test('nobody changes a comparison', () => {
  const comparison = compareOrigins('https://a.example', 'https://b.example')
  // @ts-expect-error: read-only
  comparison.sameOrigin = true
  // @ts-expect-error: read-only
  comparison.differs.push('host')
})
