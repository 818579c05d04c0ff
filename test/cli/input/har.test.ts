import { describe, expect, test } from 'vitest'
import { CommandError } from '../../../cli/exit-codes.ts'
import { type HarCase, readHar } from '../../../cli/input/har.ts'
import { type BlockCode, explain } from '../../../src/explain.ts'
import { capturedEngines, capturedPage, readCaptured, readFixture } from './captured.ts'

/** Explains a case from its file alone. */
async function explainCase({ copied, recorded, engine }: HarCase): Promise<string> {
  if (recorded === null) return 'not in the file'
  const page = { origin: copied.origin ?? 'none', cookies: copied.cookies }
  const explanation = await explain({ page, request: copied.request, server: recorded, engine: engine ?? undefined })
  return explanation.blocked?.code ?? explanation.outcome
}

describe('every blocked call of a page, and no other, is found in what the browser saved', () => {
  const codes: Readonly<Record<string, BlockCode>> = {
    get: 'allow-origin-missing',
    'get-twice': 'allow-origin-multiple',
    'get-with-cookies': 'allow-origin-wildcard-with-credentials',
    'get-without-cookies': 'allow-origin-wildcard-with-credentials',
    'get-no-store': 'allow-origin-missing',
    'get-header': 'preflight-allow-origin-missing',
    'get-header-then-blocked': 'allow-origin-missing',
    'get-redirect': 'allow-origin-missing',
    'put-json': 'preflight-method',
    delete: 'preflight-allow-origin-missing',
    'post-text': 'allow-origin-missing',
    'post-form': 'allow-origin-missing',
    'post-multipart': 'allow-origin-missing',
    'patch-xhr': 'preflight-allow-credentials-not-true',
    'head-range': 'allow-origin-missing',
  }

  test.each(['chromium.har', 'chromium-sanitized.har', 'firefox.har'])('%s', async (name) => {
    const engine = capturedEngines.find((one) => name.startsWith(one)) ?? 'chromium'
    const { cases, entries } = await readHar(readFixture(name))
    expect(entries).toBe(JSON.parse(readFixture(name)).log.entries.length)
    const found = cases.map(async (one) => {
      const [, path] = /:\d+\/([^?]*)/.exec(one.title) ?? []
      return [path ?? '', one.copied.origin, one.engine, await explainCase(one)] as const
    })
    const blocked = readCaptured(engine).filter(({ isShared }) => !isShared)
    // Chromium's file does not tell that this one asked for cookies, and its preflight fails either way.
    const code = (of: string): BlockCode | undefined =>
      of === 'patch-xhr' && engine === 'chromium' ? 'preflight-method' : codes[of]
    expect(await Promise.all(found)).toEqual(blocked.map((row) => [row.name, capturedPage, engine, code(row.name)]))
  })
})

const page = 'https://app.example.com'
const api = 'https://api.example.com/items'

/** An entry as HAR files have it. */
interface Entry {
  readonly url?: string
  readonly method?: string
  readonly headers?: readonly (readonly [string, string])[]
  readonly status?: number
  readonly answer?: readonly (readonly [string, string])[]
  /** In seconds. */
  readonly at?: number
  readonly response?: object
  readonly postData?: object
  readonly own?: object
}

let seconds = 0

function toEntry({ url = api, method = 'GET', headers, status = 200, answer = [], at, ...rest }: Entry): object {
  const toList = (list: Entry['headers'] & object): object[] => list.map(([name, value]) => ({ name, value }))
  seconds = at ?? seconds + 1
  return {
    startedDateTime: new Date(seconds * 1000).toISOString(),
    pageref: 'page_1',
    request: { method, url, headers: toList(headers ?? [['Origin', page]]), postData: rest.postData },
    response: { status, statusText: '', headers: toList(answer), content: {}, ...rest.response },
    ...rest.own,
  }
}

function toHar(creator: string, entries: readonly object[], title = `${page}/start`): string {
  return JSON.stringify({
    log: { version: '1.2', creator: { name: creator }, pages: [{ id: 'page_1', title }], entries },
  })
}

