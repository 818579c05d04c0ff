import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exchangeMessage, openHandshake } from '../runtimes/connections.ts'
import { visit } from '../runtimes/visit.ts'
import { type RunningExample, startExample } from './start-example.ts'

const app = 'https://app.example.com'

describe.each([
  { runtime: 'deno', file: 'deno-websocket/server.ts' },
  { runtime: 'bun', file: 'bun-websocket/server.ts' },
  { runtime: 'node', file: 'node-websocket/server.ts' },
] as const)('WebSockets on $runtime', ({ runtime, file }) => {
  let example: RunningExample

  beforeAll(async () => {
    example = await startExample(runtime, file)
  })

  afterAll(() => example?.close())

  test.each([
    { step: 'our page', from: () => app, status: 101 },
    { step: 'a preview of it', from: () => 'https://pr-1.preview.example.com', status: 101 },
    { step: 'the same origin', from: () => example.origin, status: 101 },
    { step: 'another page', from: () => 'https://evil.example', status: 403 },
    { step: 'a sandboxed page', from: () => 'null', status: 403 },
    { step: 'a look-alike', from: () => 'https://app.example.com.evil.example', status: 403 },
  ])('$step: $status', async ({ from, status }) => {
    const url = `${example.origin}/socket`
    expect(await openHandshake(url, from())).toBe(status)
    if (status === 101) expect(await exchangeMessage(url, from(), 'hi')).toBe('echo hi')
    else await expect(exchangeMessage(url, from(), 'hi')).rejects.toBeDefined()
  })

  test('what is no WebSocket has the same policy', async () => {
    const ask = async (origin: string) => {
      const { outcome, answer } = await visit(example.send, `${example.origin}/`, { origin, credentials: 'include' })
      return { outcome, status: answer.status }
    }
    expect(await ask(app)).toEqual({ outcome: 'shared', status: 200 })
    expect(await ask('https://evil.example')).toEqual({ outcome: 'blocked', status: 403 })
  })

  test('a client that hangs up before its answer harms nobody else', async () => {
    for (const origin of [app, 'https://evil.example']) {
      for (let round = 0; round < 10; round++) await hangUp(`${example.origin}/socket`, origin)
    }
    expect(await openHandshake(`${example.origin}/socket`, app)).toBe(101)
  })
})

/** Sends a handshake and resets the connection. */
async function hangUp(url: string, origin: string): Promise<void> {
  const { port, hostname } = new URL(url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  const handshake = [
    'GET /socket HTTP/1.1',
    `Host: ${hostname}:${port}`,
    `Origin: ${origin}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  ]
  socket.write(`${handshake.join('\r\n')}\r\n\r\n`, () => socket.resetAndDestroy())
  await once(socket, 'close')
}
