import type { Program } from './program.ts'

/** A connection that speaks commands and events: the Chrome DevTools Protocol or WebDriver BiDi. */
export interface RemoteProtocol {
  /** Sends a command and waits for its result. */
  call(method: string, parameters?: object, sessionId?: string): Promise<unknown>
  listen(listener: (event: RemoteEvent) => void): void
  close(): void
}

/** What the browser says unasked. */
export interface RemoteEvent {
  readonly method: string
  // biome-ignore lint/suspicious/noExplicitAny: every event has its own
  readonly params: any
  readonly sessionId?: string
}

/** How long an answer may take, in milliseconds. */
const patience = 60_000

/** Connects to a browser that runs as this program. */
export async function connect(url: string, { toError }: Program): Promise<RemoteProtocol> {
  const socket = new WebSocket(url)
  const pending = new Map<number, PromiseWithResolvers<unknown>>()
  const listeners = new Set<(event: RemoteEvent) => void>()
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(toError(`${url} does not answer`)), patience)
    socket.onopen = () => resolve(clearTimeout(timer))
    socket.onerror = () => reject(toError(`It refuses connections to ${url}`))
  })
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data)
    if (message.id === undefined) for (const listener of listeners) listener(message)
    else if (message.error === undefined) pending.get(message.id)?.resolve(message.result)
    else pending.get(message.id)?.reject(toError(`It refuses a command: ${data}`))
  }
  socket.onclose = () => {
    for (const { reject } of pending.values()) reject(toError('It closed the connection'))
  }
  let last = 0
  const call = async (method: string, params: object = {}, sessionId?: string): Promise<unknown> => {
    const id = ++last
    const answer = Promise.withResolvers<unknown>()
    pending.set(id, answer)
    const timer = setTimeout(() => answer.reject(toError(`It does not answer to ${method}`)), patience)
    socket.send(JSON.stringify({ id, method, params, sessionId }))
    return await answer.promise.finally(() => {
      clearTimeout(timer)
      pending.delete(id)
    })
  }
  return { call, listen: (listener) => listeners.add(listener), close: () => socket.close() }
}