const toPreflight = (method: string, names: string): NonNullable<Entry['headers']> => [
  ['Origin', page],
  ['Access-Control-Request-Method', method],
  ...(names === '' ? [] : [['Access-Control-Request-Headers', names] as const]),
]
const mine = ['access-control-allow-origin', page] as const
const trace: NonNullable<Entry['headers']> = [
  ['Origin', page],
  ['x-trace', '1'],
]
const chromiumError = (error: string | null, type = 'fetch'): Pick<Entry, 'response' | 'own'> => ({
  response: { _error: error },
  own: { _resourceType: type },
})

/** A file, and the cases that it has: each its title, what comes of it, why it counts, and what was assumed. */
interface Row {
  readonly step: string
  readonly creator?: string
  readonly title?: string
  readonly entries: readonly (Entry | object)[]
  readonly want: readonly (readonly [title: string, outcome: string, reason: string, assumed?: RegExp])[]
}

const byAnswers = 'By the answers in the file, a browser blocks it'
const failed = 'The browser says: net::ERR_FAILED'
const unanswered = 'The file has no answer to it'

const rows: readonly Row[] = [
  { step: 'no entries', entries: [], want: [] },
  { step: 'a shared response', entries: [{ answer: [mine] }], want: [] },
  {
    step: 'a blocked response, and no word of it',
    entries: [{}],
    want: [[`GET ${api}`, 'allow-origin-missing', byAnswers]],
  },
  { step: 'Chromium says that nothing failed', creator: 'WebInspector', entries: [chromiumError(null)], want: [] },
  {
    step: 'Chromium says that it was the network',
    creator: 'WebInspector',
    entries: ['CONNECTION_REFUSED', 'NAME_NOT_RESOLVED', 'ABORTED', 'CERT_AUTHORITY_INVALID', 'BLOCKED_BY_CLIENT'].map(
      (name) => ({ status: 0, ...chromiumError(`net::ERR_${name}`) }),
    ),
    want: [],
  },
  {
    step: 'an older Chromium leaves out what was blocked',
    creator: 'WebInspector',
    entries: [{ status: 0, headers: [['Referer', `${page}/`]], ...chromiumError('net::ERR_FAILED', 'xhr') }],
    want: [[`GET ${api}`, 'not in the file', failed]],
  },
  {
    step: 'Chromium blocked it although the answers allow it',
    creator: 'WebInspector',
    entries: [{ answer: [mine, ['access-control-allow-credentials', 'true']], ...chromiumError('net::ERR_FAILED') }],
    want: [[`GET ${api}`, 'shared', failed]],
  },
  {
    step: 'only credentials explain the failure',
    creator: 'WebInspector',
    entries: [{ answer: [['access-control-allow-origin', '*']], ...chromiumError('net::ERR_FAILED') }],
    want: [[`GET ${api}`, 'allow-origin-wildcard-with-credentials', failed, /^No cookie was sent, and yet it failed/]],
  },
  {
    step: 'images and navigations are not about CORS',
    creator: 'WebInspector',
    entries: [
      { status: 0, headers: [['Referer', `${page}/`]], ...chromiumError('net::ERR_FAILED', 'image') },
      {
        headers: [
          ['Referer', `${page}/`],
          ['Sec-Fetch-Mode', 'navigate'],
        ],
        ...chromiumError('net::ERR_FAILED', 'document'),
      },
      {
        headers: [
          ['Origin', page],
          ['Sec-Fetch-Mode', 'websocket'],
        ],
        ...chromiumError('net::ERR_FAILED', 'websocket'),
      },
    ],
    want: [],
  },
  {
    step: 'a no-cors response that its policy withholds',
    creator: 'WebInspector',
    entries: [
      {
        url: 'https://cdn.example.net/a.js',
        headers: [
          ['Referer', `${page}/`],
          ['Sec-Fetch-Mode', 'no-cors'],
          ['Sec-Fetch-Dest', 'script'],
          ['Accept', '*/*'],
        ],
        answer: [['cross-origin-resource-policy', 'same-origin']],
        ...chromiumError('net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin', 'script'),
      },
    ],
    want: [
      [
        'GET https://cdn.example.net/a.js',
        'resource-policy',
        'The browser says: net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin',
      ],
    ],
  },
  {
    // The texts of WebKit; its HARBuilder writes them as Chromium's _error, and no preflights.
    step: 'Safari',
    creator: 'WebKit Web Inspector',
    entries: [
      {
        response: { _error: `Origin ${page} is not allowed by Access-Control-Allow-Origin. Status code: 200` },
        status: 0,
      },
      { method: 'PUT', response: { _error: 'Preflight response is not successful. Status code: 404' }, status: 0 },
      { url: 'https://api.example.com/down', response: { _error: 'Could not connect to the server.' }, status: 0 },
      { url: 'https://api.example.com/well', answer: [] },
    ],
    want: [
      [
        `GET ${api}`,
        'not in the file',
        `The browser says: Origin ${page} is not allowed by Access-Control-Allow-Origin. Status code: 200`,
      ],
      [`PUT ${api}`, 'not in the file', 'The browser says: Preflight response is not successful. Status code: 404'],
    ],
  },
  {
    step: 'Playwright',
    creator: 'Playwright',
    entries: [
      { status: -1, response: { _failureText: 'net::ERR_FAILED' } },
      { status: -1, response: { _failureText: 'net::ERR_CONNECTION_RESET' } },
    ],
    want: [[`GET ${api}`, 'not in the file', failed]],
  },
  {
    step: 'Firefox says nothing of what was not answered',
    creator: 'Firefox',
    entries: [{ status: 0 }],
    want: [[`GET ${api}`, 'not in the file', unanswered]],
  },
  {
    step: 'a preflight that is refused, before its request in the file',
    creator: 'Firefox',
    entries: [
      { method: 'OPTIONS', headers: toPreflight('GET', 'x-trace'), status: 204 },
      { headers: trace, status: 0 },
    ],
    want: [[`GET ${api}`, 'preflight-allow-origin-missing', byAnswers]],
  },
  {
    step: 'a preflight that was cached',
    creator: 'Firefox',
    entries: [{ headers: trace }],
    want: [[`GET ${api}`, 'allow-origin-missing', byAnswers, /^Its preflight is not in the file/]],
  },
  {
    step: 'a preflight alone',
    entries: [{ method: 'OPTIONS', headers: toPreflight('PUT', 'x-trace'), status: 404 }],
    want: [[`PUT ${api}`, 'preflight-allow-origin-missing', byAnswers, /^This is a preflight/]],
  },
  {
    step: 'a preflight alone that was passed',
    entries: [
      {
        method: 'OPTIONS',
        headers: toPreflight('PUT', ''),
        answer: [mine, ['access-control-allow-methods', 'PUT']],
      },
    ],
    want: [],
  },
  {
    step: 'the preflight of another request to the same URL',
    creator: 'Firefox',
    entries: [
      { method: 'OPTIONS', headers: toPreflight('GET', 'x-trace'), answer: [mine] },
      { headers: trace, status: 0 },
      { answer: [mine] },
    ],
    want: [[`GET ${api}`, 'preflight-header', byAnswers]],
  },
  {
    step: 'answers that change: each request has the nearest ones',
    entries: [
      { at: 10, answer: [mine] },
      { at: 20 },
      { at: 30, answer: [['access-control-allow-origin', 'https://other.example']] },
    ],
    want: [
      [`GET ${api}`, 'allow-origin-missing', byAnswers],
      [`GET ${api}`, 'allow-origin-mismatch', byAnswers],
    ],
  },
  {
    step: 'entries that are not in the order of time',
    entries: [
      { at: 40, url: `${api}?b` },
      { at: 35, url: `${api}?a` },
    ],
    want: [
      [`GET ${api}?a`, 'allow-origin-missing', byAnswers],
      [`GET ${api}?b`, 'allow-origin-missing', byAnswers],
    ],
  },
  {
    step: 'a redirect, whose end is no case of its own',
    entries: [
      { url: `${api}/1`, status: 302, answer: [mine, ['Location', '/login']] },
      { url: 'https://api.example.com/login' },
    ],
    want: [[`GET ${api}/1`, 'allow-origin-missing', byAnswers]],
  },
  {
    step: 'a redirect from the page’s own origin',
    entries: [
      {
        url: `${page}/api`,
        headers: [
          ['Referer', `${page}/`],
          ['Sec-Fetch-Mode', 'cors'],
        ],
        status: 307,
        answer: [['location', api]],
      },
      {},
    ],
    want: [[`GET ${page}/api`, 'allow-origin-missing', byAnswers]],
  },
  {
    step: 'a redirect in circles',
    entries: [{ status: 302, answer: [mine, ['location', api]] }],
    want: [[`GET ${api}`, 'redirect-too-many', byAnswers]],
  },
  {
    step: 'a redirect that leads out of the file',
    creator: 'WebInspector',
    entries: [
      {
        status: 302,
        answer: [mine, ['location', '/nowhere']],
        ...chromiumError('net::ERR_FAILED'),
      },
    ],
    want: [[`GET ${api}`, 'not in the file', failed]],
  },
  { step: 'not modified: what counts is in the cache', entries: [{ status: 304 }], want: [] },
  {
    step: 'not modified, and it failed',
    creator: 'WebInspector',
    entries: [{ status: 304, ...chromiumError('net::ERR_FAILED') }],
    want: [[`GET ${api}`, 'not in the file', failed]],
  },
  {
    step: 'no Origin: the page is that of the file',
    creator: 'WebInspector',
    entries: [{ headers: [], ...chromiumError('net::ERR_FAILED') }],
    want: [[`GET ${api}`, 'allow-origin-missing', failed]],
  },
  {
    step: 'no Origin, and no page with a URL',
    creator: 'WebInspector',
    title: 'My page',
    entries: [{ headers: [], ...chromiumError('net::ERR_FAILED') }],
    want: [],
  },
  { step: 'same origin', entries: [{ url: `${page}/api` }], want: [] },
  {
    step: 'the file: page of an app has the origin null',
    entries: [{ headers: [['Origin', 'file://']], answer: [['access-control-allow-origin', 'file://']] }],
    want: [[`GET ${api}`, 'allow-origin-mismatch', byAnswers]],
  },
  {
    step: 'lines that were joined, pseudo-headers, and a value beyond bytes',
    entries: [
      {
        headers: [
          [':authority', 'api.example.com'],
          ['Origin', page],
        ],
        answer: [
          [':status', '200'],
          ['access-control-allow-origin', '*\n*'],
          ['x-name', 'ы'],
          ['no name', 'x'],
        ],
      },
    ],
    want: [[`GET ${api}`, 'allow-origin-multiple', byAnswers]],
  },
  {
    step: 'what is no entry is left out',
    entries: [
      { own: { request: undefined } },
      { own: { request: null } },
      { own: { request: { method: 'GET', url: 'data:,x' } } },
      { own: { request: { method: 'G ET', url: api } } },
      { own: { response: undefined, startedDateTime: 'never' } },
    ],
    want: [[`GET ${api}`, 'not in the file', unanswered]],
  },
]

