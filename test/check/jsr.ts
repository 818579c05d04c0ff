import { execFile } from 'node:child_process'
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { stageJsr } from '../release/stage-jsr.ts'
import { runProgram } from './consumers.ts'

// Lays out what goes to JSR, publishes it without publishing, and uses it from Deno as Deno would get it.

const run = promisify(execFile)

/**
 * Tries the package for JSR.
 *
 * @param installed - the package as npm hands it out
 * @param folder - where it is laid out
 */
export async function checkJsr(installed: URL, root: URL, folder: URL): Promise<void> {
  await stageJsr(installed, root, folder)
  const env = { ...process.env, NO_COLOR: '1' }
  const dryRun = ['publish', '--dry-run', '--allow-dirty']
  const { stderr } = await run('deno', dryRun, { cwd: fileURLToPath(folder), env })
  if (/warning|slow/i.test(stderr.replace('Checking for slow types in the public API...', ''))) {
    throw new Error(`deno publish is not content:\n${stderr}`)
  }
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  const sent = stderr.match(/^ +file:\S+/gm) ?? []
  if (sent.length !== files.length) throw new Error(`JSR gets ${sent.length} of ${files.length} files:\n${stderr}`)
  await useFromDeno(folder, root)
  console.log(`JSR: a dry run finds nothing, and Deno checks and runs what it gets: ${sent.length} files`)
}

/** Runs a program that imports the laid out files, so that Deno takes their types from where they say. */
async function useFromDeno(staged: URL, root: URL): Promise<void> {
  const folder = new URL('../jsr-consumer/', staged)
  await mkdir(folder, { recursive: true })
  await cp(new URL('test/check/consumers/', root), folder, { recursive: true })
  const { exports } = JSON.parse(await readFile(new URL('jsr.json', staged), 'utf8')) as { exports: object }
  const modules = Object.entries(exports).map(([key, file]) => [
    `fetch-cors${key.slice(1)}`,
    new URL(file, staged).href,
  ])
  const imports = { ...Object.fromEntries(modules), hono: 'npm:hono', bun: 'npm:@types/bun' }
  await writeFile(new URL('deno.json', folder), JSON.stringify({ imports, nodeModulesDir: 'manual' }))
  const command = ['deno', 'run', '--check', '--no-remote', '--allow-net=127.0.0.1', 'on-deno.ts']
  await runProgram('Deno, from JSR', command, folder)
}
