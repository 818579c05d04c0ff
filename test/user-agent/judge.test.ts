import { describe, expect, test } from 'vitest'
import { firstFailure } from '../../src/user-agent/check.ts'
import { type CredentialsMode, corsCheck } from '../../src/user-agent/cors-check.ts'
import {
  checkPreflight,
  type PreflightedRequest,
  toMaxAge,
  toPreflight,
} from '../../src/user-agent/cors-preflight-fetch.ts'
import { departsAs } from '../../src/user-agent/departures.ts'
import type { HeaderList } from '../../src/user-agent/header-list.ts'
import { findUnsafeNames, isSafelistedRequestHeader } from '../../src/user-agent/safelist.ts'
import type { WireResponse } from '../../src/user-agent/wire.ts'
import { judge } from './judge.ts'

const standard = departsAs(null)
const rabbit = 'https://rabbit.invalid'
const allow = (origin: string, ...others: HeaderList): HeaderList => [
  ['Access-Control-Allow-Origin', origin],
  ...others,
]
const withCredentials = (value: string) => ['Access-Control-Allow-Credentials', value] as const

describe('the CORS check', () => {
  // The table of https://fetch.spec.whatwg.org/#cors-protocol-and-credentials, and what it leaves out.
  test.each<[CredentialsMode, HeaderList, string | null]>([
    ['omit', allow('*'), null],
    ['omit', allow('*', withCredentials('true')), null],
    ['omit', allow('https://rabbit.invalid/'), 'allow-origin-mismatch'],
    ['omit', allow('https://Rabbit.invalid'), 'allow-origin-mismatch'],
    ['include', allow('HTTPS://RABBIT.INVALID', withCredentials('true')), 'allow-origin-mismatch'],
    ['omit', allow('https://rabbit.invalid'), null],
    ['include', allow('*', withCredentials('true')), 'allow-origin-wildcard-with-credentials'],
    ['include', allow(rabbit, withCredentials('true')), null],
    ['include', allow(rabbit, withCredentials('True')), 'allow-credentials-not-true'],
    ['include', allow(rabbit), 'allow-credentials-not-true'],
    ['same-origin', allow('*'), null],
    ['same-origin', allow(rabbit), null],
    ['omit', [], 'allow-origin-missing'],
    ['omit', allow(rabbit, ['access-control-allow-origin', rabbit]), 'allow-origin-multiple'],
    ['omit', allow('rabbit.invalid'), 'allow-origin-invalid'],
    ['omit', allow(''), 'allow-origin-invalid'],
    ['omit', allow('null'), 'allow-origin-mismatch'],
  ])('%s, %j: %j', (mode, headers, failure) => {
    expect(firstFailure(corsCheck(rabbit, mode, headers, standard))).toBe(failure)
  })
})

describe('safelisted request headers', () => {
  test.each<[name: string, value: string, safelisted: boolean]>([
    ['Accept', 'text/html', true],
    ['accept', 'text/html;q=(1)', false],
    ['accept', 'a\tb', true],
    ['accept', 'a\u007f', false],
    ['accept-language', 'en-US,en;q=0.5', true],
    ['content-language', 'en_US', false],
    ['content-type', 'text/plain', true],
    ['content-type', 'TEXT/Plain ; charset=utf-8', true],
    ['content-type', 'multipart/form-data; boundary=x', true],
    ['content-type', 'application/x-www-form-urlencoded', true],
    ['content-type', 'application/json', false],
    ['content-type', 'text', false],
    ['content-type', '/plain', false],
    ['content-type', 'text/', false],
    ['content-type', 'text/plain/x', false],
    ['content-type', 'text/plain; x="y"', false],
    ['range', 'bytes=0-', true],
    ['range', 'bytes=0-9', true],
    ['range', 'bytes=9-0', false],
    ['range', 'bytes=-5', false],
    ['range', 'bytes=0-1,2-3', false],
    ['accept', 'a'.repeat(128), true],
    ['accept', 'a'.repeat(129), false],
    ['x-anything', '1', false],
    ['authorization', '', false],
  ])('%s: %j is %j', (name, value, safelisted) => {
    expect(isSafelistedRequestHeader(name, value, standard)).toBe(safelisted)
  })

  test('are unsafe above 1024 bytes together', () => {
    const many = Array.from({ length: 8 }, () => ['accept', 'a'.repeat(128)] as const)
    expect(findUnsafeNames(many, standard)).toEqual([])
    expect(findUnsafeNames([...many, ['content-language', 'e']], standard)).toEqual(['accept', 'content-language'])
  })

  test('that are unsafe are sorted, lower case and once each', () => {
    const headers: HeaderList = [
      ['X-B', '1'],
      ['x-a', '1'],
      ['x-b', '2'],
    ]
    expect(findUnsafeNames(headers, standard)).toEqual(['x-a', 'x-b'])
  })
})

