import { cors } from '../../../adapters/cloudflare.ts'

let made = 0

/** Counts how often options are made of the bindings. */
const worker = cors(
  ({ OPTIONS }: Cloudflare.Env) => {
    made += 1
    return OPTIONS
  },
  {
    fetch(request: Request): Response {
      console.error(`handled ${request.headers.get('origin')}`)
      return new Response(String(made))
    },
  },
)

// biome-ignore lint/style/noDefaultExport: a module Worker is a default export
export default worker
