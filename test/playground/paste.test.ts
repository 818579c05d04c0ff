import { describe, expect, test } from 'vitest'
import { parseCurl } from '../../cli/input/curl.ts'
import { toConsoleText } from '../../playground/console-texts.ts'
import { readPasted, toPasteAdvice } from '../../playground/paste.ts'
import { predict } from '../../playground/predict.ts'
import { presets } from '../../playground/presets.ts'
import { defaultState } from '../../playground/state.ts'
import { capturedEngines, readCaptured } from '../cli/input/captured.ts'

const engines = ['chromium', 'firefox', 'webkit'] as const

/** Messages that do not say enough to get the same one again. */
const unclear: ReadonlySet<string> = new Set([
  // Safari tells a missing header from a wrong one by nothing, and Firefox and Safari do not say that it was the preflight.
  'webkit wrong-origin',
  'webkit trailing-slash',
  // They are not about CORS.
  'chromium mixed-content',
  'firefox mixed-content',
  'webkit mixed-content',
])

const rows = presets
  .filter(({ want }) => want.outcome === 'blocked')
  .flatMap(({ name, state }) => engines.map((engine) => ({ step: `${engine} ${name}`, engine, state })))
  .filter(({ step }) => !unclear.has(step))

describe('a state of which the console says the same is made of what it says', () => {
  test.each(rows)('$step', async ({ engine, state }) => {
    const { explanation } = await predict(state, engine)
    const text = explanation && toConsoleText(engine, explanation)
    // Where this engine does not block, or says nothing.
    if (!explanation || text === null) return
    const url = explanation.exchanges.at(-1)?.request.url
    const printed = engine === 'webkit' ? `${text}\nFetch API cannot load ${url} due to access control checks.` : text
    const pasted = readPasted(printed)
    expect(pasted?.kind).toMatch(/^a message of the console/)
    const again = await predict({ ...defaultState, ...pasted?.changes }, engine)
    expect(again.inputs).toEqual([])
    const names = explanation.blocked?.names
    expect({ names: again.explanation?.blocked?.names, url: again.explanation?.request.url }).toEqual({
      names:
        engine === 'webkit' ? expect.anything() : { ...again.explanation?.blocked?.names, [engine]: names?.[engine] },
      url: engine === 'chromium' ? explanation.request.url : url,
    })
  })
})

const headers = 'access-control-allow-origin: *\nx-a: 1'

const others: readonly (readonly [step: string, text: string, want: object | null])[] = [
  ['nothing', '', null],
  ['an error that is no header', 'TypeError: Failed to fetch', null],
  [
    'the answer that curl --verbose prints',
    '> GET / HTTP/2\n> a: 1\n>\n< HTTP/2 204\n< x-a: 1\n<\n{}',
    {
      status: '204',
      responseHeaders: 'x-a: 1',
    },
  ],
  [
    'an answer that is one to preflights too',
    'HTTP/2 200\naccess-control-allow-methods: PUT',
    { preflightStatus: '200', preflightHeaders: 'access-control-allow-methods: PUT' },
  ],
  ['prose', 'My request does not work: why?', null],
  [
    'an answer',
    `HTTP/2 401 \r\naccess-control-allow-origin: *\r\nx-a: 1\r\n\r\n{"a":1}`,
    { status: '401', responseHeaders: headers },
  ],
  ['headers', headers, { server: 'raw', responseHeaders: headers }],
  [
    'Copy as fetch',
    `fetch("https://api.example.com/items", {
  "headers": { "accept": "*/*", "content-type": "application/json", "sec-ch-ua": "\\"Chromium\\"" },
  "referrer": "https://app.example.com/start",
  "body": "{\\"a\\":1}",
  "method": "PUT",
  "mode": "cors",
  "credentials": "include"
});`,
    {
      page: 'https://app.example.com',
      url: 'https://api.example.com/items',
      method: 'PUT',
      headers: 'content-type: application/json',
      credentials: 'include',
      mode: 'cors',
      body: 'json',
    },
  ],
  ['a call with an URL alone', "await fetch('/items')", { url: '/items', method: 'GET', headers: '', body: 'none' }],
  [
    'an Authorization, which DevTools take for cookies',
    'fetch("https://a.example/", { "headers": { "authorization": "x" }, "referrer": "https://b.example/", "credentials": "include" });',
    { credentials: 'same-origin' },
  ],
  [
    'the same, as people write it',
    'fetch("https://a.example/", { headers: { authorization: "x" }, credentials: "include" })',
    { credentials: 'include' },
  ],
  ['a call that is no literal', 'fetch(url, options)', null],
  [
    'Copy as fetch (Node.js)',
    'fetch("https://api.example.com/", { "headers": { "Referer": "http://localhost:5173/a" }, "method": "GET" });',
    { page: 'http://localhost:5173', headers: '' },
  ],
  [
    'Copy as cURL (bash)',
    `curl 'https://api.example.com/items' \\
  -X 'PUT' \\
  -H 'accept: */*' \\
  -H 'content-type: application/json' \\
  -H $'x-name: it\\'s \\u0021' \\
  -b 'sid=1' \\
  -H 'origin: http://localhost:5173' \\
  --data-raw $'{"a":"it\\'s"}'`,
    {
      page: 'http://localhost:5173',
      url: 'https://api.example.com/items',
      method: 'PUT',
      headers: "content-type: application/json\nx-name: it's !",
      credentials: 'include',
      body: 'json',
    },
  ],
  [
    'Copy as cURL (cmd)',
    'curl ^"https://api.example.com/items?a=1^&b=^%^2F^" ^\n  -H ^"authorization: Bearer ^\\^"x^\\^"^" ^\n  --data-raw ^"a=1^"',
    {
      url: 'https://api.example.com/items?a=1&b=%2F',
      method: 'POST',
      headers: 'authorization: Bearer "x"',
      credentials: 'same-origin',
    },
  ],
  [
    'curl as people write it',
    'curl -sS -XDELETE -u me:secret --max-time 5 localhost:3000/items',
    { url: 'http://localhost:3000/items', method: 'DELETE', headers: 'authorization: Basic …' },
  ],
  [
    'a body is sent by POST',
    '$ curl https://a.example --json {}',
    { method: 'POST', headers: 'content-type: application/json' },
  ],
  ['a command without an URL', 'curl --help', null],
  ['a command whose URL is a variable', 'curl "$URL"', null],
  ['a command whose quotes have no end', "curl 'https://a.example", null],
]

