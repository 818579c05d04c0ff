import { connect } from 'node:net'

/** A connection to Firefox that may run code in the browser's own windows. */
export interface Marionette {
  call(command: string, parameters?: object): Promise<{ readonly value?: unknown }>
  close(): void
}

/** Connects to a Firefox that was started with `--marionette`. */
export async function connectMarionette(port: number): Promise<Marionette> {
  const socket = connect(port, '127.0.0.1')
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  const pending = new Map<number, PromiseWithResolvers<{ readonly value?: unknown }>>()
  let received = Buffer.alloc(0)
  socket.on('data', (data) => {
    received = Buffer.concat([received, data])
    // Each message begins with its length in bytes, and a colon.
    for (let colon = received.indexOf(':'); colon !== -1; colon = received.indexOf(':')) {
      const end = colon + 1 + Number(received.subarray(0, colon))
      if (received.length < end) return
      const message: unknown = JSON.parse(received.subarray(colon + 1, end).toString())
      received = received.subarray(end)
      if (!Array.isArray(message)) continue
      const [, id, error, result] = message
      if (error === null) pending.get(id)?.resolve(Object(result))
      else pending.get(id)?.reject(new Error(JSON.stringify(error)))
    }
  })
  let last = 0
  const call: Marionette['call'] = async (command, parameters = {}) => {
    const id = ++last
    const answer = Promise.withResolvers<{ readonly value?: unknown }>()
    pending.set(id, answer)
    const text = JSON.stringify([0, id, command, parameters])
    socket.write(`${Buffer.byteLength(text)}:${text}`)
    return await answer.promise
  }
  return { call, close: () => socket.destroy() }
}
