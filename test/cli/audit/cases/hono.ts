import type { RequestListener } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { bearerAuth } from 'hono/bearer-auth'
import { cors } from 'hono/cors'
import { app, type Case } from './case.ts'

type Options = Parameters<typeof cors>[0]

function toListener(api: Hono): RequestListener {
  api.get('/items', (c) => c.json([]))
  api.put('/items', (c) => c.body(null, 204))
  const listener = getRequestListener(api.fetch, { overrideGlobalObjects: false })
  return (request, response) => void listener(request, response)
}

function withCors(options?: Options): RequestListener {
  const api = new Hono()
  api.use('*', cors(options))
  return toListener(api)
}

const token = ['authorization', 'Bearer right'] as const
const allowHeaders = ['content-type', 'authorization']

export const honoCases: readonly Case[] = [
  {
    server: 'Hono',
    configuration: 'a function that gives every origin back',
    serve: () => withCors({ origin: (origin) => origin, credentials: true }),
    by: 'audit',
    fault: 'origin-reflected',
    severity: 'critical',
  },
  {
    server: 'Hono',
    configuration: 'endsWith without a dot',
    serve: () => withCors({ origin: (origin) => (origin.endsWith('example.com') ? origin : null), credentials: true }),
    by: 'audit',
    fault: 'origin-suffix-trusted',
    severity: 'high',
    also: ['insecure-origin-trusted'],
  },
  {
    server: 'Hono',
    configuration: 'startsWith',
    serve: () => withCors({ origin: (origin) => (origin.startsWith(app) ? origin : null) }),
    by: 'audit',
    fault: 'origin-prefix-trusted',
    severity: 'low',
  },
  {
    server: 'Hono',
    configuration: 'endsWith with a dot: every subdomain',
    serve: () => withCors({ origin: (origin) => (origin.endsWith('.example.com') ? origin : null), credentials: true }),
    by: 'audit',
    fault: 'subdomains-trusted',
    severity: 'info',
    also: ['insecure-origin-trusted'],
  },
  {
    server: 'Hono',
    configuration: 'endsWith with a dot: plain http too',
    serve: () => withCors({ origin: (origin) => (origin.endsWith('.example.com') ? origin : null), credentials: true }),
    by: 'audit',
    fault: 'insecure-origin-trusted',
    severity: 'medium',
    also: ['subdomains-trusted'],
  },
  {
    server: 'Hono',
    configuration: 'includes of a text, as an environment variable is',
    serve: () => {
      const allowed = `${app},https://www.example.com`
      return withCors({ origin: (origin) => (allowed.includes(origin) ? origin : null), credentials: true })
    },
    by: 'audit',
    fault: 'origin-truncated-trusted',
    severity: 'high',
  },
  {
    server: 'Hono',
    configuration: 'every preview on shared hosting',
    serve: () =>
      withCors({
        origin: (origin) => (origin === app || origin.endsWith('.vercel.app') ? origin : null),
        credentials: true,
      }),
    by: 'audit',
    fault: 'shared-host-trusted',
    severity: 'high',
  },
  {
    server: 'Hono',
    configuration: 'a list with a code playground',
    serve: () => withCors({ origin: [app, 'https://cdpn.io'], credentials: true }),
    by: 'audit',
    fault: 'shared-host-trusted',
    severity: 'high',
  },
  {
    server: 'Hono',
    configuration: 'a list with null',
    serve: () => withCors({ origin: [app, 'null'], credentials: true }),
    by: 'audit',
    fault: 'null-trusted',
    severity: 'high',
  },
  {
    server: 'Hono',
    configuration: 'a wildcard for headers, and a token',
    serve: () => withCors({ origin: '*', allowHeaders: ['*'] }),
    headers: [token],
    by: 'audit',
    fault: 'authorization-not-covered',
    severity: 'medium',
    also: ['wildcard'],
  },
  {
    server: 'Hono',
    configuration: 'a wildcard for headers',
    serve: () => withCors({ origin: '*', allowHeaders: ['*'] }),
    by: 'audit',
    fault: 'authorization-not-covered',
    severity: 'info',
    also: ['wildcard'],
  },
  {
    server: 'Hono',
    configuration: 'cors for OPTIONS only',
    serve: () => {
      const api = new Hono()
      api.options('*', cors({ origin: [app] }))
      return toListener(api)
    },
    by: 'audit',
    fault: 'response-without-headers',
    severity: 'medium',
  },
  {
    server: 'Hono',
    configuration: 'bearer-auth before cors',
    serve: () => {
      const api = new Hono()
      api.use('*', bearerAuth({ token: 'right' }))
      api.use('*', cors({ origin: [app] }))
      return toListener(api)
    },
    headers: [token],
    by: 'audit',
    fault: 'preflight-status',
    severity: 'medium',
    also: ['error-without-headers'],
  },
  {
    server: 'Hono',
    configuration: 'a handler that appends another value',
    serve: () => {
      const api = new Hono()
      api.use('*', cors({ origin: [app] }))
      api.use('*', async (c, next) => {
        await next()
        c.header('access-control-allow-origin', '*', { append: true })
      })
      return toListener(api)
    },
    by: 'audit',
    fault: 'allow-origin-list',
    severity: 'medium',
    also: ['wildcard'],
  },
  {
    server: 'Hono',
    configuration: 'patch in lower case',
    serve: () => withCors({ origin: [app] }),
    by: 'explain',
    fault: 'preflight-method',
    request: { method: 'patch' },
  },
  {
    server: 'Hono',
    configuration: 'content-type is not allowed',
    serve: () => withCors({ origin: [app], allowHeaders: ['authorization'] }),
    by: 'explain',
    fault: 'preflight-header',
    request: { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' },
  },
  {
    server: 'Hono',
    configuration: 'cors() for everybody',
    serve: () => withCors(),
    by: 'audit',
    fault: null,
  },
  {
    server: 'Hono',
    configuration: 'a list with credentials',
    serve: () => withCors({ origin: [app], credentials: true, allowHeaders, maxAge: 86_400 }),
    method: 'PUT',
    headers: [token],
    by: 'audit',
    fault: null,
  },
  {
    server: 'Hono',
    configuration: 'cors before bearer-auth',
    serve: () => {
      const api = new Hono()
      api.use('*', cors({ origin: [app], allowHeaders }))
      api.use('*', bearerAuth({ token: 'right' }))
      return toListener(api)
    },
    headers: [token],
    by: 'audit',
    fault: null,
  },
]