const started =
  "Access to fetch at 'https://api.example.com/' from origin 'http://localhost:5173' has been blocked by CORS policy: "
const asked = `${started}Response to preflight request doesn't pass access control check: `

const consoles: readonly (readonly [step: string, text: string, code: string, status: number])[] = [
  [
    'a wildcard at the preflight',
    `${asked}The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.`,
    'preflight-allow-origin-wildcard-with-credentials',
    204,
  ],
  [
    'no credentials at the preflight',
    `${asked}The value of the 'Access-Control-Allow-Credentials' header in the response is '' which must be 'true' when the request's credentials mode is 'include'.`,
    'preflight-allow-credentials-not-true',
    204,
  ],
  [
    'the line after the message',
    `${started}No 'Access-Control-Allow-Origin' header is present on the requested resource.\nGET https://api.example.com/ net::ERR_FAILED 502 (Bad Gateway)`,
    'allow-origin-missing',
    502,
  ],
  [
    'a font',
    `${started.replace('fetch', 'font')}No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
    'allow-origin-missing',
    200,
  ],
  [
    'XMLHttpRequest in Safari',
    '[Error] Preflight response is not successful. Status code: 401\n[Error] XMLHttpRequest cannot load https://api.example.com/ due to access control checks.',
    'preflight-status',
    401,
  ],
]

describe('of more than one line, or of another phase', () => {
  test.each(consoles)('%s', async (_, text, code, status) => {
    const { explanation } = await predict({ ...defaultState, ...readPasted(text)?.changes })
    expect(explanation?.blocked?.code).toBe(code)
    expect(explanation?.exchanges.at(-1)?.response?.status).toBe(status)
  })
})

test.each([
  ['curl -H "authorization: Bearer $TOKEN', /^Only plain values/],
  [`fetch('/a', { body: JSON.stringify(a) })`, /^Only plain values/],
  ['GET https://a.example/ net::ERR_CONNECTION_REFUSED', /^This is not about CORS/],
  [
    'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://a.example/. (Reason: CORS request did not succeed). Status code: (null).',
    /^This is not about CORS/,
  ],
  ['Uncaught (in promise) TypeError: Failed to fetch', /^This is all that the page learns/],
  ['hello', /^Nothing/],
])('of %s it is said what to paste instead', (text, advice) => {
  expect(readPasted(text)).toBeNull()
  expect(toPasteAdvice(text)).toMatch(advice)
})

describe('it is read', () => {
  test.each(others)('%s', (_, text, want) => {
    const pasted = readPasted(text)
    if (want === null) expect(pasted).toBeNull()
    else expect(pasted?.changes).toMatchObject(want)
  })
})

/** What DevTools copied of a real call, and the same as the command line reads it. */
const copies = capturedEngines.flatMap((engine) =>
  readCaptured(engine).flatMap(({ name, copied: { bash, cmd, fetch, node = fetch } }) =>
    Object.entries({ bash, cmd, fetch, node }).map(([how, text]) => ({
      step: `${engine} ${name}, ${how}`,
      text,
      bash,
    })),
  ),
)

const pieces = ['Method ', 'x', 'Access to ', 'Cross-Origin Request Blocked: ', "$'a'", 'fetch(']

test.each(pieces)('a long text of "%s" does not stop the page', (piece) => {
  const text = piece.repeat(Math.ceil(50_000 / piece.length))
  const start = performance.now()
  for (const long of [text, `Method ${text}`, `curl ${text}'`]) readPasted(long)
  expect(performance.now() - start).toBeLessThan(5000)
})

describe('what DevTools copy is read as the command line reads it', () => {
  test.each(copies)('$step', ({ text, bash }) => {
    const { request, origin } = parseCurl(bash)
    const { changes } = readPasted(text) ?? {}
    // What the page sets as `Accept` cannot be told from what the browser does.
    const headers = [...(request.headers as Iterable<[string, string]>)].filter(([name]) => !/^accept$/i.test(name))
    expect({
      ...changes,
      headers: changes?.headers?.toLowerCase().split('\n').filter(Boolean).sort(),
      hasBody: changes?.body !== 'none',
    }).toMatchObject({
      page: origin,
      url: request.url,
      method: request.method,
      headers: headers.map(([name, value]) => `${name}: ${value}`.toLowerCase()).sort(),
      hasBody: Boolean(request.body),
    })
    // Calls leave out what shows that cookies were asked for.
    if (/^curl/.test(text)) expect(changes?.credentials).toBe(request.credentials)
  })
})
