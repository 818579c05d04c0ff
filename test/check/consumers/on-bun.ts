import { cors } from 'fetch-cors/bun'
import { useEverywhere } from './everywhere.ts'
import { sendPreflight } from './send-preflight.ts'

const policy = { origin: ['https://app.example.com', 'http://localhost:*'], methods: ['PUT'] }
const server = Bun.serve(
  cors(policy, {
    hostname: '127.0.0.1',
    port: 0,
    routes: { '/items': new Response('hello') },
    fetch: () => new Response('hello'),
  }),
)
const served = await sendPreflight(`http://127.0.0.1:${server.port}/items`)
await server.stop(true)
console.log(JSON.stringify({ ...(await useEverywhere()), served }))
