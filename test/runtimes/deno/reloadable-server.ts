import { cors } from '../../../adapters/deno.ts'
import { answer, reloadable } from '../reloadable-app.ts'

Deno.serve(
  { hostname: '127.0.0.1', port: 0, onListen: ({ port }) => console.log(`listening on ${port}`) },
  cors(reloadable, answer),
)
