import { createCors } from 'fetch-cors'
import { type NextRequest, NextResponse } from 'next/server'

// What goes wrong in Next.js: a policy in a route handler has no part in the 404, 405 and 500 that Next.js answers by
// itself, nor in its own answer to OPTIONS, so preflights fail; `headers` in the configuration know one origin. Here the
// policy is before all routes. Where a page is made ahead, the one for 404 too, Next.js overwrites `Vary`, so a cache may
// give one origin's answer to another: app/[...rest]/route.ts answers for what has no route. Pages need no policy.
const cors = createCors({
  origin: ['https://app.example.com', 'https://*.preview.example.com'],
  methods: ['PUT', 'DELETE'],
  allowedHeaders: ['content-type', 'x-csrf-token'],
  exposedHeaders: ['x-request-id'],
  credentials: true,
  maxAge: 600,
})

export function proxy(request: NextRequest): Response {
  return cors.handle(request, () => NextResponse.next())
}
