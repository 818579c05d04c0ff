import { createApp } from 'app-under-test'
import { cors } from '../../../adapters/cloudflare.ts'

const handle = createApp((options, handler) => {
  const worker = cors(options, { fetch: (request: Request) => handler(request) })
  return (request) => worker.fetch(request)
})

// biome-ignore lint/style/noDefaultExport: a module Worker is a default export
export default { fetch: (request: Request) => handle(request) }
