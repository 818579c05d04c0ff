import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { ClientHttp2Stream } from 'node:http2'

/** Knows the headers of HTTP/2 answers as they stood on the wire. */
export interface Http2Lines {
  /** Names and values that take turns; `undefined` if they were not seen. */
  find(headers: object): readonly string[] | undefined
  close(): void
}

const channel = 'http2.client.stream.created'

/**
 * Listens to every HTTP/2 request of this process: of some headers that stand twice, such as
 * `Access-Control-Allow-Credentials`, Node.js keeps one in the object that undici gets, where a browser sees both.
 */
export function watchHttp2Lines(): Http2Lines {
  const lines = new WeakMap<object, readonly string[]>()
  const watch = (message: unknown): void => {
    const { stream } = message as { readonly stream: ClientHttp2Stream }
    stream.once('response', (headers: object, _flags: number, raw: readonly string[]) => lines.set(headers, raw))
  }
  subscribe(channel, watch)
  return {
    find: (headers) => lines.get(headers),
    close: () => void unsubscribe(channel, watch),
  }
}