const request: PreflightedRequest = {
  origin: rabbit,
  url: 'https://api.invalid/',
  method: 'PUT',
  headers: [['X-A', '1']],
  credentials: 'omit',
  useCorsPreflight: false,
}
const methods = (value: string) => ['Access-Control-Allow-Methods', value] as const
const headers = (value: string) => ['Access-Control-Allow-Headers', value] as const
const maxAge = (value: string) => ['Access-Control-Max-Age', value] as const

describe('the CORS-preflight fetch', () => {
  test('asks for the method and the unsafe names', () => {
    expect(toPreflight(request, standard)).toEqual({
      method: 'OPTIONS',
      url: 'https://api.invalid/',
      headers: [
        ['accept', '*/*'],
        ['access-control-request-method', 'PUT'],
        ['access-control-request-headers', 'x-a'],
        ['origin', rabbit],
      ],
    })
    expect(toPreflight({ ...request, headers: [] }, standard).headers).toHaveLength(3)
  })

  const good = allow('*', methods('PUT'), headers('x-a'))
  const authorized: Partial<PreflightedRequest> = { method: 'GET', headers: [['Authorization', 'x']] }
  const included: Partial<PreflightedRequest> = { credentials: 'include' }
  const shared = withCredentials('true')
  const uploading: Partial<PreflightedRequest> = { method: 'POST', headers: [], useCorsPreflight: true }

  test.each<
    [step: string, change: Partial<PreflightedRequest>, response: Partial<WireResponse>, failure: string | null]
  >([
    ['method and header listed', {}, { headers: good }, null],
    ['status 200', {}, { status: 200, headers: good }, null],
    ['status 299', {}, { status: 299, headers: good }, null],
    ['status 300', {}, { status: 300, headers: good }, 'preflight-status'],
    ['status 199', {}, { status: 199, headers: good }, 'preflight-status'],
    ['status 403', {}, { status: 403, headers: good }, 'preflight-status'],
    ['status 302', {}, { status: 302, headers: good }, 'preflight-status'],
    ['a redirect', {}, { status: 302, headers: [...good, ['location', '/']] }, 'preflight-redirect'],
    ['no headers', {}, { headers: [] }, 'preflight-allow-origin-missing'],
    ['another origin', {}, { headers: allow('https://x.invalid') }, 'preflight-allow-origin-mismatch'],
    ['`*` with credentials', included, { headers: good }, 'preflight-allow-origin-wildcard-with-credentials'],
    ['no credentials', included, { headers: allow(rabbit) }, 'preflight-allow-credentials-not-true'],
    ['method missing', {}, { headers: allow('*', headers('x-a')) }, 'preflight-method'],
    ['method in another case', {}, { headers: allow('*', methods('put'), headers('x-a')) }, 'preflight-method'],
    ['safelisted method', { method: 'HEAD' }, { headers: allow('*', headers('x-a')) }, null],
    ['any method', {}, { headers: allow('*', methods('*'), headers('x-a')) }, null],
    ['any method, credentials', included, { headers: allow(rabbit, shared, methods('*')) }, 'preflight-method'],
    ['header missing', {}, { headers: allow('*', methods('PUT')) }, 'preflight-header'],
    ['header in another case', {}, { headers: allow('*', methods('PUT'), headers('X-a')) }, null],
    ['any header', {}, { headers: allow('*', methods('PUT'), headers('*')) }, null],
    [
      'any header, credentials',
      included,
      { headers: allow(rabbit, shared, methods('PUT'), headers('*')) },
      'preflight-header',
    ],
    ['authorization under `*`', authorized, { headers: allow('*', headers('*')) }, 'preflight-header'],
    ['authorization named', authorized, { headers: allow('*', headers('*, Authorization')) }, null],
    ['methods no list', {}, { headers: allow('*', methods('P U T')) }, 'preflight-allow-methods-invalid'],
    [
      'headers no list',
      {},
      { headers: allow('*', methods('PUT'), headers('x-a;')) },
      'preflight-allow-headers-invalid',
    ],
    ['empty members', {}, { headers: allow('*', methods(',PUT,,'), headers(' , x-a\t,')) }, null],
    ['two lines', {}, { headers: allow('*', methods('GET'), methods('PUT'), headers('x-a')) }, null],
    ['upload listener', uploading, { headers: allow('*') }, null],
    ['upload listener, method not listed', { ...uploading, method: 'PUT' }, { headers: allow('*') }, null],
    [
      'upload listener, another method listed',
      { ...uploading, method: 'PUT' },
      { headers: allow('*', methods('PATCH')) },
      'preflight-method',
    ],
  ])('%s', (_, change, response, failure) => {
    const { status = 204, headers = [] } = response
    const checks = checkPreflight({ ...request, ...change }, { status, headers }, standard)
    expect(firstFailure(checks)).toBe(failure)
  })

  test.each<[header: string, lines: HeaderList, received: string, expected: string]>([
    ['methods', [methods('P U T'), methods('GET')], 'P U T, GET', 'methods, separated by commas'],
    ['headers', [headers('x a')], 'x a', 'header names, separated by commas'],
  ])('shows what is no list of %s', (header, lines, received, expected) => {
    const checks = [...checkPreflight(request, { status: 200, headers: allow('*', ...lines) }, standard)]
    expect(checks.find(({ failure }) => failure === `preflight-allow-${header}-invalid`)).toMatchObject({
      header: `access-control-allow-${header}`,
      received,
      expected,
    })
  })

  test.each<[HeaderList, number]>([
    [[], 5],
    [[maxAge('600')], 600],
    [[maxAge('0')], 0],
    [[maxAge('-1')], 5],
    [[maxAge('1.5')], 5],
    [[maxAge('')], 5],
    [[maxAge('1'), maxAge('1')], 5],
    [[maxAge('999999')], 86400],
  ])('%j is kept for %j seconds', (lines, seconds) => {
    expect(toMaxAge(lines, 86_400, standard)).toBe(seconds)
  })
})

