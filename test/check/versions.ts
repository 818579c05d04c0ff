import { execFile } from 'node:child_process'
import { access } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const folder = new URL('versions/', import.meta.url)

function toPath(file: string): string {
  return fileURLToPath(new URL(`node_modules/${file}`, folder))
}

/** The programs of the releases of Node.js that the package is tried on; the first is too old for the command line. */
export const nodes = {
  20: toPath('node-20/bin/node'),
  22: toPath('node-22/bin/node'),
  24: process.execPath,
  26: toPath('node-26/bin/node'),
} as const

/** The compilers that its types are tried with, as commands. */
export const compilers = {
  'TypeScript 5': [process.execPath, toPath('typescript-5/lib/tsc.js')],
  'TypeScript 7': ['tsc'],
} as const

/**
 * Installs what is not there yet. It is no part of the project's own dependencies: `node` would stand for more than one
 * program then, and everyone would load five times as much.
 */
export async function installVersions(): Promise<void> {
  const isHere = await Promise.all(Object.values(nodes).map(isThere))
  if (!isHere.includes(false) && (await isThere(toPath('typescript-5/lib/tsc.js')))) return
  await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: fileURLToPath(folder) })
}

async function isThere(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  )
}
