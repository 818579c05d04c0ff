import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Client, connect } from '../runtimes/client.ts'
import { bundleExample, makeFolder } from './build-example.ts'

/** An example that runs, with what it prints. */
export interface RunningExample extends Client {
  readonly origin: string
  /** A folder that is the example's own. */
  readonly folder: string
  printed(): string
}

/** How each runtime runs a module. */
const commands = {
  node: ['node'],
  deno: ['deno', 'run', '--no-remote', '--allow-net=127.0.0.1', '--allow-env=PORT,ALLOWED_ORIGINS'],
  bun: ['bun', 'run'],
} as const

/**
 * Starts an example as its users do, at a free port.
 *
 * @param files - what lies beside it, by name
 * @param port - the port to listen on, if it is not to be a free one
 * @param environment - variables for it
 */
export async function startExample(
  runtime: keyof typeof commands,
  file: string,
  files: Readonly<Record<string, string>> = {},
  port = 0,
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningExample> {
  const folder = await makeFolder()
  // Deno finds none of the packages here.
  const packages = runtime === 'deno' ? 'bundle' : 'external'
  await writeFile(join(folder, 'server.mjs'), await bundleExample(file, packages))
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  const [command, ...args] = commands[runtime]
  const env = { ...process.env, NO_COLOR: '1', PORT: String(port), ...environment }
  const child = spawn(command, [...args, 'server.mjs'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      printed += data
    })
  }
  const end = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    }
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const origin = `http://127.0.0.1:${await readPort(child, () => printed)}`
    const client = connect(origin)
    const close = async (): Promise<void> => {
      await client.close()
      await end()
    }
    return { origin, folder, send: client.send, close, printed: () => printed }
  } catch (error) {
    await end()
    throw error
  }
}

async function readPort(child: ChildProcess, printed: () => string): Promise<string> {
  for (const started = Date.now(); Date.now() - started < 60_000 && child.exitCode === null; ) {
    const port = /listening on (?:http:\/\/127\.0\.0\.1:)?(\d+)/i.exec(printed())?.[1]
    if (port !== undefined) return port
    await new Promise((done) => setTimeout(done, 20))
  }
  throw new Error(`The example names no port: ${printed()}`)
}
