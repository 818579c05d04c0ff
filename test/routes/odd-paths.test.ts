import { describe, expect, test } from 'vitest'
import { type Cors, createCors } from '../../src/index.ts'
import { decode } from '../../src/routes/path-readings.ts'
import { createCorsRoutes } from '../../src/routes.ts'

/** Few paths are shared with the page, and most are of a policy that refuses it. */
const many = createCorsRoutes({
  '/public/*': { origin: '*' },
  '/internal/*': false,
  '/api/items/:id': { origin: ['https://app.example.com'] },
  '/*': { origin: 'https://z.example' },
  '/a': { origin: 'https://b.example' },
  '/public/admin/*': { origin: 'https://other.example.com', rejectDisallowed: true },
})
/** One segment is refused, and more are shared. */
const segments = createCorsRoutes({ '/:name': { origin: 'https://other.example.com' }, '/*': { origin: '*' } })

/** The same letters, in the other case. */
const upper = createCorsRoutes({ '/Docs/*': { origin: '*' } })

const headers = new Headers({ origin: 'https://app.example.com' })

// Each is the shortest path on which a reader with one reading less, or one more, says something else.
describe('an odd path', () => {
  test.each([
    { step: 'lower case where the pattern is in upper case', cors: upper, path: '/docs/x', want: 'rule-threw' },
    { step: 'a dot segment at the end', cors: many, path: '/public/..', want: 'rule-threw' },
    { step: 'one dot at the end', cors: many, path: '/public/.', want: 'rule-threw' },
    { step: 'a host that is a dot', cors: many, path: '//.', want: 'rule-threw' },
    { step: 'a host that is still encoded', cors: many, path: '//%2525252f', want: 'rule-threw' },
    { step: 'a host and parameters', cors: many, path: '//;', want: 'rule-threw' },
    { step: 'no host and nothing', cors: many, path: '//', want: 'origin-not-allowed' },
    { step: 'two ends, behind the first a dot segment', cors: many, path: '/%23/.%23', want: 'rule-threw' },
    { step: 'parameters in two lines', cors: many, path: '/%3b%0dA', want: 'origin-not-allowed' },
    { step: 'slashes that are no host', cors: many, path: '/a//1//', want: 'origin-not-allowed' },
    { step: 'a host of two letters', cors: many, path: '/\\xa', want: 'origin-not-allowed' },
    { step: 'white space in front', cors: many, path: '/%20a', want: 'origin-not-allowed' },
    { step: 'a slash that is encoded four times', cors: many, path: '/%2525252f', want: 'rule-threw' },
    { step: 'a host before segments', cors: segments, path: '//api/items/%0a', want: 'rule-threw' },
    { step: 'parameters, and slashes behind them', cors: segments, path: '/;xA//\\;x', want: null },
    { step: 'a slash before bytes that are no text', cors: segments, path: '/%25252f%FF', want: 'rule-threw' },
  ])('$path, $step: $want', ({ cors, path, want }) => {
    const { refusal } = cors.decide({ method: 'GET', url: `https://api.example.com${path}`, headers })
    expect(refusal?.code ?? null).toBe(want)
  })
})

describe('encoded bytes', () => {
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const encode = (bytes: readonly number[]): string =>
    bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')

  /** Decodes each text that is whole, and leaves the other bytes. */
  function decodeSlowly(bytes: readonly number[]): string {
    for (let length = 1; length <= bytes.length; length++) {
      try {
        return utf8.decode(Uint8Array.from(bytes.slice(0, length))) + decodeSlowly(bytes.slice(length))
      } catch {}
    }
    return bytes.length === 0 ? '' : encode(bytes.slice(0, 1)) + decodeSlowly(bytes.slice(1))
  }

  // The first and the last of each range of https://www.rfc-editor.org/rfc/rfc3629#section-4, and some inside.
  const leads = [0x00, 0x7f, 0x80, 0xc1, 0xc2, 0xcf, 0xd0, 0xda, 0xdf, 0xe0, 0xe1, 0xe9, 0xec, 0xed, 0xee, 0xef]
  const leadsOfFour = [0xf0, 0xf1, 0xf3, 0xf4, 0xf5]
  const seconds = [0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0]
  const others = [0x7f, 0x80, 0xbf, 0xc0]
  const rows = [...leads, ...leadsOfFour].map((lead) => {
    const pairs = seconds.map((second) => [lead, second])
    const threes = pairs.flatMap((pair) => others.map((third) => [...pair, third]))
    const fours = threes.flatMap((three) => others.map((fourth) => [...three, fourth]))
    const all = [...pairs, ...threes, ...(leadsOfFour.includes(lead) ? fours : [])]
    return { lead: encode([lead]), texts: all.map((bytes) => ({ text: encode(bytes), want: decodeSlowly(bytes) })) }
  })

  test.each(rows)('are decoded where they are text, behind $lead', ({ texts }) => {
    expect(texts.map(({ text }) => ({ text, want: decode(text) }))).toEqual(texts)
  })

  test('are text behind some', () => {
    expect(rows.filter(({ texts }) => texts.some(({ want }) => !want.includes('%'))).length).toBeGreaterThan(15)
  })

  test('are decoded in either case', () => expect(decode('%C3%A9%c3%a9%e2%82%AC')).toBe('éé€'))
})

test('a path that is too long to be read in every way is refused unless one policy is for all paths', () => {
  const anyone = createCors({ origin: '*' })
  const ask = (routes: Readonly<Record<string, Cors>>): string | null => {
    const url = `https://api.example.com/${'A'.repeat(5000)}`
    return createCorsRoutes(routes).decide({ method: 'GET', url, headers }).refusal?.code ?? null
  }
  expect(ask({ '/*': anyone, '/a': anyone })).toBeNull()
  expect(ask({ '/a': anyone, '/b/*': anyone })).toBe('rule-threw')
})
