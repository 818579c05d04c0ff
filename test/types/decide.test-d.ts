import type { Context } from 'hono'
import { expectTypeOf, test } from 'vitest'
import type { AsyncCors, Cors, CorsInput, Decision, Refusal } from '../../src/index.ts'

const request = new Request('https://api.example.com/')
const input: CorsInput = { method: 'GET', url: request.url, headers: new Map([['origin', 'null']]) as never }

test('decide returns a decision, a promise of one only with lookup', () => {
  expectTypeOf(({} as Cors).decide(input)).toEqualTypeOf<Decision>()
  expectTypeOf(({} as AsyncCors).decide(input)).toEqualTypeOf<Promise<Decision>>()
  expectTypeOf(({} as Cors | AsyncCors).decide(input)).toEqualTypeOf<Decision | Promise<Decision>>()
  // @ts-expect-error: a promise holds no status
  expectTypeOf(({} as AsyncCors).decide(input).respond)
})

test('decide takes a request, and anything with its method, URL and headers', () => {
  const { decide } = {} as Cors
  expectTypeOf(decide(request)).toEqualTypeOf<Decision>()
  decide({ method: 'GET', url: '/', headers: { get: () => null } })
  // @ts-expect-error: headers are asked by name
  decide({ method: 'GET', url: '/', headers: { origin: 'https://app.example.com' } })
  // @ts-expect-error: a header that is not there is null
  decide({ method: 'GET', url: '/', headers: new Map<string, string>() })
  // @ts-expect-error: same origin or not, that is up to the URL
  decide({ method: 'GET', headers: request.headers })
})

test('the context is the input by default', () => {
  ;(({}) as Cors<Request>).decide(request)
  ;(({}) as Cors<CorsInput>).decide(input)
  ;(({}) as Cors<{ readonly ip: string }>).decide({ ...input, ip: '127.0.0.1' })
  // @ts-expect-error: the predicates need a request, and the input is none
  ;(({}) as Cors<Request>).decide(input)
  ;(({}) as Cors<Request>).decide(input, request)
  // @ts-expect-error: the predicates need Hono's context
  ;(({}) as Cors<Context>).decide(request)
  expectTypeOf(({} as Cors<Context>).decide(request, {} as Context)).toEqualTypeOf<Decision>()
})

test('a refusal is there exactly if the origin is not allowed', () => {
  const decision = {} as Decision
  expectTypeOf(decision.refusal).toEqualTypeOf<Refusal | null>()
  if (decision.allowed) expectTypeOf(decision.refusal).toBeNull()
  else expectTypeOf(decision.refusal).toEqualTypeOf<Refusal>()
  if (decision.refusal) expectTypeOf(decision.allowed).toEqualTypeOf<false>()
})

test('a decision is data that nobody changes', () => {
  const decision = {} as Decision
  expectTypeOf(decision.kind).toEqualTypeOf<'preflight' | 'cross-origin' | 'other' | 'exempt'>()
  expectTypeOf(decision.respond).toEqualTypeOf<number | null>()
  expectTypeOf(decision.headers).toEqualTypeOf<readonly (readonly [name: string, value: string])[]>()
  expectTypeOf(new Headers([...decision.headers].map(([name, value]) => [name, value]))).toEqualTypeOf<Headers>()
  // @ts-expect-error: read-only
  decision.respond = 200
  // @ts-expect-error: read-only
  decision.headers.push(['vary', 'Origin'])
})
