import { Hono } from 'hono'
import { cors } from '../../../adapters/hono.ts'
import { makers } from '../environment.ts'

type AppEnv = { Bindings: Cloudflare.Env }

const app = new Hono<AppEnv>()
app.use(cors<AppEnv>((c) => makers[c.env.KIND](c.env.POLICY)))
app.get('*', (c) => {
  console.error(`handled ${c.req.path}`)
  return c.text('hello')
})

// biome-ignore lint/style/noDefaultExport: a module Worker is a default export
export default app
