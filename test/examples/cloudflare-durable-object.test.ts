import { once } from 'node:events'
import { WebSocket } from 'undici'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHandshake } from '../runtimes/connections.ts'
import { visit } from '../runtimes/visit.ts'
import { type RunningWorkers, startExampleWorkers } from './start-worker.ts'

const app = 'https://app.example.com'
const preview = 'https://pr-1.preview.example.com'
const evil = 'https://evil.example'

let worker: RunningWorkers

beforeAll(async () => {
  const file = 'cloudflare-durable-object/worker.ts'
  worker = await startExampleWorkers({
    chat: { file, durableObjects: { ROOM: { className: 'Room', useSQLite: true } } },
  })
})

afterAll(() => worker?.close())

async function enter(origin: string): Promise<WebSocket> {
  const socket = new WebSocket(`${worker.origin.replace('http', 'ws')}/room`, { headers: { origin } })
  await once(socket, 'open')
  return socket
}

async function look(): Promise<{ readonly people: number; readonly awakeSince: number }> {
  const { answer } = await visit(worker.send, `${worker.origin}/room`, { origin: app, credentials: 'include' })
  return JSON.parse(answer.body)
}

test.each([
  { step: 'our page', origin: app, status: 101 },
  { step: 'another page', origin: evil, status: 403 },
  { step: 'a sandboxed page', origin: 'null', status: 403 },
])('$step: $status', async ({ origin, status }) => {
  expect(await openHandshake(`${worker.origin}/room`, origin)).toBe(status)
})

test('a response of the object is shared as the policy says', async () => {
  const seen = async (origin: string): Promise<string> =>
    (await visit(worker.send, `${worker.origin}/room`, { origin, credentials: 'include' })).outcome
  expect([await seen(app), await seen(preview), await seen(evil)]).toEqual(['shared', 'shared', 'blocked'])
})

test('sockets stay open while the object sleeps, and know their origin when it wakes up', async () => {
  const sockets = [await enter(app), await enter(preview)] as const
  const say = async (from: WebSocket, text: string): Promise<unknown[]> => {
    const heard = sockets.map(async (socket) => (await once(socket, 'message'))[0].data)
    from.send(text)
    return await Promise.all(heard)
  }
  expect(await say(sockets[0], 'hello')).toEqual([`${app} says hello`, `${app} says hello`])
  const { people, awakeSince } = await look()
  expect(people).toBe(2)
  // The runtime evicts an object that has nothing to do for ten seconds.
  await new Promise((done) => setTimeout(done, 12_000))
  expect(await say(sockets[1], 'still here')).toEqual([`${preview} says still here`, `${preview} says still here`])
  const later = await look()
  expect(later.people).toBe(2)
  expect(later.awakeSince).toBeGreaterThan(awakeSince + 10_000)
  for (const socket of sockets) socket.close()
})
