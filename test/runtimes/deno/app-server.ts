import { cors } from '../../../adapters/deno.ts'
import type { App } from '../app.ts'

// deno run app-server.ts <module of the app>

const { createApp }: App = await import(Deno.args[0] ?? '')
Deno.serve({
  hostname: '127.0.0.1',
  port: 0,
  handler: createApp((options, handler) => cors(options, (request) => handler(request))),
  onListen: ({ port }) => console.log(`listening on ${port}`),
})
