import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs, promisify } from 'node:util'
import { publishOnNpm } from './npm-registry.ts'
import { readVersion } from './version.ts'

// npm run release -- --dry-run
// Does all that a release takes, and stops before anything is published. Without the flag, which is for the workflow that
// a tag starts, it publishes what it has tested: the tarball, and the files for JSR that were made of it.

const run = promisify(execFile)
const root = new URL('../../', import.meta.url)

async function release(isDryRun: boolean): Promise<void> {
  await expectCleanTree()
  const isTag = process.env['GITHUB_REF_TYPE'] === 'tag'
  const version = await readVersion(root, isTag ? process.env['GITHUB_REF_NAME'] : undefined)
  const obstacles = await findObstacles(version)
  if (!isDryRun && obstacles.length > 0) throw new Error(obstacles.join('\n'))
  await show('npm', ['test'])
  await show('npm', ['run', 'check'])

  const [npmName, jsrName] = await Promise.all(['package.json', 'jsr.json'].map(readName))
  const tarball = fileURLToPath(new URL(`.package-check/${npmName}-${version}.tgz`, root))
  const staged = new URL('.package-check/jsr/', root)
  if (isDryRun) {
    await show('npm', ['publish', tarball, '--access', 'public', '--dry-run'])
    console.log(`\nA release would publish\n  ${npmName}@${version} on npm: ${tarball}`)
    console.log(`  ${jsrName}@${version} on JSR: ${fileURLToPath(staged)}`)
    console.log(['Nothing was published.', ...obstacles].join('\n'))
    return
  }
  console.log(`${npmName}@${version} on npm: ${await publishOnNpm(tarball, npmName ?? '', version, ['--provenance'])}`)
  // It says so itself if that version is there already, and is content.
  await show('deno', ['publish', '--allow-dirty'], staged)
}

async function expectCleanTree(): Promise<void> {
  const { stdout } = await run('git', ['status', '--porcelain'], { cwd: fileURLToPath(root) })
  if (stdout !== '') throw new Error(`Commit or remove first:\n${stdout.trimEnd()}`)
}

/** What only matters where it is published: npm says where a package was built, and can do so in the workflow alone. */
async function findObstacles(version: string): Promise<string[]> {
  const { repository } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'))
  const isWorkflow = process.env['ACTIONS_ID_TOKEN_REQUEST_URL'] !== undefined
  return [
    ...(repository === undefined ? ['package.json needs "repository": without it npm takes no provenance'] : []),
    ...(isWorkflow ? [] : [`To publish, push the tag v${version}: the workflow "release" does it, with provenance`]),
  ]
}

async function readName(file: string): Promise<string> {
  return JSON.parse(await readFile(new URL(file, root), 'utf8')).name
}

/** Runs a command, and shows what it prints. */
async function show(command: string, args: readonly string[], folder: URL = root): Promise<void> {
  const child = spawn(command, args, { cwd: fileURLToPath(folder), stdio: 'inherit' })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ends with ${code}`)
}

try {
  const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean', default: false } } })
  await release(values['dry-run'])
} catch (error) {
  console.error(`error: ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
}
