import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { parseResponses, type RawResponse } from '../hostile/raw-response.ts'
import { sendBytes } from '../hostile/send-bytes.ts'
import { type AppServer, type AppTarget, appTargets } from '../runtimes/app-targets.ts'
import { startUpstream, type Upstream } from '../runtimes/upstream.ts'
import { fetchNames } from './app.ts'
import { nodeNames } from './node-app.ts'
import { app } from './policy.ts'

const files = { fetch: new URL('app.ts', import.meta.url), node: new URL('node-app.ts', import.meta.url) }

/** How many milliseconds of silence end an answer that does not end by itself. */
const patience = 5000

const handshake = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
]

const requests = [
  { step: 'GET, allowed', method: 'GET', origin: app, ours: { allowOrigin: app, exposed: 'x-own' } },
  { step: 'GET, refused', method: 'GET', origin: 'https://evil.example', ours: null },
  { step: 'GET, no Origin', method: 'GET', origin: null, ours: null },
  { step: 'HEAD, allowed', method: 'HEAD', origin: app, ours: { allowOrigin: app, exposed: 'x-own' } },
] as const

describe.each(appTargets)('responses on $name', (target) => {
  let server: AppServer
  let upstream: Upstream
  let gates = 0

  beforeAll(async () => {
    upstream = await startUpstream()
    server = await target.start(files)
  })

  afterAll(async () => {
    await server?.close()
    await upstream?.close()
  })

  const isNative = ['node:http', 'Express'].includes(target.name)
  // Without a policy, Deno ends the program that returns a network error.
  const possible = fetchNames.filter((name) => name !== 'network-error' || target.name !== 'Deno')
  const names = isNative ? nodeNames : possible
  const cases = names.flatMap((name) => requests.map((request) => ({ name, ...request })))

  test.concurrent.for(cases)('$name, $step: as without a policy, but for its headers', async (row, { expect }) => {
    const { name, ours, ...request } = row
    const toComparable = compareOn(target, request.method)
    const bare = await send(`/bare/${name}`, request.method, request.origin)
    const withPolicy = await send(`/cors/${name}`, request.method, request.origin)
    expect(bare.length).toBeGreaterThan(0)
    const wanted = keepsNothing.includes(name) ? bare : bare.map((response) => addOurs(response, ours))
    expect(withPolicy.map(toComparable)).toEqual(wanted.map(toComparable))
  })

  // On Node.js an upgrade is no response of a handler.
  test.skipIf(target.parser === 'node')('101, allowed and refused: as without a policy', async ({ expect }) => {
    const toComparable = compareOn(target, 'GET')
    const bare = await send('/bare/socket', 'GET', app, handshake)
    expect(bare.map(({ status }) => status)).toEqual([101])
    for (const origin of [app, 'https://evil.example', null]) {
      const withPolicy = await send('/cors/socket', 'GET', origin, handshake)
      expect(withPolicy.map(toComparable)).toEqual(bare.map(toComparable))
    }
  })

  async function send(
    path: string,
    method: string,
    origin: string | null,
    more: readonly string[] = ['Connection: close'],
  ): Promise<RawResponse[]> {
    const gate = `/gate/${gates++}`
    const lines = [
      `${method} ${path} HTTP/1.1`,
      `Host: ${new URL(server.origin).host}`,
      `X-Upstream: ${upstream.origin}`,
      // There is no first piece to read in an answer to HEAD.
      ...(method === 'HEAD' ? [] : [`X-Gate: ${upstream.origin}${gate}`]),
      ...(origin === null ? [] : [`Origin: ${origin}`]),
      ...more,
    ]
    let letGoOn: NodeJS.Timeout | undefined
    const isComplete = (bytes: Buffer): boolean => {
      // Whoever waits for somebody to have read the first piece goes on now.
      if (bytes.includes('first')) letGoOn ??= setInterval(() => upstream.release(gate), 5)
      try {
        return parseResponses(bytes, [method], false).some(({ status }) => status === 101 || status >= 200)
      } catch {
        return false
      }
    }
    try {
      const bytes = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`)
      const exchange = await sendBytes(server.origin, bytes, patience, isComplete)
      return parseResponses(exchange.bytes, [method], exchange.end === 'closed')
    } finally {
      clearInterval(letGoOn)
    }
  }
})

/** Responses that no runtime sends: each answers by itself instead, with the policy as without it. */
const keepsNothing = ['network-error']

type Comparable = (response: RawResponse) => object

function compareOn({ name, parser }: AppTarget, method: string): Comparable {
  const isNative = name === 'node:http' || name === 'Express'
  return ({ status, reason, headers, body, trailers }) => {
    const own = headers.filter(([name, value]) => {
      // The clock is no difference.
      if (name === 'date') return false
      // To HEAD Bun leaves out the type that a body has by itself, unless somebody has looked at it.
      if (parser === 'bun' && method === 'HEAD' && name === 'content-type') return false
      // @hono/node-server adds a type of its own to a response that nobody has looked at, and the right one to others.
      return !(
        parser === 'node' &&
        !isNative &&
        name === 'content-type' &&
        /^text\/(?:plain; ?charset=UTF-8|html)$/.test(value)
      )
    })
    const lines = isNative ? own : joinLines(own)
    return { status, reason, headers: lines.map((line) => line.join(': ')).sort(), body: describeBody(body), trailers }
  }
}

/**
 * A copied response has lines of one name joined, which means the same; but cookies cannot be joined.
 *
 * Implements https://www.rfc-editor.org/rfc/rfc9110#section-5.3
 */
function joinLines(headers: RawResponse['headers']): RawResponse['headers'] {
  const cookies = headers.filter(([name]) => name === 'set-cookie')
  const others = Map.groupBy(
    headers.filter(([name]) => name !== 'set-cookie'),
    ([name]) => name,
  )
  return [
    ...cookies,
    ...[...others].map(([name, lines]) => [name, lines.map(([, value]) => value).join(', ')] as const),
  ]
}

function describeBody(body: Buffer): string {
  if (body.length < 1000) return body.toString('latin1')
  return `${body.length} bytes with the hash ${createHash('sha256').update(body).digest('hex')}`
}

function addOurs(response: RawResponse, ours: { allowOrigin: string; exposed: string } | null): RawResponse {
  if (response.status < 200) return response
  const vary = response.headers.filter(([name]) => name === 'vary').map(([, value]) => value)
  const members = vary.join(', ')
  const merged = /origin|\*/i.test(members) ? members : [...vary, 'Origin'].join(', ')
  const headers: [string, string][] = [
    ...response.headers
      .filter(([name]) => name !== 'vary' && !name.startsWith('access-control-'))
      .map(([name, value]): [string, string] => [name, value]),
    ['vary', merged],
  ]
  if (ours !== null) headers.push(['access-control-allow-origin', ours.allowOrigin])
  if (ours !== null) headers.push(['access-control-expose-headers', ours.exposed])
  return { ...response, headers }
}
