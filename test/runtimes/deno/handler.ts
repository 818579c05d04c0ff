/** Objects that the handler returns again and again. */
const bodyless = new Response(null, { headers: { 'x-bodyless': '1' } })
const notFound = new Response(null, { status: 404 })

let goOn: () => void = () => {}
/** The last response that an upgrade gave. */
let upgraded: Response | undefined
let isIdentical = false

const upstream = Deno.serve({ hostname: '127.0.0.1', port: 0, onListen() {} }, () => {
  const headers = new Headers({ 'access-control-allow-origin': '*', 'x-upstream': '1', 'content-type': 'text/plain' })
  return new Response('upstream', { headers })
})

/** What the servers under test do, by path. */
const routes: Readonly<Record<string, (request: Request) => Response | Promise<Response>>> = {
  '/text': () => new Response('hello'),
  '/throw': () => {
    throw new Error('thrown')
  },
  '/reject': () => Promise.reject(new Error('rejected')),
  '/network-error': () => Response.error(),
  '/later-network-error': async () => Response.error(),
  '/read': async () => {
    const response = new Response('read')
    await response.text()
    return response
  },
  // What JavaScript lets one write.
  '/no-response': async () => 'text' as unknown as Response,
  '/bodyless': () => bodyless,
  '/redirect': () => Response.redirect('https://elsewhere.example/'),
  '/proxy': () => fetch(`http://127.0.0.1:${upstream.addr.port}/`),
  '/slow': () => new Response(writeSlowly()),
  '/go-on': () => {
    goOn()
    return new Response(null, { status: 204 })
  },
  '/socket': (request) => {
    const { socket, response } = Deno.upgradeWebSocket(request)
    socket.onmessage = ({ data }) => socket.send(`${data} back`)
    upgraded = response
    return response
  },
  '/socket-is-identical': () => Response.json(isIdentical),
}

/** Handles a request to any of the servers under test. */
export function handle(request: Request): Response | Promise<Response> {
  return routes[new URL(request.url).pathname]?.(request) ?? notFound
}

/** Looks at what a policy did to the response of an upgrade. */
export async function watchUpgrade(response: Response | Promise<Response>): Promise<Response> {
  const settled = await response
  if (settled.status === 101) isIdentical = settled === upgraded
  return settled
}

/** Turns an error into a response. */
export function recover(error: unknown): Response {
  return new Response(`recovered from ${error}`, { status: 503, headers: { 'x-recovered': '1' } })
}

function writeSlowly(): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const gate = new Promise<void>((resolve) => {
    goOn = resolve
  })
  return new ReadableStream({
    async start(controller) {
      controller.enqueue(encoder.encode('first'))
      await gate
      controller.enqueue(encoder.encode(' last'))
      controller.close()
    },
  })
}
