import { createCors } from 'fetch-cors'

/** For all functions: these headers are what `supabase-js` sends. */
export const cors = createCors({
  origin: (Deno.env.get('ALLOWED_ORIGINS') ?? 'http://localhost:*').split(','),
  methods: ['PUT', 'DELETE'],
  allowedHeaders: ['authorization', 'apikey', 'content-type', 'x-client-info'],
  maxAge: 600,
})
