import { Hono } from 'hono'
import { describe, expectTypeOf, test } from 'vitest'
import {
  type BlockCode,
  createUserAgent,
  type Explanation,
  explain,
  type FixOptions,
  formatExplanation,
  type NoteCode,
  type RawResponse,
  type ServerFunction,
} from '../../src/explain.ts'
import { type CorsOptions, createCors } from '../../src/index.ts'

const page = { origin: 'https://app.example.com' }
const request = { url: 'https://api.example.com/' }

describe('a server', () => {
  test('is the network', () => {
    explain({ page, request, server: fetch })
    createUserAgent({ origin: page.origin, server: fetch })
  })

  test('is a handler', () => {
    const app = new Hono<{ Bindings: { readonly ORIGIN: string } }>()
    const worker = { fetch: (_: Request, env: { readonly ORIGIN: string }) => new Response(env.ORIGIN) }
    explain({ page, request, server: app.fetch })
    explain({ page, request, server: (asked) => app.fetch(asked, { ORIGIN: page.origin }) })
    explain({ page, request, server: (asked) => worker.fetch(asked, { ORIGIN: page.origin }) })
    const wrapped = createCors({ origin: page.origin }).wrap(async () => new Response())
    explain({ page, request, server: wrapped })
    // @ts-expect-error: the environment is missing
    explain({ page, request, server: worker.fetch })
    // @ts-expect-error: an application is no function
    explain({ page, request, server: app })
    // @ts-expect-error: a body is no response
    explain({ page, request, server: () => 'hello' })
    // @ts-expect-error: the response was forgotten
    explain({ page, request, server: () => {} })
  })

  test('answers with lines as well', () => {
    const twice: RawResponse = {
      status: 200,
      headers: [
        ['Access-Control-Allow-Origin', 'https://a.example'],
        ['Access-Control-Allow-Origin', 'https://b.example'],
      ],
    }
    expectTypeOf(() => twice).toExtend<ServerFunction>()
    expectTypeOf(async () => ({ ...twice, body: new Uint8Array() })).toExtend<ServerFunction>()
    expectTypeOf(() => ({ ...twice, body: new ReadableStream() })).toExtend<ServerFunction>()
    // @ts-expect-error: a record holds no name twice
    explain({ page, request, server: () => ({ status: 200, headers: { vary: 'Origin' } }) })
  })
})

describe('a request', () => {
  test('has what fetch has', () => {
    const { fetch } = createUserAgent({ origin: page.origin, server: () => new Response(), now: () => 0 })
    expectTypeOf(fetch('/items')).toEqualTypeOf<Promise<Response>>()
    fetch(new URL(request.url), { method: 'PUT', body: new FormData(), headers: { a: 'b' }, credentials: 'include' })
    fetch(new Request(request.url), { signal: AbortSignal.timeout(1), headers: new Headers() })
    fetch('/items', { headers: [['a', 'b']], signal: null, body: null })
    // @ts-expect-error: of XMLHttpRequest
    fetch('/items', { uploadListener: true })
    // @ts-expect-error: a credentials mode
    fetch('/items', { credentials: true })
  })

  test('has literals', () => {
    const server = fetch
    explain({
      page,
      request: { ...request, api: 'xhr', uploadListener: true, mode: 'no-cors' },
      server,
      engine: 'webkit',
    })
    // @ts-expect-error: the engine is called firefox
    explain({ page, request, server, engine: 'gecko' })
    // @ts-expect-error: a page cannot navigate so
    explain({ page, request: { ...request, mode: 'navigate' }, server })
    // @ts-expect-error: a redirect mode
    explain({ page, request: { ...request, redirect: 'none' }, server })
    // @ts-expect-error: a page has an origin
    explain({ page: {}, request, server })
    // @ts-expect-error: a request has a URL
    explain({ page, request: {}, server })
    // @ts-expect-error: a number of milliseconds
    explain({ page, request, server, timeout: '1s' })
  })
})

describe('an explanation', () => {
  const explanation = {} as Explanation

  test('is what explain gives, and what can be rendered', () => {
    expectTypeOf(explain({ page, request, server: fetch })).toEqualTypeOf<Promise<Explanation>>()
    expectTypeOf(createUserAgent({ origin: '', server: fetch }).explain(request)).toEqualTypeOf<Promise<Explanation>>()
    expectTypeOf(formatExplanation(explanation)).toEqualTypeOf<string>()
  })

  test('is read-only', () => {
    // @ts-expect-error: read-only
    explanation.outcome = 'shared'
    // @ts-expect-error: read-only
    explanation.steps.push()
    // @ts-expect-error: read-only
    explanation.exchanges[0]?.request.headers.push(['a', 'b'])
    expectTypeOf(explanation).toEqualTypeOf<Readonly<Explanation>>()
  })

  test('has literals', () => {
    expectTypeOf<'allow-origin-missing'>().toExtend<BlockCode>()
    expectTypeOf<'preflight-allow-origin-missing'>().toExtend<BlockCode>()
    expectTypeOf<'engine-authorization-under-wildcard'>().toExtend<NoteCode>()
    expectTypeOf<string>().not.toExtend<BlockCode>()
    // @ts-expect-error: the outcome is called blocked
    if (explanation.outcome === 'denied') throw new Error()
  })

  test('has a fix that createCors takes', () => {
    expectTypeOf<FixOptions>().toExtend<CorsOptions>()
    createCors(explanation.blocked?.fix.options ?? { origin: [] })
  })
})
