import { cors } from '../../../adapters/bun.ts'
import { answer, reloadable } from '../reloadable-app.ts'

const server = Bun.serve(
  cors(reloadable, { hostname: '127.0.0.1', port: 0, fetch: answer, routes: { '/route/reload/:name': answer } }),
)
console.log(`listening on ${server.port}`)
