import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nodeServers } from '../../bench/http/node-servers.ts'
import { judge, verdictRows } from '../../bench/verdicts.ts'

const rows = verdictRows.filter(({ policy }) => policy === 'two origins')
const withCors = Object.entries(nodeServers).filter(([name]) => name.includes(' with '))

describe.each(withCors)('%s', (_, create) => {
  let server: Server
  let url: string

  beforeAll(async () => {
    server = await create()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/items`
  })

  afterAll(async () => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  })

  test.each(rows.map((row) => [row.step, row] as const))('%s', async (_, row) => {
    expect(await judge(row, fetch, url)).toBe(row.outcome)
  })
})
