import type { RequestListener } from 'node:http'
import cors, { type CorsOptions } from 'cors'
import express, { type Express } from 'express'
import { app, type Case } from './case.ts'

/** An API as the documentation of the middleware has it. */
function withCors(options?: CorsOptions): RequestListener {
  const api = express()
  api.use(cors(options))
  return addRoutes(api)
}

function addRoutes(api: Express): Express {
  api.get('/items', (_, response) => void response.json([]))
  api.put('/items', (_, response) => void response.sendStatus(204))
  return api
}

function refuseStrangersTokens(api: Express): void {
  api.use((request, response, next) => {
    if (request.headers.authorization === 'Bearer right') next()
    else response.status(401).send('Unauthorized')
  })
}

const token = ['authorization', 'Bearer right'] as const
const allowedHeaders = ['content-type', 'authorization']

export const expressCases: readonly Case[] = [
  {
    server: 'Express',
    configuration: 'origin: true with credentials',
    serve: () => withCors({ origin: true, credentials: true }),
    by: 'audit',
    fault: 'origin-reflected',
    severity: 'critical',
  },
  {
    server: 'Express',
    configuration: 'origin: true without credentials',
    serve: () => withCors({ origin: true }),
    by: 'audit',
    fault: 'origin-reflected',
    severity: 'low',
  },
  {
    server: 'Express',
    configuration: 'a RegExp without ^',
    serve: () => withCors({ origin: /example\.com$/, credentials: true }),
    by: 'audit',
    fault: 'origin-suffix-trusted',
    severity: 'high',
    also: ['insecure-origin-trusted'],
  },
  {
    server: 'Express',
    configuration: 'a RegExp without $',
    serve: () => withCors({ origin: /^https:\/\/app\.example\.com/, credentials: true }),
    by: 'audit',
    fault: 'origin-prefix-trusted',
    severity: 'high',
  },
  {
    server: 'Express',
    configuration: 'a RegExp without ^ and $ in a list',
    serve: () => withCors({ origin: ['https://www.example.com', /example\.com/], credentials: true }),
    by: 'audit',
    fault: 'origin-substring-trusted',
    severity: 'high',
    also: ['insecure-origin-trusted'],
  },
  {
    server: 'Express',
    configuration: 'a RegExp with plain dots',
    serve: () => withCors({ origin: /^https:\/\/app.example.com$/, credentials: true }),
    by: 'audit',
    fault: 'origin-dot-unescaped',
    severity: 'high',
  },
  {
    server: 'Express',
    configuration: 'a callback whose list has null',
    serve: () =>
      withCors({
        origin: (origin, done) => done(null, origin !== undefined && [app, 'null'].includes(origin)),
        credentials: true,
      }),
    by: 'audit',
    fault: 'null-trusted',
    severity: 'high',
    also: ['vary-origin-missing'],
  },
  {
    server: 'Express',
    configuration: 'a callback without Vary on refusals',
    serve: () => withCors({ origin: (origin, done) => done(null, origin === app), allowedHeaders }),
    by: 'audit',
    fault: 'vary-origin-missing',
    severity: 'low',
  },
  {
    server: 'Express',
    configuration: 'https? in the RegExp',
    serve: () => withCors({ origin: /^https?:\/\/app\.example\.com$/, credentials: true }),
    by: 'audit',
    fault: 'insecure-origin-trusted',
    severity: 'medium',
  },
  {
    server: 'Express',
    configuration: 'an origin of plain http in the list',
    serve: () => withCors({ origin: ['http://app.example.com'], credentials: true }),
    origins: ['http://app.example.com'],
    by: 'audit',
    fault: 'insecure-origin-trusted',
    severity: 'medium',
  },
  {
    server: 'Express',
    configuration: 'any port in the RegExp',
    serve: () => withCors({ origin: /^https:\/\/app\.example\.com(:\d+)?$/, credentials: true }),
    by: 'audit',
    fault: 'port-trusted',
    severity: 'low',
  },
  {
    server: 'Express',
    configuration: 'a look-ahead that knows no backtick',
    serve: () => withCors({ origin: /^https:\/\/app\.example\.com(?![\w.:-])/, credentials: true }),
    by: 'audit',
    fault: 'origin-backtick-trusted',
    severity: 'medium',
  },
  {
    server: 'Express',
    configuration: 'a look-ahead that knows no underscore',
    serve: () => withCors({ origin: /^https:\/\/app\.example\.com(?![a-z0-9.:`-])/, credentials: true }),
    by: 'audit',
    fault: 'origin-underscore-trusted',
    severity: 'high',
  },
  {
    server: 'Express',
    configuration: 'credentials with the default origin',
    serve: () => withCors({ credentials: true }),
    by: 'audit',
    fault: 'wildcard-with-credentials',
    severity: 'medium',
    also: ['wildcard'],
  },
  {
    server: 'Express',
    configuration: 'a year of max-age',
    serve: () => withCors({ origin: [app], maxAge: 31_536_000 }),
    by: 'audit',
    fault: 'max-age-too-large',
    severity: 'low',
  },
  {
    server: 'Express',
    configuration: 'a slash at the end of the origin',
    serve: () => withCors({ origin: `${app}/` }),
    by: 'audit',
    fault: 'allow-origin-not-serialized',
    severity: 'medium',
  },
  {
    server: 'Express',
    configuration: 'the default port in the origin',
    serve: () => withCors({ origin: `${app}:443` }),
    by: 'audit',
    fault: 'allow-origin-not-serialized',
    severity: 'medium',
  },
  {
    server: 'Express',
    configuration: 'a pattern as the origin',
    serve: () => withCors({ origin: 'https://*.example.com' }),
    by: 'audit',
    fault: 'allow-origin-invalid',
    severity: 'medium',
  },
  {
    server: 'Express',
    configuration: 'an environment variable that is not set',
    serve: () => withCors({ origin: `${undefined}` }),
    by: 'audit',
    fault: 'allow-origin-invalid',
    severity: 'medium',
  },
  {
    server: 'Express',
    configuration: 'a handler that appends the header once more',
    serve: () => {
      const api = express()
      api.use(cors({ origin: [app] }))
      api.use((_, response, next) => {
        response.append('access-control-allow-origin', app)
        next()
      })
      return addRoutes(api)
    },
    by: 'audit',
    fault: 'headers-doubled',
    severity: 'medium',
  },
  {
    server: 'Express',
    configuration: 'authentication before cors',
    serve: () => {
      const api = express()
      refuseStrangersTokens(api)
      api.use(cors({ origin: [app], allowedHeaders }))
      return addRoutes(api)
    },
    headers: [token],
    by: 'audit',
    fault: 'preflight-status',
    severity: 'medium',
    also: ['error-without-headers'],
  },
  {
    server: 'Express',
    configuration: 'authentication before cors, OPTIONS excepted',
    serve: () => {
      const api = express()
      api.options('/{*path}', cors({ origin: [app], allowedHeaders }))
      refuseStrangersTokens(api)
      api.use(cors({ origin: [app], allowedHeaders }))
      return addRoutes(api)
    },
    headers: [token],
    by: 'audit',
    fault: 'error-without-headers',
    severity: 'medium',
  },
  {
    server: 'Express',
    configuration: 'cors on the route only, and no OPTIONS',
    serve: () => {
      const api = express()
      api.get('/items', cors({ origin: [app] }), (_, response) => void response.json([]))
      api.put('/items', cors({ origin: [app] }), (_, response) => void response.json([]))
      return api
    },
    by: 'audit',
    fault: 'preflight-without-headers',
    severity: 'medium',
  },
  {
    server: 'Express',
    configuration: 'an origin that is decoded and written to the socket',
    serve: () => {
      const api = express()
      api.use(cors({ origin: [app], allowedHeaders }))
      api.get('/items', (request, response) => {
        const origin = decodeURIComponent(request.headers.origin ?? '*')
        response.socket?.end(
          `HTTP/1.1 200 OK\r\nconnection: close\r\nvary: origin\r\ncontent-length: 2\r\naccess-control-allow-origin: ${origin}\r\n\r\n[]`,
        )
      })
      return api
    },
    by: 'audit',
    fault: 'header-injection',
    severity: 'high',
    also: ['origin-reflected'],
  },
  {
    server: 'Express',
    configuration: 'DELETE is not among the methods',
    serve: () => withCors({ origin: [app], methods: ['GET', 'PUT'] }),
    by: 'explain',
    fault: 'preflight-method',
    request: { method: 'DELETE' },
  },
  {
    server: 'Express',
    configuration: 'cors() for everybody',
    serve: () => withCors(),
    by: 'audit',
    fault: null,
  },
  {
    server: 'Express',
    configuration: 'an exact list with credentials',
    serve: () => withCors({ origin: ['https://www.example.com', app], credentials: true, allowedHeaders, maxAge: 600 }),
    method: 'PUT',
    headers: [token],
    by: 'audit',
    fault: null,
  },
  {
    server: 'Express',
    configuration: 'two ports of one host, both in the list',
    serve: () => withCors({ origin: [app, `${app}:8443`], credentials: true, allowedHeaders }),
    origins: [app, `${app}:8443`],
    by: 'audit',
    fault: null,
  },
  {
    server: 'Express',
    configuration: 'a right RegExp for subdomains',
    serve: () =>
      withCors({ origin: /^https:\/\/(?:[a-z0-9-]+\.)*example\.com$/, credentials: true, allowedHeaders, maxAge: 600 }),
    method: 'PUT',
    by: 'audit',
    fault: null,
  },
  {
    server: 'Express',
    configuration: 'a callback that fails for strangers, as its documentation has it',
    serve: () =>
      withCors({
        origin: (origin, done) => (origin === app ? done(null, true) : done(new Error('Not allowed by CORS'))),
        credentials: true,
        allowedHeaders,
      }),
    by: 'audit',
    fault: null,
  },
  {
    server: 'Express',
    configuration: 'no CORS at all',
    serve: () => addRoutes(express()),
    origins: [],
    by: 'audit',
    fault: null,
  },
]
