import { cors } from '../../../adapters/deno.ts'
import { handle, recover } from './handler.ts'

const policy = { origin: ['https://app.example.com', 'https://other.example.com'], methods: ['PUT'] }

// biome-ignore lint/style/noDefaultExport: `deno serve` reads the default export
export default cors(policy, {
  fetch: handle,
  onError: recover,
  onListen: (address) => console.log(`listening on ${address.transport === 'tcp' ? address.port : 'no port'}`),
}) satisfies Deno.ServeDefaultExport
