import { createServer, type Server } from 'node:http'
import fastifyCors from '@fastify/cors'
import expressCors from 'cors'
import express from 'express'
import fastify from 'fastify'
import { cors } from '../../adapters/node.ts'
import { policies } from '../contender.ts'

const { origin, credentials, methods, headers, maxAge } = policies['two origins']
const options = {
  origin: [...origin],
  credentials,
  methods: [...methods],
  allowedHeaders: [...headers],
  maxAge,
}

/** Servers for `node:http` that answer alike, by what does CORS in them. */
export const nodeServers = {
  'node:http': () => createServer((_, response) => response.end('hello')),
  'node:http with fetch-cors/node': () => {
    const withCors = cors(options)
    return createServer((request, response) => withCors(request, response, () => response.end('hello')))
  },
  "node:http with Express's cors": () => {
    const withCors = expressCors(options)
    return createServer((request, response) => withCors(request, response, () => response.end('hello')))
  },
  express: () => createServer(express().all('/items', (_, response) => response.end('hello'))),
  "express with Express's cors": () =>
    createServer(
      express()
        .use(expressCors(options))
        .all('/items', (_, response) => response.end('hello')),
    ),
  'express with fetch-cors/node': () =>
    createServer(
      express()
        .use(cors(options))
        .all('/items', (_, response) => response.end('hello')),
    ),
  fastify: () => startFastify(false),
  'fastify with @fastify/cors': () => startFastify(true),
} satisfies Record<string, () => Server | Promise<Server>>

async function startFastify(withCors: boolean): Promise<Server> {
  const app = fastify()
  if (withCors) await app.register(fastifyCors, options)
  app.all('/items', (_, reply) => reply.send('hello'))
  await app.ready()
  // Fastify makes its server by itself, and listens to it when told; this one listens by whoever starts it.
  return app.server
}
