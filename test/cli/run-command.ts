import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../cli/main.ts', import.meta.url))

/** Makes Node.js keep what it compiled, so that a start takes half the time. */
export const compileCache = { NODE_COMPILE_CACHE: join(tmpdir(), 'fetch-cors-compile-cache') }

/** What a run of the program left. */
export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

interface RunOptions {
  readonly stdin?: string
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Where the output goes: a pipe that is read (if absent), one that nobody reads, or an open file. */
  readonly output?: 'pipe' | 'closed' | number
}

/** Runs the command line in a process of its own, with its output in pipes. */
export async function runCommand(
  args: readonly string[],
  { stdin = '', env = {}, output = 'pipe' }: RunOptions = {},
): Promise<Ran> {
  // What the test's own terminal wants is not the program's to know.
  const { FORCE_COLOR, NO_COLOR, ...inherited } = process.env
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...inherited, ...compileCache, ...env },
    timeout: 30_000,
    stdio: ['pipe', output === 'closed' ? 'pipe' : output, 'pipe'],
  })
  child.stdin?.on('error', () => {})
  child.stdin?.end(stdin)
  if (output === 'closed') child.stdout?.destroy()
  const [stdout, stderr, code] = await Promise.all([
    output === 'pipe' ? readAll(child.stdout) : '',
    readAll(child.stderr),
    new Promise<number | null>((resolve, reject) => child.once('close', resolve).once('error', reject)),
  ])
  return { code, stdout, stderr }
}

async function readAll(stream: AsyncIterable<Buffer> | null): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream ?? []) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
