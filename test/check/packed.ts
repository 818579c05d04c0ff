import { execFile } from 'node:child_process'
import { cp, readdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

// Packs the package, looks at what is in it, and installs it in an empty folder.

const run = promisify(execFile)

/** How large the tarball may be, in bytes: it is fetched by every `npx fetch-cors`. */
const largest = 1_250_000

/** What the examples and the documentation use beside the package; Deno wants the types, and would install them. */
const besides = [
  'hono',
  '@hono/node-server',
  '@types/node',
  'undici-types',
  '@types/bun',
  'bun-types',
  '@cloudflare/workers-types',
]

/**
 * Packs the package.
 *
 * @returns the tarball
 */
export async function pack(root: URL, workplace: URL): Promise<string> {
  // What was built just now: `prepack` would build it again.
  const { stdout } = await run(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', fileURLToPath(workplace)],
    { cwd: root },
  )
  const [packed] = Object.values(JSON.parse(stdout)) as { filename: string; size: number; files: { path: string }[] }[]
  if (packed === undefined) throw new Error('npm pack made nothing')
  const tarball = fileURLToPath(new URL(packed.filename, workplace))
  await expectFiles(packed.files.map(({ path }) => path))
  if (packed.size > largest) throw new Error(`The tarball has ${packed.size} bytes, more than ${largest}`)
  await run('publint', [tarball, '--strict'], { cwd: root })
  await run('attw', [tarball, '--profile', 'esm-only'], { cwd: root })
  console.log(`package: ${packed.files.length} files, ${packed.size} bytes, publint and attw find nothing`)
  return tarball
}

/** Compares the names with those that were looked at. `UPDATE=1 npm run check` writes them anew. */
async function expectFiles(paths: readonly string[]): Promise<void> {
  const list = new URL('packed-files.txt', import.meta.url)
  // What esbuild names after its contents.
  const names = paths.map((path) => path.replace(/-[A-Z0-9]{8}\.js$/, '-*.js')).sort()
  const found = `${names.join('\n')}\n`
  if (process.env['UPDATE'] !== undefined) await writeFile(list, found)
  const expected = (await readFile(list, 'utf8')).trimEnd().split('\n')
  const differ = [
    ...names.filter((name) => !expected.includes(name)).map((name) => `  + ${name}`),
    ...expected.filter((name) => !names.includes(name)).map((name) => `  - ${name}`),
  ]
  if (found === `${expected.join('\n')}\n`) return
  throw new Error(`The package has other files than packed-files.txt (UPDATE=1 writes it):\n${differ.join('\n')}`)
}

/**
 * Installs the tarball where nothing else is, and lays beside it what the examples need.
 *
 * @returns the installed package
 */
export async function install(tarball: string, root: URL, workplace: URL): Promise<URL> {
  await writeFile(new URL('package.json', workplace), '{ "type": "module" }\n')
  // Offline: the package has no dependency.
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], { cwd: fileURLToPath(workplace) })
  const modules = new URL('node_modules/', workplace)
  const installed = (await readdir(modules)).filter((name) => !name.startsWith('.'))
  if (installed.join() !== 'fetch-cors') throw new Error(`Installing the package brings ${installed.join(', ')}`)
  for (const name of besides) {
    await cp(new URL(`node_modules/${name}`, root), new URL(name, modules), { recursive: true })
  }
  return new URL('fetch-cors/', modules)
}
