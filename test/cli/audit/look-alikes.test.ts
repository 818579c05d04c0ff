import { describe, expect, test } from 'vitest'
import { guessOrigins, toLookAlikes, toSharedOrigins, toStranger } from '../../../cli/audit/look-alikes.ts'
import { parsePageOrigin } from '../../../src/explain/page-input.ts'

const rows: readonly { readonly origin: string; readonly want: readonly string[] }[] = [
  {
    origin: 'https://app.example.com',
    want: [
      'origin-prefix-trusted https://app.example.com.canary.invalid',
      'origin-underscore-trusted https://app.example.com_.canary.invalid',
      'origin-backtick-trusted https://app.example.com`.canary.invalid',
      'origin-suffix-trusted https://canaryexample.com',
      'origin-truncated-trusted https://app.example.co',
      'origin-dot-unescaped https://appxexample.com',
      'subdomains-trusted https://canary.example.com',
      'port-trusted https://app.example.com:8443',
      'insecure-origin-trusted http://app.example.com',
    ],
  },
  {
    origin: 'https://example.com',
    want: [
      'origin-prefix-trusted https://example.com.canary.invalid',
      'origin-underscore-trusted https://example.com_.canary.invalid',
      'origin-backtick-trusted https://example.com`.canary.invalid',
      'origin-suffix-trusted https://canaryexample.com',
      'origin-truncated-trusted https://example.co',
      'subdomains-trusted https://canary.example.com',
      'port-trusted https://example.com:8443',
      'insecure-origin-trusted http://example.com',
    ],
  },
  {
    origin: 'https://example.co.uk:8443',
    want: [
      'origin-prefix-trusted https://example.co.uk.canary.invalid:8443',
      'origin-underscore-trusted https://example.co.uk_.canary.invalid:8443',
      'origin-backtick-trusted https://example.co.uk`.canary.invalid:8443',
      'origin-suffix-trusted https://canaryexample.co.uk:8443',
      'origin-truncated-trusted https://example.co.u',
      'origin-dot-unescaped https://examplexco.uk:8443',
      'subdomains-trusted https://canary.example.co.uk:8443',
      'port-trusted https://example.co.uk:8444',
      'insecure-origin-trusted http://example.co.uk:8443',
    ],
  },
  {
    origin: 'http://acme.vercel.app',
    want: [
      'origin-prefix-trusted http://acme.vercel.app.canary.invalid',
      'origin-underscore-trusted http://acme.vercel.app_.canary.invalid',
      'origin-backtick-trusted http://acme.vercel.app`.canary.invalid',
      'origin-suffix-trusted http://canaryacme.vercel.app',
      'origin-truncated-trusted http://acme.vercel.ap',
      'origin-dot-unescaped http://acmexvercel.app',
      'subdomains-trusted http://canary.acme.vercel.app',
      'shared-host-trusted http://canary.vercel.app',
      'port-trusted http://acme.vercel.app:8443',
    ],
  },
  {
    origin: 'http://localhost:5173',
    want: [
      'origin-prefix-trusted http://localhost.canary.invalid:5173',
      'origin-underscore-trusted http://localhost_.canary.invalid:5173',
      'origin-backtick-trusted http://localhost`.canary.invalid:5173',
    ],
  },
  { origin: 'http://[::1]:5173', want: [] },
  { origin: 'null', want: [] },
  { origin: 'capacitor://localhost', want: [] },
]

describe('look-alikes', () => {
  test.each(rows)('of $origin', ({ origin, want }) => {
    expect(toLookAlikes(origin).map((one) => `${one.code} ${one.origin}`)).toEqual(want)
  })

  test('are all origins that a browser can send', () => {
    const listed = [...rows.flatMap(({ origin }) => toLookAlikes(origin)), ...toSharedOrigins('https:')]
    for (const { origin } of listed) expect(parsePageOrigin(origin)).toBe(origin)
    expect(parsePageOrigin(toStranger('http:'))).toBe('http://canary.invalid')
  })
})

describe('guesses', () => {
  test.each([
    ['https://api.example.com/items', ['https://example.com', 'https://www.example.com', 'https://app.example.com']],
    ['https://app.example.com/api', ['https://example.com', 'https://www.example.com']],
    ['https://acme.pages.dev/', ['https://www.acme.pages.dev', 'https://app.acme.pages.dev']],
    ['http://127.0.0.1:8080/', ['http://localhost:3000', 'http://localhost:5173']],
    ['http://localhost:3000/', ['http://localhost:5173']],
    ['https://10.0.0.1/', []],
  ])('from %s', (url, want) => {
    expect(guessOrigins(new URL(url))).toEqual(want)
  })
})
