import { afterAll, beforeAll, expect, test } from 'vitest'
import { createNetwork } from '../../cli/network.ts'
import { type Listening, listen } from './audit/listen.ts'

let sent = 0
let isEnded: Promise<void>
let server: Listening
beforeAll(async () => {
  const ended = Promise.withResolvers<void>()
  isEnded = ended.promise
  server = await listen((_, response) => {
    const chunk = Buffer.alloc(65_536)
    const write = (): void => {
      if (response.destroyed) return
      response.write(chunk, () => {
        sent += chunk.length
        setImmediate(write)
      })
    }
    response.once('close', ended.resolve)
    write()
  })
})
afterAll(() => server.close())

test('an endless body is left while the connections stay open', async () => {
  const network = createNetwork({})
  const ask = network.serverFor('https://app.example.com', 'cors')
  const { status } = await ask(new Request(server.origin))
  await isEnded
  expect(status).toBe(200)
  // What the system buffers on the way is some megabytes.
  expect(sent).toBeLessThan(64 * 2 ** 20)
  await network.close()
})
