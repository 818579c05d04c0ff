import { Miniflare, type WorkerOptions } from 'miniflare'
import { type Client, connect } from '../runtimes/client.ts'
import { bundleExample } from './build-example.ts'

/** Workers of examples in workerd. */
export interface RunningWorkers extends Client {
  readonly origin: string
  readonly miniflare: Miniflare
}

type Bindings = Omit<WorkerOptions, 'script' | 'scriptPath' | 'modules' | 'name'>

/**
 * Starts Workers of examples in workerd.
 *
 * @param workers - by the names that service bindings have for them; the first gets the requests
 */
export async function startExampleWorkers(
  workers: Readonly<Record<string, { readonly file: string } & Bindings>>,
): Promise<RunningWorkers> {
  const bundled = Object.entries(workers).map(async ([name, { file, ...bindings }]) => ({
    name,
    modules: true as const,
    script: await bundleExample(file),
    compatibilityDate: '2026-07-01',
    ...bindings,
  }))
  const miniflare = new Miniflare({ host: '127.0.0.1', port: 0, workers: await Promise.all(bundled) })
  try {
    const { origin } = await miniflare.ready
    const client = connect(origin)
    const close = async (): Promise<void> => {
      await client.close()
      await miniflare.dispose()
    }
    return { origin, send: client.send, close, miniflare }
  } catch (error) {
    await miniflare.dispose()
    throw error
  }
}
