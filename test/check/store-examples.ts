import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

// Compiles the examples with stores beside the installed package, and runs them with it, each with its real store.

const run = promisify(execFile)

/** The examples with stores that TypeScript compiles, and the types that each needs. */
const types: Readonly<Record<string, string>> = {
  'cloudflare-kv': '@cloudflare/workers-types',
  'cloudflare-d1': '@cloudflare/workers-types',
  redis: 'node',
  postgres: 'node',
}

/** @param workplace - the folder with the installed package and the examples */
export async function runStoreExamples(root: URL, workplace: URL): Promise<void> {
  for (const [name, runtime] of Object.entries(types))
    await checkTypes(new URL(`examples/${name}/`, workplace), runtime)
  await run('deno', ['check', '--no-remote', '--unstable-kv', 'server.ts'], {
    cwd: new URL('examples/deno-kv/', workplace),
  })
  const env = { ...process.env, FETCH_CORS_INSTALLED: fileURLToPath(new URL('node_modules/fetch-cors/', workplace)) }
  const tests = ['run', '--config', 'test/vitest.config.ts', '--project', 'all', 'test/stores/']
  await run('vitest', tests, { cwd: root, env, timeout: 300_000 })
  console.log(`examples: ${Object.keys(types).length + 1} with stores compile, and run with the package`)
}

async function checkTypes(folder: URL, runtime: string): Promise<void> {
  const isNode = runtime === 'node'
  const lib = isNode ? ['es2023', 'dom', 'dom.iterable'] : ['es2023']
  const compilerOptions = { types: [runtime], lib, isolatedDeclarations: false, skipLibCheck: true }
  const config = { extends: '../../../tsconfig.json', compilerOptions, include: ['*.ts'], files: [] }
  await writeFile(new URL('tsconfig.json', folder), JSON.stringify(config))
  await run('tsc', ['-p', fileURLToPath(folder)])
}
