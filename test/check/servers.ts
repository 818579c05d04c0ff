import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

// Compiles the examples that are servers beside the installed package, and starts those that need nothing else.

const run = promisify(execFile)

/** How an example is compiled, and how it is started. */
interface Server {
  readonly types: string
  readonly start?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
}

const deno = ['deno', 'run', '--check', '--no-remote', '--allow-net=127.0.0.1', '--allow-env=PORT,ALLOWED_ORIGINS']

const servers: Readonly<Record<string, Server>> = {
  'watched-file': { types: 'node', start: ['node', 'server.ts', 'policy.json'] },
  'node-cluster': { types: 'node', start: ['node', 'server.ts', '../watched-file/policy.json'] },
  'node-fetch': { types: 'node', start: ['node', 'server.ts'] },
  express: { types: 'node', start: ['node', 'server.ts'] },
  fastify: { types: 'node', start: ['node', 'server.ts'] },
  hono: { types: 'node', start: ['node', 'server.ts'] },
  h3: { types: 'node', start: ['node', 'server.ts'] },
  elysia: { types: 'bun', start: ['bun', 'run', 'server.ts'] },
  'bun-routes': { types: 'bun', start: ['bun', 'run', 'server.ts'] },
  'bun-websocket': { types: 'bun', start: ['bun', 'run', 'server.ts'] },
  'remix-fetch-router': { types: 'node', start: ['node', 'server.ts'] },
  'graphql-yoga': { types: 'node', start: ['node', 'server.ts'] },
  trpc: { types: 'node', start: ['node', 'server.ts'] },
  orpc: { types: 'node', start: ['node', 'server.ts'] },
  'aws-lambda': { types: 'node' },
  'service-worker/api': { types: 'node', start: ['node', 'server.ts'] },
  'service-worker/page': { types: 'webworker' },
  'server-sent-events': { types: 'node', start: ['node', 'server.ts'] },
  'upload-progress': { types: 'node', start: ['node', 'server.ts'] },
  'node-websocket': { types: 'node', start: ['node', 'server.ts'] },
  'deno-serve': { types: 'deno', start: [...deno, 'server.ts'] },
  'deno-websocket': { types: 'deno', start: [...deno, 'server.ts'] },
  'supabase-function': {
    types: 'deno',
    start: [...deno, 'functions/items/index.ts'],
    environment: { DENO_SERVE_ADDRESS: 'tcp:127.0.0.1:0' },
  },
  'cloudflare-worker': { types: '@cloudflare/workers-types' },
  'itty-router': { types: '@cloudflare/workers-types' },
  'cloudflare-pages': { types: '@cloudflare/workers-types' },
  'cloudflare-durable-object': { types: '@cloudflare/workers-types' },
  'cloudflare-entrypoint': { types: '@cloudflare/workers-types' },
}

/** The types that a kind of program is compiled with. */
const libraries: Readonly<Record<string, object>> = {
  node: { types: ['node'], lib: ['es2023', 'dom', 'dom.iterable'] },
  bun: { types: ['bun'], lib: ['es2023'] },
  '@cloudflare/workers-types': { types: ['@cloudflare/workers-types'], lib: ['es2023'] },
  webworker: { types: [], lib: ['es2023', 'webworker'] },
}

/**
 * Compiles and starts the servers.
 *
 * @param folder - the examples, beside the installed package
 */
export async function runServers(folder: URL): Promise<void> {
  // Deno checks its own.
  for (const types of Object.keys(libraries)) await checkTypes(folder, types)
  for (const [name, { start, environment }] of Object.entries(servers)) {
    if (start !== undefined) await startServer(name, start, new URL(`${name}/`, folder), environment)
  }
  console.log(`examples: ${Object.keys(servers).length} servers compile, and those outside Workers start`)
}

/** Deno says by itself where it listens, unless it is told not to. */
function isListening(printed: string): boolean {
  return /listening on (?:http:\S+:)?\d+/i.test(printed)
}

/** Compiles all examples of one kind. */
async function checkTypes(folder: URL, types: string): Promise<void> {
  const names = Object.keys(servers).filter((name) => servers[name]?.types === types)
  const include = names.map((name) => `${name}/**/*.ts`)
  const compilerOptions = { ...libraries[types], isolatedDeclarations: false, skipLibCheck: true }
  const config = { extends: '../../tsconfig.json', compilerOptions, include, files: [] }
  const file = new URL(`tsconfig.${types.replaceAll(/\W/g, '')}.json`, folder)
  await writeFile(file, JSON.stringify(config))
  await run('tsc', ['-p', fileURLToPath(file)])
}

async function startServer(
  name: string,
  [command = '', ...args]: readonly string[],
  cwd: URL,
  environment: Server['environment'],
): Promise<void> {
  const env = { ...process.env, NO_COLOR: '1', PORT: '0', ...environment }
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      printed += data
    })
  }
  for (const started = Date.now(); !isListening(printed); ) {
    if (Date.now() - started > 60_000 || child.exitCode !== null) break
    await new Promise((done) => setTimeout(done, 50))
  }
  if (child.exitCode === null) {
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
  if (!isListening(printed)) throw new Error(`The example ${name} does not start:\n${printed}`)
}
