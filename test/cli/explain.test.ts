import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OddServers, startOddServers } from './odd-server.ts'
import { type Ran, runCommand } from './run-command.ts'

let servers: OddServers
beforeAll(async () => {
  servers = await startOddServers()
})
afterAll(() => servers.close())

/** A call of `explain`: `$http`, `$https` and `$raw` stand for the servers. */
interface Row {
  readonly step: string
  readonly args: readonly string[]
  readonly stdin?: string
  /** 0 shared, 1 blocked, 2 wrong usage, 3 not reached. */
  readonly code: number
  /** What stands in the output, or, if the usage is wrong, in the error. */
  readonly says: readonly (string | RegExp)[]
}

const page = ['--origin', 'https://app.example.com']
const json = ['-H', 'content-type: application/json']

const verdicts: readonly Row[] = [
  {
    step: 'a response for everyone',
    args: ['$http/shared', ...page],
    code: 0,
    says: ['SHARED', '✓ The page reads the response: status 200'],
  },
  {
    step: 'a response for nobody',
    args: ['$http/none', ...page],
    code: 1,
    says: [
      'BLOCKED',
      '✗ access-control-allow-origin is missing',
      'MissingAllowOriginHeader',
      'CORSMissingAllowOrigin',
      'createCors({',
    ],
  },
  {
    step: 'a host under localhost, which is this machine',
    args: ['$local/shared', '--origin', 'http://localhost:3000'],
    code: 0,
    says: ['api.localhost', 'SHARED'],
  },
  {
    step: 'a long host',
    args: [`http://shop-git-${'checkout-'.repeat(5)}acme.previews.localhost:2/`, ...page],
    code: 3,
    says: ['Browser shop-git-checkout-'],
  },
  {
    step: 'an error page without headers',
    args: ['$http/error', ...page],
    code: 1,
    says: ['(status 500) has no Access-Control-Allow-Origin', 'Status 500: the server, or a proxy before it'],
  },
  {
    step: 'a preflight, allowed, with credentials',
    args: ['$http/strict', ...page, '-X', 'PUT', ...json, '--credentials', 'include'],
    code: 0,
    says: ['OPTIONS /strict (preflight)', 'access-control-request-headers: content-type', '─ PUT /strict', 'SHARED'],
  },
  {
    step: 'a preflight, refused for the method',
    args: ['$http/strict', ...page, '-X', 'DELETE'],
    code: 1,
    says: ['✗ access-control-allow-methods: PUT', '✗ DELETE is not sent', "methods: ['DELETE']"],
  },
  {
    step: 'a preflight, refused for the origin',
    args: ['$http/strict', '--origin', 'https://evil.example', '-X', 'PUT'],
    code: 1,
    says: ['◀─', '403', 'PreflightMissingAllowOriginHeader'],
  },
  {
    step: 'two lines of one header',
    args: ['$raw/two-values', ...page],
    code: 1,
    says: [
      'MultipleAllowOriginValues',
      '✗ Access-Control-Allow-Origin: https://app.example.com',
      '✗ Access-Control-Allow-Origin: *',
    ],
  },
  {
    step: 'two lines of one header over HTTP/2',
    args: ['$https/two-credentials', ...page, '-k', '--credentials', 'include'],
    code: 1,
    says: ['Received true, true', 'Code allow-credentials-not-true'],
  },
  {
    step: '`*` with credentials',
    args: ['$http/shared', ...page, '--credentials', 'include'],
    code: 1,
    says: ['WildcardOriginNotAllowed', 'CORSNotSupportingCredentials', '✗ access-control-allow-origin: *'],
  },
  {
    step: 'mode no-cors',
    args: ['$http/none', ...page, '--mode', 'no-cors'],
    code: 0,
    says: ['OPAQUE', 'cannot read'],
  },
  {
    step: 'mode same-origin',
    args: ['$http/none', ...page, '--mode', 'same-origin'],
    code: 1,
    says: ['DisallowedByMode'],
  },
  {
    step: 'redirect mode error',
    args: ['$http/hops/1', ...page, '--redirect', 'error'],
    code: 1,
    says: ['redirect-mode-error'],
  },
  {
    step: 'XMLHttpRequest with an upload listener',
    args: ['$http/shared', ...page, '--api', 'xhr', '--upload-listener', '-d', 'text'],
    code: 0,
    says: ['OPTIONS /shared (preflight)'],
  },
  ...(['standard', 'chromium'] as const).map((engine) => ({
    step: `authorization under *: ${engine}`,
    args: [
      '$http/wild',
      ...page,
      '-H',
      'authorization: Bearer abc',
      ...(engine === 'chromium' ? ['--engine', engine] : []),
    ],
    code: engine === 'chromium' ? 0 : 1,
    says: engine === 'chromium' ? ['SHARED', 'Chromium'] : ['✗ access-control-allow-headers: *', 'authorization'],
  })),
  {
    step: 'the origin null',
    args: ['$http/shared', '--origin', 'null'],
    code: 0,
    says: ['from a page of the origin null', 'SHARED'],
  },
  {
    step: 'http from https is mixed content',
    args: ['http://api.example.com/', ...page],
    code: 1,
    says: ['mixed-content'],
  },
  {
    step: 'more steps and headers on demand',
    args: ['$http/none', ...page, '--verbose'],
    code: 1,
    says: [
      'What the browser checked',
      '✗ The response names who may read it',
      'https://fetch.spec.whatwg.org/#',
      /date: \w{3},/i,
    ],
  },
]

