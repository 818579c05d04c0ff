import { createApp } from 'app-under-test'
import { adaptHono } from '../adapt-hono.ts'
import { upgrade } from './upgrade.ts'

const handle = createApp(adaptHono, upgrade)

// biome-ignore lint/style/noDefaultExport: a module Worker is a default export
export default { fetch: (request: Request) => handle(request) }