describe('the judge', () => {
  const answer =
    (...lines: HeaderList) =>
    async () => ({ status: 200, headers: lines })

  test('sends no preflight for a simple request', async () => {
    const verdict = await judge({ ...request, method: 'GET', headers: [] }, answer(...allow('*')))
    expect(verdict).toMatchObject({ outcome: 'shared', failure: null })
    expect(verdict.exchanges.map(({ request }) => request)).toEqual([
      {
        method: 'GET',
        url: request.url,
        headers: [
          ['accept', '*/*'],
          ['origin', rabbit],
        ],
        body: null,
      },
    ])
  })

  test('sends nothing more after a preflight that fails', async () => {
    const verdict = await judge(request, answer())
    expect(verdict).toMatchObject({ outcome: 'blocked', failure: 'preflight-allow-origin-missing', readable: [] })
    expect(verdict.exchanges).toHaveLength(1)
  })

  test('sends the request after a preflight that succeeds', async () => {
    const verdict = await judge(request, answer(...allow('*', methods('*'), headers('*'), maxAge('7'))))
    expect(verdict).toMatchObject({ outcome: 'shared' })
    expect(verdict.exchanges.map(({ request }) => request.method)).toEqual(['OPTIONS', 'PUT'])
  })

  test('blocks a request whose response fails the check, preflight or not', async () => {
    const answers = [allow('*', methods('*'), headers('*')), []]
    const verdict = await judge(request, async () => ({ status: 200, headers: answers.shift() ?? [] }))
    expect(verdict).toMatchObject({ outcome: 'blocked', failure: 'allow-origin-missing' })
  })

  test.each([
    ['GET', []],
    ['PUT', [['origin', rabbit]]],
  ])('needs no CORS at the same origin: %s', async (method, sent) => {
    const own = { ...request, url: `${rabbit}/items`, method, headers: [] }
    const verdict = await judge(own, answer(['X-A', '1'], ['Set-Cookie', 'a=1']))
    expect(verdict).toMatchObject({ outcome: 'shared', readable: ['x-a'] })
    expect(verdict.exchanges.map(({ request }) => request.headers)).toEqual([[['accept', '*/*'], ...sent]])
  })

  test('takes no opaque origin for the same', async () => {
    const opaque = { ...request, origin: 'null', method: 'GET', headers: [], url: 'capacitor://localhost/' }
    expect((await judge(opaque, answer())).outcome).toBe('blocked')
  })

  const exposing = (value: string): HeaderList =>
    allow(
      rabbit,
      shared,
      ['Access-Control-Expose-Headers', value],
      ['ETag', '"1"'],
      ['Expires', '0'],
      ['Set-Cookie', 'a=1'],
    )
  const shared = withCredentials('true')

  test.each<[CredentialsMode, string, string[]]>([
    ['omit', 'etag', ['etag', 'expires']],
    [
      'omit',
      '*',
      [
        'access-control-allow-credentials',
        'access-control-allow-origin',
        'access-control-expose-headers',
        'etag',
        'expires',
      ],
    ],
    ['include', '*', ['expires']],
    ['include', 'ETAG, set-cookie', ['etag', 'expires']],
    ['omit', 'e tag', ['expires']],
  ])('%s, exposing %j: readable are %j', async (credentials, value, readable) => {
    const verdict = await judge({ ...request, method: 'GET', headers: [], credentials }, answer(...exposing(value)))
    expect([...verdict.readable].sort()).toEqual(readable)
  })
})
