import type { RequestListener } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { type CorsOptions, cors, json, Router } from 'itty-router'
import { app, type Case } from './case.ts'

function withCors(options?: CorsOptions, isPreflightAnswered = true): RequestListener {
  const { preflight, corsify } = cors(options)
  const router = Router({ before: isPreflightAnswered ? [preflight] : [], finally: [json, corsify] })
  router.get('/items', () => [])
  router.put('/items', () => ({}))
  router.all('*', () => new Response('Not found', { status: 404 }))
  const listener = getRequestListener((request) => router.fetch(request), { overrideGlobalObjects: false })
  return (request, response) => void listener(request, response)
}

export const ittyRouterCases: readonly Case[] = [
  {
    server: 'itty-router',
    configuration: 'credentials with the default origin, which is then reflected',
    serve: () => withCors({ credentials: true }),
    by: 'audit',
    fault: 'origin-reflected',
    severity: 'critical',
    also: ['vary-origin-missing', 'vary-request-headers-missing', 'wildcard-literal'],
  },
  {
    server: 'itty-router',
    configuration: 'a list, without Vary',
    serve: () => withCors({ origin: [app] }),
    by: 'audit',
    fault: 'vary-origin-missing',
    severity: 'medium',
    also: ['vary-request-headers-missing'],
  },
  {
    server: 'itty-router',
    configuration: 'a RegExp without ^',
    serve: () => withCors({ origin: /example\.com$/, credentials: true }),
    by: 'audit',
    fault: 'origin-suffix-trusted',
    severity: 'high',
    also: ['insecure-origin-trusted', 'vary-origin-missing', 'vary-request-headers-missing', 'wildcard-literal'],
  },
  {
    server: 'itty-router',
    configuration: 'no list of headers, so that they are repeated without Vary',
    serve: () => withCors({ origin: app }),
    by: 'audit',
    fault: 'vary-request-headers-missing',
    severity: 'low',
  },
  {
    server: 'itty-router',
    configuration: 'corsify without preflight',
    serve: () => withCors({ origin: app, allowHeaders: ['content-type'] }, false),
    method: 'PUT',
    by: 'audit',
    fault: 'preflight-status',
    severity: 'medium',
  },
  {
    server: 'itty-router',
    configuration: 'everybody, and a page that sends cookies',
    serve: () => withCors(),
    by: 'explain',
    fault: 'allow-origin-wildcard-with-credentials',
    request: { credentials: 'include' },
  },
  {
    server: 'itty-router',
    configuration: 'everybody, with a list of headers',
    serve: () => withCors({ allowHeaders: ['content-type'] }),
    by: 'audit',
    fault: null,
  },
  {
    server: 'itty-router',
    configuration: 'one fixed origin',
    serve: () => withCors({ origin: app, allowHeaders: ['content-type'], allowMethods: ['GET', 'PUT'] }),
    method: 'PUT',
    by: 'audit',
    fault: null,
  },
]
