import type { Adapt, FetchHandler, Upgrade } from '../runtimes/app.ts'
import { policy } from './policy.ts'
import { makeBytes, type ResponseRow, responseRows } from './rows.ts'

/** Writes pieces, the last when a server has answered, so that it cannot come before somebody has read the first. */
function writeSlowly(pieces: readonly [first: string, last: string], gate: string): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async start(controller) {
      controller.enqueue(encoder.encode(pieces[0]))
      if (gate !== '') await fetch(gate)
      controller.enqueue(encoder.encode(pieces[1]))
      controller.close()
    },
  })
}

function writeInChunks(): ReadableStream<Uint8Array> {
  const bytes = makeBytes(100_000)
  let at = 0
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(bytes.slice(at, at + 9999))
      at += 9999
      if (at >= bytes.length) controller.close()
    },
  })
}

const events = { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' }

/** What only the shape of Fetch has, by name. */
const special: Readonly<Record<string, (upstream: string, gate: string) => Response | Promise<Response>>> = {
  stream: (_, gate) => new Response(writeSlowly(['first', 'last'], gate)),
  events: (_, gate) => new Response(writeSlowly(['data: first\n\n', 'data: last\n\n'], gate), { headers: events }),
  chunks: () => new Response(writeInChunks()),
  json: () => Response.json({ hello: 'there' }),
  blob: () => new Response(new Blob(['hello'], { type: 'text/html' })),
  'search-params': () => new Response(new URLSearchParams({ a: 'b' })),
  fetched: (upstream) => fetch(`${upstream}/plain`),
  'fetched-compressed': (upstream) => fetch(`${upstream}/gzip`),
  'static-redirect': () => Response.redirect('https://elsewhere.example/', 302),
  'network-error': () => Response.error(),
}

export const fetchNames: readonly string[] = [...responseRows.map(({ name }) => name), ...Object.keys(special)]

function toResponse({ status = 200, statusText = '', headers = [], body = null }: ResponseRow): Response {
  return new Response(body, {
    status,
    statusText,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
  })
}

/** Answers every row under `/bare/` without a policy and under `/cors/` with one. */
export function createApp(adapt: Adapt<FetchHandler>, upgrade: Upgrade): FetchHandler {
  const handle: FetchHandler = (request) => {
    const name = new URL(request.url).pathname.split('/')[2] ?? ''
    if (name === 'socket') return upgrade(request)
    const row = responseRows.find((row) => row.name === name)
    if (row !== undefined) return toResponse(row)
    const { headers } = request
    return special[name]?.(headers.get('x-upstream') ?? '', headers.get('x-gate') ?? '') ?? Response.error()
  }
  const bare = adapt(null, handle)
  const withPolicy = adapt(policy, handle)
  return (request) => (new URL(request.url).pathname.startsWith('/cors/') ? withPolicy(request) : bare(request))
}
