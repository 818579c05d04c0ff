import { createHono } from '../hono-app.ts'

// biome-ignore lint/style/noDefaultExport: a module Worker is a default export
export default createHono()
