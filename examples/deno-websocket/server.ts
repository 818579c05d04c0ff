import { cors } from 'fetch-cors/deno'

// No CORS check ever sees a WebSocket, and it brings cookies along: so other origins are rejected before the upgrade.
const policy = {
  origin: ['https://app.example.com', 'https://*.preview.example.com'],
  credentials: true,
  rejectDisallowed: true,
}

Deno.serve(
  cors(policy, {
    hostname: '127.0.0.1',
    port: Number(Deno.env.get('PORT') ?? 8000),
    handler(request) {
      if (request.headers.get('upgrade') !== 'websocket') return new Response('hello')
      const { socket, response } = Deno.upgradeWebSocket(request)
      socket.onmessage = ({ data }) => socket.send(`echo ${data}`)
      return response
    },
    onListen: ({ port }) => console.log(`listening on ${port}`),
  }),
)
