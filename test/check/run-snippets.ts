import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { Miniflare } from 'miniflare'
import { findSnippets, type Runtime, type Snippet } from './snippets.ts'

// Compiles and runs every snippet of the documentation beside the installed package.

const run = promisify(execFile)

/**
 * Runs the snippets, each on its own runtime.
 *
 * @param root - the project
 * @param workplace - the folder with the installed package
 */
export async function runSnippets(root: URL, workplace: URL): Promise<void> {
  const snippets = await findSnippets(root)
  const files = await Promise.all(snippets.map((snippet, index) => writeSnippet(snippet, index, workplace)))
  await checkTypes(workplace)
  for (const [index, snippet] of snippets.entries()) await runSnippet(snippet, files[index] ?? '')
  console.log(`documentation: ${snippets.length} snippets compile and run`)
}

async function writeSnippet(snippet: Snippet, index: number, workplace: URL): Promise<string> {
  const folder = new URL(`${snippet.runtime}/`, workplace)
  await mkdir(folder, { recursive: true })
  const file = new URL(snippet.runtime === 'vitest' ? `${index}.test.ts` : `${index}.ts`, folder)
  await writeFile(file, `// ${snippet.place}\n${snippet.code}\nexport {}\n`)
  return fileURLToPath(file)
}

/** The types that each runtime's snippets are compiled with. */
const types: Readonly<Record<Exclude<Runtime, 'deno'>, readonly string[]>> = {
  node: ['node'],
  bun: ['bun'],
  cloudflare: ['@cloudflare/workers-types'],
  vitest: ['node'],
}

async function checkTypes(workplace: URL): Promise<void> {
  const env = 'declare namespace Cloudflare { interface Env { readonly ALLOWED_ORIGINS: string } }\n'
  await writeFile(new URL('cloudflare/env.d.ts', workplace), env)
  for (const [runtime, names] of Object.entries(types)) {
    const isNode = names.includes('node')
    const lib = isNode ? ['es2023', 'dom', 'dom.iterable'] : ['es2023']
    const compilerOptions = {
      types: names,
      lib,
      isolatedDeclarations: false,
      noUnusedLocals: false,
      noUnusedParameters: false,
      skipLibCheck: runtime !== 'node',
    }
    const config = { extends: '../../tsconfig.json', compilerOptions, include: ['*.ts'], files: [] }
    await writeFile(new URL(`${runtime}/tsconfig.json`, workplace), JSON.stringify(config))
    await run('tsc', ['-p', fileURLToPath(new URL(`${runtime}/`, workplace))])
  }
}

async function runSnippet(snippet: Snippet, file: string): Promise<void> {
  const printed = await runOn(snippet.runtime, file)
  const lines = printed.split('\n').filter((line) => line !== '')
  if (snippet.prints.length > 0 && lines.join('\n') !== snippet.prints.join('\n')) {
    throw new Error(`${snippet.place} says that it prints\n${snippet.prints.join('\n')}\nbut it prints\n${printed}`)
  }
}

/** How long a snippet that serves may run before it is ended, in milliseconds. */
const servingTime = 3000

async function runOn(runtime: Runtime, file: string): Promise<string> {
  if (runtime === 'cloudflare') return await runWorker(file)
  const commands = {
    node: ['node', file],
    deno: ['deno', 'run', '--no-remote', '--allow-net', file],
    bun: ['bun', 'run', file],
    vitest: ['vitest', 'run', '--root', dirname(file), file],
  }
  const [command = '', ...args] = commands[runtime]
  try {
    return (await run(command, args, { timeout: servingTime, env: { ...process.env, NO_COLOR: '1' } })).stdout
  } catch (error) {
    const { killed, stdout, stderr } = error as { killed: boolean; stdout: string; stderr: string }
    if (killed && !/error/i.test(stderr)) return stdout
    throw error
  }
}

async function runWorker(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    external: ['cloudflare:*'],
  })
  const miniflare = new Miniflare({
    modules: true,
    script: outputFiles[0]?.text ?? '',
    bindings: { ALLOWED_ORIGINS: 'https://app.example.com,https://other.example.com' },
    compatibilityDate: '2026-07-01',
  })
  try {
    const response = await miniflare.dispatchFetch('http://localhost/', {
      headers: { origin: 'https://app.example.com' },
    })
    const shared = response.headers.get('access-control-allow-origin')
    if (shared !== 'https://app.example.com') throw new Error(`${file} shares with ${shared}`)
    await response.text()
    return ''
  } finally {
    await miniflare.dispose()
  }
}