describe('a file has these cases', () => {
  test.each(rows)('$step', async ({ creator = 'other', title, entries, want }) => {
    const { cases, entries: count } = await readHar(toHar(creator, entries.map(toEntry), title))
    const found = cases.map(async (one) => [one.title, await explainCase(one), one.reason])
    expect(await Promise.all(found)).toEqual(want.map(([name, outcome, reason]) => [name, outcome, reason]))
    for (const [index, [, , , pattern]] of want.entries()) {
      if (pattern !== undefined) expect(cases[index]?.copied.assumed).toContainEqual(expect.stringMatching(pattern))
    }
    expect(count).toBe(entries.length)
  })
})

describe('the request of a case', () => {
  test.each<[step: string, entry: Entry, request: object]>([
    [
      'XMLHttpRequest, JSON',
      {
        method: 'POST',
        headers: [
          ['Origin', page],
          ['Content-Type', 'application/json'],
        ],
        postData: { text: '{}' },
        own: { _resourceType: 'xhr' },
      },
      { method: 'POST', api: 'xhr', headers: [['Content-Type', 'application/json']], body: '{}' },
    ],
    [
      'fields of a form only',
      {
        method: 'POST',
        headers: [
          ['Origin', page],
          ['Content-Type', 'application/x-www-form-urlencoded'],
        ],
        postData: { mimeType: 'application/x-www-form-urlencoded', params: [{ name: 'a', value: 'b' }, { name: 'c' }] },
      },
      { method: 'POST', headers: [['Content-Type', 'application/x-www-form-urlencoded']], body: 'a=b&c=' },
    ],
    [
      'a binary body',
      { method: 'POST', headers: [['Origin', page]], postData: { mimeType: '', text: '\u0000\u00ff' } },
      { method: 'POST', body: new TextEncoder().encode('\u0000\u00ff') },
    ],
    ['a fragment', { url: `${api}#top` }, {}],
  ])('%s', async (_, entry, request) => {
    const { cases } = await readHar(toHar('other', [toEntry(entry)]))
    expect(cases.map(({ copied }) => copied.request)).toEqual([
      { url: api, method: 'GET', headers: [], credentials: 'same-origin', ...request },
    ])
  })

  test('its preflight says which headers are the page’s', async () => {
    const headers: Entry['headers'] = [
      ...trace,
      ['Cache-Control', 'no-cache'],
      ['Pragma', 'no-cache'],
      ['User-Agent', 'Mozilla/5.0'],
    ]
    const names = 'authorization,cache-control,x-trace'
    const entries = [
      { method: 'OPTIONS', headers: toPreflight('GET', names), status: 204 },
      { headers, status: 0 },
    ]
    const { cases } = await readHar(toHar('WebInspector', entries.map(toEntry)))
    expect(cases[0]?.copied.request.headers).toEqual([
      ['x-trace', '1'],
      ['Cache-Control', 'no-cache'],
      ['authorization', 'Bearer unknown'],
    ])
    expect(cases[0]?.copied.assumed).toContainEqual(expect.stringMatching(/^The values of authorization are not/))
  })
})

