import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createProfileFolder } from '../browsers/engines/profile-folder.ts'
import { startProgram } from '../browsers/engines/program.ts'
import { type RunningExample, startExample } from './example.ts'

const acme = 'https://acme.example'
const other = 'https://other.example'

/** What adds an origin from another process. */
const add = `
const [path, origin] = Deno.args
const kv = await Deno.openKv(path)
await kv.set(['origins', origin], { since: new Date() })
kv.close()
console.log('added')
`

describe('Deno KV', () => {
  const folder = createProfileFolder()
  const path = join(folder.path, 'origins.db')
  const permissions = ['--unstable-kv', '--no-remote', '--allow-read', '--allow-write', '--allow-env']
  const command = ['deno', 'run', ...permissions, '--allow-net=127.0.0.1']
  let example: RunningExample

  const start = (): Promise<RunningExample> =>
    startExample('deno-kv/server.ts', command, folder.path, { KV_PATH: path, ADMIN_TOKEN: 'secret' })

  beforeAll(async () => {
    await writeFile(join(folder.path, 'add.ts'), add)
    example = await start()
  })

  afterAll(async () => {
    await example?.end()
    await folder.remove()
  })

  async function change(method: 'PUT' | 'DELETE', origin: string, token = 'secret'): Promise<number> {
    const headers = { authorization: `Bearer ${token}` }
    return (await fetch(`${example.origin}/origins`, { method, headers, body: origin })).status
  }

  test('an origin that is added is admitted at once, and one that is removed refused', async () => {
    expect(await example.ask(acme)).toBe('blocked')
    expect(await change('PUT', acme)).toBe(204)
    await expect.poll(() => example.ask(acme)).toBe('shared')
    expect(await change('DELETE', acme)).toBe(204)
    await expect.poll(() => example.ask(acme)).toBe('blocked')
    expect(await example.ask(other)).toBe('blocked')
  })

  test('of many that are removed at once, each is refused', async () => {
    const origins = Array.from({ length: 20 }, (_, at) => `https://tenant${at}.example`)
    const askAll = async (): Promise<string[]> => [
      ...new Set(await Promise.all(origins.map((each) => example.ask(each)))),
    ]
    await Promise.all(origins.map((each) => change('PUT', each)))
    await expect.poll(askAll).toEqual(['shared'])
    await Promise.all(origins.map((each) => change('DELETE', each)))
    await expect.poll(askAll).toEqual(['blocked'])
  })

  test('only who has the token may do that', async () => {
    expect(await change('PUT', other, 'guess')).toBe(401)
    expect(await example.ask(other)).toBe('blocked')
  })

  test('what another process adds is there, and after a restart too', async () => {
    const args = ['run', ...permissions, join(folder.path, 'add.ts'), path, 'https://third.example']
    const program = startProgram('deno', args, folder.path)
    await program.waitFor(/added/)
    await program.end()
    expect(await example.ask('https://third.example')).toBe('shared')
    await change('PUT', acme)
    await example.end()
    example = await start()
    expect([await example.ask(acme), await example.ask('https://third.example')]).toEqual(['shared', 'shared'])
    expect(example.reports()).toEqual([])
  })
})
