import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exchangeMessage, openHandshake } from '../runtimes/connections.ts'
import { visit } from '../runtimes/visit.ts'
import { type RunningExample, startExample } from './start-example.ts'

const app = 'https://app.example.com'

describe.each([
  { runtime: 'deno', file: 'deno-websocket/server.ts' },
  { runtime: 'bun', file: 'bun-websocket/server.ts' },
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
})
