import { cors } from '../../../adapters/deno.ts'
import type { App, Upgrade } from '../app.ts'

// deno run app-server.ts <module of the app>

const upgrade: Upgrade = (request) => {
  const { socket, response } = Deno.upgradeWebSocket(request)
  socket.onmessage = ({ data }) => socket.send(data)
  return response
}

const { createApp }: App = await import(Deno.args[0] ?? '')
Deno.serve({
  hostname: '127.0.0.1',
  port: 0,
  handler: createApp(
    (options, handler) => (options === null ? handler : cors(options, (request) => handler(request))),
    upgrade,
  ),
  onListen: ({ port }) => console.log(`listening on ${port}`),
})
