import node from '@astrojs/node'
import { defineConfig } from 'astro/config'

export default defineConfig({
  output: 'server',
  adapter: node({ mode: 'standalone' }),
  // The check of Astro answers requests of other origins that have the type of a form, or none, before the middleware, and
  // no page may read its 403. In its place the policy in the middleware rejects other origins.
  security: { checkOrigin: false },
  // In `astro dev` Vite has CORS headers of its own for pages on loopback, and answers their preflights.
  vite: { server: { cors: false } },
})
