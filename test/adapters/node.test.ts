import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse, request as sendRequest } from 'node:http'
import { createServer as createHttp2Server } from 'node:http2'
import { type AddressInfo, connect as connectSocket } from 'node:net'
import express from 'express'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { cors, type NodeMiddleware, type NodeRequest, toInput } from '../../adapters/node.ts'
import { createCors } from '../../src/index.ts'
import { connect } from '../runtimes/client.ts'
import type { FullResponse } from '../tables/check-outcome.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'
const policy = { origin: [app, 'https://other.example.com'] }

const closing: (() => Promise<unknown>)[] = []

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()))
})

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown

/** Starts a server and sends it one request. */
async function send(
  listener: Handler,
  headers: Record<string, string> = { origin: app },
  method = 'GET',
): Promise<FullResponse> {
  const server = createServer(listener)
  const origin = await listen(server)
  const client = connect(origin)
  closing.push(client.close)
  return await client.send({ method, url: `${origin}/items`, headers: Object.entries(headers) })
}

async function listen(server: ReturnType<typeof createServer>): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(async () => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function under(middleware: NodeMiddleware<IncomingMessage>, handler: Handler): Handler {
  return (request, response) => middleware(request, response, () => handler(request, response))
}

function pick({ headers }: FullResponse, ...names: string[]): Record<string, string[]> {
  return Object.fromEntries(names.map((name) => [name, headers.filter(([n]) => n === name).map(([, value]) => value)]))
}

const shared = {
  'access-control-allow-origin': [app],
  vary: ['Accept, Origin'],
  'x-own': ['1'],
  'set-cookie': ['a=1', 'b=2'],
}

describe('headers that nobody else has set', () => {
  const end: Handler = (_, response) => response.end('hello')

  test('stand in the head, once each', async () => {
    const { headers } = await send(under(cors(policy), end))
    const names = headers.map(([name]) => name).filter((name) => /^access-control-|^vary$/.test(name))
    expect(names.sort()).toEqual(['access-control-allow-origin', 'vary'])
  })

  test('of one origin have no Vary', async () => {
    const response = await send(under(cors({ origin: app }), end))
    expect(pick(response, 'access-control-allow-origin', 'vary')).toEqual({
      'access-control-allow-origin': [app],
      vary: [],
    })
  })

  test('go through a writeHead that somebody put in its place', async () => {
    const seen: unknown[] = []
    const response = await send((request, response) => {
      const { writeHead } = response
      response.writeHead = function (this: ServerResponse, ...head: [number]) {
        seen.push(head, this.getHeader('vary'))
        return writeHead.apply(this, head)
      } as typeof writeHead
      cors(policy)(request, response, () => response.end('hello'))
    })
    expect(seen).toEqual([[200], 'Origin'])
    expect(pick(response, 'access-control-allow-origin')).toEqual({ 'access-control-allow-origin': [app] })
  })
})

describe('headers survive a handler that', () => {
  const upstream = '*'
  test.each<[string, Handler]>([
    [
      'sets them one by one',
      (_, response) => {
        response.setHeader('vary', 'Accept')
        response.setHeader('x-own', '1')
        response.setHeader('set-cookie', ['a=1', 'b=2'])
        response.setHeader('access-control-allow-origin', upstream)
        response.end('hello')
      },
    ],
    [
      'passes an object to writeHead',
      (_, response) => {
        const headers = {
          Vary: 'Accept',
          'X-Own': 1,
          'Set-Cookie': ['a=1', 'b=2'],
          'Access-Control-Allow-Origin': upstream,
        }
        response.writeHead(200, headers).end('hello')
      },
    ],
    [
      'passes a status message and an object to writeHead',
      (_, response) => {
        response.writeHead(200, 'Fine', { vary: 'Accept', 'x-own': '1', 'set-cookie': ['a=1', 'b=2'] }).end('hello')
      },
    ],
    [
      'passes names and values in a list to writeHead',
      (_, response) => {
        response.setHeader('x-own', '0')
        response
          .writeHead(200, [
            'vary',
            'Accept',
            'x-own',
            '1',
            'set-cookie',
            'a=1',
            'set-cookie',
            'b=2',
            'access-control-allow-origin',
            '*',
          ])
          .end('hello')
      },
    ],
    [
      'passes a list of pairs to writeHead',
      (_, response) => {
        const pairs = [
          ['vary', 'Accept'],
          ['x-own', '1'],
          ['set-cookie', 'a=1'],
          ['set-cookie', 'b=2'],
        ]
        response.writeHead(200, pairs as unknown as string[]).end('hello')
      },
    ],
    [
      'flushes its head',
      (_, response) => {
        response.setHeader('vary', ['Accept'])
        response.setHeader('x-own', '1')
        response.setHeader('set-cookie', ['a=1', 'b=2'])
        response.flushHeaders()
        response.end('hello')
      },
    ],
    [
      'passes an object to writeHeader, a deprecated name',
      (_, response) => {
        const { writeHeader } = response as unknown as { writeHeader: typeof response.writeHead }
        writeHeader.call(response, 200, {
          vary: 'Accept',
          'x-own': '1',
          'set-cookie': ['a=1', 'b=2'],
          'access-control-allow-origin': '*',
        })
        response.end('hello')
      },
    ],
    [
      'writes without a head',
      (_, response) => {
        response.setHeader('vary', 'Accept').setHeader('x-own', '1').setHeader('set-cookie', ['a=1', 'b=2'])
        response.write('hel')
        response.end('lo')
      },
    ],
    [
      'passes a wrong header to writeHead first',
      (_, response) => {
        expect(() => response.writeHead(200, { 'x-wrong': 'a\nb' })).toThrow('Invalid character')
        response.writeHead(200, { vary: 'Accept', 'x-own': '1', 'set-cookie': ['a=1', 'b=2'] }).end('hello')
      },
    ],
  ])('%s', async (_, handler) => {
    const response = await send(under(cors(policy), handler))
    expect(response.status).toBe(200)
    expect(response.body).toBe('hello')
    expect(pick(response, ...Object.keys(shared))).toEqual(shared)
  })

  test('is under two policies: the outer one is the authority', async () => {
    const inner = under(cors({ origin: '*' }), (_, response) => response.end('hello'))
    const response = await send(under(cors(policy), inner))
    expect(pick(response, 'access-control-allow-origin')).toEqual({ 'access-control-allow-origin': [app] })
  })
})

describe('a request that the handler does not see', () => {
  const unreached: Handler = () => expect.unreachable()
  const preflight = { 'access-control-request-method': 'PUT' }

  test('keeps what middleware before it has set', async () => {
    const middleware = under(cors(policy), unreached)
    const response = await send(
      (request, response) => {
        response.setHeader('vary', 'Accept-Encoding')
        response.setHeader('x-own', '1')
        return middleware(request, response)
      },
      { origin: app, ...preflight },
      'OPTIONS',
    )
    expect(response.status).toBe(204)
    expect(pick(response, 'vary', 'x-own')).toEqual({ vary: ['Accept-Encoding, Origin'], 'x-own': ['1'] })
  })

  test('is explained in debug', async () => {
    const response = await send(
      under(cors({ ...policy, debug: true }), unreached),
      { origin: evil, ...preflight },
      'OPTIONS',
    )
    expect(response.status).toBe(200)
    expect(response.body).toContain(`"${evil}" [origin-not-allowed]`)
    expect(pick(response, 'content-type')).toEqual({ 'content-type': ['text/plain;charset=utf-8'] })
  })
})

test('predicates and onRefuse get the native request', async () => {
  const contexts: unknown[] = []
  const onRefuse = vi.fn()
  const middleware = cors<IncomingMessage>({
    origin: (_, request) => {
      contexts.push(request.socket.remoteAddress)
      return false
    },
    onRefuse,
  })
  await send(under(middleware, (_, response) => response.end()))
  expect(contexts).toEqual(['127.0.0.1'])
  expect(onRefuse.mock.calls[0]?.[1]).toHaveProperty('httpVersion', '1.1')
})

test('a Cors with a lookup answers later', async () => {
  const middleware = cors(createCors({ lookup: async (origin) => origin === app }))
  const response = await send(under(middleware, (_, response) => response.end('hello')))
  expect(response.body).toBe('hello')
  expect(pick(response, 'access-control-allow-origin')).toEqual({ 'access-control-allow-origin': [app] })
})

test('what the handler throws is thrown on', () => {
  const response = { writeHead: () => undefined } as unknown as ServerResponse
  const request = { headers: {} }
  const fail = (): never => {
    throw new Error('boom')
  }
  expect(() => cors({ origin: '*' })(request, response, fail)).toThrow('boom')
})

test("exposedHeaders '*' with credentials names what the handler set", async () => {
  const options = { ...policy, exposedHeaders: '*', credentials: true } as const
  const handler: Handler = (_, response) => response.writeHead(200, { 'X-Own': '1', 'set-cookie': 'a=1' }).end()
  const response = await send(under(cors(options), handler))
  expect(pick(response, 'access-control-expose-headers')).toEqual({ 'access-control-expose-headers': ['x-own,vary'] })
  const nothing = await send(under(cors({ ...options, origin: app }), (_, response) => response.end()))
  expect(pick(nothing, 'access-control-expose-headers')).toEqual({ 'access-control-expose-headers': [] })
  const varied = await send(under(cors(options), (_, response) => response.end()))
  expect(pick(varied, 'access-control-expose-headers')).toEqual({ 'access-control-expose-headers': ['vary'] })
})

test.each<[step: string, head: readonly object[]]>([
  ['headers', [{ vary: 'Accept' }]],
  ['nothing else', []],
])('a status message is kept, with %s', async (_, head) => {
  const handler: Handler = (_, response) => response.writeHead(200, 'Fine', ...(head as [])).end()
  const server = createServer(under(cors(policy), handler))
  const [response] = (await once(sendRequest(await listen(server)).end(), 'response')) as [IncomingMessage]
  response.resume()
  expect(response.statusMessage).toBe('Fine')
})

test("a refused origin gets none of the handler's CORS headers", async () => {
  const handler: Handler = (_, response) =>
    response.writeHead(200, { 'access-control-allow-origin': '*', 'access-control-max-age': '9' }).end()
  const { headers } = await send(under(cors(policy), handler), { origin: evil })
  expect(headers.filter(([name]) => name.startsWith('access-control-'))).toEqual([])
})

test('two Origin lines are one value, which no rule admits', async () => {
  const seen: string[] = []
  const middleware = cors({ origin: (origin) => seen.push(origin) > 0 })
  const server = createServer(under(middleware, (_, response) => response.end('hello')))
  const { port } = new URL(await listen(server))
  const request = sendRequest({ port, headers: ['origin', app, 'origin', app, 'host', 'localhost'] })
  const [response] = (await once(request.end(), 'response')) as [IncomingMessage]
  response.resume()
  expect(response.headers['access-control-allow-origin']).toBeUndefined()
  expect(seen).toEqual([])
})

describe('toInput', () => {
  const headers = { host: 'api.example.com' }
  test.each<[string, NodeRequest & { originalUrl?: string; socket?: unknown }, string]>([
    ['a path', { url: '/items?q', headers }, 'http://api.example.com/items?q'],
    ['a path below a mounted router', { url: '/', originalUrl: '/api/', headers }, 'http://api.example.com/api/'],
    ['a path over TLS', { url: '/', headers, socket: { encrypted: true } }, 'https://api.example.com/'],
    ['a path over HTTP/2', { url: '/', headers: { ':authority': 'h2.example' } }, 'http://h2.example/'],
    ['a whole URL', { url: 'HTTP://proxied.example/x', headers }, 'HTTP://proxied.example/x'],
    [
      'a path that holds a URL',
      { url: '/proxy/http://x.example/', headers },
      'http://api.example.com/proxy/http://x.example/',
    ],
    [
      'a path over HTTP/2 with Host too',
      { url: '/', headers: { ':authority': 'h2.example', ...headers } },
      'http://h2.example/',
    ],
    ['an asterisk', { url: '*', headers }, 'http://api.example.com/*'],
    ['nothing', { headers: {} }, 'http://localhost/'],
  ])('makes a URL of %s', (_, request, url) => {
    expect(toInput(request).url).toBe(url)
  })

  test('reads headers in any case, and several lines as one value', () => {
    const input = toInput({ headers: { 'x-a': ['1', '2'], 'x-b': '3' } })
    expect([input.method, input.headers.get('X-A'), input.headers.get('x-b'), input.headers.get('x-c')]).toEqual([
      'GET',
      '1, 2',
      '3',
      null,
    ])
  })

  test('serves a guard of WebSocket upgrades', async () => {
    const guard = createCors({ origin: [app], rejectDisallowed: true })
    const server = createServer().on('upgrade', (request, socket) => {
      const isRefused = guard.decide(toInput(request)).respond !== null
      socket.end(isRefused ? 'HTTP/1.1 403 Forbidden\r\n\r\n' : 'HTTP/1.1 101 Switching Protocols\r\n\r\n')
    })
    const { port, host } = new URL(await listen(server))
    const upgrade = async (origin: string): Promise<string> => {
      const socket = connectSocket(Number(port), '127.0.0.1')
      socket.write(
        `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nOrigin: ${origin}\r\n\r\n`,
      )
      const [data] = await once(socket, 'data')
      socket.destroy()
      return String(data).split('\r\n', 1)[0] ?? ''
    }
    expect(await upgrade(app)).toBe('HTTP/1.1 101 Switching Protocols')
    expect(await upgrade(evil)).toBe('HTTP/1.1 403 Forbidden')
    expect(await upgrade(`http://${host}`)).toBe('HTTP/1.1 101 Switching Protocols')
  })
})

test('Express: redirects, errors and unknown paths have headers too', async () => {
  const application = express()
  application.use(cors(policy))
  application.get('/items', (_, response) => response.redirect('/elsewhere'))
  application.get('/failing', () => {
    throw new Error('boom')
  })
  application.use((_: unknown, __: express.Request, response: express.Response, ___: express.NextFunction) => {
    response.status(500).send('failed')
  })
  const origin = await listen(createServer(application))
  const client = connect(origin)
  closing.push(client.close)
  for (const [path, status] of [
    ['/items', 302],
    ['/failing', 500],
    ['/unknown', 404],
  ] as const) {
    const response = await client.send({ method: 'GET', url: `${origin}${path}`, headers: [['origin', app]] })
    expect(response.status).toBe(status)
    expect(pick(response, 'access-control-allow-origin', 'vary')['access-control-allow-origin']).toEqual([app])
  }
})

test('node:http2: a handler that sets Vary and passes headers to writeHead', async () => {
  const middleware = cors(policy)
  const server = createHttp2Server((request, response) =>
    middleware(request, response, () => {
      response.setHeader('vary', 'Accept')
      response.writeHead(201, { 'set-cookie': ['a=1', 'b=2'], 'access-control-allow-origin': '*' })
      response.end('hello')
    }),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const client = connect(origin, 'h2c')
  const response = await client.send({ method: 'GET', url: `${origin}/`, headers: [['origin', app]] })
  expect(response.status).toBe(201)
  expect(pick(response, 'access-control-allow-origin', 'vary', 'set-cookie')).toEqual({
    'access-control-allow-origin': [app],
    vary: ['Accept, Origin'],
    'set-cookie': ['a=1', 'b=2'],
  })
  await client.close()
  await new Promise((done) => server.close(done))
})
