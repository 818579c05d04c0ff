import { describe, expect, test } from 'vitest'
import { checkBlocking, isLoopback } from '../../src/user-agent/blocking.ts'
import { firstFailure } from '../../src/user-agent/check.ts'
import { departsAs, maxAgeLimits } from '../../src/user-agent/departures.ts'
import { findReadable } from '../../src/user-agent/filtered-response.ts'
import { isForbiddenMethod, isForbiddenRequestHeader } from '../../src/user-agent/forbidden-request-header.ts'
import type { HeaderList } from '../../src/user-agent/header-list.ts'
import { prepareRequest } from '../../src/user-agent/page-request.ts'
import { checkResourcePolicy } from '../../src/user-agent/resource-policy.ts'
import { type ResponseTainting, toWireUrl } from '../../src/user-agent/travelling-request.ts'

const standard = departsAs(null)
const page = 'https://page.invalid'

describe('request headers that no page sets', () => {
  // https://fetch.spec.whatwg.org/#forbidden-request-header
  const forbidden =
    'accept-charset accept-encoding access-control-request-headers access-control-request-method connection ' +
    'content-length cookie cookie2 date dnt expect host keep-alive origin referer set-cookie te trailer ' +
    'transfer-encoding upgrade via proxy- sec- proxy-x sec-x'
  test.each(forbidden.split(' '))('%s', (name) => {
    expect(isForbiddenRequestHeader(name, '')).toBe(true)
    expect(isForbiddenRequestHeader(name.toUpperCase(), '')).toBe(true)
    expect(isForbiddenRequestHeader(`x-${name}`, '')).toBe(false)
  })

  test.each<[name: string, value: string, isForbidden: boolean]>([
    ['X-HTTP-Method', 'TRACE', true],
    ['x-http-method-override', 'connect', true],
    ['x-method-override', 'get, track', true],
    ['x-method-override', 'track ,get', true],
    ['x-method-override', 'get', false],
    ['x-method-override', 'tracks', false],
    ['x-method-override', 'untrack', false],
    ['x-method-overrides', 'trace', false],
    ['y-x-method-override', 'trace', false],
    ['x-a', 'trace', false],
  ])('%s: %s: %s', (name, value, isForbidden) => expect(isForbiddenRequestHeader(name, value)).toBe(isForbidden))

  test.each([
    ['CONNECT', true],
    ['trace', true],
    ['Track', true],
    ['PATCH', false],
    ['XTRACE', false],
    ['TRACEX', false],
  ])('method %s: %s', (method, isForbidden) => expect(isForbiddenMethod(method)).toBe(isForbidden))
})

describe('response headers that a page reads', () => {
  const safelisted = ['cache-control', 'content-language', 'content-length', 'content-type', 'expires']
  const names = [...safelisted, 'last-modified', 'pragma', 'x-a', 'x-set-cookie', 'set-cookie3']
  const headers: HeaderList = [
    ...names.map((name) => [name, '1'] as const),
    ['Set-Cookie', 'a=1'],
    ['set-cookie2', 'a=1'],
    ['Cache-Control', '2'],
  ]
  const travelling = (tainting: ResponseTainting) => ({
    ...prepareRequest(`${page}/`, page, {}, standard),
    origin: page,
    urlList: [],
    redirectCount: 0,
    tainting,
    first: prepareRequest(`${page}/`, page, {}, standard),
    wasPreflighted: false,
  })

  test.each<[tainting: ResponseTainting, readable: readonly string[]]>([
    ['basic', names],
    ['opaque', []],
    ['cors', [...safelisted, 'last-modified', 'pragma']],
  ])('%s', (tainting, readable) => {
    expect(findReadable(headers, travelling(tainting), standard)).toEqual(readable)
  })

  test.each<[policy: string, url: string, origin: string, isSite: boolean, failure: string | null]>([
    ['same-origin', 'https://api.invalid', page, true, 'resource-policy'],
    ['same-origin', page, page, false, null],
    ['same-site', 'https://api.invalid', page, true, null],
    ['same-site', 'https://api.invalid', page, false, 'resource-policy'],
    ['same-site', page, page, false, null],
    ['same-site', 'https://api.invalid', 'http://page.invalid', true, 'resource-policy'],
    ['same-site', 'http://api.invalid', 'http://page.invalid', true, null],
    ['same-site', 'http://api.invalid', page, true, null],
    ['cross-origin', 'https://api.invalid', page, false, null],
    ['Same-Origin', 'https://api.invalid', page, false, null],
  ])('Cross-Origin-Resource-Policy: %s, at %s for %s, same site %s: %s', (policy, url, origin, isSite, failure) => {
    const request = { ...travelling('opaque'), url: new URL(url), origin }
    const response = { status: 200, headers: [['Cross-Origin-Resource-Policy', policy]] as const }
    const checks = [...checkResourcePolicy(request, response, () => isSite)]
    expect(checks).toMatchObject([
      {
        failure,
        header: 'cross-origin-resource-policy',
        received: policy,
        expected: failure === null ? null : 'cross-origin',
      },
    ])
  })
})

describe('URLs that are blocked', () => {
  const blocked =
    '0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123 ' +
    '135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993 ' +
    '995 1719 1720 1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080'
  test.each(blocked.split(' '))('port %s', (port) => {
    const checks = checkBlocking(new URL(`https://api.invalid:${port}`), page)
    expect(checks.next().value).toMatchObject({ failure: 'bad-port', received: port })
  })

  test.each<[url: string, origin: string, failure: string | null]>([
    ['https://api.invalid', page, null],
    ['https://api.invalid:8443', page, null],
    ['http://api.invalid', page, 'mixed-content'],
    ['http://localhost', page, null],
    ['http://api.invalid', 'http://page.invalid', null],
    ['ftp://api.invalid:1', page, null],
    ['http://api.invalid', 'null', null],
  ])('%s from %s: %s', (url, origin, failure) => {
    const checks = [...checkBlocking(new URL(url), origin)]
    expect(firstFailure(checkBlocking(new URL(url), origin))).toBe(failure)
    expect(checks).toMatchObject([
      { received: new URL(url).port === '' ? null : new URL(url).port, expected: null },
      { received: url.split(':')[0], expected: failure === null ? null : 'https' },
    ])
  })

  test.each([
    ['localhost', true],
    ['localhost.', true],
    ['a.localhost', true],
    ['a.b.localhost', true],
    ['127.0.0.1', true],
    ['127.10.20.30', true],
    ['[::1]', true],
    ['[::2]', false],
    ['127.0.0', false],
    ['127.0.0.1.2', false],
    ['128.0.0.1', false],
    ['1127.0.0.1', false],
    ['127.a.0.1', false],
    ['xlocalhost', false],
    ['.localhost', false],
    ['localhost.com', false],
    ['localhost..', false],
  ])('%s is loopback: %s', (host, isLocal) => expect(isLoopback(host)).toBe(isLocal))
})

test.each([
  ['https://u:p@api.invalid/a@b?c#d', 'https://api.invalid/a@b?c'],
  ['https://api.invalid/#a\nb#c', 'https://api.invalid/'],
  ['https://api.invalid/?a=x://y@z', 'https://api.invalid/?a=x://y@z'],
  ['mailto:u@api.invalid', 'mailto:u@api.invalid'],
])('%j is sent as %s', (url, sent) => expect(toWireUrl(new URL(url))).toBe(sent))

test('a preflight is kept for as long as engines keep it', () => {
  expect(maxAgeLimits).toEqual({ standard: 86_400, chromium: 7200, firefox: 86_400, webkit: 600 })
})
