import { describe, expect, test } from 'vitest'
import { createCors } from '../../src/index.ts'

const input = (origin: string) => ({
  method: 'GET',
  url: 'https://api.example.com/',
  headers: { get: (name: string) => (name === 'origin' ? origin : null) },
})

const cases: readonly {
  readonly rule: string
  readonly admits: readonly string[]
  readonly refuses: readonly string[]
}[] = [
  {
    rule: 'https://*.example.com',
    admits: ['https://a.example.com', 'https://a.b.example.com', 'https://_a.-b.example.com'],
    refuses: [
      'https://example.com',
      'http://a.example.com',
      'https://a.example.com:8443',
      'https://a.example.com:443',
      'https://a.example.com.',
      'https://aexample.com',
      'https://a.example.com.evil.example',
      'https://a.example.org',
      'https://com',
    ],
  },
  {
    rule: 'https://*.example.com:8443',
    admits: ['https://a.example.com:8443'],
    refuses: ['https://a.example.com', 'https://a.example.com:84430', 'https://example.com:8443'],
  },
  {
    rule: 'http://localhost:*',
    admits: ['http://localhost', 'http://localhost:80', 'http://localhost:1', 'http://localhost:65535'],
    refuses: ['https://localhost:3000', 'http://a.localhost:3000', 'http://localhost.:3000', 'http://localhost:65536'],
  },
  {
    rule: 'https://*.example.com:*',
    admits: ['https://a.example.com', 'https://a.b.example.com:8443'],
    refuses: ['https://example.com:8443', 'http://a.example.com:8443'],
  },
  {
    rule: 'http://[::1]:*',
    admits: ['http://[::1]', 'http://[::1]:3000'],
    refuses: ['http://[::2]:3000', 'http://[0:0:0:0:0:0:0:1]:3000'],
  },
  { rule: 'http://127.0.0.1:*', admits: ['http://127.0.0.1:5173'], refuses: ['http://127.0.0.2:5173'] },
  {
    rule: 'app://localhost:*',
    admits: ['app://localhost', 'app://localhost:9'],
    refuses: ['app://localhosts', 'app://LOCALHOST:9', 'apps://localhost:9', 'app://localhost.:9'],
  },
  // Only the hosts of HTTP have no case.
  { rule: 'app://Host:*', admits: ['app://Host:9'], refuses: ['app://host:9', 'app://HOST'] },
  {
    rule: 'https://example.com.',
    admits: ['https://example.com.'],
    refuses: ['https://example.com', 'https://a.example.com.'],
  },
]

describe.each(cases)('the rule $rule', ({ rule, admits, refuses }) => {
  // Beside another rule, so that it is not constant.
  const cors = createCors({ origin: [rule, 'https://unrelated.example'] })

  test.each(admits)('admits %s', (origin) => {
    expect(cors.decide(input(origin)).allowed).toBe(true)
  })

  test.each(refuses)('refuses %s', (origin) => {
    expect(cors.decide(input(origin)).allowed).toBe(false)
  })
})

describe('many rules', () => {
  const count = 10_000
  const exact = Array.from({ length: count }, (_, number) => `https://tenant-${number}.example.com`)
  const subdomains = Array.from({ length: count }, (_, number) => `https://*.tenant-${number}.example.org`)
  const anyPort = Array.from({ length: count }, (_, number) => `https://tenant-${number}.example.net:*`)
  const cors = createCors({ origin: [...exact, ...subdomains, ...anyPort] })

  test('are all found', () => {
    for (const number of [0, 1, count / 2, count - 1]) {
      expect(cors.decide(input(`https://tenant-${number}.example.com`)).allowed).toBe(true)
      expect(cors.decide(input(`https://a.tenant-${number}.example.org`)).allowed).toBe(true)
      expect(cors.decide(input(`https://tenant-${number}.example.net:8443`)).allowed).toBe(true)
    }
  })

  test('admit nothing else', () => {
    expect(cors.decide(input(`https://tenant-${count}.example.com`)).allowed).toBe(false)
    expect(cors.decide(input('https://tenant-1.example.org')).allowed).toBe(false)
    expect(cors.decide(input('https://a.tenant-1.example.net:8443')).allowed).toBe(false)
  })
})

describe('a RegExp', () => {
  test('gives the same answer every time', () => {
    const cors = createCors({ origin: /^https:\/\/[a-z]+\.example\.com$/ })
    const answers = Array.from({ length: 4 }, () => cors.decide(input('https://app.example.com')).allowed)
    expect(answers).toEqual([true, true, true, true])
  })

  test('is anchored as a whole, whatever its alternatives', () => {
    const cors = createCors({ origin: /^https:\/\/a\.example|https:\/\/b\.example$/ })
    expect(cors.decide(input('https://b.example')).allowed).toBe(true)
    expect(cors.decide(input('https://a.example.evil.example')).allowed).toBe(false)
  })

  test('keeps its other flags', () => {
    const cors = createCors({ origin: /^HTTPS:\/\/APP\.EXAMPLE$/i })
    expect(cors.decide(input('https://app.example')).allowed).toBe(true)
  })
})
