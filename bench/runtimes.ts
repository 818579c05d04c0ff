import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { Miniflare } from 'miniflare'
import { cells } from './cells.ts'
import { type Medians, timeInRounds } from './rounds.ts'

/** How long to time. */
export interface Effort {
  readonly rounds: number
  /** Milliseconds for one cell in one round. */
  readonly milliseconds: number
}

/** What one runtime gave. */
export interface RuntimeResult {
  readonly runtime: string
  readonly version: string
  readonly medians: Medians
}

export const toPath = (file: string): string => fileURLToPath(new URL(file, import.meta.url))
export const bin = (name: string): string => toPath(`../node_modules/.bin/${name}`)

/** The runtimes that run a program as it is, and how. */
export const commands = {
  'Node.js': [bin('node')],
  Bun: [bin('bun')],
  Deno: [bin('deno'), 'run', '--no-remote', '--allow-all'],
} as const

export type Runtime = keyof typeof commands

/** Runs a program and reads the JSON that it prints last. */
export async function runProgram(runtime: Runtime, file: string, args: readonly string[]): Promise<unknown> {
  const [command, ...flags] = commands[runtime]
  const { stdout } = await promisify(execFile)(command, [...flags, toPath(file), ...args], { maxBuffer: 2 ** 26 })
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')
}

/** Times all cells in a process of a runtime. */
export async function timeIn(runtime: Runtime, { rounds, milliseconds }: Effort): Promise<RuntimeResult> {
  const args = [String(rounds), String(milliseconds)]
  const medians = (await runProgram(runtime, 'time-here.ts', args)) as Medians
  return { runtime, version: await readVersion(runtime), medians }
}

async function readVersion(runtime: Runtime): Promise<string> {
  const { stdout } = await promisify(execFile)(commands[runtime][0], ['--version'])
  return /\d+\.\d+\.\d+/.exec(stdout)?.[0] ?? stdout.trim()
}

/**
 * Times all cells in workerd. Its clock stands still while code runs and moves on with what it waits for, so that a
 * Worker waits before and after many calls, and those are enough for its milliseconds to be exact.
 */
export async function timeInWorkerd({ rounds, milliseconds }: Effort): Promise<RuntimeResult> {
  const { outputFiles } = await build({
    entryPoints: [toPath('worker.ts')],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['cloudflare:*', 'node:*'],
    write: false,
  })
  const script = outputFiles[0]?.text ?? ''
  const miniflare = new Miniflare({
    modules: true,
    script,
    compatibilityDate: '2026-07-01',
    compatibilityFlags: ['nodejs_compat'],
    host: '127.0.0.1',
    port: 0,
  })
  try {
    const { origin } = await miniflare.ready
    const run = async (index: number, calls: number): Promise<number> => {
      const response = await fetch(`${origin}/?cell=${index}&calls=${calls}`)
      if (!response.ok) throw new Error(`${cells[index]?.row}, ${cells[index]?.column}: ${await response.text()}`)
      return Number(await response.text())
    }
    const judged = await fetch(`${origin}/judge`)
    if (!judged.ok) throw new Error(await judged.text())
    const calls = new Map<number, number>()
    for (const index of cells.keys()) {
      await run(index, 500)
      calls.set(index, Math.ceil((milliseconds * 1000) / Math.max(await run(index, 1000), 1)))
    }
    const medians = await timeInRounds(cells, rounds, async (cell) => {
      const index = cells.indexOf(cell)
      const count = calls.get(index) ?? 1
      return ((await run(index, count)) / count) * 1e6
    })
    return { runtime: 'workerd', version: workerdVersion(), medians }
  } finally {
    await miniflare.dispose()
  }
}

function workerdVersion(): string {
  const { version } = createRequire(import.meta.url)('workerd/package.json') as { version: string }
  return version
}