const badServers: readonly Row[] = [
  {
    step: 'no such host',
    args: ['https://nope.invalid/', ...page],
    code: 3,
    says: ['There is no host named nope.invalid'],
  },
  {
    step: 'nothing listens',
    args: ['http://127.0.0.1:2/', ...page],
    code: 3,
    says: ['Nothing listens at 127.0.0.1:2'],
  },
  { step: 'a certificate that nobody knows', args: ['$https/', ...page], code: 3, says: [/certificate .*--insecure/s] },
  { step: 'the same with --insecure', args: ['$https/', ...page, '--insecure'], code: 0, says: ['SHARED'] },
  {
    step: 'https where there is http',
    args: ['$http/', ...page].map((arg) => arg.replace('$http', 'https$bare')),
    code: 3,
    says: ['does not speak TLS there: try http://'],
  },
  {
    step: 'a server that hangs',
    args: ['$http/hang', ...page, '--timeout', '400ms'],
    code: 3,
    says: ['No answer within 400 ms', '╌╌'],
  },
  {
    step: 'redirects that all come in time, and take too long together',
    args: ['$http/slow-hops/1', ...page, '--timeout', '2s'],
    code: 3,
    says: ['No answer within 2000 ms', '302'],
  },
  {
    step: '100 redirects',
    args: ['$http/hops/1', ...page],
    code: 1,
    says: ['redirect-too-many', 'and 15 more redirects (--verbose)'],
  },
  {
    step: '100 redirects, all shown',
    args: ['$http/hops/1', ...page, '-v'],
    code: 1,
    says: [/location: \/hops\/2\b/, /location: \/hops\/21\b/],
  },
  { step: 'an endless body', args: ['$http/endless', ...page], code: 0, says: ['SHARED'] },
  { step: 'a binary body', args: ['$http/binary', ...page], code: 0, says: ['SHARED'] },
  { step: 'headers of 64 KiB', args: ['$http/long-headers', ...page], code: 0, says: ['SHARED', 'header'] },
  {
    step: 'headers of 64 KiB, all shown',
    args: ['$http/long-headers', ...page, '-v'],
    code: 0,
    says: [/(?:a{60,}\s*│\s*│\s*){900}/],
  },
  { step: 'headers of 300 KiB', args: ['$http/too-long-headers', ...page], code: 3, says: ['longer than 256 KiB'] },
  {
    step: 'a connection that is reset',
    args: ['$raw/reset', ...page],
    code: 3,
    says: ['closed the connection before it answered'],
  },
  {
    step: 'a connection that ends without an answer',
    args: ['$raw/empty', ...page],
    code: 3,
    says: ['closed the connection before it answered'],
  },
  ...['garbage', 'bare-line-feeds', 'unasked-continue', 'unasked-upgrade', 'status-99', 'two-lengths'].map((path) => ({
    step: `what is no HTTP: ${path}`,
    args: [`$raw/${path}`, ...page],
    code: 3,
    says: ['is no HTTP that can be read here; a browser may bear more'],
  })),
  {
    step: 'a method in lower case, of which Node.js warns',
    args: ['$raw/patch', ...page, '-X', 'patch'],
    code: 0,
    says: ['patch /patch', 'SHARED'],
  },
  {
    step: 'control characters in a header',
    args: ['$http/control', ...page],
    code: 1,
    says: ['\\u009b31mred.example'],
  },
]

