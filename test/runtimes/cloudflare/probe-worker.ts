import { DurableObject, env } from 'cloudflare:workers'
import { cors } from '../../../adapters/cloudflare.ts'

type Route = (request: Request, env: Cloudflare.Env, context: ExecutionContext) => Response | Promise<Response>

/** What handlers that are no module Workers' own leave for the next request to see. */
abstract class Counter {
  readonly #runs: string[] = []
  note(run: string): void {
    this.#runs.push(run)
  }
  get runs(): readonly string[] {
    return this.#runs
  }
  scheduled({ cron }: ScheduledController, { UPSTREAM }: Cloudflare.Env, context: ExecutionContext): void {
    this.note(`scheduled ${cron} ${UPSTREAM !== undefined} ${typeof context.waitUntil}`)
  }
}

class Probe extends Counter {
  readonly #routes: Readonly<Record<string, Route>> = {
    '/plain': () => new Response('plain'),
    '/bindings': ({ cf }, bindings) =>
      Response.json({ runs: this.runs, sameEnv: bindings.UPSTREAM === env.UPSTREAM, hasCf: cf !== undefined }),
    '/upstream': (_, { UPSTREAM }) => fetch(`${UPSTREAM}/upstream`),
    '/service': (_, { SERVICE }) => SERVICE.fetch('http://service/'),
    '/room': (_, { ROOM }) => ROOM.getByName('one').fetch('http://room/'),
    '/redirect': () => Response.redirect('https://elsewhere.example/', 302),
    '/shared': () => shared,
    '/wait-until': (_, { UPSTREAM }, context) => {
      context.waitUntil(fetch(`${UPSTREAM}/waited`))
      return new Response('waiting')
    },
    '/encoded': () => encode(),
    '/encoded-twice': (request) => encoding.fetch(request),
    '/compressed': (_, { UPSTREAM }) => fetch(`${UPSTREAM}/gzip`),
    '/stream': (_, { UPSTREAM }) => new Response(streamThrough(`${UPSTREAM}/gate/stream`)),
    '/cf': async (request) => {
      const { cf, headers } = await labelling.fetch(request)
      return Response.json({ cf, allowOrigin: headers.get(allowOrigin) })
    },
    '/shared-at-once': ({ url }) => {
      const answers = ['https://app.example.com', 'https://other.example.com'].map((origin) =>
        sharing.fetch(new Request(url, { headers: { origin } })),
      )
      return Promise.all(answers).then((all) => Response.json(all.map(({ headers }) => headers.get(allowOrigin))))
    },
    '/greeting': async (_, { SERVICE }) => new Response(await SERVICE.greet('Worker')),
    '/throw': () => {
      throw new Error('the handler threw')
    },
    '/socket': () => {
      const [client, server] = Object.values(new WebSocketPair()) as [WebSocket, WebSocket]
      server.accept()
      server.addEventListener('message', ({ data }) => server.send(`echo ${data}`))
      return new Response(null, { status: 101, webSocket: client })
    },
  }

  fetch(request: Request, bindings: Cloudflare.Env, context: ExecutionContext): Response | Promise<Response> {
    const route = this.#routes[new URL(request.url).pathname]
    return route === undefined ? new Response('nothing here', { status: 404 }) : route(request, bindings, context)
  }
  async queue(batch: MessageBatch): Promise<void> {
    this.note(`queue ${batch.messages.length}`)
    batch.ackAll()
  }
}

/** One object for every request, as many programs have one. */
const shared = new Response(null, { status: 404, headers: { 'x-shared': 'yes' } })

/** Compresses by itself, so that the runtime must not. */
function encode(): Response {
  const body = new Response('encoded').body?.pipeThrough(new CompressionStream('gzip')) ?? null
  return new Response(body, { encodeBody: 'manual', headers: { 'content-encoding': 'gzip' } })
}

const allowOrigin = 'access-control-allow-origin'
const sharing = cors(env.OPTIONS, { fetch: () => shared })
const encoding = cors(env.OPTIONS, { fetch: () => encode() })
const labelling = cors(env.OPTIONS, { fetch: () => new Response('labelled', { cf: { from: 'handler' } }) })

/** Writes a first piece at once and a last one when a server has answered. */
function streamThrough(url: string): ReadableStream {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const writer = writable.getWriter()
  const write = async (): Promise<void> => {
    await writer.write(new TextEncoder().encode('first'))
    await fetch(url)
    await writer.write(new TextEncoder().encode('last'))
    await writer.close()
  }
  void write()
  return readable
}

/** Answers with the headers of an upstream that has a policy of its own. */
export class Room extends DurableObject {
  override fetch(): Promise<Response> {
    return fetch(`${env.UPSTREAM}/room`)
  }
}

// biome-ignore lint/style/noDefaultExport: a module Worker is a default export
export default cors(env.OPTIONS, new Probe())
