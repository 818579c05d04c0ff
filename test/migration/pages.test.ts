import { readFile } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { describe, expect, test } from 'vitest'
import { createUserAgent, type ServerFunction } from '../../src/explain.ts'
import { listen } from '../cli/audit/listen.ts'
import { connect } from '../runtimes/client.ts'
import { moves } from './moves.ts'
import { fetch as elysia } from './pages/elysiajs-cors.ts'
import { api as express } from './pages/expressjs-cors.ts'
import { app as fastify } from './pages/fastify-cors.ts'
import { fetch as h3 } from './pages/h3.ts'
import { app as hono } from './pages/hono-cors.ts'
import { fetch as ittyRouter } from './pages/itty-router.ts'
import { fetch as remix } from './pages/remix.ts'

const servers: Readonly<Record<keyof typeof moves, (listen: typeof serve) => Promise<Served>>> = {
  cors: async (serve) => await serve(express),
  'hono/cors': async () => direct((request) => hono.fetch(request)),
  'itty-router': async () => direct((request) => ittyRouter(request)),
  h3: async () => direct((request) => h3(request)),
  '@elysiajs/cors': async () => direct((request) => elysia(request)),
  '@fastify/cors': async (serve) => {
    await fastify.ready()
    return await serve((request, response) => fastify.routing(request, response))
  },
  '@remix-run/cors-middleware': async () => direct((request) => remix(request)),
}

interface Served {
  readonly server: ServerFunction
  readonly close: () => Promise<void>
}

function direct(server: ServerFunction): Served {
  return { server, close: async () => {} }
}

async function serve(listener: RequestListener): Promise<Served> {
  const { origin, close } = await listen(listener)
  const client = connect(origin)
  return {
    async server({ url, method, headers }) {
      const { status, headers: pairs, body } = await client.send({ url, method, headers: [...headers] })
      return new Response(status === 204 ? null : body, {
        status,
        headers: pairs.map(([name, value]): [string, string] => [name, value]),
      })
    },
    async close() {
      await client.close()
      await close()
    },
  }
}

describe.each(Object.values(moves))('the page of $name', ({ library, page }) => {
  const path = library === 'hono/cors' ? '/api/items' : '/items'

  test('shows a program that is here', async () => {
    const text = await readFile(new URL(`../../docs/migration/${page}`, import.meta.url), 'utf8')
    const program = await readFile(new URL(`pages/${page.replace(/md$/, 'ts')}`, import.meta.url), 'utf8')
    const shown = program
      .replace(/'\.\.\/\.\.\/\.\.\/adapters\/(\w+)\.ts'/, "'fetch-cors/$1'")
      .replace("'../../../src/index.ts'", "'fetch-cors'")
    expect(/```ts\n([\s\S]*?)```/.exec(text)?.[1]).toBe(shown)
  })

  test('shows a program that shares with one origin and no other', async () => {
    const { server, close } = await servers[library](serve)
    try {
      const ask = async (origin: string, method: string): Promise<string> => {
        const { explain } = createUserAgent({ origin, server })
        return (await explain({ url: `https://api.example.com${path}`, method })).outcome
      }
      expect(await ask('https://app.example.com', 'GET')).toBe('shared')
      expect(await ask('https://app.example.com', 'PUT')).toBe('shared')
      expect(await ask('https://app.example.com', 'REPORT')).toBe('blocked')
      expect(await ask('https://evil.example', 'GET')).toBe('blocked')
    } finally {
      await close()
    }
  })
})
