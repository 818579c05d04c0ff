import { createRoutesHono } from '../routes-apps.ts'

// biome-ignore lint/style/noDefaultExport: a module Worker is a default export
export default createRoutesHono()
