import { cors } from 'fetch-cors/deno'
import { useEverywhere } from './everywhere.ts'
import { sendPreflight } from './send-preflight.ts'

const policy = { origin: ['https://app.example.com', 'http://localhost:*'], methods: ['PUT'] }
const server = Deno.serve(
  cors(policy, { hostname: '127.0.0.1', port: 0, onListen: () => {}, handler: () => new Response('hello') }),
)
const served = await sendPreflight(`http://127.0.0.1:${server.addr.port}/`)
await server.shutdown()
console.log(JSON.stringify({ ...(await useEverywhere()), served }))
