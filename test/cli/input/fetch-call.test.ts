// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the texts'
import { describe, expect, test } from 'vitest'
import { CommandError } from '../../../cli/exit-codes.ts'
import type { CopiedRequest } from '../../../cli/input/copied-request.ts'
import { parseFetchCall } from '../../../cli/input/fetch-call.ts'
import { explain, type PageRequest } from '../../../src/explain.ts'

const url = 'https://api.example.com/items'

/** A call, and what it is read as; members that are left out are as of `fetch(url)`. */
interface Row {
  readonly text: string
  readonly request?: Partial<PageRequest>
  readonly copied?: Partial<Omit<CopiedRequest, 'request'>>
}

const rows: readonly Row[] = [
  { text: `fetch('${url}')` },
  { text: `await fetch("${url}");` },
  { text: `window.fetch(\`${url}\`)` },
  { text: `globalThis.fetch(new URL('/items', 'https://api.example.com'))` },
  { text: `const { items } = await (await fetch('${url}', {})).json()` },
  {
    text: `export async function load() { try { return await fetch('${url}') } catch (error) { console.error(error) } }`,
  },
  { text: `fetch('${url}').then((r) => r.json()).then(setItems).catch(() => fetched())` },
  { text: `fetch('/items')`, request: { url: '/items' } },
  { text: `fetch('https://api.example.com' + '/items' + ('?page=' + 1))`, request: { url: `${url}?page=1` } },
  {
    text: 'fetch(`https://api.example.com/${"items"}?q=${encodeURIComponent("a b")}`)',
    request: { url: `${url}?q=a%20b` },
  },
  { text: `fetch('${url}', { method: 'patch' })`, request: { method: 'patch' } },
  {
    text: `fetch('${url}', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ a: [1, -2, !0, null], "b": 'x' }) })`,
    request: {
      method: 'POST',
      headers: [['Content-Type', 'application/json']],
      body: '{"a":[1,-2,true,null],"b":"x"}',
    },
  },
  {
    text: `fetch('${url}', { headers: new Headers({ 'X-A': '1' }) })`,
    request: { headers: [['x-a', '1']] },
  },
  {
    text: `fetch('${url}', { headers: [['X-A', 1], ['X-A', '2']] })`,
    request: {
      headers: [
        ['X-A', '1'],
        ['X-A', '2'],
      ],
    },
  },
  {
    text: `fetch('${url}', { headers: { ...{ a: '1' }, ['x-' + 'b']: String(2), Authorization: 'Basic ' + btoa('me:x') } })`,
    request: {
      headers: [
        ['a', '1'],
        ['x-b', '2'],
        ['Authorization', 'Basic bWU6eA=='],
      ],
    },
  },
  {
    // A mistake that many make, and the reason for their preflight.
    text: `fetch('${url}', { mode: 'cors', headers: { 'Access-Control-Allow-Origin': '*', Origin: 'https://app.example.com' } })`,
    request: {
      mode: 'cors',
      headers: [
        ['Access-Control-Allow-Origin', '*'],
        ['Origin', 'https://app.example.com'],
      ],
    },
  },
  {
    text: `fetch('${url}', { method: 'PUT', body: new URLSearchParams({ a: 'b c' }), credentials: 'include', redirect: 'error', referrerPolicy: 'no-referrer' })`,
    request: {
      method: 'PUT',
      body: new URLSearchParams({ a: 'b c' }),
      credentials: 'include',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
    },
  },
  {
    text: `fetch('${url}', { method: 'POST', body: new URLSearchParams('a=b').toString() })`,
    request: { method: 'POST', body: 'a=b' },
  },
  {
    text: `fetch('${url}', { method: 'POST', body: new FormData() })`,
    request: { method: 'POST', body: new FormData() },
  },
  { text: `fetch('${url}', { method: undefined, body: null, headers: undefined })` },
  {
    text: `fetch('${url}', { signal: AbortSignal.timeout(5), cache: 'no-store', keepalive: true, next: { revalidate: 60 } })`,
    copied: { ignored: ['signal', 'cache', 'keepalive', 'next'] },
  },
  {
    text: `fetch(new Request('${url}', { method: 'PUT', mode: 'same-origin' }), { mode: 'cors', priority: 'high' })`,
    request: { method: 'PUT', mode: 'cors' },
    copied: { ignored: ['priority'] },
  },
  {
    text: `fetch('${url}', { referrer: 'https://app.example.com/page' })`,
    copied: { origin: 'https://app.example.com' },
  },
]

describe('a call is read as fetch reads it', () => {
  test.each(rows)('$text', ({ text, request, copied }) => {
    const expected = { origin: null, cookies: [], insecure: false, ignored: [], assumed: [], ...copied }
    expect(parseFetchCall(text)).toEqual({ request: { url, ...request }, ...expected })
  })
})

/** What DevTools write, as far as it matters. */
const write = (init: object): string => `fetch(${JSON.stringify(url)}, ${JSON.stringify(init, null, 2)});`
const referrer = 'https://app.example.com/'
const cors = { body: null, method: 'GET', mode: 'cors' } as const

