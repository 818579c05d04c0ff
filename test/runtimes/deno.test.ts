import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkSpecific } from './check-specific.ts'
import { exchangeMessage, openHandshake, readSlowly, runToEnd } from './connections.ts'
import { denoCases } from './deno-cases.ts'
import { startProcess } from './other-targets.ts'
import type { RunningServer } from './server.ts'
import { type ServerSet, startServers } from './server-set.ts'
import { app, evil } from './specific-answers.ts'

const folder = fileURLToPath(new URL('deno/', import.meta.url))
const permissions = ['--no-remote', '--allow-net=127.0.0.1']

describe('on Deno', () => {
  let servers: ServerSet
  let defaultExport: RunningServer

  beforeAll(async () => {
    const mayListen = [...permissions, '--allow-env=DENO_SERVE_ADDRESS']
    const atFreePort = [...permissions, '--host', '127.0.0.1', '--port', '0']
    servers = await startServers('deno', ['run', ...mayListen, `${folder}specifics.ts`])
    defaultExport = await startProcess('deno', ['serve', ...atFreePort, `${folder}default-export.ts`])
  })

  afterAll(async () => {
    await servers?.close()
    await defaultExport?.close()
  })

  test.each(denoCases)('$step', async (row) => {
    expect.hasAssertions()
    if (row.server === 'defaultExport') await checkSpecific(row, defaultExport.origin, defaultExport.send)
    else await checkSpecific(row, servers.origin(row.server), servers.client(row.server).send)
  })

  test('an error that onError throws on is shown to it once', async () => {
    const { send } = servers.client('failingOnError')
    const origin = servers.origin('failingOnError')
    const countErrors = async (): Promise<number> => {
      const { body } = await send({ method: 'GET', url: `${origin}/errors`, headers: [] })
      return JSON.parse(body).length
    }
    const before = await countErrors()
    await send({ method: 'GET', url: `${origin}/throw`, headers: [['origin', app]] })
    expect(await countErrors()).toBe(before + 1)
  })

  test('a stream is not buffered', async () => {
    const origin = servers.origin('options')
    const goOn = (): Promise<unknown> =>
      servers.client('options').send({ method: 'GET', url: `${origin}/go-on`, headers: [] })
    expect(await readSlowly(`${origin}/slow`, app, goOn)).toEqual({ allowOrigin: app, first: 'first', rest: ' last' })
  })

  test('Deno.upgradeWebSocket() upgrades, and its response is the identical object', async () => {
    const origin = servers.origin('guarded')
    expect(await exchangeMessage(`${origin}/socket`, app, 'there')).toBe('there back')
    const { body } = await servers.client('guarded').send({
      method: 'GET',
      url: `${origin}/socket-is-identical`,
      headers: [],
    })
    expect(body).toBe('true')
  })

  test.each([
    { server: 'guarded', origin: app, status: 101, step: 'rejectDisallowed lets an allowed origin upgrade' },
    { server: 'guarded', origin: evil, status: 403, step: 'rejectDisallowed refuses an upgrade' },
    { server: 'options', origin: evil, status: 101, step: 'without rejectDisallowed everyone may upgrade' },
  ])('$step', async ({ server, origin, status }) => {
    expect(await openHandshake(`${servers.origin(server)}/socket`, origin)).toBe(status)
  })
})

test('without a policy, Deno itself ends the program for what it does not send', async () => {
  const ended = runToEnd('deno', ['run', ...permissions, `${folder}network-error.ts`])
  await expect(ended).rejects.toThrow('must not be an error response')
})

test('the programs and their types hold against those of Deno', async () => {
  const programs = readdirSync(folder).filter((name) => name.endsWith('.ts'))
  expect(programs).toContain('types.ts')
  await runToEnd('deno', ['check', '--no-remote', ...programs.map((name) => `${folder}${name}`)])
})
