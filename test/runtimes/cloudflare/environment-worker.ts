import { cors } from '../../../adapters/cloudflare.ts'
import { makers } from '../environment.ts'

// biome-ignore lint/style/noDefaultExport: a module Worker is a default export
export default cors(({ KIND, POLICY }: Cloudflare.Env) => makers[KIND](POLICY), {
  fetch: (request: Request): Response => {
    console.error(`handled ${new URL(request.url).pathname}`)
    return new Response('hello')
  },
})
