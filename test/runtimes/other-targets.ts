import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { Miniflare } from 'miniflare'
import { connect } from './client.ts'
import type { RunningServer, Target } from './server.ts'

/** The runtimes that are not this process. */
export const otherTargets: readonly Target[] = [
  {
    name: 'Deno',
    start: () => startProcess('deno', ['run', '--no-remote', '--allow-net=127.0.0.1', toFile('deno/server.ts')]),
  },
  { name: 'Bun', start: () => startProcess('bun', ['run', toFile('bun/server.ts')]) },
  { name: 'workerd', start: () => startWorker('cloudflare/worker.ts') },
  { name: 'Hono on workerd', start: () => startWorker('cloudflare/hono-worker.ts') },
]

/** Finds a file beside this one. */
export function toFile(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url))
}

/** A server in a process of its own. */
export interface RunningProcess extends RunningServer {
  readonly pid: number | undefined
}

/** Starts a program that prints the port it listens on. */
export async function startProcess(command: string, args: readonly string[]): Promise<RunningProcess> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1' } })
  const port = await readPort(child).catch((error: unknown) => {
    child.kill('SIGKILL')
    throw error
  })
  const origin = `http://127.0.0.1:${port}`
  const client = connect(origin)
  const ended = once(child, 'exit')
  const close = async (): Promise<void> => {
    await client.close()
    child.kill('SIGKILL')
    await ended
  }
  return { origin, send: client.send, close, pid: child.pid }
}

async function readPort(child: ChildProcess): Promise<number> {
  let output = ''
  return await new Promise((resolve, reject) => {
    const read = (data: Buffer): void => {
      output += data
      const port = /listening on (\d+)/.exec(output)?.[1]
      if (port !== undefined) resolve(Number(port))
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('error', reject)
    setTimeout(() => reject(new Error(`The server names no port: ${output}`)), 60_000).unref()
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${output}`)))
  })
}

/** Bundles a Worker and starts it in workerd. */
export async function startWorker(path: string): Promise<RunningServer> {
  const { outputFiles } = await build({
    entryPoints: [toFile(path)],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    external: ['cloudflare:*'],
  })
  const script = outputFiles[0]?.text ?? ''
  const miniflare = new Miniflare({
    modules: true,
    script,
    host: '127.0.0.1',
    port: 0,
    compatibilityDate: '2026-07-01',
  })
  const { origin } = await miniflare.ready
  const client = connect(origin)
  const close = async (): Promise<void> => {
    await client.close()
    await miniflare.dispose()
  }
  return { origin, send: client.send, close }
}
