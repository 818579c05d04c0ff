import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCurl } from '../../../cli/input/curl.ts'
import { parseFetchCall } from '../../../cli/input/fetch-call.ts'

/** What a request of a page may be; no header of it is one that browsers set themselves. */
const requests = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE'),
  path: fc.stringMatching(/^[\w%&=?'",;:!$*()@~{}|^`<>\\ -]{0,40}$/),
  headers: fc.array(
    fc.tuple(
      fc.stringMatching(/^x-[a-z0-9!#$%&'*+.^_`|~-]{1,12}$/),
      fc.stringMatching(/^[\x21-\x7e\xa1-\xff]([\x20-\x7e\xa1-\xff]{0,30}[\x21-\x7e\xa1-\xff])?$/),
    ),
    { maxLength: 6 },
  ),
  body: fc.option(fc.string({ unit: 'grapheme', maxLength: 60 })),
})
type Random = typeof requests extends fc.Arbitrary<infer Value> ? Value : never

const toUrl = ({ path }: Random): string => `https://api.example.com/${path}`
const type = ['content-type', 'application/json'] as const

/** Lists the words of a command that sends a request. */
function toWords(request: Random): string[] {
  const { method, headers, body } = request
  const lines = [...headers, type].flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  return ['curl', toUrl(request), '-g', '-X', method, ...lines, ...(body === null ? [] : ['--data-raw', body])]
}

/** Quotes as Chromium does for Bash. */
function quoteForChromium(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it escapes
  if (!/[\0-\x1f\x7f-\x9f!]|'/.test(text)) return `'${text}'`
  const escaped = text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n').replaceAll('\r', '\\r')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
  return `$'${escaped.replace(/[\0-\x1f\x7f-\x9f!]/g, (one) => `\\u${toHex(one, 4)}`)}'`
}

/** Quotes as Firefox and Safari do for Bash. */
function quoteForFirefox(text: string): string {
  if (!/[^\x20-\x7e]|!|'/.test(text)) return `'${text}'`
  const escaped = text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n').replaceAll('\r', '\\r')
  const hex = (one: string): string => (one.charCodeAt(0) < 256 ? `\\x${toHex(one, 2)}` : `\\u${toHex(one, 4)}`)
  return `$'${escaped.replaceAll('!', '\\041').replace(/[^\x20-\x7e]/g, hex)}'`
}

/** Quotes as people do. */
function quoteInDouble(text: string): string {
  return `"${text.replace(/[\\"$`]/g, '\\$&')}"`
}

function quoteInSingle(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** Quotes for cmd.exe, with a caret before all that is no letter; the program's own rules for backslashes first. */
function quoteForCmd(text: string): string {
  const own = text.replace(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, '$&$&')
  return `^"${own.replace(/[^\w\s]/g, '^$&').replaceAll('\n', '^\n\n')}^"`
}

function toHex(character: string, length: number): string {
  return character.charCodeAt(0).toString(16).padStart(length, '0')
}

/** cmd.exe knows no carriage return, and copies for it have lost theirs. */
const dropReturns = (request: Random): Random => ({ ...request, body: request.body?.replaceAll('\r', '') ?? null })

type Renderer = readonly [shell: string, render: (request: Random) => string, change: (request: Random) => Random]

const renderers: readonly Renderer[] = [
  ['Bash, as Chromium quotes', (request) => toWords(request).map(quoteForChromium).join(' \\\n  '), (all) => all],
  ['Bash, as Firefox quotes', (request) => toWords(request).map(quoteForFirefox).join(' \\\r\n  '), (all) => all],
  ['double quotes', (request) => toWords(request).map(quoteInDouble).join(' '), (all) => all],
  ['single quotes', (request) => toWords(request).map(quoteInSingle).join('\t'), (all) => all],
  ['cmd', (request) => toWords(request).map(quoteForCmd).join(' ^\n '), dropReturns],
]

describe('a request is read from a command as it was written', () => {
  test.each(renderers)('%s', (_, render, change) => {
    fc.assert(
      fc.property(requests, (random) => {
        const changed = change(random)
        const { method, headers, body } = changed
        const { request } = parseCurl(render(changed))
        expect({ ...request, body: request.body ?? null }).toEqual({
          url: toUrl(changed),
          method,
          headers: [...headers, type],
          credentials: 'same-origin',
          body,
        })
      }),
      { numRuns: 300 },
    )
  })
})

test('a request is read from a call of fetch as it was written', () => {
  fc.assert(
    fc.property(requests, fc.boolean(), (random, isCode) => {
      const { method, headers, body } = random
      const init = {
        method,
        headers: [...headers, type],
        body: body ?? undefined,
        mode: 'cors',
        credentials: 'include',
      }
      const text = isCode
        ? `const answer = await fetch(new URL(${JSON.stringify(toUrl(random))}), ${JSON.stringify(init)}).then((r) => r.json())`
        : `fetch(${JSON.stringify(toUrl(random))}, ${JSON.stringify(init, null, 2)});`
      const { request } = parseFetchCall(text)
      const url = isCode ? new URL(toUrl(random)).href : toUrl(random)
      expect({ ...request, body: request.body ?? null }).toEqual({ ...init, url, body })
    }),
    { numRuns: 300 },
  )
})

test('no text makes a reader throw anything but a sentence', () => {
  const pieces = fc.array(
    fc.oneof(
      fc.constantFrom(
        'curl ',
        'fetch(',
        "'",
        '"',
        "$'",
        '\\',
        '^',
        '^"',
        '\n',
        '-',
        '--',
        '-H ',
        '-d',
        ' @',
        '&',
        '|',
        '>',
        '`',
        '$',
        '{',
        '}',
        ')',
        ': ',
        'https://a.example ',
      ),
      fc.string({ maxLength: 5 }),
    ),
    { maxLength: 25 },
  )
  fc.assert(
    fc.property(pieces, (list) => {
      for (const read of [parseCurl, parseFetchCall]) {
        try {
          read(list.join(''))
        } catch (error) {
          expect(error).toMatchObject({ name: 'CommandError' })
        }
      }
    }),
    { numRuns: 2000 },
  )
})

describe('a long text is read at once', () => {
  const many = (text: string): string => text.repeat(300_000 / text.length)
  test.each<[step: string, text: string]>([
    ['Bash', `curl 'https://a.example' --data-raw $'${many('a\\n')}'`],
    ['Bash, a quote that does not end', `curl "https://a.example" --data-raw "${many('a\\"')}`],
    ['cmd', `curl ^"https://a.example^" --data-raw ^"${many('^{')}^"`],
    ['backslashes', `curl "${many('\\')}"`],
    ['words', `curl ${many('a ')}`],
    ['an option', `curl --${many('a')}`],
    ['statements', `${many('a();')}`],
    ['brackets', `fetch('/a', { body: ${many('[')} })`],
    ['a list', `fetch('/a', { body: JSON.stringify([${many('1,')}]) })`],
  ])(
    '%s',
    (_, text) => {
      for (const read of [parseCurl, parseFetchCall]) {
        try {
          read(text)
        } catch (error) {
          expect(error).toMatchObject({ name: 'CommandError', message: expect.stringMatching(/^.{1,300}$/s) })
        }
      }
    },
    10_000,
  )
})
