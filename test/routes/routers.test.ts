import { once } from 'node:events'
import { createServer, type RequestListener, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import express from 'express'
import fc from 'fast-check'
import Fastify from 'fastify'
import { H3, toNodeHandler } from 'h3'
import { Hono } from 'hono'
import { AutoRouter } from 'itty-router'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cors } from '../../adapters/node.ts'
import { createCorsRoutes } from '../../src/routes.ts'

// Routers read paths in their own ways. Whatever a page asks for, no router gives it what is under /internal together
// with the headers that are meant for everything else.

const withCors = cors(createCorsRoutes({ '/*': { origin: '*' }, '/internal/*': false }))

/** Answers by the path that a handler reads out of a request's target. */
function toReader(read: (target: string) => string): RequestListener {
  return (asked, response) =>
    withCors(asked, response, () => {
      try {
        response.end(/^\/internal(?:\/|$)/.test(read(asked.url ?? '')) ? 'internal' : 'open')
      } catch {
        response.end('no path')
      }
    })
}

const toTarget = (target: string): string => target.replace(/\?.*/s, '')
const toPathname = (target: string): string => new URL(target, 'http://localhost').pathname

function createExpress(isStrict: boolean): RequestListener {
  const app = express().set('case sensitive routing', isStrict).set('strict routing', isStrict)
  app.use((asked, response, next) => withCors(asked, response, next))
  app.all(['/internal', '/internal/*rest'], (_, response) => void response.end('internal'))
  app.use((_, response) => void response.end('open'))
  return app.use(((_error, _asked, response, _next) => response.end('no path')) as express.ErrorRequestHandler)
}

async function createFastify(routerOptions: object): Promise<RequestListener> {
  const app = Fastify({ routerOptions })
  app.addHook('onRequest', (asked, reply, done) => withCors(asked.raw, reply.raw, done))
  for (const path of ['/internal', '/internal/*']) app.all(path, async () => 'internal')
  app.all('/*', async () => 'open')
  await app.ready()
  return (asked, response) => app.routing(asked, response)
}

function createHono(): RequestListener {
  const app = new Hono().all('/internal/*', (c) => c.text('internal')).all('*', (c) => c.text('open'))
  return getRequestListener(app.fetch)
}

function createH3(): RequestListener {
  const app = new H3()
  for (const path of ['/internal', '/internal/**']) app.all(path, () => 'internal')
  return toNodeHandler(app.all('/**', () => 'open')) as RequestListener
}

function createItty(): RequestListener {
  const router = AutoRouter().all('/internal/*', () => new Response('internal'))
  return getRequestListener(router.all('*', () => new Response('open')).fetch)
}

const behind =
  (listener: RequestListener): RequestListener =>
  (asked, response) =>
    withCors(asked, response, () => listener(asked, response))

const listeners: Readonly<Record<string, RequestListener | Promise<RequestListener>>> = {
  Express: createExpress(false),
  'Express, strict': createExpress(true),
  Fastify: createFastify({}),
  'Fastify, lenient': createFastify({ ignoreDuplicateSlashes: true, ignoreTrailingSlash: true, caseSensitive: false }),
  'Fastify, with semicolons': createFastify({ useSemicolonDelimiter: true }),
  Hono: behind(createHono()),
  h3: behind(createH3()),
  'itty-router': behind(createItty()),
  'the target as it is': toReader(toTarget),
  'new URL': toReader(toPathname),
  'new URL, decoded': toReader((target) => decodeURIComponent(toPathname(target))),
  'decoded, then resolved': toReader((target) => new URL(decodeURIComponent(toTarget(target)), 'http://h').pathname),
  'without parameters': toReader((target) => decodeURIComponent(toPathname(target.replace(/;[^/?]*/g, '')))),
  'decoded, without parameters': toReader((target) => decodeURIComponent(toPathname(target)).replace(/;[^/]*/g, '')),
  'any case': toReader((target) => toPathname(target).toLowerCase()),
}

const texts = ['internal', 'INTERNAL', 'intern%61l', '%69nternal', 'open', 'x', '..;', '.;', ';', ';v=1', '%3b', '%3f']
const marks = ['/', '/', '/', '//', '%2f', '%5c', '%252f', '\\', '..', '.', '%2e%2e', '?', '%00', '%20', '%', '\u00e9']
const paths = fc
  .array(fc.oneof({ weight: 2, arbitrary: fc.constantFrom('internal', '/') }, fc.constantFrom(...texts, ...marks)), {
    minLength: 1,
    maxLength: 7,
  })
  .map((parts) => `/${parts.join('')}`)

/** Paths as a browser sends them. */
const targets = [
  ...fc.sample(paths, { numRuns: 400, seed: 7 }),
  '/internal/x',
  '//x/internal',
  '/internal;x',
  '/%69nternal',
]
  .filter((path) => URL.canParse(`https://api.example.com${path}`))
  .map((path) => new URL(`https://api.example.com${path}`))
  .filter(({ host }) => host === 'api.example.com')
  .map(({ pathname, search }) => pathname + search)

const servers: Server[] = []
const ports = new Map<string, number>()

beforeAll(async () => {
  for (const [name, listener] of Object.entries(listeners)) {
    const server = createServer(await listener).listen(0, '127.0.0.1')
    await once(server, 'listening')
    servers.push(server)
    ports.set(name, (server.address() as AddressInfo).port)
  }
})

afterAll(() => {
  for (const server of servers) server.closeAllConnections()
  for (const server of servers) server.close()
})

function ask(port: number, path: string): Promise<{ readonly body: string; readonly shared: boolean }> {
  return new Promise((resolve, reject) => {
    const headers = { origin: 'https://evil.example' }
    const asked = request({ host: '127.0.0.1', port, path, headers }, (response) => {
      let body = ''
      response.on('data', (data) => {
        body += data
      })
      response.on('end', () => resolve({ body, shared: 'access-control-allow-origin' in response.headers }))
    })
    asked.on('error', reject).end()
  })
}

test.each(Object.keys(listeners))('%s never shares what is left alone', async (name) => {
  const seen = { internal: 0, open: 0 }
  const leaks: string[] = []
  for (const target of targets) {
    const { body, shared } = await ask(ports.get(name) ?? 0, target)
    if (body === 'internal' && shared) leaks.push(target)
    if (body === 'internal') seen.internal += 1
    if (body === 'open' && shared) seen.open += 1
  }
  expect(leaks).toEqual([])
  expect(seen.internal).toBeGreaterThan(10)
  expect(seen.open).toBeGreaterThan(10)
})
