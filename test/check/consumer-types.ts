import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { compilers } from './versions.ts'

// Compiles programs that use the installed package, as strictly as TypeScript can, for each place where it runs.

const run = promisify(execFile)

/** Where a program runs: the types of the place, and what of the package has types there. */
interface Place {
  readonly types: readonly string[]
  readonly lib: readonly string[]
  readonly program: string
  /**
   * What has all its types there, and must compile if every declaration is checked. Absent for Bun: its own types do not
   * compile then.
   */
  readonly subpaths?: readonly string[]
}

const core = ['', '/explain', '/lint', '/origins', '/routes', '/cloudflare', '/deno', '/node']

const places: Readonly<Record<string, Place>> = {
  node: { types: ['node'], lib: ['es2022'], program: 'on-node', subpaths: [...core, '/hono'] },
  page: { types: [], lib: ['es2022', 'dom', 'dom.iterable'], program: 'on-page', subpaths: [...core, '/hono'] },
  workerd: {
    types: ['@cloudflare/workers-types'],
    lib: ['es2022'],
    program: 'on-workerd',
    subpaths: [...core, '/hono'],
  },
  bun: { types: ['bun'], lib: ['es2022'], program: 'on-bun' },
}

const resolutions = [
  { module: 'nodenext', moduleResolution: 'nodenext' },
  { module: 'esnext', moduleResolution: 'bundler' },
] as const

const strictness = {
  target: 'es2022',
  allowImportingTsExtensions: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  isolatedModules: true,
  verbatimModuleSyntax: true,
}

/**
 * Compiles the consumers in every way, and leaves the program for Node.js in `js/`.
 *
 * @param folder - the consumers, beside the installed package
 */
export async function compileConsumers(folder: URL): Promise<void> {
  const runs = Object.entries(places).flatMap(([name, place]) => [
    ...resolutions.flatMap((resolution) => toRuns(name, place, 'TypeScript 7', resolution)),
    // The slow one: what it may read otherwise are the declarations, and those are the same everywhere.
    ...(name === 'node' || name === 'page' ? toRuns(name, place, 'TypeScript 5', resolutions[0]) : []),
  ])
  // Two at once: a compiler mostly uses one core.
  const compileEveryOther = async (first: number): Promise<void> => {
    for (const [index, run] of runs.entries()) {
      if (index % 2 === first) await compileRun(run, new URL(`types-${index}/`, folder), index === 0)
    }
  }
  await Promise.all([compileEveryOther(0), compileEveryOther(1)])
  console.log(`types: ${runs.length} strict compilations of programs that use the package`)
}

interface Run {
  readonly name: string
  readonly command: readonly string[]
  readonly place: Place
  readonly resolution: (typeof resolutions)[number]
  readonly skipLibCheck: boolean
}

function toRuns(name: string, place: Place, compiler: keyof typeof compilers, resolution: Run['resolution']): Run[] {
  const run = { name: `${name} with ${compiler}`, command: compilers[compiler], place, resolution }
  return [{ ...run, skipLibCheck: true }, ...(place.subpaths ? [{ ...run, skipLibCheck: false }] : [])]
}

async function compileRun(
  { name, command, place, resolution, skipLibCheck }: Run,
  folder: URL,
  emits: boolean,
): Promise<void> {
  const { lib, types, program, subpaths = [] } = place
  const emitting = emits ? { rewriteRelativeImportExtensions: true, outDir: '../js', rootDir: '..' } : { noEmit: true }
  const compilerOptions = { ...strictness, ...resolution, lib, types, skipLibCheck, ...emitting }
  const files = skipLibCheck ? [`../${program}.ts`] : ['imports.ts']
  await mkdir(folder, { recursive: true })
  await writeFile(new URL('imports.ts', folder), toImports(subpaths))
  await writeFile(new URL('tsconfig.json', folder), JSON.stringify({ compilerOptions, files }))
  const [compiler = '', ...args] = command
  await run(compiler, [...args, '-p', fileURLToPath(folder)]).catch(({ stdout, stderr }) => {
    const how = `${resolution.moduleResolution}, skipLibCheck ${skipLibCheck}`
    throw new Error(`The types do not compile for ${name} (${how}):\n${stdout}${stderr}`)
  })
}

/** Imports what is there, so that every declaration of it is checked. */
function toImports(subpaths: readonly string[]): string {
  const imports = subpaths.map((subpath, index) => `import * as part${index} from 'fetch-cors${subpath}'\n`)
  return `${imports.join('')}export const parts = [${subpaths.map((_, index) => `part${index}`).join(', ')}]\n`
}
