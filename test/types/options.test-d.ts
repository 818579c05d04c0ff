import type { IncomingMessage } from 'node:http'
import type { Context } from 'hono'
import { describe, expectTypeOf, test } from 'vitest'
import {
  type AsyncCorsOptions,
  type CorsOptions,
  createCors,
  type HeaderName,
  type Method,
  type Refusal,
  type RefusalCode,
} from '../../src/index.ts'

const origin = 'https://app.example.com'

describe('the options accepted', () => {
  test('lists, mutable and read-only', () => {
    const mutable = ['https://a.example', /^https:\/\/b\.example$/]
    const names = ['x-a', 'x-b']
    createCors({ origin: mutable, methods: names, allowedHeaders: names, exposedHeaders: names, ownOrigins: names })
    const frozen = Object.freeze(['x-a', 'x-b'])
    createCors({ origin: frozen, methods: frozen, allowedHeaders: frozen, exposedHeaders: frozen, ownOrigins: frozen })
    createCors({ origin: Object.freeze(mutable), vary: frozen })
    createCors({ origin: '*', methods: '*', allowedHeaders: ['*', 'authorization'], exposedHeaders: '*' })
  })

  test('undefined for every one that may be left out', () => {
    createCors({
      origin,
      methods: undefined,
      allowedHeaders: undefined,
      exposedHeaders: undefined,
      credentials: undefined,
      maxAge: undefined,
      preflightStatus: undefined,
      vary: undefined,
      rejectDisallowed: undefined,
      ownOrigins: undefined,
      debug: undefined,
      onRefuse: undefined,
      lookup: undefined,
      lookupTimeout: undefined,
      dangerouslyAllowNullOrigin: undefined,
      dangerouslyAllowInsecureOrigins: undefined,
      dangerouslyAllowPublicSuffixes: undefined,
    })
    createCors({ origin: undefined, lookup: async () => true, lookupTimeout: undefined })
  })

  test('any method and header name, the common ones offered by editors', () => {
    expectTypeOf<string>().toExtend<Method>()
    expectTypeOf<string>().toExtend<HeaderName>()
    expectTypeOf<Extract<Method, 'PUT' | 'get'>>().toEqualTypeOf<'PUT'>()
    expectTypeOf<Extract<HeaderName, 'content-type' | 'etag'>>().toEqualTypeOf<'content-type'>()
    createCors({ origin, methods: ['PROPFIND', 'PUT'], allowedHeaders: ['X-Custom', 'content-type'] })
  })

  test('every option with its type', () => {
    expectTypeOf<CorsOptions['credentials']>().toEqualTypeOf<boolean | undefined>()
    expectTypeOf<CorsOptions['maxAge']>().toEqualTypeOf<number | undefined>()
    expectTypeOf<AsyncCorsOptions['lookupTimeout']>().toEqualTypeOf<number | undefined>()
    createCors({
      origin,
      onRefuse(refusal) {
        expectTypeOf(refusal).toEqualTypeOf<Refusal>()
        expectTypeOf(refusal.code).toEqualTypeOf<RefusalCode>()
        expectTypeOf<string>().not.toExtend<RefusalCode>()
        expectTypeOf(refusal.error).toBeUnknown()
      },
    })
  })
})

