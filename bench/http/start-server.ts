import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { nodeServers } from './node-servers.ts'

/** Starts one of the servers for `node:http` on a free port of loopback and prints the port. */
const [name = ''] = process.argv.slice(2)
const server = await nodeServers[name as keyof typeof nodeServers]()
server.listen(0, '127.0.0.1')
await once(server, 'listening')
console.log((server.address() as AddressInfo).port)
