import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'

/** How long to wait before the next connection, in milliseconds. */
const pause = 500

/**
 * Listens for the origins that change, and goes on for ever: a connection that ends is made anew.
 *
 * @param forget - hears of each origin, and of an empty one for all: also after each new connection, because what was
 * said while there was none is lost
 */
export async function listenForChanges(connectionString: string, forget: (origin: string) => void): Promise<never> {
  for (;;) {
    const client = new Client({ connectionString, keepAlive: true })
    const ended = new Promise<void>((resolve) => client.once('end', resolve))
    client.on('error', () => {})
    client.on('notification', ({ payload }) => forget(payload ?? ''))
    try {
      await client.connect()
      await client.query('LISTEN origins_changed')
      forget('')
      await ended
    } catch {
      await client.end().catch(() => {})
    }
    await sleep(pause)
  }
}