describe('the options refused', () => {
  test('no origin', () => {
    // @ts-expect-error: nothing is shared by accident
    createCors({})
    // @ts-expect-error: nothing is shared by accident
    createCors({ methods: ['PUT'] })
    // @ts-expect-error: nothing is shared by accident
    createCors({ origin: undefined })
    // @ts-expect-error: a policy has options
    createCors()
    // @ts-expect-error: the variable may be missing
    createCors({ origin: process.env['ORIGIN'] })
  })

  test('foreign origins', () => {
    // @ts-expect-error: reflects any origin elsewhere
    createCors({ origin: true })
    // @ts-expect-error: switches CORS off elsewhere
    createCors({ origin: false })
    // @ts-expect-error: allows nobody, or everybody
    createCors({ origin: null })
    // @ts-expect-error: an origin is serialized
    createCors({ origin: new URL(origin) })
    // @ts-expect-error: a list holds rules
    createCors({ origin: [true] })
  })

  test('foreign predicates', () => {
    // @ts-expect-error: a predicate says yes or no
    createCors({ origin: (asked) => asked })
    // @ts-expect-error: a predicate says yes or no
    createCors({ origin: [(asked) => (asked === origin ? asked : null)] })
    // @ts-expect-error: a predicate answers at once
    createCors({ origin: async (asked) => asked === origin })
    // @ts-expect-error: a predicate answers at once
    createCors({ origin: [async (asked) => asked === origin] })
    // @ts-expect-error: a predicate answers, it calls nobody back
    createCors({ origin: (_, callback: (error: null, allow: boolean) => void) => callback(null, true) })
  })

  test('unknown options', () => {
    // @ts-expect-error: allowedHeaders
    createCors({ origin, allowHeaders: ['content-type'] })
    // @ts-expect-error: exposedHeaders
    createCors({ origin, exposeHeaders: ['x-a'] })
    // @ts-expect-error: allowedHeaders
    createCors({ origin, headers: ['content-type'] })
    // @ts-expect-error: preflightStatus
    createCors({ origin, optionsSuccessStatus: 200 })
    // @ts-expect-error: not offered
    createCors({ origin, preflightContinue: true })
    // @ts-expect-error: credentials, in a policy with lookup too
    createCors({ lookup: async () => true, allowCredentials: true })
  })

  test('wrong types', () => {
    // @ts-expect-error: seconds are a number
    createCors({ origin, maxAge: '600' })
    // @ts-expect-error: absent is undefined
    createCors({ origin, maxAge: null })
    // @ts-expect-error: methods are a list
    createCors({ origin, methods: 'GET,PUT' })
    // @ts-expect-error: methods are a list, even if there is one
    createCors({ origin, methods: 'PUT' })
    // @ts-expect-error: header names are a list
    createCors({ origin, allowedHeaders: 'content-type, authorization' })
    // @ts-expect-error: header names are a list
    createCors({ origin, exposedHeaders: 'x-a' })
    // @ts-expect-error: names are strings
    createCors({ origin, allowedHeaders: [/^x-/] })
    // @ts-expect-error: true or false
    createCors({ origin, credentials: 'true' })
    // @ts-expect-error: true or false
    createCors({ origin, credentials: 'include' })
    // @ts-expect-error: a status is a number
    createCors({ origin, preflightStatus: '204' })
    // @ts-expect-error: request headers are a list
    createCors({ origin: () => true, vary: 'accept' })
    // @ts-expect-error: origins are a list
    createCors({ origin, ownOrigins: origin })
    // @ts-expect-error: a function
    createCors({ origin, onRefuse: console })
  })

  test('wrong look-ups', () => {
    // @ts-expect-error: a look-up answers with a promise
    createCors({ lookup: () => true })
    // @ts-expect-error: a look-up answers with a promise, always
    createCors({ lookup: (asked) => asked === origin || Promise.resolve(false) })
    // @ts-expect-error: a promise of yes or no
    createCors({ lookup: async (asked) => asked })
    // @ts-expect-error: a function
    createCors({ origin, lookup: true })
    // @ts-expect-error: there is no look-up that it could be about
    createCors({ origin, lookupTimeout: 100 })
    // @ts-expect-error: milliseconds are a number
    createCors({ lookup: async () => true, lookupTimeout: '1s' })
  })

  test('rules that want different contexts', () => {
    const forHono = (_: string, context: Context): boolean => context.finalized
    const forNode = (_: string, request: IncomingMessage): boolean => request.complete
    // @ts-expect-error: nobody has both
    createCors({ origin: [forHono, forNode] })
  })
})
