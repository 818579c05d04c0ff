import { cors } from '../../../adapters/cloudflare.ts'
import { answer, reloadable } from '../reloadable-app.ts'

// biome-ignore lint/style/noDefaultExport: a module Worker is a default export
export default cors(reloadable, { fetch: (request: Request): Response => answer(request) })
