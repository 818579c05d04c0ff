import type { Upgrade } from '../app.ts'

/** Upgrades to a WebSocket that sends each message back. */
export const upgrade: Upgrade = () => {
  const [client, server] = Object.values(new WebSocketPair()) as [WebSocket, WebSocket]
  server.accept()
  server.addEventListener('message', ({ data }) => server.send(data))
  return new Response(null, { status: 101, webSocket: client })
}
