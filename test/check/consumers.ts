import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cp, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { Miniflare } from 'miniflare'
import { runInBrowsers } from './browsers.ts'
import { compileConsumers } from './consumer-types.ts'
import { nodes } from './versions.ts'

// Uses every part of the installed package on every runtime, as a project of its own would.

const run = promisify(execFile)

const app = 'https://app.example.com'

/** What must come of every use, everywhere. */
const outcomes: Readonly<Record<string, unknown>> = {
  'wrap, a preflight': `204 ${app} PUT`,
  'wrap, a preflight of a stranger': '403  ',
  'a policy that is replaced': `204 ${app} PUT`,
  'issues of a policy': 'origin-trailing-slash,max-age-negative',
  compareOrigins: 'scheme,port',
  explain: 'preflight-method',
  formatExplanation: `BLOCKED: DELETE https://api.example.com/items/1 from a page of ${app}`,
  'a user agent': 200,
  'a user agent that is blocked': 'preflight-method',
  lint: 'regexp-dot-look-alike',
  'lint, the public suffix list': 'origin-public-suffix-pattern',
  origins: 'true,false',
  routes: `204 ${app} PUT`,
  'issues of routes': 'route-slash-missing',
  bun: `204 ${app} PUT`,
  cloudflare: `204 ${app} PUT`,
  deno: `204 ${app} PUT`,
  hono: `204 ${app} PUT`,
  node: '204 PUT',
}

/** What comes of a preflight over HTTP, beside that. */
const served = `204 ${app} PUT Origin`

/**
 * Compiles and runs the consumers.
 *
 * @param root - the project
 * @param workplace - the folder with the installed package
 */
export async function runConsumers(root: URL, workplace: URL): Promise<void> {
  const folder = new URL('consumers/', workplace)
  await cp(new URL('test/check/consumers/', root), folder, { recursive: true })
  await expectAllModules(root, folder)
  await compileConsumers(folder)
  const deno = ['deno', 'run', '--check', '--no-remote', '--allow-net=127.0.0.1', 'on-deno.ts']
  const commands = [
    ...Object.entries(nodes).map(([name, node]) => [`Node.js ${name}`, [node, 'js/on-node.js']] as const),
    ['Deno', deno] as const,
    ['Bun', ['bun', 'run', 'on-bun.ts']] as const,
  ]
  for (const [name, command] of commands) await runProgram(name, command, folder)
  expectOutcomes('workerd', await runWorker(new URL('on-workerd.ts', folder)))
  const browsers = await runInBrowsers(await bundle(new URL('on-page.ts', folder)))
  for (const [name, found] of Object.entries(browsers)) expectOutcomes(name, found)
  const names = [...commands.map(([name]) => name), 'workerd', ...Object.keys(browsers)]
  console.log(`consumers: ${Object.keys(outcomes).length} uses have their outcome on ${names.join(', ')}`)
}

/** A module that is new has to be used, too. */
async function expectAllModules(root: URL, folder: URL): Promise<void> {
  const { exports } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'))
  const program = await readFile(new URL('everywhere.ts', folder), 'utf8')
  const modules = Object.keys(exports).filter((key) => key !== './package.json')
  const unused = modules.filter((key) => !program.includes(`from 'fetch-cors${key.slice(1)}'`))
  if (unused.length > 0) throw new Error(`test/check/consumers/everywhere.ts does not use ${unused.join(', ')}`)
}

/**
 * Runs a program that prints what came of its uses.
 *
 * @throws AssertionError if that is anything else than it must be
 */
export async function runProgram(name: string, [program = '', ...args]: readonly string[], cwd: URL): Promise<void> {
  const env = { ...process.env, NO_COLOR: '1' }
  const { stdout } = await run(program, args, { cwd: fileURLToPath(cwd), env, timeout: 60_000 })
  const { served: answer, ...found } = JSON.parse(stdout)
  expectOutcomes(name, found)
  assert.equal(answer, served, `A preflight over HTTP on ${name}`)
}

function expectOutcomes(name: string, found: unknown): void {
  assert.deepEqual(found, outcomes, `What comes of the package on ${name}`)
}

async function bundle(file: URL): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(file)],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}

async function runWorker(file: URL): Promise<unknown> {
  const miniflare = new Miniflare({ modules: true, script: await bundle(file), compatibilityDate: '2026-07-01' })
  try {
    return await (await miniflare.dispatchFetch('http://localhost/')).json()
  } finally {
    await miniflare.dispose()
  }
}
