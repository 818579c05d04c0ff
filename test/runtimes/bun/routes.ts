import page from './page.html'

/** An object that a handler returns again and again. Bun itself sends its own headers only once, so it has none. */
const bodyless = new Response(null, { status: 404 })
const folder = `${import.meta.dir}/files`

let goOn: () => void = () => {}

const upstream = Bun.serve({
  hostname: '127.0.0.1',
  port: 0,
  fetch: () => new Response('upstream', { headers: { 'access-control-allow-origin': '*', 'x-upstream': '1' } }),
})

/** Routes of every kind that adapters see. */
export const routes = {
  '/items/:id': (request: Bun.BunRequest<'/items/:id'>) => new Response(`item ${request.params.id}`),
  '/methods/:id': {
    GET: (request: Bun.BunRequest<'/methods/:id'>) => new Response(`got ${request.params.id}`),
    PUT: (request: Bun.BunRequest<'/methods/:id'>) => new Response(`put ${request.params.id}`),
  },
  '/own-options': {
    GET: () => new Response('got'),
    OPTIONS: () => new Response('own options'),
  },
  '/wildcard/*': (request: Request) => new Response(`wildcard ${new URL(request.url).pathname}`),
  '/static': new Response('static', { headers: { 'x-static': '1' } }),
  '/static-json': Response.json({ static: true }),
  '/static-method': { GET: new Response('static get') },
  '/static-bodyless': new Response(null, { status: 204 }),
  '/static-redirect': Response.redirect('https://elsewhere.example/'),
  '/static-file': new Response(Bun.file(`${folder}/hello.txt`)),
  '/false': false,
  '/page': page,
  '/file': Bun.file(`${folder}/hello.txt`),
  '/files/*': { dir: folder },
  '/throw': () => {
    throw new Error('thrown')
  },
  '/reject': () => Promise.reject(new Error('rejected')),
  '/missing-file': () => new Response(Bun.file(`${folder}/missing.txt`)),
  '/bodyless': () => bodyless,
  '/blob': () => new Response(new Blob(['{}'], { type: 'application/json' })),
  '/redirect': () => Response.redirect('https://elsewhere.example/'),
  '/proxy': () => fetch(upstream.url),
  '/slow': () => new Response(writeSlowly()),
  '/go-on': () => {
    goOn()
    return new Response(null, { status: 204 })
  },
} as const

/** Handles what no route does. */
export function handle(this: unknown, request: Request, server: unknown): Response {
  return new Response(`${request.method} with this server: ${this === server}`)
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
