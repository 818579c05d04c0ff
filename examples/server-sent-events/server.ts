import { serve } from '@hono/node-server'
import { createCors } from 'fetch-cors'

// What goes wrong with Server-Sent Events: `new EventSource(url)` brings no cookie unless the page asks for it, and then `*`
// does not do; it sends no preflight, also not for the Last-Event-ID with which it comes back, while a page that reads
// the stream with `fetch` needs both headers allowed; and a policy that waits for the body would hold back every event.
const cors = createCors({
  origin: ['https://app.example.com', 'http://*.localhost:*'],
  allowedHeaders: ['authorization', 'last-event-id'],
  credentials: true,
  rejectDisallowed: true,
})

/** What has happened so far, and who waits for more. */
const log = ['the first']
const listeners = new Set<() => void>()

function tellOf(event: string): void {
  log.push(event)
  for (const listener of listeners) listener()
}

function toStream(lastEventId: number): ReadableStream<Uint8Array> {
  let next = lastEventId + 1
  let send = (): void => {}
  return new ReadableStream({
    start(controller) {
      const encoder = new TextEncoder()
      send = () => {
        for (; next < log.length; next++) {
          controller.enqueue(encoder.encode(`id: ${next}\nretry: 100\ndata: ${log[next]}\n\n`))
        }
      }
      listeners.add(send)
      send()
    },
    cancel: () => void listeners.delete(send),
  })
}

async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  if (pathname !== '/events') return new Response('not found', { status: 404 })
  // Who is not logged in is told so: an EventSource gives up at a status like this, where it would try again without one.
  const { headers } = request
  const isKnown = headers.get('cookie') === 'session=1' || headers.get('authorization') === 'Bearer 1'
  if (!isKnown) return new Response('log in', { status: 401 })
  if (request.method === 'POST') {
    tellOf(await request.text())
    return new Response(null, { status: 204 })
  }
  const body = toStream(Number(headers.get('last-event-id') ?? -1))
  return new Response(body, { headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' } })
}

serve({ fetch: cors.wrap(answer), hostname: '127.0.0.1', port: Number(process.env['PORT'] ?? 3000) }, ({ port }) => {
  console.log(`listening on ${port}`)
})
