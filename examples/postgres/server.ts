import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { cors } from 'fetch-cors/node'
import { cachedOrigins } from 'fetch-cors/origins'
import { Pool } from 'pg'
import { listenForChanges } from './changes.ts'

// psql -f schema.sql makes the table, and the triggers that tell of changes.

const connectionString = process.env['DATABASE_URL'] ?? 'postgres://localhost/app'
const pool = new Pool({ connectionString, connectionTimeoutMillis: 1500, query_timeout: 1500 })
// Connections are made anew; without a listener an error would end the process.
pool.on('error', () => {})

/** Gives the origin as it stands in its row: `cachedOrigins` compares it with the one that was asked for. */
async function findOrigin(origin: string): Promise<string | null> {
  const { rows } = await pool.query<{ origin: string }>('SELECT origin FROM origins WHERE origin = $1', [origin])
  return rows[0]?.origin ?? null
}

const origins = cachedOrigins(findOrigin, {
  maxAge: 60,
  onError: ({ code, error }) => console.error('The store of origins fails:', code, String(error)),
  onRecover: ({ code }) => console.log('The store of origins is well again:', code),
})
void listenForChanges(connectionString, origins.invalidate)

const withCors = cors({ lookup: origins.lookup, methods: ['PUT'], credentials: true })
const server = createServer((req, res) => void withCors(req, res, () => res.end('hello')))
server.listen(Number(process.env['PORT'] ?? 8000), '127.0.0.1', () => {
  console.log(`listening on ${(server.address() as AddressInfo).port}`)
})
