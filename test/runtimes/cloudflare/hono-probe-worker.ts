import { env } from 'cloudflare:workers'
import { upgradeWebSocket } from 'hono/cloudflare-workers'
import { createProbe } from '../hono-probe.ts'

const app = createProbe(env.UPSTREAM)
const echo = upgradeWebSocket(() => ({ onMessage: ({ data }, socket) => socket.send(`echo ${data}`) }))
app.get('/socket', echo)
app.get('/early/socket', echo)

// biome-ignore lint/style/noDefaultExport: a module Worker is a default export
export default app
