import { serve } from '@hono/node-server'
import { createCors } from 'fetch-cors'

// What goes wrong with uploads: a listener on `XMLHttpRequest.upload` makes the browser send a preflight, whatever the
// method and the type are, so an upload that worked fails with its progress bar; and without one the file of a page that
// is refused is taken all the same. With `rejectDisallowed` nothing is read of it.
const cors = createCors({
  origin: ['https://app.example.com', 'http://*.localhost:*'],
  credentials: true,
  rejectDisallowed: true,
  maxAge: 600,
})

const mostBytes = 4_000_000

async function answer(request: Request): Promise<Response> {
  if (request.method !== 'POST') return Response.json({ error: 'method not allowed' }, { status: 405 })
  let bytes = 0
  // To the end, also of a file that is too large: browsers show no answer that comes while they send.
  for await (const chunk of request.body ?? []) bytes += chunk.length
  if (bytes > mostBytes) return Response.json({ error: 'too large' }, { status: 413 })
  return Response.json({ bytes })
}

serve({ fetch: cors.wrap(answer), hostname: '127.0.0.1', port: Number(process.env['PORT'] ?? 3000) }, ({ port }) => {
  console.log(`listening on ${port}`)
})
