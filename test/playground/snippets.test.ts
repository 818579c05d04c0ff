import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { applyFix } from '../../playground/fix.ts'
import { predict, readHeaderLines } from '../../playground/predict.ts'
import { presets } from '../../playground/presets.ts'
import { type Snippet, type SnippetId, toSnippets } from '../../playground/snippets.ts'
import type { PlaygroundState } from '../../playground/state.ts'
import type { Explanation } from '../../src/explain.ts'

const run = promisify(execFile)
const root = new URL('../../', import.meta.url).pathname
mkdirSync(join(root, '.package-check'), { recursive: true })
const folder = mkdtempSync(join(root, '.package-check', 'playground-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A preset, or a preset with its fix, and what there is to copy. */
interface Copied {
  readonly name: string
  readonly state: PlaygroundState
  readonly explanation: Explanation | null
  readonly snippets: readonly Snippet[]
}

const all: Copied[] = []
const add = async (name: string, state: PlaygroundState): Promise<Explanation | null> => {
  const { explanation } = await predict(state)
  all.push({ name, state, explanation, snippets: toSnippets(state, explanation) })
  return explanation
}
for (const { name, state } of presets) {
  const explanation = await add(name, state)
  const fixed = explanation === null ? null : applyFix(state, explanation)
  if (fixed !== null) await add(`${name}-fixed`, fixed)
}

const pick = ({ snippets }: Copied, id: SnippetId): string | undefined => snippets.find((one) => one.id === id)?.text

/** Where a copied program finds this package. */
const sources = {
  'fetch-cors': 'src/index.ts',
  'fetch-cors/explain': 'src/explain.ts',
  ...Object.fromEntries(
    ['bun', 'cloudflare', 'deno', 'hono', 'node'].map((name) => [`fetch-cors/${name}`, `adapters/${name}.ts`]),
  ),
}

beforeAll(() => {
  for (const copied of all) {
    // What stands under the other names is no policy, and not meant to compile.
    if (copied.explanation === null) continue
    for (const { id, text } of copied.snippets) {
      if (id === 'headers' || id === 'curl') continue
      writeFileSync(join(folder, id === 'test' ? `${copied.name}.test.ts` : `${copied.name}.${id}.ts`), text)
    }
  }
})

test('what is copied compiles', async () => {
  writeFileSync(join(folder, 'runtimes.d.ts'), 'declare const Deno: { serve(options: object): void }\n')
  const paths = Object.fromEntries(Object.entries(sources).map(([name, file]) => [name, [join(root, file)]]))
  const compilerOptions = {
    paths,
    lib: ['es2024', 'dom', 'dom.iterable'],
    types: ['node', 'bun'],
    isolatedDeclarations: false,
    declaration: false,
    skipLibCheck: true,
  }
  const config = { extends: '../../tsconfig.json', compilerOptions, include: ['.'], files: [] }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
  const { stdout } = await run(join(root, 'node_modules/.bin/tsc'), ['-p', folder]).catch((error) => error)
  expect(stdout).toBe('')
})

test('the copied tests pass where the page gets the response, and fail where it does not', async () => {
  const alias = Object.entries(sources)
    .map(([name, file]) => ({ find: name, replacement: join(root, file) }))
    .reverse()
  const config = `export default { resolve: { alias: ${JSON.stringify(alias)} } }\n`
  writeFileSync(join(folder, 'vitest.config.mjs'), config)
  const results = join(folder, 'results.json')
  const files = ['--root', folder, '--config', join(folder, 'vitest.config.mjs'), '--isolate=false', '--pool=threads']
  const args = [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    ...files,
    '--reporter=json',
    '--outputFile',
    results,
  ]
  // It runs within another one, whose settings are not its own.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:VITEST|NODE_ENV|TEST)/.test(name)),
  )
  const { stderr } = await run(process.execPath, args, { cwd: folder, env }).catch((error) => error)
  const { testResults } = JSON.parse(await readFile(results, 'utf8').catch(() => stderr)) as {
    testResults: { name: string; status: string }[]
  }
  const passed = testResults.filter(({ status }) => status === 'passed').map(({ name }) => name.split('/').at(-1))
  // With raw headers the test has a server to be filled in, which shares with nobody.
  const expected = all.filter(
    ({ state, explanation }) => state.server === 'policy' && explanation?.outcome === 'shared',
  )
  expect(passed.sort()).toEqual(expected.map(({ name }) => `${name}.test.ts`).sort())
  expect(testResults.length).toBeGreaterThan(passed.length)
}, 60_000)

test.each(all)('the commands of $name are what the browser sends', async (copied) => {
  // The shell itself reads them.
  const script = `curl() { printf '%s\\0' "$@"; printf '\\0'; }\n${pick(copied, 'curl') ?? ''}`
  const { stdout } = await run('sh', ['-c', script])
  const sent = stdout
    .split('\0\0')
    .filter((words) => words !== '')
    .map((words) => readCommand(words.split('\0')))
  const wire = copied.explanation?.exchanges.map(({ request: { method, url, headers } }) => {
    return { method, url, headers: headers.map(([name, value]) => `${name.toLowerCase()}: ${value}`) }
  })
  expect(sent).toEqual(wire ?? [])
})

function readCommand(words: readonly string[]): object {
  const after = (option: string): string[] => words.filter((_, index) => words[index - 1] === option)
  const [url] = words.filter((word, index) => /^https?:/.test(word) && !words[index - 1]?.startsWith('--h'))
  return { method: after('--request')[0] ?? 'GET', url, headers: after('--header') }
}

test.each(all.filter(({ explanation }) => explanation?.blocked?.fix.headers))(
  'the headers of $name let the request through',
  async (copied) => {
    const parts = (pick(copied, 'headers') ?? '').trim().split('\n\n')
    const toLines = (part: string): string =>
      readHeaderLines(part.replace(/^#.*\n/, ''))
        .map(([name, value]) => `${name}: ${value}`)
        .join('\n')
    const response = toLines(parts.at(-1) ?? '')
    const preflightHeaders = parts.length > 1 ? toLines(parts[0] ?? '') : ''
    const { explanation } = await predict({
      ...copied.state,
      method: copied.state.method === 'patch' ? 'PATCH' : copied.state.method,
      server: 'raw',
      preflightStatus: '204',
      preflightHeaders,
      status: '200',
      responseHeaders: response,
    })
    expect(explanation?.outcome).toBe('shared')
  },
)

const raw = all.filter(({ state, explanation }) => state.server === 'raw' && explanation?.blocked?.fix.options)

test.each(raw)('the policy that is copied of $name, which has none, lets the request through', async (copied) => {
  for (const id of ['fetch', 'hono', 'node'] as const) {
    const policy = pick(copied, id) ?? ''
    const { explanation, code } = await predict({
      ...copied.state,
      server: 'policy',
      policy,
      status: '200',
      responseHeaders: '',
    })
    expect(code).toEqual([])
    expect(explanation?.outcome).toBe('shared')
  }
})
