import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startProxy } from './loopback-proxy.ts'
import { type OddServers, type Seen, startOddServers } from './odd-server.ts'
import { runCommand } from './run-command.ts'

let servers: OddServers
let proxies: Awaited<ReturnType<typeof startProxies>>
beforeAll(async () => {
  servers = await startOddServers()
  proxies = await startProxies(servers)
})
afterAll(() => {
  for (const { close } of [servers, ...Object.values(proxies)]) close()
})
beforeEach(() => {
  servers.seen.length = 0
  for (const { asked } of Object.values(proxies)) asked.length = 0
})

async function startProxies({ http, https }: OddServers) {
  return {
    open: await startProxy({ http, https }),
    secure: await startProxy({ http, https, isSecure: true }),
    guarded: await startProxy({ http, https, user: 'me:p@ss' }),
    refusing: await startProxy({ http, https, fault: 'refuse' }),
    closing: await startProxy({ http, https, fault: 'close' }),
    hanging: await startProxy({ http, https, fault: 'hang' }),
  }
}

interface Row {
  readonly step: string
  /** What is asked: hosts that no name server knows, or `$http` and `$https` for this machine by an unusual name. */
  readonly url: string
  readonly args?: readonly string[]
  /** A `$` and a name stand for the host of a proxy. */
  readonly env: Readonly<Record<string, string>>
  readonly code: number
  /** What all proxies were asked for. */
  readonly asked: readonly string[]
  readonly says: readonly string[]
  /** The version and the host of what the server got. */
  readonly got?: readonly string[]
}

const insecure = ['-k', '--credentials', 'include']
const tunnel = ['CONNECT api.test.invalid:443']

const rows: readonly Row[] = [
  {
    step: 'http is forwarded, and the proxy looks the host up',
    url: 'http://api.test.invalid/shared',
    env: { HTTP_PROXY: 'http://$open' },
    code: 0,
    asked: ['GET http://api.test.invalid/shared'],
    says: ['SHARED'],
    got: ['1.1 api.test.invalid'],
  },
  {
    step: 'a preflight, with its headers',
    url: 'http://api.test.invalid/strict',
    args: ['-X', 'PUT', '-H', 'content-type: application/json', '--credentials', 'include'],
    env: { HTTP_PROXY: 'http://$open' },
    code: 1,
    asked: ['OPTIONS http://api.test.invalid/strict'],
    says: ['access-control-request-headers: content-type'],
    got: ['1.1 api.test.invalid'],
  },
  {
    step: 'long headers',
    url: 'http://api.test.invalid/long-headers',
    env: { HTTP_PROXY: 'http://$open' },
    code: 0,
    asked: ['GET http://api.test.invalid/long-headers'],
    says: ['SHARED'],
  },
  {
    step: 'https goes through a tunnel, as HTTP/2, with two lines of one header',
    url: 'https://api.test.invalid/two-credentials',
    args: insecure,
    env: { HTTPS_PROXY: 'http://$open' },
    code: 1,
    asked: tunnel,
    says: ['Received  true, true'],
    got: ['2.0 api.test.invalid'],
  },
  {
    step: 'https without HTTP/2',
    url: 'https://api.test.invalid/',
    args: ['-k', '--http1'],
    env: { HTTPS_PROXY: 'http://$open' },
    code: 0,
    asked: tunnel,
    says: ['SHARED'],
    got: ['1.1 api.test.invalid'],
  },
  {
    step: 'certificates are checked in tunnels too',
    url: 'https://api.test.invalid/',
    env: { HTTPS_PROXY: 'http://$open' },
    code: 3,
    asked: tunnel,
    says: ['api.test.invalid has a certificate that it signed itself'],
    got: [],
  },
  {
    step: 'the variable in lower case counts first, and needs no scheme',
    url: 'http://api.test.invalid/shared',
    env: { http_proxy: '$open', HTTP_PROXY: 'http://$closing' },
    code: 0,
    asked: ['GET http://api.test.invalid/shared'],
    says: ['SHARED'],
  },
  {
    step: 'a proxy that speaks TLS: http',
    url: 'http://api.test.invalid/shared',
    args: ['-k'],
    env: { HTTP_PROXY: 'https://$secure' },
    code: 0,
    asked: ['GET http://api.test.invalid/shared'],
    says: ['SHARED'],
  },
  {
    step: 'a proxy that speaks TLS: https',
    url: 'https://api.test.invalid/',
    args: ['-k'],
    env: { HTTPS_PROXY: 'https://$secure' },
    code: 0,
    asked: tunnel,
    says: ['SHARED'],
    got: ['2.0 api.test.invalid'],
  },
  {
    step: 'a proxy whose certificate nobody knows',
    url: 'http://api.test.invalid/shared',
    env: { HTTP_PROXY: 'https://$secure' },
    code: 3,
    asked: [],
    says: ['The proxy of HTTP_PROXY is not reached: $secure has a certificate that it signed itself'],
  },
  {
    step: 'a proxy that wants a user, who is there',
    url: 'https://api.test.invalid/',
    args: ['-k'],
    env: { HTTPS_PROXY: 'http://me:p%40ss@$guarded/' },
    code: 0,
    asked: tunnel,
    says: ['SHARED'],
  },
  {
    step: 'a proxy that wants a user, who is there: http',
    url: 'http://api.test.invalid/shared',
    env: { HTTP_PROXY: 'http://me:p%40ss@$guarded' },
    code: 0,
    asked: ['GET http://api.test.invalid/shared'],
    says: ['SHARED'],
  },
  {
    step: 'a proxy that wants a user',
    url: 'https://api.test.invalid/',
    env: { HTTPS_PROXY: 'http://$guarded' },
    code: 3,
    asked: tunnel,
    says: ['The proxy of HTTPS_PROXY wants a user and a password'],
  },
  {
    step: 'a proxy that wants a user: http',
    url: 'http://api.test.invalid/shared',
    env: { HTTP_PROXY: 'http://$guarded' },
    code: 3,
    asked: ['GET http://api.test.invalid/shared'],
    says: ['The proxy of HTTP_PROXY wants a user and a password'],
  },
  {
    step: 'a proxy that does not connect',
    url: 'https://api.test.invalid/',
    env: { HTTPS_PROXY: 'http://$refusing' },
    code: 3,
    asked: tunnel,
    says: ['The proxy of HTTPS_PROXY does not connect to api.test.invalid (status 403)', 'NO_PROXY'],
  },
  {
    step: 'a proxy that closes the connection',
    url: 'https://api.test.invalid/',
    env: { HTTPS_PROXY: 'http://$closing' },
    code: 3,
    asked: tunnel,
    says: ['The proxy of HTTPS_PROXY closed the connection before it answered'],
  },
  {
    step: 'a proxy that hangs',
    url: 'https://api.test.invalid/',
    args: ['--timeout', '500ms'],
    env: { HTTPS_PROXY: 'http://$hanging' },
    code: 3,
    asked: tunnel,
    says: ['No answer within 500 ms'],
  },
  {
    step: 'a proxy that is not there',
    url: 'http://api.test.invalid/',
    env: { HTTP_PROXY: 'http://127.0.0.1:1' },
    code: 3,
    asked: [],
    says: ['The proxy of HTTP_PROXY is not reached: Nothing listens at 127.0.0.1:1'],
  },
  {
    step: 'a proxy that is not there: https',
    url: 'https://api.test.invalid/',
    env: { HTTPS_PROXY: 'http://127.0.0.1:1' },
    code: 3,
    asked: [],
    says: ['The proxy of HTTPS_PROXY is not reached: Nothing listens at 127.0.0.1:1'],
  },
  {
    step: 'NO_PROXY names the host',
    url: '$http/shared',
    env: { HTTP_PROXY: 'http://$open', NO_PROXY: 'localhost, 0.0.0.0' },
    code: 0,
    asked: [],
    says: ['SHARED'],
  },
  {
    step: 'NO_PROXY names another one',
    url: '$http/shared',
    env: { HTTP_PROXY: 'http://$open', NO_PROXY: 'example.com' },
    code: 0,
    asked: ['GET $http/shared'],
    says: ['SHARED'],
  },
  {
    step: 'a proxy for the other scheme',
    url: '$http/shared',
    env: { HTTPS_PROXY: 'http://$open' },
    code: 0,
    asked: [],
    says: ['SHARED'],
  },
  {
    step: 'this machine is not asked through a proxy',
    url: '$loopback/shared',
    env: { HTTP_PROXY: 'http://$open' },
    code: 0,
    asked: [],
    says: ['SHARED'],
  },
  {
    step: 'what is empty is no proxy',
    url: '$http/shared',
    env: { http_proxy: '', HTTP_PROXY: 'http://$open' },
    code: 0,
    asked: [],
    says: ['SHARED'],
  },
  ...['socks5://me:secret@127.0.0.1:1080', 'http://me:secret@:3128', 'http://%zz:secret@127.0.0.1'].map((value) => ({
    step: `what is no proxy: ${value}`,
    url: '$http/shared',
    env: { HTTP_PROXY: value },
    code: 2,
    asked: [],
    says: [`error: HTTP_PROXY is "${value.replace(/\/\/.*@/, '//…@')}", which names no proxy: write one such as`],
    got: [],
  })),
]

