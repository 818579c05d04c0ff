import { execFile } from 'node:child_process'
import { cp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { createProfileFolder } from '../browsers/engines/profile-folder.ts'
import { startProgram } from '../browsers/engines/program.ts'
import { connect } from '../runtimes/client.ts'
import { findFreePort } from '../stores/free-port.ts'
import type { RunningRecipe } from './check-recipe.ts'

// Examples with a framework that has its own command line have their own package.json, as a user's program has it.

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../', import.meta.url))

/** How long an installation and a build may take, in milliseconds. */
export const installTime = 300_000

/** Nobody is told that we were here, and nothing behaves as it does in a test of its own. */
const quiet = {
  ASTRO_TELEMETRY_DISABLED: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  NO_COLOR: '1',
  CI: 'true',
  VITEST: '',
  NODE_ENV: '',
}

/**
 * Installs what an example needs, unless it is there already, and this package as npm lays it out: the installed one that
 * FETCH_CORS_INSTALLED names, or one that is built from the sources.
 *
 * @returns the example's folder
 */
export async function installApp(name: string): Promise<string> {
  const folder = join(root, 'examples', name)
  const lock = join(folder, 'package-lock.json')
  const installed = join(folder, 'node_modules/.installed-lock.json')
  const read = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '')
  if ((await read(installed)) !== (await read(lock))) {
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, timeout: installTime })
    await cp(lock, installed)
  }
  await installPackage(join(folder, 'node_modules/fetch-cors'))
  return folder
}

async function installPackage(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  const from = process.env['FETCH_CORS_INSTALLED']
  if (from !== undefined) {
    await cp(from, folder, { recursive: true })
    return
  }
  const manifest = join(root, 'package.json')
  const { entry } = JSON.parse(await readFile(manifest, 'utf8')).tsup
  await build({
    entryPoints: entry,
    absWorkingDir: root,
    outdir: join(folder, 'dist'),
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    external: ['hono', 'bun'],
  })
  await run('tsc', ['-p', 'adapters/tsconfig.build.json', '--outDir', join(folder, 'dist/types')], { cwd: root })
  await cp(manifest, join(folder, 'package.json'))
}

/** Runs one of a framework's commands in an example to its end. */
export async function runInApp(folder: string, command: string, args: readonly string[]): Promise<void> {
  const env = { ...process.env, ...quiet }
  await run(toPath(folder, command), args, { cwd: folder, env, timeout: installTime })
}

/**
 * Starts a server of an example with one of the framework's commands.
 *
 * @param toArgs - makes the arguments, with a free port
 * @param path - what it answers when it is ready
 */
export async function startApp(
  folder: string,
  command: string,
  toArgs: (port: number) => readonly string[],
  path: string,
): Promise<RunningRecipe> {
  const port = await findFreePort()
  const home = createProfileFolder()
  const environment = { ...quiet, HOST: '127.0.0.1', PORT: String(port) }
  const program = startProgram(toPath(folder, command), toArgs(port), home.path, environment, folder)
  const origin = `http://127.0.0.1:${port}`
  const client = connect(origin)
  const close = async (): Promise<void> => {
    await client.close()
    await program.end()
    await home.remove()
  }
  try {
    const request = { method: 'GET', url: origin + path, headers: [] }
    const answers = async (): Promise<void> => {
      for (const started = Date.now(); Date.now() - started < 60_000; ) {
        const status = await client.send(request).then(
          ({ status }) => status,
          () => 0,
        )
        if (status === 200) return
        await new Promise((done) => setTimeout(done, 50))
      }
      throw program.toError(`${path} has no answer`)
    }
    await Promise.race([answers(), program.ended.then((error) => Promise.reject(error))])
    return { origin, send: client.send, close }
  } catch (error) {
    await close()
    throw error
  }
}

function toPath(folder: string, command: string): string {
  return command === 'node' ? command : join(folder, 'node_modules/.bin', command)
}
