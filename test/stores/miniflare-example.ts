import type { Readable } from 'node:stream'
import { Miniflare, type WorkerOptions } from 'miniflare'
import { bundleExample, type RunningExample, toExample } from './example.ts'

/** A Worker of the examples in workerd, with its bindings. */
export interface WorkerExample extends RunningExample {
  readonly miniflare: Miniflare
}

type Bindings = Omit<WorkerOptions, 'script' | 'scriptPath' | 'modules' | 'name'>

/**
 * Starts a Worker of the examples.
 *
 * @param folder - where its stores are kept, so that they are there again the next time
 */
export async function startWorkerExample(file: string, bindings: Bindings, folder: string): Promise<WorkerExample> {
  const lines: string[] = []
  const miniflare = new Miniflare({
    modules: true,
    script: await bundleExample(file, 'browser'),
    compatibilityDate: '2026-07-01',
    host: '127.0.0.1',
    port: 0,
    cf: false,
    defaultPersistRoot: folder,
    ...bindings,
    handleRuntimeStdio(...streams: Readable[]) {
      for (const stream of streams) stream.on('data', (data: Buffer) => lines.push(...String(data).split('\n')))
    },
  })
  try {
    const { origin } = await miniflare.ready
    return {
      ...toExample(
        origin,
        () => lines,
        () => miniflare.dispose(),
      ),
      miniflare,
    }
  } catch (error) {
    await miniflare.dispose()
    throw error
  }
}
