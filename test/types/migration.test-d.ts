import type { CORSConfig, HTTPMethod } from '@elysiajs/cors'
import type { FastifyCorsOptions, FastifyCorsOptionsDelegate } from '@fastify/cors'
import type {
  CorsAllowedHeadersResolver,
  CorsOriginResolver,
  CorsOptions as RemixOptions,
} from '@remix-run/cors-middleware'
import type { CorsOptions as ExpressOptions } from 'cors'
import type { LogLevel } from 'fastify'
import type { CorsOptions as H3Options } from 'h3'
import type { Context } from 'hono'
import type { cors as honoCors } from 'hono/cors'
import type { CorsOptions as IttyOptions } from 'itty-router'
import { expectTypeOf, test } from 'vitest'

// What the libraries take, as their types have it: a new kind of value fails here, and needs a row in test/migration.

type Given<Options> = { [Name in keyof Options]-?: NonNullable<Options[Name]> }

test('expressjs/cors', () => {
  type Origin = boolean | string | RegExp | (boolean | string | RegExp)[]
  expectTypeOf<Given<ExpressOptions>>().toEqualTypeOf<{
    origin:
      | Origin
      | ((requestOrigin: string | undefined, callback: (err: Error | null, origin?: Origin) => void) => void)
    methods: string | string[]
    allowedHeaders: string | string[]
    exposedHeaders: string | string[]
    credentials: boolean
    maxAge: number
    preflightContinue: boolean
    optionsSuccessStatus: number
  }>()
})

test('hono/cors', () => {
  type Found = string | undefined | null
  expectTypeOf<Given<NonNullable<Parameters<typeof honoCors>[0]>>>().toEqualTypeOf<{
    origin: string | string[] | ((origin: string, c: Context) => Promise<Found> | Found)
    allowMethods: string[] | ((origin: string, c: Context) => Promise<string[]> | string[])
    allowHeaders: string[]
    maxAge: number
    credentials: boolean
    exposeHeaders: string[]
  }>()
})

test('itty-router', () => {
  // `allowHeaders` takes anything there.
  expectTypeOf<Given<Omit<IttyOptions, 'allowHeaders'>>>().toEqualTypeOf<{
    credentials: true
    // biome-ignore lint/suspicious/noConfusingVoidType: as the library has it
    origin: boolean | string | string[] | RegExp | ((origin: string) => string | void)
    maxAge: number
    allowMethods: string | string[]
    exposeHeaders: string | string[]
  }>()
})

test('h3', () => {
  expectTypeOf<Given<H3Options>>().toEqualTypeOf<{
    origin: '*' | 'null' | (string | RegExp)[] | ((origin: string) => boolean)
    methods: '*' | string[]
    allowHeaders: '*' | string[]
    exposeHeaders: '*' | string[]
    credentials: boolean
    maxAge: string | false
    preflight: { statusCode?: number }
  }>()
})

test('@elysiajs/cors', () => {
  // biome-ignore lint/suspicious/noConfusingVoidType: as the library has it
  type Origin = string | RegExp | ((request: Request) => boolean | void)
  type Name = HTTPMethod | (string & {})
  expectTypeOf<Given<Omit<CORSConfig, 'methods'>>>().toEqualTypeOf<{
    aot: boolean
    origin: Origin | boolean | Origin[]
    allowedHeaders: true | string | string[]
    exposeHeaders: true | string | string[]
    credentials: boolean
    maxAge: number
    preflight: boolean
  }>()
  expectTypeOf<CORSConfig['methods']>().toEqualTypeOf<boolean | undefined | null | '' | '*' | Name | Name[]>()
})

test('@fastify/cors', () => {
  // `origin` is a list of lists of lists, which has no type to compare with: its members are what test/migration tries.
  expectTypeOf<Given<Omit<FastifyCorsOptions, 'origin'>>>().toEqualTypeOf<{
    hook: 'onRequest' | 'preParsing' | 'preValidation' | 'preHandler' | 'preSerialization'
    delegator: FastifyCorsOptionsDelegate
    credentials: boolean
    exposedHeaders: string | string[]
    allowedHeaders: string | string[]
    methods: string | string[]
    maxAge: number
    cacheControl: number | string
    preflightContinue: boolean
    optionsSuccessStatus: number
    preflight: boolean
    strictPreflight: boolean
    hideOptionsRoute: boolean
    logLevel: LogLevel
  }>()
  type OriginKinds = Exclude<FastifyCorsOptions['origin'], undefined | string | boolean | RegExp | readonly unknown[]>
  expectTypeOf<OriginKinds>().toExtend<(origin: string | undefined, callback: never) => unknown>()
})

test('@remix-run/cors-middleware', () => {
  expectTypeOf<Given<RemixOptions>>().toEqualTypeOf<{
    origin: string | RegExp | ReadonlyArray<string | RegExp> | boolean | CorsOriginResolver
    methods: readonly string[]
    allowedHeaders: readonly string[] | CorsAllowedHeadersResolver
    exposedHeaders: readonly string[]
    credentials: boolean
    maxAge: number
    preflightContinue: boolean
    preflightStatusCode: number
    allowPrivateNetwork: boolean
  }>()
})
