import { once } from 'node:events'
import { type ClientHttp2Session, connect } from 'node:http2'
import type { RawResponse } from './raw-response.ts'

/** A client that says what HTTP/1.1 cannot, or refuses to. */
export interface Http2Client {
  /** Sends a request; `null` if it was never sent or the server broke the stream off. */
  send(method: string, path: string, fields: Readonly<Record<string, string | string[]>>): Promise<RawResponse | null>
  close(): Promise<void>
}

/** Connects to a server by HTTP/2 without TLS, and again after the server has ended a connection. */
export function connectHttp2(origin: string): Http2Client {
  let session: ClientHttp2Session | null = null
  const open = (): ClientHttp2Session => {
    if (session === null || session.closed || session.destroyed) {
      session = connect(origin)
      // The stream that broke it rejects by itself.
      session.on('error', () => {})
    }
    return session
  }
  return {
    async send(method, path, fields) {
      try {
        const stream = open().request({ ':method': method, ':path': path, ...fields }, { endStream: true })
        stream.setTimeout(5000, () => stream.destroy(new Error('No answer')))
        const [head] = await once(stream, 'response')
        const chunks: Buffer[] = await stream.toArray()
        const headers = Object.entries(head as Readonly<Record<string, string | string[] | undefined>>)
          .filter(([name]) => !name.startsWith(':'))
          .flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one] as const))
        return { status: Number(head[':status']), reason: '', headers, body: Buffer.concat(chunks), trailers: [] }
      } catch {
        return null
      }
    },
    async close() {
      const last = session
      if (last === null || last.destroyed) return
      const closed = once(last, 'close')
      last.close()
      await closed
    },
  }
}
