import { rename, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningExample, startExample } from './start-example.ts'

const app = 'https://app.example.com'
const next = 'https://next.example.com'

let example: RunningExample

function toPolicy(origin: string): string {
  return JSON.stringify({ origin: [origin, 'https://other.example.com'] })
}

beforeAll(async () => {
  example = await startExample('node', 'node-cluster/server.ts', { 'policy.json': toPolicy(app) })
})

afterAll(() => example?.close())

/** Asks over a connection of its own, which any worker may get. */
function ask(origin: string): Promise<{ readonly pid: string; readonly allowOrigin: string | undefined }> {
  return new Promise((resolve, reject) => {
    const asked = request(example.origin, { agent: false, headers: { origin } }, (response) => {
      let pid = ''
      response.on('data', (data) => {
        pid += data
      })
      response.on('end', () => resolve({ pid, allowOrigin: response.headers['access-control-allow-origin'] }))
    })
    asked.on('error', reject).end()
  })
}

/** Asks until two workers have answered, and gives what each said last. */
async function askAll(origin: string): Promise<readonly [pids: readonly string[], allowOrigins: readonly unknown[]]> {
  const answers = new Map<string, string | undefined>()
  for (let asked = 0; asked < 10 || answers.size < 2; asked++) {
    if (asked === 200) throw new Error('Only one worker answers')
    const { pid, allowOrigin } = await ask(origin)
    answers.set(pid, allowOrigin)
  }
  return [[...answers.keys()], [...answers.values()]]
}

const replace = async (text: string): Promise<void> => {
  await writeFile(join(example.folder, 'new.json'), text)
  await rename(join(example.folder, 'new.json'), join(example.folder, 'policy.json'))
}

test('a new file is the new policy of every worker, and of those that come later', async () => {
  expect((await askAll(app))[1]).toEqual([app, app])
  await replace(toPolicy(next))
  await expect.poll(async () => (await askAll(next))[1]).toEqual([next, next])
  expect((await askAll(app))[1]).toEqual([undefined, undefined])

  const [[first = '']] = await askAll(next)
  process.kill(Number(first), 'SIGKILL')
  await expect.poll(() => example.printed().match(/worker \d+ listening/g)?.length).toBe(3)
  const [pids, allowOrigins] = await askAll(next)
  expect(pids).not.toContain(first)
  expect(allowOrigins).toEqual([next, next])
})

test('half of a file leaves the old policy in force everywhere, and is printed once', async () => {
  await replace(toPolicy(next))
  await expect.poll(async () => (await askAll(next))[1]).toEqual([next, next])
  for (const [text, printed] of [
    ['{ "origin": ["https://a', 'SyntaxError'],
    [toPolicy(`${app}/`), `Write "${app}"`],
  ] as const) {
    const before = example.printed().length
    await replace(text)
    await expect.poll(() => example.printed().slice(before)).toContain(printed)
    expect((await askAll(next))[1]).toEqual([next, next])
    expect(example.printed().slice(before).split('the old policy stays in force')).toHaveLength(2)
  }
})

test('a port that is taken ends the program: workers that never serve are not replaced for ever', async () => {
  const port = Number(new URL(example.origin).port)
  const another = startExample('node', 'node-cluster/server.ts', { 'policy.json': toPolicy(app) }, port)
  await expect(another).rejects.toThrow('EADDRINUSE')
})
