import { cors } from '../../../adapters/bun.ts'
import type { App } from '../app.ts'

// bun run app-server.ts <module of the app>

const { createApp }: App = await import(process.argv[2] ?? '')
const server: Bun.Server<undefined> = Bun.serve({
  hostname: '127.0.0.1',
  port: 0,
  development: false,
  fetch: createApp((options, handler) => {
    const { fetch } = cors(options, { fetch: handler })
    return (request) => fetch?.call(server, request, server) as Response | Promise<Response>
  }),
})
console.log(`listening on ${server.port}`)
