import { describe, expect, test } from 'vitest'
import { compareOrigins, type OriginComparison } from '../../src/index.ts'

const page = 'http://js.marathon.com/'

const cases: readonly [a: string, b: string, want: Partial<OriginComparison>][] = [
  // The table that many a page about the same-origin policy has.
  [page, 'http://js.marathon.com/page1.html', { sameOrigin: true, differs: [], sameSite: 'same-site', notes: [] }],
  [page, 'http://js.marathon.com/api/page2.html', { sameOrigin: true, differs: [], sameSite: 'same-site', notes: [] }],
  [
    page,
    'https://js.marathon.com/api/page2.html',
    {
      sameOrigin: false,
      differs: ['scheme'],
      sameSite: 'cross-site',
      notes: ['The default port differs with the scheme: 80 and 443'],
    },
  ],
  [
    page,
    'https://js.marathon.com:81/api/page2.html',
    { sameOrigin: false, differs: ['scheme', 'port'], sameSite: 'cross-site', notes: [] },
  ],
  [
    page,
    'https://ts.walking.com:81/api/page2.html',
    { sameOrigin: false, differs: ['scheme', 'host', 'port'], sameSite: 'cross-site', notes: [] },
  ],
  ['http://a.example', 'ws://a.example', { differs: ['scheme'], sameSite: 'cross-site', notes: [] }],
  ['ftp://a.example', 'wss://a.example', { notes: ['The default port differs with the scheme: 21 and 443'] }],
  ['https://a.example', 'https://a.example:443/', { sameOrigin: true, b: 'https://a.example' }],
  ['https://a.example:8443', 'https://a.example:8444', { differs: ['port'], sameSite: 'same-site' }],
  ['HTTPS://USER:PASS@A.EXAMPLE/?q#f', 'https://a.example', { sameOrigin: true, a: 'https://a.example' }],
  ['https://a.example.com', 'https://b.example.com', { differs: ['host'], sameSite: 'unknown' }],
  ['https://example.com', 'https://a.example.com', { sameSite: 'unknown' }],
  ['https://a.example.com', 'https://example.com', { sameSite: 'unknown' }],
  ['https://a.example', 'https://b.example', { sameSite: 'cross-site' }],
  ['https://example.com', 'https://example.com.', { differs: ['host'], sameSite: 'cross-site' }],
  ['https://a.example.com.', 'https://b.example.com.', { sameSite: 'unknown' }],
  ['http://a.example:81', 'https://a.example', { differs: ['scheme', 'port'], notes: [] }],
  ['https://a.example:8443', 'https://a.example', { a: 'https://a.example:8443', b: 'https://a.example' }],
  ['https://a.example.com', 'https://a.example.con', { sameSite: 'cross-site' }],
  ['https://a.example.com.', 'https://b.example.com', { sameSite: 'cross-site' }],
  ['https://a.com.', 'https://b.com.', { sameSite: 'cross-site' }],
  ['https://localhost', 'https://app.localhost', { sameSite: 'cross-site' }],
  ['http://127.0.0.1', 'http://127.0.0.2', { sameSite: 'cross-site' }],
  ['http://127.0.0.1', 'http://127.0.0.1:3000', { differs: ['port'], sameSite: 'same-site' }],
  ['http://10.0.0.1', 'http://11.0.0.1', { sameSite: 'cross-site' }],
  ['http://10.1.2.3', 'http://11.1.2.3', { sameSite: 'cross-site' }],
  ['http://[::1]', 'http://localhost', { differs: ['host'], sameSite: 'cross-site' }],
  ['http://0x7f.1', 'http://127.0.0.1', { sameOrigin: true }],
  ['https://bücher.example', 'https://xn--bcher-kva.example', { sameOrigin: true }],
  ['blob:https://a.example/0b2a1a5e', 'https://a.example', { sameOrigin: true, a: 'https://a.example' }],
]

const opaque: readonly string[] = [
  'data:text/html,hello',
  'about:blank',
  'javascript:void(0)',
  'capacitor://localhost',
  'blob:null/0b2a1a5e',
]

describe('comparing origins', () => {
  test.each(cases)('%s with %s', (a, b, want) => {
    expect(compareOrigins(a, b)).toMatchObject(want)
    const { differs = compareOrigins(a, b).differs, sameSite } = want
    expect(compareOrigins(b, a)).toMatchObject({ differs, ...(sameSite === undefined ? {} : { sameSite }) })
  })

  test.each(opaque)('%s is the same as none, itself included', (url) => {
    const want = { sameOrigin: false, differs: [], sameSite: 'cross-site', notes: [expect.stringContaining('opaque')] }
    expect(compareOrigins(url, url)).toEqual({ a: 'null', b: 'null', ...want })
    expect(compareOrigins(url, page)).toEqual({ a: 'null', b: 'http://js.marathon.com', ...want })
    expect(compareOrigins(page, url)).toEqual({ a: 'http://js.marathon.com', b: 'null', ...want })
  })

  test('takes URL objects', () => {
    expect(compareOrigins(new URL(page), new URL('/x', page)).sameOrigin).toBe(true)
  })

  test.each(['', 'js.marathon.com', '/path', 'null', 'https://'])('%j is no URL: an error that names it', (url) => {
    expect(() => compareOrigins(page, url)).toThrow(TypeError)
    expect(() => compareOrigins(page, url)).toThrow(`the second argument is ${JSON.stringify(url)}`)
    expect(() => compareOrigins(url, page)).toThrow('the first argument')
  })
})
