import { describe, expect, test } from 'vitest'
import { type ExplainInput, explain, formatExplanation } from '../../src/explain.ts'
import { allow, api, blockedCases, page, serve, withCredentials } from './blocks.ts'

async function format(input: Partial<ExplainInput>): Promise<string> {
  return formatExplanation(
    await explain({ page: { origin: page }, request: { url: api }, server: serve({}), ...input }),
  )
}

describe('the text', () => {
  test('of a shared response', async () => {
    const server = serve({ '*': { headers: [...allow('*'), ['Content-Type', 'text/plain'], ['X-Empty', '']] } })
    expect(
      await format({ server }),
    ).toBe(`SHARED: GET https://api.example.com/items from a page of https://app.example.com
The page may read the response (status 200) and its headers content-type

On the wire
  → GET https://api.example.com/items
      accept: */*
      origin: https://app.example.com
  ← 200
      Access-Control-Allow-Origin: *
      Content-Type: text/plain
      X-Empty:

What the browser checked
  ✓ The port is not blocked
  ✓ It is no mixed content
  ✓ The URL has another origin than the page
  ✓ The scheme is http or https
  ✓ No preflight is needed
  ✓ The response names who may read it
  ✓ It names the origin of the page
  ✓ The page may read the response

Notes
  - The page cannot read x-empty: to let it, name them in Access-Control-Expose-Headers.
  - If the browser blocks it all the same, look for what this server does not see: the Content-Security-Policy of the page (connect-src), an earlier answer in a cache, a service worker, an extension or content blocker.`)
  })

  test('of a shared response with several headers names them', async () => {
    const server = serve({ '*': { headers: [...allow('*'), ['Content-Type', 'text/plain'], ['Expires', '0']] } })
    expect(await format({ server })).toContain('and its headers content-type, expires\n')
  })

  test('of a fix lists what is allowed', async () => {
    const server = serve({ '*': { headers: allow(page) } })
    const text = await format({ server, request: { url: api, headers: { 'X-A': '1', 'X-B': '1' } } })
    expect(text).toContain("createCors({ origin: ['https://app.example.com'], allowedHeaders: ['x-a', 'x-b'] })")
  })

  test('of a block that expects nothing in particular shows what came', async () => {
    const lines = (await format({ request: { url: 'http://localhost:25/' } })).split('\n')
    expect(lines.slice(1, 6)).toEqual([
      'Browsers do not connect to port 25: it belongs to another protocol',
      '  code      bad-port',
      '  received  25',
      '',
      'What the browser checked',
    ])
  })

  test('of a block without anything to compare compares nothing', async () => {
    const lines = (await format({ server: () => Promise.reject(new Error('down')) })).split('\n')
    expect(lines.slice(1, 5)).toEqual([
      'No response came: down',
      '  code      network-error',
      '  Firefox   CORSDidNotSucceed',
      '',
    ])
  })

  test('of a header that is wrong does not say that it is missing', async () => {
    expect(await format({ server: serve({ '*': { headers: allow('https://a.example') } }) })).not.toContain(
      'is missing',
    )
  })

  test('of a block in the preflight', async () => {
    const server = serve({ '*': { headers: [...allow(page), ...withCredentials('true'), ['Vary', 'Origin']] } })
    const request = { url: api, method: 'PUT', credentials: 'include', headers: { 'X-A': '1' } } as const
    expect(
      await format({ server, request }),
    ).toBe(`BLOCKED: PUT https://api.example.com/items from a page of https://app.example.com
The preflight does not allow the method PUT: Access-Control-Allow-Methods is missing
  code      preflight-method
  Chromium  MethodDisallowedByPreflightResponse
  Firefox   CORSMethodNotFound
  header    access-control-allow-methods
  expected  PUT
  received  (nothing)

On the wire
  → OPTIONS https://api.example.com/items (preflight)
      accept: */*
      access-control-request-method: PUT
      access-control-request-headers: x-a
      origin: https://app.example.com
  ← 204
      Access-Control-Allow-Origin: https://app.example.com
      Access-Control-Allow-Credentials: true
      Vary: Origin
    ✗ access-control-allow-methods is missing

What the browser checked
  ✓ The port is not blocked
  ✓ It is no mixed content
  ✓ The URL has another origin than the page
  ✓ The scheme is http or https
  ✓ A preflight is needed: the method is PUT
  ✓ No earlier preflight allows it
  ✓ The preflight is answered without a redirect
  ✓ The response names who may read it
  ✓ It names the origin of the page
  ✓ It may be read by requests with credentials
  ✓ The preflight is answered with an ok status
  ✓ The list of allowed methods can be read
  ✓ The list of allowed request headers can be read
  ✗ The method PUT is allowed

Fix
  Add PUT to Access-Control-Allow-Methods of the answer to the preflight

  With fetch-cors:
    createCors({ origin: ['https://app.example.com'], methods: ['PUT'], allowedHeaders: ['x-a'], credentials: true })

  With any server, in the answer to OPTIONS (status 204):
    Access-Control-Allow-Origin: https://app.example.com
    Access-Control-Allow-Credentials: true
    Access-Control-Allow-Methods: PUT
    Access-Control-Allow-Headers: x-a
    Vary: Origin

  With any server, in every other answer:
    Access-Control-Allow-Origin: https://app.example.com
    Access-Control-Allow-Credentials: true
    Vary: Origin`)
  })

  test('of a block before anything is sent', async () => {
    expect(
      await format({ request: { url: 'http://api.example.com/' } }),
    ).toBe(`BLOCKED: GET http://api.example.com/ from a page of https://app.example.com
A page on https (https://app.example.com) may not call plain http (http://api.example.com): this is mixed content, not CORS
  code      mixed-content
  expected  https
  received  http

What the browser checked
  ✓ The port is not blocked
  ✗ It is no mixed content

Fix
  Serve the API over https; no response header cures this`)
  })

  test('of a block without a preflight has headers for every answer', async () => {
    const text = await format({ page: { origin: 'null' }, server: serve({}) })
    expect(text).toMatch(/^BLOCKED: GET \S+ from a page of the origin null\n/)
    expect(text).toContain('  With any server, in every answer:\n')
  })

  test('of a block in the response marks the header', async () => {
    const text = await format({ server: serve({ '*': { headers: allow('') } }) })
    expect(text).toContain('  received  (an empty value)\n')
    expect(text).toContain('    ✗ Access-Control-Allow-Origin:\n')
  })

  test('of no answer', async () => {
    const text = await format({ server: () => Promise.reject(new Error('connect ECONNREFUSED')) })
    expect(text).toContain('  ← no answer\n')
    expect(text).toContain('No response came: connect ECONNREFUSED')
  })

  test.each([
    ['OPAQUE', { mode: 'no-cors' }],
    ['OPAQUEREDIRECT', { redirect: 'manual' }],
  ] as const)('of a response that is %s', async (outcome, init) => {
    const server = serve({ '*': { status: 302, headers: [...allow('*'), ['location', '/']] } })
    const answer = outcome === 'OPAQUE' ? serve({}) : server
    const lines = (await format({ request: { url: api, ...init }, server: answer })).split('\n')
    expect(lines[0]).toBe(`${outcome}: GET ${api} from a page of ${page}`)
    expect(lines[1]).toBe('The page gets a response whose status, headers and body it cannot read')
  })

  test('of a response without readable headers', async () => {
    expect(await format({ server: serve({ '*': { headers: allow('*') } }) })).toContain('and none of its headers\n')
  })

  test('has options that can be pasted', async () => {
    const text = await format({ request: { url: api, headers: { "x'y": '1' } } })
    expect(text).toContain(`allowedHeaders: ["x'y"] })`)
  })

  test.each(blockedCases)(
    'of $step: $want has no space at the end of a line',
    async ({ page: own, request, server }) => {
      const body = request?.body instanceof ReadableStream ? new Blob(['x']).stream() : request?.body
      const text = await format({ page: { origin: page, ...own }, request: { url: api, ...request, body }, server })
      expect(text).not.toMatch(/[ \t]$/m)
      expect(text).not.toMatch(/undefined|\[object|\n\n\n|\n$/)
    },
  )
})
