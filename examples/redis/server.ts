import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { cors } from 'fetch-cors/node'
import { cachedOrigins } from 'fetch-cors/origins'
import { createClient } from 'redis'

// The origins are the members of a set. Who changes it tells everyone, and each process forgets that origin at once:
//   redis-cli SREM origins https://acme.example && redis-cli PUBLISH origins-changed https://acme.example

const url = process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379'
// Without a connection a command fails at once instead of waiting for one.
const client = createClient({ url, disableOfflineQueue: true })

const origins = cachedOrigins(async (origin) => (await client.sIsMember('origins', origin)) === 1, {
  maxAge: 60,
  onError: ({ code, error }) => console.error('The store of origins fails:', code, String(error)),
  onRecover: ({ code }) => console.log('The store of origins is well again:', code),
})

const subscriber = client.duplicate()
// Connections come back by themselves; without a listener an error would end the process.
client.on('error', () => {})
subscriber.on('error', () => {})
// What was said while there was no connection is lost.
subscriber.on('ready', () => origins.invalidate())

/** Listens for the origins that change; a subscription comes back with its connection. */
async function listenForChanges(): Promise<void> {
  await subscriber.connect()
  await subscriber.subscribe('origins-changed', (origin) => origins.invalidate(origin))
  origins.invalidate()
}

const withCors = cors({ lookup: origins.lookup, methods: ['PUT'], credentials: true })
const server = createServer((req, res) => void withCors(req, res, () => res.end('hello')))

// The store gets a moment to answer, and no more: while it is down, its origins are refused, and all else is served.
const connected = Promise.all([client.connect(), listenForChanges()]).catch((error) =>
  console.error('The store of origins is not to be reached:', String(error)),
)
await Promise.race([connected, sleep(2000)])
server.listen(Number(process.env['PORT'] ?? 8000), '127.0.0.1', () => {
  console.log(`listening on ${(server.address() as AddressInfo).port}`)
})