const wrongUsage: readonly Row[] = [
  { step: 'no URL', args: [...page], code: 2, says: ['fetch-cors explain https://api.example.com/items'] },
  { step: 'no origin', args: ['$http/none'], code: 2, says: ['add --origin https://app.example.com'] },
  {
    step: 'a URL without scheme',
    args: ['api.example.com/items', ...page],
    code: 2,
    says: ['"https://api.example.com/items"'],
  },
  {
    step: 'a host of this machine without scheme',
    args: ['localhost:3000', ...page],
    code: 2,
    says: ['"http://localhost:3000"'],
  },
  { step: 'a path', args: ['/items', ...page], code: 2, says: ['"https://api.example.com/items"'] },
  {
    step: 'an origin with a slash',
    args: ['$http/none', '--origin', 'https://app.example.com/'],
    code: 2,
    says: ['write "https://app.example.com"'],
  },
  { step: 'a method that is none', args: ['$http/none', ...page, '-X', 'G ET'], code: 2, says: ['G ET'] },
  {
    step: 'a header without colon',
    args: ['$http/none', ...page, '-H', 'x-a'],
    code: 2,
    says: ['"x-a" is no header: write one such as'],
  },
  { step: 'a header whose name is none', args: ['$http/none', ...page, '-H', 'x a: b'], code: 2, says: ['x a'] },
  {
    step: 'a file that is not there',
    args: ['$http/none', ...page, '-d', '@nope.json'],
    code: 2,
    says: ['"nope.json" cannot be read [ENOENT]'],
  },
  {
    step: 'a mode that is none',
    args: ['$http/none', ...page, '--mode', 'navigate'],
    code: 2,
    says: ['Allowed choices are cors, no-cors, same-origin'],
  },
  {
    step: 'a time that is none',
    args: ['$http/none', ...page, '--timeout', 'soon'],
    code: 2,
    says: ['Write a time such as 10s or 500ms'],
  },
  {
    step: 'a time of nothing',
    args: ['$http/none', ...page, '--timeout', '0'],
    code: 2,
    says: ['Write a time such as 10s or 500ms'],
  },
  {
    step: 'an option spelled wrong',
    args: ['$http/none', '--orign', 'https://app.example.com'],
    code: 2,
    says: ['Did you mean --origin?'],
  },
]

/** An entry of a HAR file that Chromium blocked, without the answer. */
const toHar = (method: string): string =>
  JSON.stringify({
    log: {
      version: '1.2',
      creator: { name: 'WebInspector', version: '537.36' },
      entries: [
        {
          _resourceType: 'fetch',
          startedDateTime: '2026-11-25T10:00:00.000Z',
          request: {
            method,
            url: '$http/none',
            headers: [
              { name: 'Origin', value: 'https://app.example.com' },
              { name: 'Sec-Fetch-Mode', value: 'cors' },
            ],
          },
          response: { status: 0, headers: [], _error: 'net::ERR_FAILED' },
        },
      ],
    },
  })

const fixture = (name: string): string => new URL(`input/fixtures/${name}`, import.meta.url).pathname

