import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AppServer, appTargets, http2Target } from '../runtimes/app-targets.ts'
import { findFaults, readReceived } from './check-response.ts'
import { connectHttp2, type Http2Client } from './http2-client.ts'
import { originRows, toAscii } from './origin-rows.ts'
import { app, policies } from './policies.ts'
import type { RawResponse } from './raw-response.ts'

const files = { fetch: new URL('app.ts', import.meta.url), node: new URL('node-app.ts', import.meta.url) }
const targets = [http2Target, ...appTargets.filter(({ name }) => name === 'Deno')]
const names = Object.keys(policies)

/** The rows that are about values: HTTP/2 has no lines. */
const rows = originRows.flatMap(({ step, origin }, index) => {
  const values = typeof origin === 'string' ? origin : findValues(origin)
  return values === null ? [] : [{ step, values, others: names[1 + (index % (names.length - 1))] ?? '' }]
})

function findValues(lines: readonly string[]): string[] | null {
  const values = lines.map((line) => /^Origin: ?(.*)$/.exec(line)?.[1])
  return lines.length > 1000 ? null : values.every((value) => value !== undefined) ? values : null
}

describe.each(targets)('hostile fields over HTTP/2 on $name', (target) => {
  let server: AppServer
  let client: Http2Client
  const told = new Map<string, string>()

  beforeAll(async () => {
    server = await target.start(files)
    client = connectHttp2(server.origin)
  })

  afterAll(async () => {
    await client?.close()
    await server?.close()
  })

  test.each(rows)('$step: no permission that nobody gave', async ({ step, values, others }) => {
    for (const policy of ['list', others]) {
      for (const method of ['GET', 'OPTIONS']) {
        const asking = method === 'OPTIONS' ? { 'access-control-request-method': 'PUT' } : {}
        const answer = await client.send(method, `/${policy}/x`, { origin: values, ...asking })
        expect(answer === null ? [] : await findFaults(answer)).toEqual([])
        if (policy === 'list' && method === 'GET') told.set(step, tell(answer))
      }
    }
    const plain = await client.send('GET', '/list/plain', { origin: app })
    expect(plain?.status).toBe(200)
    expect(plain?.headers).toContainEqual(['access-control-allow-origin', app])
  })

  test('what the runtime refuses or changes is what is recorded', async () => {
    const changed = rows.filter(({ step, values }) => told.get(step) !== tellOrigin([values].flat().join(', ')))
    const lines = changed.map(({ step }) => `${step}\n  ${told.get(step)}\n`)
    await expect(lines.join('')).toMatchFileSnapshot(
      `received-http2-${target.name.replace(/:.*/, '').toLowerCase()}.txt`,
    )
  })
})

function tell(answer: RawResponse | null): string {
  if (answer === null) return 'refused'
  const received = readReceived(answer)
  return received === null ? `${answer.status}` : tellOrigin(received.origin)
}

function tellOrigin(origin: string | null): string {
  return `Origin ${toAscii(origin).slice(0, 100)}`
}
