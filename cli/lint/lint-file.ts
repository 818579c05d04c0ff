import { stat } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { ForeignLibrary } from '../../src/lint.ts'
import { CommandError } from '../exit-codes.ts'
import { toVisible } from '../terminal.ts'
import type { LintedPolicy, LintResult } from './linted-policy.ts'

const extensions = ['.ts', '.mts', '.cts', '.tsx', '.js', '.mjs', '.cjs', '.jsx', '.json']

/**
 * Loads a file and lints every policy in it.
 *
 * @param from - the library whose options they are, if they are not ours
 * @throws {@link CommandError} that says why the file has none
 */
export async function lintFile(file: string, timeout: number, from?: ForeignLibrary): Promise<readonly LintedPolicy[]> {
  const path = resolve(file)
  const stats = await stat(path).catch(() => null)
  if (stats === null) throw new CommandError(`There is no file ${quote(file)}: write the path of a module or of JSON`)
  if (!stats.isFile()) throw new CommandError(`${quote(file)} is no file: write the path of a module or of JSON in it`)
  if (!extensions.includes(extname(path))) {
    throw new CommandError(`${quote(file)} is no module: write the path of a file that ends in ${list(extensions)}`)
  }
  const result = await runWorker(path, timeout, from)
  if ('problem' in result) throw new CommandError(`Cannot lint ${quote(file)}: ${toVisible(result.problem)}`)
  return result.policies
}

function quote(text: string): string {
  return `"${toVisible(text)}"`
}

function list(texts: readonly string[]): string {
  return `${texts.slice(0, -1).join(', ')} or ${texts.at(-1)}`
}

/** Runs the thread that loads and judges the file, until it answers or the time is up. */
async function runWorker(path: string, timeout: number, from: ForeignLibrary | undefined): Promise<LintResult> {
  const isSource = import.meta.url.endsWith('.ts')
  const worker = new Worker(new URL(isSource ? './lint-worker.ts' : './lint-worker.js', import.meta.url), {
    workerData: { path, from },
    stdout: true,
  })
  // What the module prints is no result.
  worker.stdout.pipe(process.stderr, { end: false })
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<LintResult>((resolve) => {
      const hint = 'export the options from a module that starts nothing, or allow more with --timeout'
      timer = setTimeout(() => resolve({ problem: `it takes more than ${timeout / 1000} seconds; ${hint}` }), timeout)
      worker.on('message', resolve)
      worker.on('error', (error) => resolve({ problem: `it throws ${toFirstLine(error)}` }))
      worker.on('exit', (code) => resolve({ problem: `it ends the process with code ${code} while it is loaded` }))
    })
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}

function toFirstLine(error: unknown): string {
  return String(error).split('\n', 1).join('')
}
