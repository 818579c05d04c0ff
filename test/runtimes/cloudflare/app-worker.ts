import { createApp } from 'app-under-test'
import { cors } from '../../../adapters/cloudflare.ts'
import { upgrade } from './upgrade.ts'

const handle = createApp((options, handler) => {
  if (options === null) return handler
  const worker = cors(options, { fetch: (request: Request) => handler(request) })
  return (request) => worker.fetch(request)
}, upgrade)

// biome-ignore lint/style/noDefaultExport: a module Worker is a default export
export default { fetch: (request: Request) => handle(request) }
