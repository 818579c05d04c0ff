import { describe, expect, test } from 'vitest'
import { compareUrls, readUrl } from '../../../cli/compare/compare-urls.ts'
import { formatComparison } from '../../../cli/compare/format-comparison.ts'
import { CommandError } from '../../../cli/exit-codes.ts'
import { runCommand } from '../run-command.ts'

interface Row {
  readonly step: string
  readonly urls: readonly [string, string]
  readonly sameOrigin: boolean
  readonly differs: readonly string[]
  /** With the scheme, and without. */
  readonly sameSite: readonly [boolean, boolean]
}

const rows: readonly Row[] = [
  {
    step: 'one origin, with its default port and another path',
    urls: ['https://app.example.com/a', 'https://app.example.com:443/b?c'],
    sameOrigin: true,
    differs: [],
    sameSite: [true, true],
  },
  {
    step: 'all three parts, and the site by its scheme only',
    urls: ['http://js.marathon.com/', 'https://api.marathon.com:81/'],
    sameOrigin: false,
    differs: ['scheme', 'host', 'port'],
    sameSite: [false, true],
  },
  {
    step: 'two hosts of one registrable domain under a suffix of two labels',
    urls: ['https://a.example.co.uk', 'https://b.example.co.uk'],
    sameOrigin: false,
    differs: ['host'],
    sameSite: [true, true],
  },
  {
    step: 'two customers of a shared host',
    urls: ['https://a.vercel.app', 'https://b.vercel.app'],
    sameOrigin: false,
    differs: ['host'],
    sameSite: [false, false],
  },
  {
    step: 'a dot at the end, which makes another site',
    urls: ['https://example.com', 'https://example.com./'],
    sameOrigin: false,
    differs: ['host'],
    sameSite: [false, false],
  },
  {
    step: 'two hosts of a site with a dot at the end',
    urls: ['https://a.example.com./', 'https://b.example.com./'],
    sameOrigin: false,
    differs: ['host'],
    sameSite: [true, true],
  },
  {
    step: 'two names of this machine',
    urls: ['http://localhost:3000', 'http://127.0.0.1:3000'],
    sameOrigin: false,
    differs: ['host'],
    sameSite: [false, false],
  },
  {
    step: 'a page and its WebSocket, which gets its cookies',
    urls: ['https://app.example.com', 'wss://app.example.com/live'],
    sameOrigin: false,
    differs: ['scheme'],
    sameSite: [true, true],
  },
  {
    step: 'a URL with an opaque origin',
    urls: ['data:text/plain,a', 'data:text/plain,a'],
    sameOrigin: false,
    differs: [],
    sameSite: [false, false],
  },
]

describe('two URLs', () => {
  test.each(rows)('$step', ({ urls: [a, b], sameOrigin, differs, sameSite: [schemeful, schemeless] }) => {
    const comparison = compareUrls(readUrl(a), readUrl(b))
    expect(comparison).toMatchObject({ sameOrigin, differs, sameSite: { schemeful, schemeless } })
    expect(formatComparison(comparison).split('\n')[0]).toContain(sameOrigin ? 'SAME ORIGIN' : 'ANOTHER ORIGIN')
  })
})

test('what programs read', async () => {
  const { code, stdout } = await runCommand(['compare', 'https://a.example:443/b', 'https://a.example', '--json'])
  const parts = { scheme: 'https', host: 'a.example', port: 443 }
  expect(JSON.parse(stdout)).toEqual({
    a: 'https://a.example',
    b: 'https://a.example',
    sameOrigin: true,
    differs: [],
    notes: [],
    sameSite: { schemeful: true, schemeless: true },
    parts: { a: parts, b: parts },
  })
  expect(code).toBe(0)
})

test('what people read', async () => {
  const { code, stdout } = await runCommand(['compare', 'http://js.marathon.com/', 'https://js.marathon.com:81/api'])
  expect(code).toBe(1)
  expect(stdout).toBe(`ANOTHER ORIGIN: scheme and port differ

origin   http://js.marathon.com   https://js.marathon.com:81
scheme   http                     https                        ✗ differs
host     js.marathon.com          js.marathon.com
port     80                       81                           ✗ differs

Same site with the scheme:     no
Same site without the scheme:  yes
  Cookies with SameSite=Lax or Strict do not go along, those with SameSite=None
  and Secure do; browsers that leave the scheme out of a site send them all the
  same
  A page of one reads the other only if that allows it by CORS
`)
})

test('schemes that are none of HTTP have notes', () => {
  const comparison = compareUrls(readUrl('capacitor://localhost'), readUrl('wss://api.example.com'))
  expect(comparison.notes).toEqual([
    'An opaque origin is the same as none but itself, and each URL with one has its own',
    'An app that has registered capacitor: may give its pages an origin of that scheme',
    'wss: asks for no CORS: the server looks at Origin itself',
  ])
  const printed = formatComparison(comparison).replace(/\s+/g, ' ')
  for (const note of comparison.notes) expect(printed).toContain(note)
  expect(printed).not.toContain('reads the other')
})

const wrong = [
  { urls: ['localhost:3000', 'https://a.example'], instead: 'http://localhost:3000' },
  { urls: ['https://a.example', 'api.example.com/items?a=b'], instead: 'https://api.example.com/items?a=b' },
  { urls: ['*', 'https://a.example'], instead: 'https://app.example.com/' },
  { urls: ['', 'https://a.example'], instead: 'https://app.example.com/' },
  { urls: ['\u001b[2J', 'https://a.example'], instead: 'https://app.example.com/' },
]

test.each(wrong)('no URL: $urls', ({ urls, instead }) => {
  const read = (): void => void urls.map(readUrl)
  expect(read).toThrow(CommandError)
  expect(read).toThrow(/^".*" is no URL: write it with its scheme, such as \S+$/)
  expect(read).toThrow(`such as ${instead}`)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it must not get to a terminal
  expect(read).not.toThrow(/\u001b/)
})

test('no URL is wrong usage', async () => {
  const { code, stdout, stderr } = await runCommand(['compare', 'localhost:3000', 'https://a.example'])
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/^error: "localhost:3000" is no URL: .*\n$/)
})

test('one URL is too few', async () => {
  const { code, stderr } = await runCommand(['compare', 'https://a.example'])
  expect(code).toBe(2)
  expect(stderr).toContain("missing required argument 'other'")
})
