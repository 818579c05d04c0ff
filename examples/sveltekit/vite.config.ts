import adapter from '@sveltejs/adapter-node'
import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig } from 'vite'

export default defineConfig({
  // The check of SvelteKit answers requests of other origins that have the type of a form, or none, before the hook, and
  // no page may read its 403. It knows no patterns. In its place the policy in the hook rejects other origins.
  plugins: [sveltekit({ adapter: adapter(), csrf: { trustedOrigins: ['*'] } })],
  // In `vite dev` Vite has CORS headers of its own for pages on loopback.
  server: { cors: false },
})
