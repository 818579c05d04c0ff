import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { cors } from 'fetch-cors/node'
import { useEverywhere } from './everywhere.ts'
import { sendPreflight } from './send-preflight.ts'

const withCors = cors({ origin: ['https://app.example.com', 'http://localhost:*'], methods: ['PUT'] })
const server = createServer((request, response) => {
  withCors(request, response, () => response.end('hello'))
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const served = await sendPreflight(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
server.close()
console.log(JSON.stringify({ ...(await useEverywhere()), served }))