test('a long file does not take longer for each entry', async () => {
  const entries = Array.from({ length: 2000 }, (_, index) => [
    toEntry({
      url: `${api}/${index % 3}`,
      method: 'OPTIONS',
      headers: toPreflight('GET', 'x-trace'),
      answer: [mine, ['access-control-allow-headers', 'x-trace']],
    }),
    toEntry({ url: `${api}/${index % 3}`, headers: trace, answer: index % 100 === 0 ? [] : [mine] }),
  ])
  const text = toHar('Firefox', entries.flat())
  const { cases, entries: count } = await readHar(text)
  expect(count).toBe(4000)
  expect(cases).toHaveLength(20)
}, 10_000)

const instead = 'in DevTools, open Network, reload the page, and save with "Export HAR" or "Save All As HAR"'

describe('what is no HAR file is said in one sentence', () => {
  const whole = toHar('Firefox', [toEntry({})])
  test.each<[step: string, text: string, says: string | RegExp]>([
    ['empty', ' ', `The file is empty: ${instead}`],
    ['no JSON', 'curl https://a.example', /^This is no HAR file, it is no JSON \(Unexpected token .*\): in DevTools/],
    ['cut off', whole.slice(0, -40), `The file is cut off, it is no whole JSON: save it again; ${instead}`],
    ['JSON of something else', '{"name": "fetch-cors"}', `This is no HAR file, it has no log of entries: ${instead}`],
    ['a list', '[]', `This is no HAR file, it has no log of entries: ${instead}`],
    ['null', 'null', `This is no HAR file, it has no log of entries: ${instead}`],
    ['no entries', '{"log": {}}', `This is no HAR file, it has no log of entries: ${instead}`],
  ])('%s', async (_, text, says) => {
    const message = typeof says === 'string' ? new CommandError(says) : says
    await expect(readHar(text)).rejects.toThrow(message)
  })

  test('a byte order mark does not matter', async () => {
    expect((await readHar(`\ufeff${whole}`)).cases).toHaveLength(1)
  })
})
