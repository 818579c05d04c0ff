import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { Miniflare, type WorkerOptions } from 'miniflare'
import { connect } from './client.ts'
import type { RunningServer } from './server.ts'

/** A Worker in workerd, with what it prints. */
export interface RunningWorker extends RunningServer {
  readonly miniflare: Miniflare
  printed(): string
}

type Bindings = Omit<WorkerOptions, 'script' | 'scriptPath' | 'modules' | 'name'>

/**
 * Bundles Workers and starts them in workerd.
 *
 * @param programs - the Workers by the names that service bindings have for them; the first gets the requests
 */
export async function startWorkers(
  programs: Readonly<Record<string, { readonly file: string } & Bindings>>,
): Promise<RunningWorker> {
  const workers = Object.entries(programs).map(async ([name, { file, ...bindings }]) => {
    const script = await bundle(file)
    return { name, modules: true as const, script, compatibilityDate: '2026-07-01', ...bindings }
  })
  let printed = ''
  const miniflare = new Miniflare({
    host: '127.0.0.1',
    port: 0,
    workers: await Promise.all(workers),
    handleRuntimeStdio(...streams: Readable[]) {
      for (const stream of streams) {
        stream.on('data', (data: Buffer) => {
          printed += data
        })
      }
    },
  })
  try {
    const { origin } = await miniflare.ready
    const client = connect(origin)
    const close = async (): Promise<void> => {
      await client.close()
      await miniflare.dispose()
    }
    return { origin, send: client.send, close, miniflare, printed: () => printed }
  } catch (error) {
    await miniflare.dispose()
    throw error
  }
}

async function bundle(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`cloudflare/${file}`, import.meta.url))],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    external: ['cloudflare:*'],
  })
  return outputFiles[0]?.text ?? ''
}
