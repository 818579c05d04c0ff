import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createHttp2Server, createSecureServer, type Http2ServerRequest } from 'node:http2'
import express, { type Request as ExpressRequest } from 'express'
import type { Context } from 'hono'
import { describe, expectTypeOf, test } from 'vitest'
import { cors, type NodeMiddleware, type NodeRequest, toInput } from '../../adapters/node.ts'
import { type AsyncCors, type Cors, type CorsInput, createCors } from '../../src/index.ts'

const origin = 'https://app.example.com'

describe('cors', () => {
  test('takes options or a policy, with and without lookup', () => {
    expectTypeOf(cors({ origin })).toEqualTypeOf<NodeMiddleware<NodeRequest>>()
    expectTypeOf(cors({ lookup: async () => true })).toEqualTypeOf<NodeMiddleware<NodeRequest>>()
    expectTypeOf(cors(createCors({ origin }))).toEqualTypeOf<NodeMiddleware<NodeRequest>>()
    expectTypeOf(cors({} as Cors | AsyncCors)).toEqualTypeOf<NodeMiddleware<NodeRequest>>()
    expectTypeOf(cors({} as AsyncCors<IncomingMessage>)).toEqualTypeOf<NodeMiddleware<IncomingMessage>>()
  })

  test('refuses what createCors refuses', () => {
    // @ts-expect-error: nothing is shared by accident
    cors()
    // @ts-expect-error: nothing is shared by accident
    cors({})
    // @ts-expect-error: reflects any origin elsewhere
    cors({ origin: true })
    // @ts-expect-error: allowedHeaders
    cors({ origin, headers: ['content-type'] })
    // @ts-expect-error: methods are a list
    cors({ origin, methods: 'GET,PUT' })
    // @ts-expect-error: a look-up answers with a promise
    cors({ lookup: () => true })
  })

  test('gives predicates the native request', () => {
    cors({ origin: (_, request) => request.headers['x-tenant'] === 'a' && request.url === '/' })
    expectTypeOf(cors({ origin: (_, request: IncomingMessage) => request.complete })).toEqualTypeOf<
      NodeMiddleware<IncomingMessage>
    >()
    // @ts-expect-error: which native request it is has to be said
    cors({ origin: (_, request) => request.socket === null })
    // @ts-expect-error: there is no Request
    cors({ origin: (_, request: Request) => request.url === '/' })
    // @ts-expect-error: that policy is for the Hono adapter
    cors({} as Cors<Context>)
    // @ts-expect-error: that policy is for Fetch handlers
    cors({} as AsyncCors<Request>)
  })
})

const anywhere = cors({ origin })
const onHttp = cors({ origin: (_, request: IncomingMessage) => request.complete })
const onHttp2 = cors({ origin: (_, request: Http2ServerRequest) => request.authority === '' })
const onExpress = cors({ origin: (_, request: ExpressRequest) => request.ip === '::1' })

test('the middleware goes before a handler of node:http', () => {
  createServer((request, response) => anywhere(request, response, () => response.end('hello')))
  createServer((request, response) => onHttp(request, response, () => response.end('hello')))
  // @ts-expect-error: there is no :authority
  createServer((request, response) => onHttp2(request, response, () => response.end('hello')))
  // @ts-expect-error: there is no Express
  createServer((request, response) => onExpress(request, response, () => response.end('hello')))
  // @ts-expect-error: somebody has to answer
  createServer(cors({ origin }))
})

test('the middleware goes before a handler of node:http2', () => {
  createHttp2Server((request, response) => anywhere(request, response, () => response.end('hello')))
  createSecureServer({}, (request, response) => onHttp2(request, response, () => response.end('hello')))
})

test('the middleware goes into Express', () => {
  const app = express()
  app.use(anywhere, onHttp, onExpress)
  app.use('/api', anywhere, onHttp, onExpress)
  app.use(cors({ origin }))
  app.use('/api', cors({ lookup: async (asked) => asked === origin }), express.Router().use(cors({ origin })))
  app.options('/api', cors({ origin }))
  app.get('/items/:id', anywhere, cors({ origin }), (request, response) => {
    expectTypeOf(request.params).toEqualTypeOf<{ id: string }>()
    response.json(request.params.id)
  })
  // The type of the request comes from app.use.
  app.use(cors({ origin: (_, request) => request.ip === '::1' }))
  // @ts-expect-error: Express has no requests of node:http2
  app.use(onHttp2)
})

test('the middleware is a Connect-style one', () => {
  type Next = (error?: unknown) => void
  expectTypeOf(anywhere).toExtend<(request: IncomingMessage, response: ServerResponse, next: Next) => void>()
  expectTypeOf(anywhere).returns.toEqualTypeOf<void | Promise<void>>()
})

describe('toInput', () => {
  test('describes any native request to decide', () => {
    expectTypeOf(toInput).returns.toEqualTypeOf<CorsInput>()
    expectTypeOf(toInput).toBeCallableWith({} as IncomingMessage)
    expectTypeOf(toInput).toBeCallableWith({} as Http2ServerRequest)
    expectTypeOf(toInput).toBeCallableWith({} as ExpressRequest)
    // @ts-expect-error: a Request is input already
    toInput(new Request('https://api.example.com/'))
  })

  test('guards upgrades', () => {
    const guard = createCors({ origin, rejectDisallowed: true })
    const guardByRequest = {} as Cors<IncomingMessage>
    createServer().on('upgrade', async (request, socket) => {
      if (guard.decide(toInput(request)).respond !== null) socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
      expectTypeOf(guardByRequest.decide(toInput(request), request).allowed).toEqualTypeOf<boolean>()
      expectTypeOf((await ({} as AsyncCors).decide(toInput(request))).allowed).toEqualTypeOf<boolean>()
      // @ts-expect-error: the predicates need the native request
      guardByRequest.decide(toInput(request))
      // @ts-expect-error: a native request is no input
      guard.decide(request)
    })
  })
})
