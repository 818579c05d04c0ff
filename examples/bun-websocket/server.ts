import { cors } from 'fetch-cors/bun'

// No CORS check ever sees a WebSocket, and it brings cookies along: so other origins are rejected before the upgrade.
const policy = {
  origin: ['https://app.example.com', 'https://*.preview.example.com'],
  credentials: true,
  rejectDisallowed: true,
}

const server = Bun.serve(
  cors(policy, {
    hostname: '127.0.0.1',
    port: Number(process.env['PORT'] ?? 3000),
    routes: {
      '/socket': (request, server) =>
        server.upgrade(request) ? undefined : new Response('No upgrade', { status: 426 }),
    },
    fetch: () => new Response('hello'),
    websocket: {
      message: (socket, message) => {
        socket.send(`echo ${message}`)
      },
    },
  }),
)
console.log(`listening on ${server.port}`)