function fill(text: string): string {
  return text
    .replace('$loopback', servers.http)
    .replace('$https', servers.https.replace('127.0.0.1', '0.0.0.0'))
    .replace('$http', servers.http.replace('127.0.0.1', '0.0.0.0'))
    .replace(/\$(\w+)/, (_, name: keyof typeof proxies) => proxies[name].host)
}

describe('proxies', () => {
  test.each(rows)('$step: $code', async ({ url, args = [], env, code, asked, says, got }) => {
    const origin = url.startsWith('https:') ? 'https://app.example.com' : 'http://app.example.com'
    const filled = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, fill(value)]))
    const ran = await runCommand(['explain', fill(url), '--origin', origin, ...args], { env: { ...none, ...filled } })
    const text = `${ran.stdout}${ran.stderr}`.replace(/\s+/g, ' ')
    for (const part of says) expect(text).toContain(fill(part).replace(/\s+/g, ' '))
    expect(text).not.toContain('secret')
    expect(ran.code).toBe(code)
    expect(Object.values(proxies).flatMap((proxy) => proxy.asked)).toEqual(asked.map(fill))
    if (got !== undefined)
      expect(servers.seen.map(({ version, headers }) => `${version} ${toHost(headers)}`)).toEqual(got)
  })

  test('audits go through them too', async () => {
    const env = { ...none, HTTPS_PROXY: fill('http://$open') }
    const args = ['audit', 'https://api.test.invalid/', '-k', '--json', '--origin', 'https://app.example.com']
    const { stdout, code } = await runCommand(args, { env })
    expect(JSON.parse(stdout)).toMatchObject({ unanswered: [], findings: [{ code: 'wildcard' }] })
    expect(code).toBe(0)
    expect(new Set(proxies.open.asked)).toEqual(new Set(tunnel))
  })
})

/** Whatever proxies the test itself runs behind. */
const none = Object.fromEntries(['http_proxy', 'https_proxy', 'no_proxy'].map((name) => [name, undefined]))

function toHost({ host, ':authority': authority = host }: Seen['headers']): unknown {
  return authority
}
