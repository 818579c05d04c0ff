import type { RequestListener } from 'node:http'
import cors, { type FastifyCorsOptions } from '@fastify/cors'
import fastify, { type FastifyInstance } from 'fastify'
import { app, type Case } from './case.ts'

async function toListener(api: FastifyInstance): Promise<RequestListener> {
  api.get('/items', async () => [])
  api.put('/items', async (_, reply) => await reply.code(204).send())
  await api.ready()
  return (request, response) => api.routing(request, response)
}

async function withCors(options: FastifyCorsOptions): Promise<RequestListener> {
  const api = fastify()
  await api.register(cors, options)
  return await toListener(api)
}

const token = ['authorization', 'Bearer right'] as const
const allowedHeaders = ['content-type', 'authorization']

export const fastifyCases: readonly Case[] = [
  {
    server: 'Fastify',
    configuration: 'origin: true with credentials',
    serve: () => withCors({ origin: true, credentials: true }),
    by: 'audit',
    fault: 'origin-reflected',
    severity: 'critical',
  },
  {
    server: 'Fastify',
    configuration: 'a RegExp for subdomains without $',
    serve: () => withCors({ origin: [/\.example\.com/], credentials: true }),
    by: 'audit',
    fault: 'origin-prefix-trusted',
    severity: 'high',
    also: ['insecure-origin-trusted', 'subdomains-trusted'],
  },
  {
    server: 'Fastify',
    configuration: 'a RegExp with a plain dot before the domain',
    serve: () => withCors({ origin: /^https:\/\/(?:app|www).example\.com$/, credentials: true }),
    by: 'audit',
    fault: 'origin-dot-unescaped',
    severity: 'high',
  },
  {
    server: 'Fastify',
    configuration: 'credentials with every origin',
    serve: () => withCors({ origin: '*', credentials: true }),
    by: 'audit',
    fault: 'wildcard-with-credentials',
    severity: 'medium',
    also: ['wildcard'],
  },
  {
    server: 'Fastify',
    configuration: 'wildcards in the lists with credentials',
    serve: () => withCors({ origin: [app], credentials: true, methods: '*', allowedHeaders: '*' }),
    by: 'audit',
    fault: 'wildcard-literal',
    severity: 'medium',
  },
  {
    server: 'Fastify',
    configuration: 'the default methods, which lack PUT',
    serve: () => withCors({ origin: [app] }),
    method: 'PUT',
    by: 'audit',
    fault: 'method-refused',
    severity: 'medium',
  },
  {
    server: 'Fastify',
    configuration: 'a list of headers without the key of the API',
    serve: () => withCors({ origin: [app], allowedHeaders: ['content-type'] }),
    headers: [['x-api-key', 'secret']],
    by: 'audit',
    fault: 'header-refused',
    severity: 'medium',
  },
  {
    server: 'Fastify',
    configuration: 'a max-age with a unit',
    serve: () => withCors({ origin: [app], maxAge: '1h' as never }),
    by: 'audit',
    fault: 'max-age-invalid',
    severity: 'low',
  },
  {
    server: 'Fastify',
    configuration: 'cors in a hook after authentication',
    serve: async () => {
      const api = fastify()
      api.addHook('onRequest', async (request, reply) => {
        if (request.method !== 'OPTIONS' && request.headers.authorization !== 'Bearer right') {
          return await reply.code(401).send({ error: 'Unauthorized' })
        }
        return undefined
      })
      await api.register(cors, { origin: [app], hook: 'preHandler', allowedHeaders })
      return await toListener(api)
    },
    headers: [token],
    by: 'audit',
    fault: 'error-without-headers',
    severity: 'medium',
  },
  {
    server: 'Fastify',
    configuration: 'every project on shared hosting',
    serve: () => withCors({ origin: [app, /^https:\/\/[a-z0-9-]+\.github\.io$/] }),
    by: 'audit',
    fault: 'shared-host-trusted',
    severity: 'low',
  },
  {
    server: 'Fastify',
    configuration: 'the neighbours of an own project on shared hosting',
    serve: () => withCors({ origin: /^https:\/\/[a-z0-9-]+\.pages\.dev$/, credentials: true }),
    origins: ['https://acme.pages.dev'],
    by: 'audit',
    fault: 'shared-host-trusted',
    severity: 'high',
  },
  {
    server: 'Fastify',
    configuration: 'another origin than the page that calls',
    serve: () => withCors({ origin: 'https://www.example.com' }),
    by: 'audit',
    fault: 'origin-refused',
    severity: 'medium',
  },
  {
    server: 'Fastify',
    configuration: 'no credentials, and a page that needs them',
    serve: () => withCors({ origin: [app] }),
    by: 'explain',
    fault: 'allow-credentials-not-true',
    request: { credentials: 'include' },
  },
  {
    server: 'Fastify',
    configuration: 'a list with credentials',
    serve: () => withCors({ origin: [app], credentials: true, methods: ['GET', 'PUT'], allowedHeaders, maxAge: 7200 }),
    method: 'PUT',
    headers: [token],
    by: 'audit',
    fault: null,
  },
  {
    server: 'Fastify',
    configuration: 'one fixed origin, the same for everybody',
    serve: () => withCors({ origin: app }),
    by: 'audit',
    fault: null,
  },
]
