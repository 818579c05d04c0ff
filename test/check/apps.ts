import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

// Builds, runs and compiles the examples that have a package.json of their own, with the installed package in them.

const run = promisify(execFile)

const apps = ['sveltekit', 'astro', 'next']

/** @param workplace - the folder with the installed package */
export async function runApps(root: URL, workplace: URL): Promise<void> {
  const env = { ...process.env, FETCH_CORS_INSTALLED: fileURLToPath(new URL('node_modules/fetch-cors/', workplace)) }
  const tests = [
    'run',
    '--config',
    'test/vitest.config.ts',
    '--project',
    'all',
    '-t',
    'built',
    'test/examples/frameworks',
  ]
  await run('vitest', tests, { cwd: root, env, timeout: 600_000 })
  // What they have built has the types of their routes.
  for (const name of apps) {
    const folder = fileURLToPath(new URL(`examples/${name}/`, root))
    await run(`${folder}node_modules/.bin/tsc`, ['--noEmit', '-p', folder])
  }
  console.log(`examples: ${apps.length} with a framework compile, and run with the package`)
}
