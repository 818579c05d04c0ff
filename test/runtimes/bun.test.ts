import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bunCases } from './bun-cases.ts'
import { checkSpecific } from './check-specific.ts'
import { exchangeMessage, openHandshake, readSlowly, runToEnd } from './connections.ts'
import { type ServerSet, startServers } from './server-set.ts'
import { app, evil } from './specific-answers.ts'

const folder = fileURLToPath(new URL('bun/', import.meta.url))

describe('on Bun', () => {
  let servers: ServerSet

  beforeAll(async () => {
    servers = await startServers('bun', ['run', `${folder}specifics.ts`])
  })

  afterAll(() => servers?.close())

  test.each(bunCases)('$step', async (row) => {
    expect.hasAssertions()
    await checkSpecific(row, servers.origin(row.server), servers.client(row.server).send)
  })

  // Bun serves these by itself; their answers have no CORS headers.
  test.each([
    {
      route: 'an HTML bundle',
      server: 'full',
      path: '/page',
      type: 'text/html;charset=utf-8',
      part: 'A page that Bun',
    },
    { route: 'an HTML bundle', server: 'page', path: '/any', type: 'text/html;charset=utf-8', part: 'A page that Bun' },
    { route: 'a file', server: 'full', path: '/file', type: 'text/plain;charset=utf-8', part: 'a file\n' },
    {
      route: 'a directory',
      server: 'full',
      path: '/files/hello.txt',
      type: 'text/plain;charset=utf-8',
      part: 'a file\n',
    },
  ])('$route is served as without a policy: $path', async ({ server, path, type, part }) => {
    const url = `${servers.origin(server)}${path}`
    const { status, headers, body } = await servers
      .client(server)
      .send({ method: 'GET', url, headers: [['origin', app]] })
    expect(status).toBe(200)
    expect(body).toContain(part)
    expect(headers).toContainEqual(['content-type', type])
    expect(headers.map(([name]) => name)).not.toContain('access-control-allow-origin')
  })

  test.each(['silentError', 'failingError'])('an error that %s leaves to Bun is shown to it once', async (server) => {
    const origin = servers.origin(server)
    const countErrors = async (): Promise<number> => {
      const { body } = await servers.client(server).send({ method: 'GET', url: `${origin}/errors`, headers: [] })
      return JSON.parse(body).length
    }
    for (const path of ['/throw', '/reject', '/missing-file']) {
      const before = await countErrors()
      await servers.client(server).send({ method: 'GET', url: `${origin}${path}`, headers: [['origin', app]] })
      expect({ path, count: await countErrors() }).toEqual({ path, count: before + 1 })
    }
  })

  test('a stream is not buffered', async () => {
    const origin = servers.origin('full')
    const goOn = (): Promise<unknown> =>
      servers.client('full').send({ method: 'GET', url: `${origin}/go-on`, headers: [] })
    expect(await readSlowly(`${origin}/slow`, app, goOn)).toEqual({ allowOrigin: app, first: 'first', rest: ' last' })
  })

  test.each([
    { by: 'fetch', path: '/socket' },
    { by: 'a route', path: '/route' },
  ])('a WebSocket that $by upgrades connects', async ({ path }) => {
    expect(await exchangeMessage(`${servers.origin('open')}${path}`, evil, 'there')).toBe('there back')
    expect(await exchangeMessage(`${servers.origin('guarded')}${path}`, app, 'there')).toBe('there back')
    expect(await openHandshake(`${servers.origin('guarded')}${path}`, app)).toBe(101)
    expect(await openHandshake(`${servers.origin('guarded')}${path}`, evil)).toBe(403)
  })
})

test('the programs hold against the types of Bun', async () => {
  await runToEnd('tsc', ['-p', folder])
})
