import type { Handle } from '@sveltejs/kit/hooks'
import { createCors } from 'fetch-cors'

// What goes wrong in SvelteKit: a policy in `+server.ts` has no part in its 404, 405 and 500, and needs an OPTIONS in each
// file; SvelteKit's check of forms, and Vite's CORS in development, answer before the hook (vite.config.ts). In the hook
// the policy is around all of `resolve`; with `sequence` it comes first.
const cors = createCors({
  origin: ['https://app.example.com', 'https://*.preview.example.com'],
  methods: ['PUT', 'DELETE'],
  allowedHeaders: ['content-type', 'x-csrf-token'],
  exposedHeaders: ['x-request-id'],
  credentials: true,
  maxAge: 600,
  rejectDisallowed: true,
})

export const handle: Handle = ({ event, resolve }) => cors.handle(event.request, () => resolve(event))
