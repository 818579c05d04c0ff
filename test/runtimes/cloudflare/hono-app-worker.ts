import { createApp } from 'app-under-test'
import { adaptHono } from '../adapt-hono.ts'

const handle = createApp(adaptHono)

// biome-ignore lint/style/noDefaultExport: a module Worker is a default export
export default { fetch: (request: Request) => handle(request) }