const copies: readonly Row[] = [
  {
    step: 'Copy as cURL',
    args: [
      '--curl',
      "curl '$http/strict' -X 'PUT' -H 'Origin: https://app.example.com' -H 'content-type: application/json' -b 'a=1' --data-raw '{}'",
    ],
    code: 0,
    says: ['from a page of https://app.example.com, with credentials', '─ PUT /strict', 'SHARED'],
  },
  {
    step: 'Copy as cURL by the standard input',
    args: ['--curl', '-', ...page],
    stdin: 'curl $http/none -H "x-a: 1"',
    code: 1,
    says: ['access-control-request-headers: x-a'],
  },
  {
    step: 'Copy as cURL that does not tell the page',
    args: ['--curl', 'curl $http/none'],
    code: 2,
    says: ['add --origin'],
  },
  {
    step: 'an option beside it',
    args: ['--curl', 'curl $http/shared', ...page, '--credentials', 'include'],
    code: 1,
    says: ['with credentials', 'WildcardOriginNotAllowed'],
  },
  {
    step: 'an option that would change it',
    args: ['--curl', 'curl $http/shared', ...page, '-X', 'PUT'],
    code: 2,
    says: ['--method would change the copied request'],
  },
  {
    step: 'Copy as fetch',
    args: [
      '--fetch',
      'fetch("$http/strict", { "referrer": "https://app.example.com/", "method": "PATCH", "credentials": "include" });',
    ],
    code: 1,
    says: ['─ OPTIONS /strict (preflight)', '✗ PATCH is not sent', 'preflight-method'],
  },
  { step: 'what is no call', args: ['--fetch', 'axios.get("$http/none")'], code: 2, says: ['axios'] },
  {
    step: 'two sources',
    args: ['$http/none', '--curl', 'curl $http/none'],
    code: 2,
    says: ['Explain one thing at a time'],
  },
  {
    step: 'a HAR file of Chromium',
    args: ['--har', fixture('chromium.har')],
    code: 1,
    says: ['BLOCKED', 'The browser says: net::ERR_FAILED', '25 entries, 15 blocked'],
  },
  {
    step: 'a HAR file of Firefox',
    args: ['--har', fixture('firefox.har')],
    code: 1,
    says: ['By the answers in the file, a browser blocks it', '15 blocked'],
  },
  {
    step: 'a HAR file that lacks the answer to a GET',
    args: ['--har', '-'],
    stdin: toHar('GET'),
    code: 1,
    says: ['allow-origin-missing', '1 entry, 1 blocked'],
  },
  {
    step: 'a HAR file that lacks the answer to a POST',
    args: ['--har', '-'],
    stdin: toHar('POST'),
    code: 1,
    says: ['is not explained: the file has no answer', 'With --resend it is sent.', '1 of them not explained'],
  },
  {
    step: 'the same, sent again',
    args: ['--har', '-', '--resend'],
    stdin: toHar('POST'),
    code: 1,
    says: ['─ POST /none', 'allow-origin-missing'],
  },
  {
    step: 'a HAR file in which nothing is blocked',
    args: ['--har', '-'],
    stdin: JSON.stringify({ log: { version: '1.2', creator: { name: 'x', version: '1' }, entries: [] } }),
    code: 0,
    says: ['0 entries, 0 blocked'],
  },
  {
    step: 'a file that is no HAR',
    args: ['--har', new URL('../../package.json', import.meta.url).pathname],
    code: 2,
    says: ['This is no HAR file'],
  },
  {
    step: 'a HAR file that is not there',
    args: ['--har', 'nope.har'],
    code: 2,
    says: ['"nope.har" cannot be read [ENOENT]'],
  },
]

async function run({ args, stdin = '' }: Pick<Row, 'args' | 'stdin'>): Promise<Ran> {
  const fill = (arg: string): string =>
    arg
      .replace('$https', servers.https)
      .replace('$local', servers.http.replace('127.0.0.1', 'api.localhost'))
      .replace('$http', servers.http)
      .replace('$raw', servers.raw)
      .replace('$bare', servers.http.slice('http'.length))
  return await runCommand(['explain', ...args.map(fill)], { stdin: fill(stdin) })
}

