import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { followFile } from '../../examples/watched-file/follow-file.ts'
import { valuesOf, visit } from '../runtimes/visit.ts'
import { type RunningExample, startExample } from './start-example.ts'

const app = 'https://app.example.com'
const next = 'https://next.example.com'

let example: RunningExample

beforeAll(async () => {
  example = await startExample('node', 'watched-file/server.ts', { 'policy.json': toPolicy(app, 0) })
})

afterAll(() => example?.close())

/** A policy whose headers all tell which one it is. */
function toPolicy(origin: string, version: number): string {
  const origins = [origin, 'https://other.example.com']
  return JSON.stringify({ origin: origins, methods: [`V${version}`], exposedHeaders: [`x-v${version}`] })
}

async function ask(origin: string): Promise<{ readonly outcome: string; readonly exposed: string }> {
  const { outcome, answer } = await visit(example.send, `${example.origin}/`, { origin })
  return { outcome, exposed: valuesOf(answer, 'access-control-expose-headers').join() }
}

/** Puts a file in the place of the policy, as an editor does. */
async function replace(text: string): Promise<void> {
  await writeFile(join(example.folder, 'new.json'), text)
  await rename(join(example.folder, 'new.json'), join(example.folder, 'policy.json'))
}

test('a new file is the new policy', async () => {
  expect(await ask(app)).toEqual({ outcome: 'shared', exposed: 'x-v0' })
  expect((await ask(next)).outcome).toBe('blocked')
  await replace(toPolicy(next, 1))
  await expect.poll(() => ask(next)).toEqual({ outcome: 'shared', exposed: 'x-v1' })
  expect((await ask(app)).outcome).toBe('blocked')
  expect(example.printed()).toContain('the new policy is in force')
})

test.each([
  { step: 'half of a file', text: toPolicy(app, 2).slice(0, 40), printed: 'SyntaxError' },
  { step: 'a typo', text: toPolicy(app, 2).replace('exposedHeaders', 'exposeHeaders'), printed: '"exposedHeaders"?' },
  { step: 'an origin that is none', text: toPolicy(`${app}/`, 2), printed: `Write "${app}"` },
  { step: 'an empty file', text: '', printed: 'Unexpected end of JSON input' },
  { step: 'what is no policy', text: '[]', printed: 'Options are an object' },
])('$step leaves the old policy in force, and is printed once', async ({ text, printed }) => {
  await replace(toPolicy(next, 1))
  await expect.poll(() => ask(next)).toEqual({ outcome: 'shared', exposed: 'x-v1' })
  const before = example.printed().length
  await writeFile(join(example.folder, 'policy.json'), text)
  await expect.poll(() => example.printed().slice(before)).toContain(printed)
  // Something else in the folder is no reason to say it again.
  await writeFile(join(example.folder, 'unrelated'), text)
  await new Promise((done) => setTimeout(done, 200))
  expect(await ask(next)).toEqual({ outcome: 'shared', exposed: 'x-v1' })
  expect(example.printed().slice(before).split('the old policy stays in force')).toHaveLength(2)
})

test('a file that goes and comes back is followed', async () => {
  await rename(join(example.folder, 'policy.json'), join(example.folder, 'gone.json'))
  await expect.poll(() => example.printed()).toContain('ENOENT')
  await replace(toPolicy(app, 3))
  await expect.poll(() => ask(app)).toEqual({ outcome: 'shared', exposed: 'x-v3' })
})

test('requests while the file changes see one policy each', async () => {
  let isChanging = true
  const seen = new Set<string>()
  const visits = Array.from({ length: 8 }, async () => {
    while (isChanging) {
      const headers = [
        ['origin', 'https://other.example.com'],
        ['access-control-request-method', 'V10'],
      ] as const
      const url = `${example.origin}/`
      const preflight = await example.send({ method: 'OPTIONS', url, headers })
      const version = valuesOf(preflight, 'access-control-allow-methods').join()
      expect(version).toMatch(/^V\d+$/)
      expect(preflight.status).toBe(204)
      seen.add(version)
    }
  })
  for (let version = 10; version < 16; version++) {
    await replace(toPolicy(app, version))
    await expect.poll(() => [...seen]).toContain(`V${version}`)
  }
  isChanging = false
  await Promise.all(visits)
})

test('a policy that is wrong at the start ends the program, with what to write', async () => {
  const wrong = { 'policy.json': toPolicy(`${app}/`, 0) }
  await expect(startExample('node', 'watched-file/server.ts', wrong)).rejects.toThrow(`Write "${app}"`)
})

test('what changes between the first reading and the watching is loaded', async () => {
  const load = vi.fn()
  vi.spyOn(console, 'log').mockImplementation(() => {})
  followFile(join(example.folder, 'policy.json'), 'what was there before', load)
  await expect.poll(() => load.mock.calls).toEqual([[await readFile(join(example.folder, 'policy.json'), 'utf8')]])
})
