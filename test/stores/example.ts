import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { type Program, startProgram } from '../browsers/engines/program.ts'
import { connect } from '../runtimes/client.ts'
import { visit } from '../runtimes/visit.ts'

const root = new URL('../../', import.meta.url)

/** The folder of the installed package, if the examples are to run with that one instead of the sources. */
const installed = process.env['FETCH_CORS_INSTALLED']

function toAlias(name: string, file: string): [string, string] {
  const path = installed === undefined ? fileURLToPath(new URL(file, root)) : join(installed, `dist/${name}.js`)
  return [name === 'index' ? 'fetch-cors' : `fetch-cors/${name}`, path]
}

const alias = Object.fromEntries([
  toAlias('origins', 'src/origins.ts'),
  toAlias('cloudflare', 'adapters/cloudflare.ts'),
  toAlias('deno', 'adapters/deno.ts'),
  toAlias('node', 'adapters/node.ts'),
])

/** Bundles an example, with everything that it imports beside what its runtime brings. */
export async function bundleExample(file: string, platform: 'node' | 'browser'): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`examples/${file}`, root))],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    platform,
    alias,
    external: ['cloudflare:*', 'pg-native', 'pg-cloudflare'],
    // What is CommonJS in the libraries asks for modules of Node.js.
    ...(platform === 'node' && {
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)" },
    }),
  })
  return outputFiles[0]?.text ?? ''
}

/** An example that serves, whatever it runs on. */
export interface RunningExample {
  /** The origin that it listens on. */
  readonly origin: string
  /** Says what a browser would make of its answer to a page of an origin. */
  ask(origin: string, method?: string): Promise<'shared' | 'blocked'>
  /** Gives a request's status, and whether its answer may be cached; throws if there is none. */
  fetch(origin: string): Promise<{ readonly status: number; readonly cacheControl: string | null }>
  /** Lists the lines that it printed about its store. */
  reports(): readonly string[]
  end(): Promise<void>
}

/** Makes an example of a server that listens on a port, and of what it has printed so far. */
export function toExample(origin: string, printed: () => readonly string[], end: () => Promise<void>): RunningExample {
  const client = connect(origin)
  return {
    origin,
    ask: async (page, method = 'PUT') =>
      (await visit(client.send, `${origin}/`, { origin: page, method, credentials: 'include' })).outcome,
    async fetch(page) {
      const { status, headers } = await client.send({ method: 'GET', url: `${origin}/`, headers: [['origin', page]] })
      return { status, cacheControl: headers.find(([name]) => name === 'cache-control')?.[1] ?? null }
    },
    reports: () => printed().filter((line) => line.startsWith('The store of origins')),
    async end() {
      await client.close()
      await end()
    },
  }
}

/**
 * Starts an example as a process.
 *
 * @param command - what runs the bundle, which comes after its arguments
 * @param home - a folder for the bundle, and all that the process writes
 */
export async function startExample(
  file: string,
  [command = '', ...args]: readonly string[],
  home: string,
  environment: Readonly<Record<string, string>>,
): Promise<RunningExample> {
  const bundle = join(home, `${file.replaceAll(/\W/g, '-')}.mjs`)
  await writeFile(bundle, await bundleExample(file, 'node'))
  const program: Program = startProgram(command, [...args, bundle], home, { PORT: '0', ...environment })
  const lines: string[] = []
  program.listen((line) => lines.push(line))
  const port = await program.waitFor(/listening on (\d+)/).catch(async (error: unknown) => {
    await program.end()
    throw error
  })
  return toExample(`http://127.0.0.1:${port}`, () => lines, program.end)
}
