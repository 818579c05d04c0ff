import { cors } from '../../../adapters/bun.ts'
import type { App, Upgrade } from '../app.ts'

// bun run app-server.ts <module of the app>

// After an upgrade Bun wants nothing returned.
const upgrade: Upgrade = (request) =>
  (server.upgrade(request) ? undefined : new Response('no upgrade', { status: 400 })) as Response

const { createApp }: App = await import(process.argv[2] ?? '')
const server: Bun.Server<undefined> = Bun.serve({
  hostname: '127.0.0.1',
  port: 0,
  development: false,
  websocket: { message: (socket, message) => void socket.send(message) },
  fetch: createApp((options, handler) => {
    if (options === null) return handler
    const { fetch } = cors(options, { fetch: handler })
    return (request) => fetch?.call(server, request, server) as Response | Promise<Response>
  }, upgrade),
})
console.log(`listening on ${server.port}`)