describe('what DevTools made up is not taken for what the page asked for', () => {
  test.each<[step: string, init: object, request: Partial<PageRequest>, assumed: readonly RegExp[]]>([
    [
      'no cookie was sent, and they write "omit"',
      { headers: { accept: '*/*' }, referrer, ...cors, credentials: 'omit' },
      { credentials: 'same-origin' },
      [/^No cookie was sent/],
    ],
    [
      'a cookie was sent',
      { headers: { accept: '*/*' }, referrer, ...cors, credentials: 'include' },
      { credentials: 'include' },
      [],
    ],
    [
      'there is an Authorization header, and they write "include" for that too',
      { headers: { Authorization: 'Bearer abc' }, referrer, ...cors, credentials: 'include' },
      { credentials: 'include', headers: [['Authorization', 'Bearer abc']] },
      [/^DevTools write credentials "include" also .* add --credentials same-origin$/],
    ],
    [
      'an OPTIONS request of another mode',
      { headers: { 'sec-fetch-mode': 'no-cors', 'accept-language': 'de' }, ...cors, credentials: 'omit' },
      { mode: 'no-cors', credentials: 'same-origin' },
      [/^No cookie was sent/],
    ],
  ])('%s', (_, init, request, assumed) => {
    const copied = parseFetchCall(write(init))
    expect(copied.request).toEqual({ url, method: 'GET', headers: [], ...request })
    expect(copied.assumed).toEqual(assumed.map((pattern) => expect.stringMatching(pattern)))
  })

  test('what a person wrote as JSON stays as it is', () => {
    const init = { headers: { accept: '*/*', 'cache-control': 'no-cache', pragma: 'no-cache' }, credentials: 'omit' }
    const { request } = parseFetchCall(write(init))
    expect(request).toEqual({ url, credentials: 'omit', headers: Object.entries(init.headers) })
  })
})

test('a header that no page can set is named in the explanation', async () => {
  const { request } = parseFetchCall(`fetch('${url}', { headers: { Origin: 'https://other.example' } })`)
  const { request: explained } = await explain({
    page: { origin: 'https://app.example.com' },
    request,
    server: () => new Response(),
  })
  expect(explained.droppedHeaders).toEqual(['Origin'])
})

test('nothing is executed', () => {
  expect(() => parseFetchCall(`fetch('${url}', { body: (globalThis.executed = true) })`)).toThrow(/nothing is executed/)
  expect(() => parseFetchCall(`globalThis.executed = true; fetch('${url}', { body: executed() })`)).toThrow(
    CommandError,
  )
  expect(() => parseFetchCall(`fetch('${url}', { "__proto__": { polluted: 1 } })`)).not.toThrow()
  expect({ ...globalThis }).not.toHaveProperty('executed')
  expect({}).not.toHaveProperty('polluted')
})

const devTools = 'in DevTools, right-click the request and take "Copy as fetch"'

describe('what cannot be read is said in one sentence', () => {
  test.each<[text: string, says: string | RegExp]>([
    ['', `There is no call of fetch in this: ${devTools}, or "Copy as cURL" for --curl`],
    [
      "axios.get('https://a.example')",
      `This is a call of axios, and only calls of fetch are read: ${devTools}, or "Copy as cURL" for --curl`,
    ],
    ['$.ajax({ url: "/a" })', /^This is a call of \$\.ajax, /],
    ['const xhr = new XMLHttpRequest(); xhr.open("GET", "/a")', /^This is a call of XMLHttpRequest, /],
    ["curl 'https://a.example'", 'This is a command of curl: pass it with --curl'],
    ["fetch('https://a.example', {", `This is no JavaScript, or not all of it (Unexpected token (1:28)): ${devTools}`],
    ['fetch()', 'fetch() has no URL: paste the whole call'],
    ["fetch('/a'); fetch('/b')", 'There are 2 calls of fetch: paste one of them'],
    ['fetch(url)', '"url" is a variable, and nothing is executed: write its value in its place'],
    ['fetch(`/a/${id}`)', '"id" is a variable, and nothing is executed: write its value in its place'],
    ["fetch('/a', options)", '"options" is a variable, and nothing is executed: write its value in its place'],
    [
      "fetch('/a', { headers: { Authorization: `Bearer ${localStorage.getItem('token')}` } })",
      '"localStorage.getItem(\'token\')" is code, and nothing is executed: write its value in its place',
    ],
    ["fetch('/a', { method })", '"method" is a variable, and nothing is executed: write its value in its place'],
    ["fetch('/a', { get method() { return 'PUT' } })", /^"get method\(\) \{ return 'PUT' \}" is code/],
    ["fetch('/a', { body: `${'a'.repeat(90)}` })", /^"'a'\.repeat\(90\)" is code/],
    ["fetch('/a', { body: a ?? bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb })", /…" is code/],
    ["fetch('/a', { body: new Blob(['x']) })", /^"new Blob\(\['x'\]\)" is code/],
    ["fetch(new URL('/a'))", 'new URL(…) cannot be made: Invalid URL'],
    ["fetch('/a', { headers: [['a']] })", 'headers: write { name: value }, or a list of [name, value]'],
  ])('%s', (text, says) => {
    const message = typeof says === 'string' ? new CommandError(says) : says
    expect(() => parseFetchCall(text)).toThrow(message)
  })
})
