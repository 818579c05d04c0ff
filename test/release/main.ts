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
const { 'dry-run': isDryRun } = parseArgs({ options: { 'dry-run': { type: 'boolean', default: false } } }).values

/** Runs a command, and shows what it prints. */
async function show(command: string, args: readonly string[], folder: URL = root): Promise<void> {
  const child = spawn(command, args, { cwd: fileURLToPath(folder), stdio: 'inherit' })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ends with ${code}`)
}

async function expectCleanTree(): Promise<void> {
  const { stdout } = await run('git', ['status', '--porcelain'], { cwd: fileURLToPath(root) })
  if (stdout !== '') throw new Error(`Commit or remove first:\n${stdout.trimEnd()}`)
}

/** What only matters when it is published: npm says where a package was built, and can do so in the workflow alone. */
async function expectProvenance(): Promise<void> {
  const { repository } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'))
  if (repository === undefined) throw new Error('package.json has no "repository": without it npm takes no provenance')
  if (process.env['ACTIONS_ID_TOKEN_REQUEST_URL'] === undefined) {
    throw new Error(`Push the tag v${version}: the workflow "release" publishes, with provenance`)
  }
}

await expectCleanTree()
const isTag = process.env['GITHUB_REF_TYPE'] === 'tag'
const version = await readVersion(root, isTag ? process.env['GITHUB_REF_NAME'] : undefined)
if (!isDryRun) await expectProvenance()
await show('npm', ['test'])
await show('npm', ['run', 'check'])

const { name } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'))
const { name: jsrName } = JSON.parse(await readFile(new URL('jsr.json', root), 'utf8'))
const tarball = fileURLToPath(new URL(`.package-check/${name}-${version}.tgz`, root))
const staged = new URL('.package-check/jsr/', root)

if (isDryRun) {
  await show('npm', ['publish', tarball, '--access', 'public', '--dry-run'])
  console.log(`\nA release would publish\n  ${name}@${version} on npm: ${tarball}`)
  console.log(`  ${jsrName}@${version} on JSR: ${fileURLToPath(staged)}\nNothing was published.`)
} else {
  console.log(`${name}@${version} on npm: ${await publishOnNpm(tarball, name, version, ['--provenance'])}`)
  // It says so itself if that version is there already, and is content.
  await show('deno', ['publish', '--allow-dirty'], staged)
}
