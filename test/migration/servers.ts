import type { RequestListener } from 'node:http'
import { type CORSConfig, cors as elysiaCors } from '@elysiajs/cors'
import fastifyCors, { type FastifyCorsOptions, type FastifyCorsOptionsDelegate } from '@fastify/cors'
import { type CorsOptions as RemixOptions, cors as remixCors } from '@remix-run/cors-middleware'
import { createRouter, type Middleware } from '@remix-run/fetch-router'
import expressCors, { type CorsOptionsDelegate, type CorsOptions as ExpressOptions } from 'cors'
import { Elysia } from 'elysia'
import express, { type Express } from 'express'
import fastify, { type FastifyInstance } from 'fastify'
import { H3, type CorsOptions as H3Options, handleCors } from 'h3'
import { Hono } from 'hono'
import { cors as honoCors } from 'hono/cors'
import { error, type CorsOptions as IttyOptions, cors as ittyCors, Router } from 'itty-router'
import { cors as withHono } from '../../adapters/hono.ts'
import { cors as withNode } from '../../adapters/node.ts'
import { type AsyncCorsOptions, type CorsOptions, createCors } from '../../src/index.ts'
import type { ForeignLibrary } from '../../src/lint.ts'
import { listen } from '../cli/audit/listen.ts'
import { connect } from '../runtimes/client.ts'
import type { Send } from '../tables/check-outcome.ts'
import { ownHeaders, upstreamHeaders } from './cases.ts'

/** The options of each library, as its types have them. */
export interface OptionsOf {
  readonly cors: ExpressOptions | CorsOptionsDelegate
  readonly 'hono/cors': NonNullable<Parameters<typeof honoCors>[0]>
  readonly 'itty-router': IttyOptions
  readonly h3: H3Options
  readonly '@elysiajs/cors': CORSConfig
  readonly '@fastify/cors': FastifyCorsOptions | FastifyCorsOptionsDelegate
  readonly '@remix-run/cors-middleware': RemixOptions
}

export type OurOptions = CorsOptions | AsyncCorsOptions

/** What runs a request through a server, until it is closed. */
export interface Running {
  readonly send: Send
  readonly close: () => Promise<void>
}

/** Starts an application with one library's CORS, with ours, or with none. */
export type Start<Library extends ForeignLibrary> = (
  policy: { readonly foreign: OptionsOf[Library] } | { readonly ours: OurOptions } | null,
) => Promise<Running>

export const starts: { readonly [Library in ForeignLibrary]: Start<Library> } = {
  cors: async (policy) => await serve(toExpress(policy)),
  'hono/cors': async (policy) => {
    const api = new Hono()
    if (policy !== null) api.use('ours' in policy ? withHono(policy.ours as CorsOptions) : honoCors(policy.foreign))
    api.all('/items', (c) => c.body('hello', 200, ownHeaders))
    api.all('/upstream', () => toUpstream())
    api.get('/broken', () => fail())
    api.onError((_, c) => c.text('broken', 500))
    return direct((request) => api.fetch(request))
  },
  'itty-router': async (policy) => {
    const cors = policy !== null && 'foreign' in policy ? ittyCors(policy.foreign) : null
    const router = Router({
      ...(cors !== null && { before: [cors.preflight], finally: [cors.corsify] }),
      catch: () => error(500),
    })
    router
      .all('/items', () => toOwn())
      .all('/upstream', () => toUpstream())
      .get('/broken', () => fail())
    router.all('*', () => error(404))
    return direct(inside(policy, (request) => router.fetch(request)))
  },
  h3: async (policy) => {
    const api = new H3({ silent: true })
    if (policy !== null && 'foreign' in policy) {
      api.use((event, next) => {
        const answer = handleCors(event, policy.foreign)
        return answer === false ? next() : answer
      })
    }
    api
      .all('/items', () => toOwn())
      .all('/upstream', () => toUpstream())
      .get('/broken', () => fail())
    return direct(inside(policy, async (request) => await api.fetch(request)))
  },
  '@elysiajs/cors': async (policy) => {
    const api = new Elysia()
    const served = policy !== null && 'foreign' in policy ? api.use(elysiaCors(policy.foreign)) : api
    served
      .all('/items', () => toOwn())
      .all('/upstream', () => toUpstream())
      .get('/broken', () => fail())
    return direct(inside(policy, async (request) => await served.fetch(request)))
  },
  '@fastify/cors': async (policy) => {
    const api = fastify()
    if (!api.supportedMethods.includes('REPORT')) api.addHttpMethod('REPORT')
    if (policy !== null && 'foreign' in policy) await api.register(fastifyCors, policy.foreign)
    if (policy !== null && 'ours' in policy) {
      const cors = withNode(policy.ours as CorsOptions)
      api.addHook('onRequest', (request, reply, done) => cors(request.raw, reply.raw, done))
    }
    addFastifyRoutes(api)
    await api.ready()
    return await serve((request, response) => api.routing(request, response))
  },
  '@remix-run/cors-middleware': async (policy) => {
    // The middleware is typed with the router that it depends on itself, an earlier one.
    const middleware =
      policy !== null && 'foreign' in policy ? [remixCors(policy.foreign) as unknown as Middleware] : []
    const router = createRouter({ middleware })
    router.map('/items', () => toOwn())
    router.map('/upstream', () => toUpstream())
    router.map('/broken', () => fail())
    return direct(inside(policy, (request) => router.fetch(request)))
  },
}

function toExpress(policy: Parameters<Start<'cors'>>[0]): Express {
  const api = express()
  if (policy !== null) api.use('ours' in policy ? withNode(policy.ours as CorsOptions) : expressCors(policy.foreign))
  api.all('/items', (_, response) => void response.set(ownHeaders).send('hello'))
  api.all('/upstream', (_, response) => void response.set({ ...ownHeaders, ...upstreamHeaders }).send('hello'))
  api.get('/broken', () => fail())
  return api.set('env', 'test')
}

function addFastifyRoutes(api: FastifyInstance): void {
  api.all('/items', async (_, reply) => await reply.headers(ownHeaders).send('hello'))
  api.all('/upstream', async (_, reply) => await reply.headers({ ...ownHeaders, ...upstreamHeaders }).send('hello'))
  api.get('/broken', () => fail())
}

function toOwn(): Response {
  return new Response('hello', { headers: ownHeaders })
}

function toUpstream(): Response {
  return new Response('hello', { headers: { ...ownHeaders, ...upstreamHeaders } })
}

function fail(): never {
  throw new Error('on purpose')
}

type Fetch = (request: Request) => Response | Promise<Response>

/** Puts our policy around a handler, as the README says; errors that it throws become responses there. */
function inside(policy: object | null, fetch: Fetch): Fetch {
  if (policy === null || !('ours' in policy)) return fetch
  return createCors(policy.ours as AsyncCorsOptions).wrap(fetch, {
    onError: () => new Response('broken', { status: 500 }),
  })
}

function direct(fetch: Fetch): Running {
  return {
    async send({ url, method, headers }) {
      const pairs = headers.map(([name, value]): [string, string] => [name, value])
      const request = new Request(url, { method, headers: pairs })
      const response = await Promise.resolve(request)
        .then(fetch)
        .catch(() => new Response('broken', { status: 500 }))
      return { status: response.status, headers: [...response.headers], body: await response.text() }
    },
    close: async () => {},
  }
}

async function serve(listener: RequestListener): Promise<Running> {
  const { origin, close } = await listen(listener)
  const client = connect(origin)
  return {
    send: client.send,
    async close() {
      await client.close()
      await close()
    },
  }
}
