import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cors } from '../../adapters/node.ts'
import { createCertificate } from '../browsers/lab/certificate.ts'
import { createApp } from './node-app.ts'
import { type RowResult, rows, runRows } from './run-rows.ts'

const servers: Server[] = []
let plain: ReadonlyMap<string, RowResult>
let encrypted: ReadonlyMap<string, RowResult>

beforeAll(async () => {
  const app = createApp((options, handler) => {
    if (options === null) return handler
    const middleware = cors(options)
    return (request, response) => void middleware(request, response, () => handler(request, response))
  })
  const limits = { maxHeaderSize: 2 ** 21 }
  const server = createServer(limits, app)
  const tlsServer = createTlsServer({ ...limits, ...(await createCertificate()) }, app)
  plain = await runRows(`http://${await listen(server)}`, 0)
  encrypted = await runRows(`https://${await listen(tlsServer)}`, 0)
})

afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
})

async function listen(server: Server): Promise<string> {
  servers.push(server)
  // All header lines are to reach the policy, not only the first 2000.
  server.maxHeadersCount = 0
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Over TLS this one says that the server is of the page's own origin, which needs no permission and gets none. */
const ownHost = 'a Host with a path'

test.each(rows.filter(({ step }) => step !== ownHost))(
  'over TLS on Node.js: $step: no permission that nobody gave',
  ({ step }) => {
    expect(encrypted.get(step)?.faults).toEqual([])
    expect(encrypted.get(step)?.told).toBe(plain.get(step)?.told)
  },
)

test(`over TLS on Node.js: ${ownHost}: no more permission than without`, () => {
  expect(plain.get(ownHost)?.faults).toEqual([])
  expect(encrypted.get(ownHost)?.faults.filter((fault) => !fault.startsWith('lookup: '))).toEqual([])
})
