import { DurableObject } from 'cloudflare:workers'
import { cors } from 'fetch-cors/cloudflare'

interface Env {
  readonly ROOM: DurableObjectNamespace<Room>
}

/** A room for everyone. Its sockets outlive its memory: the runtime may evict it between two messages. */
export class Room extends DurableObject {
  readonly #awakeSince = Date.now()

  override fetch(request: Request): Response {
    if (request.headers.get('upgrade') !== 'websocket') {
      return Response.json({ people: this.ctx.getWebSockets().length, awakeSince: this.#awakeSince })
    }
    const { 0: client, 1: server } = new WebSocketPair()
    this.ctx.acceptWebSocket(server)
    server.serializeAttachment({ origin: request.headers.get('origin') })
    return new Response(null, { status: 101, webSocket: client })
  }

  override webSocketMessage(from: WebSocket, message: string | ArrayBuffer): void {
    const { origin }: { origin: string | null } = from.deserializeAttachment()
    for (const socket of this.ctx.getWebSockets()) socket.send(`${origin} says ${message}`)
  }
}

// The policy stands before the object: a socket of another origin never reaches it, and what does keeps its WebSocket.
export default cors(
  { origin: ['https://app.example.com', 'https://*.preview.example.com'], credentials: true, rejectDisallowed: true },
  {
    fetch: (request: Request, { ROOM }: Env): Promise<Response> =>
      ROOM.getByName(new URL(request.url).pathname).fetch(request),
  },
)
