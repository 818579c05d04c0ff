import { createServer } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cors as honoCors } from '../../adapters/hono.ts'
import { cors } from '../../adapters/node.ts'
import { listen } from './node-targets.ts'
import { startProcess, startWorker, toFile } from './other-targets.ts'
import { answer, reloadable } from './reloadable-app.ts'
import type { RunningServer, Target } from './server.ts'
import { visit } from './visit.ts'

const middleware = cors(reloadable)

async function write(url: string, end: (text: string) => unknown): Promise<void> {
  end(await answer({ url }).text())
}

const targets: readonly Target[] = [
  {
    name: 'node:http',
    start: () =>
      listen(createServer((req, res) => middleware(req, res, () => write(String(req.url), (text) => res.end(text))))),
  },
  {
    name: 'Hono',
    start: () => {
      const app = new Hono().use(honoCors(reloadable)).all('*', (c) => answer(c.req.raw))
      return listen(createAdaptorServer({ fetch: app.fetch }))
    },
  },
  {
    name: 'Deno',
    start: () =>
      startProcess('deno', ['run', '--no-remote', '--allow-net=127.0.0.1', toFile('deno/reloadable-server.ts')]),
  },
  { name: 'Bun', start: () => startProcess('bun', ['run', toFile('bun/reloadable-server.ts')]) },
  { name: 'workerd', start: () => startWorker('cloudflare/reloadable-worker.ts') },
]

describe.each(targets)('a policy that is replaced on $name', (target) => {
  let server: RunningServer

  beforeAll(async () => {
    server = await target.start()
  })

  afterAll(() => server?.close())

  const ask = async (origin: string, path = '/'): Promise<string> =>
    (await visit(server.send, server.origin + path, { origin })).outcome

  const reload = async (name: string, path = '/reload/'): Promise<string> =>
    (await server.send({ method: 'GET', url: `${server.origin}${path}${name}`, headers: [] })).body

  test('answers by the new one; a bad one leaves the old one there', async () => {
    await reload('a.example')
    expect([await ask('https://a.example'), await ask('https://b.example')]).toEqual(['shared', 'blocked'])
    // The request that replaces the policy has met the old one.
    expect(await ask('https://a.example', '/reload/b.example')).toBe('shared')
    expect([await ask('https://a.example'), await ask('https://b.example')]).toEqual(['blocked', 'shared'])
    expect(await reload('A.example')).toContain('Write "https://a.example"')
    expect([await ask('https://a.example'), await ask('https://b.example')]).toEqual(['blocked', 'shared'])
    expect(await ask('https://b.example', '/route/reload/a.example')).toBe('shared')
    expect([await ask('https://a.example'), await ask('https://b.example')]).toEqual(['shared', 'blocked'])
  })
})
