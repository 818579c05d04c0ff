import { execFile } from 'node:child_process'
import { cp, readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

// Runs the examples beside the installed package, each with its own runner.

const run = promisify(execFile)

/** A runner, its arguments, and the types that its tests are compiled with. */
interface Runner {
  readonly command: string
  readonly args: readonly string[]
  /** Absent for the one that checks types itself. */
  readonly types?: string
}

const runners: Readonly<Record<string, Runner>> = {
  vitest: { command: 'vitest', args: ['run'], types: 'node' },
  'node-test': { command: 'node', args: ['--test'], types: 'node' },
  'bun-test': { command: 'bun', args: ['test'], types: 'bun' },
  'deno-test': { command: 'deno', args: ['test', '--no-remote'] },
}

/** What every example prints when its tests pass. */
const explained = 'BLOCKED: PATCH https://api.example.com/items/1 from a page of https://app.example.com'

/**
 * Runs the examples, which must pass, and once more with a broken policy, with which they must fail.
 *
 * @param workplace - the folder with the installed package
 */
export async function runExamples(root: URL, workplace: URL): Promise<void> {
  const folder = new URL('examples/', workplace)
  // What has a package.json of its own is checked where it is.
  const filter = (source: string): boolean => basename(source) !== 'node_modules'
  await cp(new URL('examples/', root), folder, { recursive: true, filter })
  for (const [name, runner] of Object.entries(runners)) {
    const here = new URL(`${name}/`, folder)
    if (runner.types !== undefined) await checkTypes(here, runner.types)
    const { passed, printed } = await runTests(runner, here)
    if (!passed || !printed.includes(explained)) throw new Error(`The example for ${name} fails:\n${printed}`)
  }
  await breakPolicy(new URL('api.ts', folder))
  for (const [name, runner] of Object.entries(runners)) {
    const { passed, printed } = await runTests(runner, new URL(`${name}/`, folder))
    const isCaught = !passed && printed.includes('does not allow the method PUT')
    if (!isCaught) throw new Error(`The example for ${name} does not see a broken policy:\n${printed}`)
  }
  console.log(`examples: ${Object.keys(runners).length} compile, pass, and fail with a broken policy`)
}

async function checkTypes(folder: URL, types: string): Promise<void> {
  const lib = types === 'node' ? ['es2023', 'dom', 'dom.iterable'] : ['es2023']
  const compilerOptions = { types: [types], lib, isolatedDeclarations: false, skipLibCheck: true }
  const config = { extends: '../../../tsconfig.json', compilerOptions, include: ['*.ts'], files: [] }
  await writeFile(new URL('tsconfig.json', folder), JSON.stringify(config))
  await run('tsc', ['-p', fileURLToPath(folder)])
}

async function runTests({ command, args }: Runner, cwd: URL): Promise<{ passed: boolean; printed: string }> {
  const env = { ...process.env, NO_COLOR: '1' }
  try {
    const { stdout, stderr } = await run(command, args, { cwd, env, timeout: 60_000 })
    return { passed: true, printed: stdout + stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: unknown; stdout: string; stderr: string }
    if (typeof code !== 'number') throw error
    return { passed: false, printed: stdout + stderr }
  }
}

async function breakPolicy(file: URL): Promise<void> {
  const text = await readFile(file, 'utf8')
  const broken = text.replace("methods: ['PUT']", "methods: ['DELETE']")
  if (broken === text) throw new Error('The policy of the examples has no method to take away')
  await writeFile(file, broken)
}