/** Lets the text between two lanes, and what is folded, be found as it was before. */
function check({ code, stdout, stderr }: Ran, row: Row): void {
  const shown = row.code === 2 ? stderr : stdout
  for (const text of row.says) {
    if (typeof text === 'string') expect(shown.replace(/\s+/g, ' ')).toContain(text)
    else expect(shown).toMatch(text)
  }
  expect(code).toBe(row.code)
  expect(row.code === 2 ? stdout : stderr).toBe('')
  expect(stdout + stderr).not.toMatch(/^ +at |node:internal/m)
  expect(/[\p{Cc}]/u.exec((stdout + stderr).replaceAll('\n', ''))).toBeNull()
  if (row.code !== 2) expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
}

for (const [title, rows] of Object.entries({
  'What browsers do': verdicts,
  'What DevTools copy': copies,
  'Servers that are not well': badServers,
  'Wrong usage': wrongUsage,
})) {
  describe(title, () => {
    for (const row of rows) test.concurrent(`${row.step}: ${row.code}`, async () => check(await run(row), row))
  })
}

describe('the wire', () => {
  test('has what a browser sends, preflight first', async () => {
    const from = servers.seen.length
    const args = ['$http/strict', ...page, '-X', 'PUT', ...json, '-d', '@-', '--credentials', 'include']
    const { code } = await run({ args: [...args, '--cookie', 'session=1; Secure; SameSite=None'], stdin: '{"a":1}' })
    const [preflight, put, ...more] = servers.seen.slice(from).filter(({ url }) => url === '/strict')
    expect([code, more]).toEqual([0, []])
    expect(preflight).toMatchObject({
      method: 'OPTIONS',
      headers: {
        origin: 'https://app.example.com',
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'content-type',
        'sec-fetch-mode': 'cors',
        'sec-fetch-site': 'cross-site',
      },
    })
    expect(preflight?.headers).not.toHaveProperty('cookie')
    expect(put).toMatchObject({
      method: 'PUT',
      body: '{"a":1}',
      headers: { origin: 'https://app.example.com', 'content-type': 'application/json', 'sec-fetch-dest': 'empty' },
    })
  })

  for (const [args, version] of [
    [[], '2.0'],
    [['--http1'], '1.1'],
  ] as const) {
    test(`is HTTP/${version}${args.length === 0 ? ', where the server has it' : ' with --http1'}`, async () => {
      const from = servers.seen.length
      expect((await run({ args: ['$https/version', ...page, '-k', ...args] })).code).toBe(0)
      expect(servers.seen.slice(from).find(({ url }) => url === '/version')?.version).toBe(version)
    })
  }
})

describe('--json', () => {
  test('prints the explanation and nothing else', async () => {
    const { code, stdout, stderr } = await run({ args: ['$http/none', ...page, '-X', 'PUT', '--json'] })
    const explanation = JSON.parse(stdout)
    expect([code, stderr]).toEqual([1, ''])
    expect(explanation).toMatchObject({
      outcome: 'blocked',
      request: { method: 'PUT', origin: 'https://app.example.com' },
      blocked: { code: 'preflight-allow-origin-missing', names: { chromium: 'PreflightMissingAllowOriginHeader' } },
      exchanges: [{ kind: 'preflight', response: { status: 200 } }],
    })
  })
})

test('--json prints a HAR file as a list, one member for each blocked request', async () => {
  const { stdout } = await run({ args: ['--har', fixture('chromium.har'), '--json'] })
  const list: readonly { url: string; explanation: { blocked: { code: string } } }[] = JSON.parse(stdout)
  expect(list).toHaveLength(15)
  expect(new Set(list.map(({ explanation }) => typeof explanation.blocked.code))).toEqual(new Set(['string']))
})

test('FORCE_COLOR marks the verdict and the decisive header, and NO_COLOR takes colours away', async () => {
  const args = ['explain', `${servers.http}/none`, ...page]
  const { stdout: coloured } = await runCommand(args, { env: { FORCE_COLOR: '1' } })
  expect(coloured).toContain('\u001b[31m\u001b[1mBLOCKED')
  expect(coloured).toContain('\u001b[31m\u001b[1m✗ access-control-allow-origin is missing')
  expect((await runCommand(args, { env: { NO_COLOR: '1' } })).stdout).not.toContain('\u001b')
})
