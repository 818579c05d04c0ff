import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { vi } from 'vitest'
import { connect } from './client.ts'
import { createProbe } from './hono-probe.ts'
import { startWorkers } from './miniflare.ts'
import type { RunningServer } from './server.ts'

/** The runtimes of the application, which gets the origin of another server. */
export const honoTargets: readonly {
  readonly name: string
  readonly start: (upstream: string) => Promise<RunningProbe>
}[] = [
  { name: '@hono/node-server', start: startOnNode },
  { name: 'workerd', start: startOnWorkerd },
]

/** An application in a runtime, with what it prints. */
export interface RunningProbe extends RunningServer {
  printed(): string
}

async function startOnNode(upstream: string): Promise<RunningProbe> {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {})
  const server = createAdaptorServer({ fetch: createProbe(upstream).fetch })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const client = connect(origin)
  const close = async (): Promise<void> => {
    error.mockRestore()
    await client.close()
    await new Promise((done) => server.close(done))
  }
  return { origin, send: client.send, close, printed: () => error.mock.calls.flat().join('\n') }
}

function startOnWorkerd(upstream: string): Promise<RunningProbe> {
  return startWorkers({ probe: { file: 'hono-probe-worker.ts', bindings: { UPSTREAM: upstream } } })
}
