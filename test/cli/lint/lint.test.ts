import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CommandError } from '../../../cli/exit-codes.ts'
import { countFindings } from '../../../cli/lint/format-findings.ts'
import { lintFile } from '../../../cli/lint/lint-file.ts'
import { lintPolicies } from '../../../cli/lint/lint-policies.ts'
import { type Ran, runCommand } from '../run-command.ts'
import { brokenFiles, brokenModules, files, lintedFiles } from './files.ts'

const source = fileURLToPath(new URL('../../../src', import.meta.url))
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fetch-cors-lint-'))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  // A copy of the library, so that its classes are not those of the program.
  await cp(source, join(folder, 'library'), { recursive: true })
  await symlink(fileURLToPath(new URL('../../../node_modules', import.meta.url)), join(folder, 'node_modules'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function runLint(name: string, ...args: readonly string[]): Promise<Ran> {
  return await runCommand(['lint', join(folder, name), ...args])
}

describe('files with policies', () => {
  test.each(lintedFiles)('$step', async ({ file, policies }) => {
    const result = await lintPolicies(join(folder, file))
    const found = 'policies' in result ? result.policies : []
    const codes = found.map(({ name, kind, findings }) => [
      `${name} (${kind})`,
      ...findings.map(({ code, path }) => `${code} ${path}`),
    ])
    expect(codes).toEqual(policies)
    const total = Object.values(countFindings(found)).reduce((sum, count) => sum + count, 0)
    expect(total).toBe(policies.flat().length - policies.length)
    expect(JSON.parse(JSON.stringify(found))).toEqual(found)
  })
})

describe('files without', () => {
  test.each(brokenModules)('$file: $says', async ({ file, says }) => {
    expect(await lintPolicies(join(folder, file))).toEqual({ problem: expect.stringContaining(says) })
  })

  test.each(brokenFiles)('$file: $says', async ({ file, says, time = 20_000 }) => {
    const failure: unknown = await lintFile(join(folder, file), time).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(CommandError)
    expect(failure).toMatchObject({ exitCode: 2, message: expect.stringContaining(says) })
    expect(String(failure)).not.toContain('\n')
  })

  test('are said in one sentence', async () => {
    const { code, stdout, stderr } = await runLint('throws.ts')
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^error: Cannot lint ".*throws\.ts": it throws Error: no database\n$/)
  })
})

test('what people read', async () => {
  const { code, stdout, stderr } = await runLint('policies.ts')
  expect(code).toBe(1)
  expect(stderr).toBe('loaded\n')
  expect(stdout).toBe(`strict (options)
  Nothing to say

wide (options)
  medium    origin[0] = "https://*.r2.dev"  [origin-public-suffix-pattern]
    Strangers can have a host under r2.dev, so this pattern admits anybody
    → Write "https://example.r2.dev"
  medium    origin[1] = /^https:\\/\\/app.example\\.com$/  [regexp-dot-look-alike]
    A dot without a backslash is any character, so a stranger's
    "https://appxexample.com" matches too
    → Write /^https:\\/\\/app\\.example\\.com$/
  info      maxAge = 86400  [max-age-above-engines]
    Not every browser keeps a preflight as long: Chromium keeps it 7200 seconds
    at most, WebKit keeps it 600 seconds at most
    → Write 600, which all keep, or leave it: each takes what it can

3 findings (2 medium, 1 info) in 2 policies
`)
})

test('what programs read has values, texts and the rule', async () => {
  const { stdout } = await runLint('policies.ts', '--json')
  const { policies } = JSON.parse(stdout)
  expect(policies[1]?.findings[1]).toEqual({
    code: 'regexp-dot-look-alike',
    severity: 'medium',
    path: 'origin[1]',
    value: '/^https:\\/\\/app.example\\.com$/',
    message: 'A dot without a backslash is any character, so a stranger\'s "https://appxexample.com" matches too',
    suggestion: 'Write /^https:\\/\\/app\\.example\\.com$/',
    spec: 'https://fetch.spec.whatwg.org/#origin-header',
  })
})

describe('options of other libraries', () => {
  test('what people read: what they become, what there is to decide, and what has no counterpart', async () => {
    const { code, stdout } = await runLint('moving.js')
    expect(code).toBe(1)
    expect(stdout).toContain(`corsOptions (options)
  critical  options  [options-of-another-library]
    These look like options of cors or @fastify/cors, which mean something else
    here, or nothing
    → Write
      createCors({ origin: [/^https:\\/\\/pr-\\d+\\.example\\.com$/,
      'http://old.example.com'], methods: ['PUT'], allowedHeaders: ['*',
      'authorization'], credentials: true, preflightStatus: 200 })
      decide    origin[1]: Anyone on the network can act as a plain http origin,
      and here it gets responses with credentials: write
      "https://old.example.com", or set dangerouslyAllowInsecureOrigins: true
      changed   allowedHeaders: any header is allowed there; list those that
      pages need, if you can
      left out  preflightContinue: every preflight is answered, and every other
      OPTIONS request is your handler's
  critical  origin[1] = "http://old.example.com"  [origin-insecure]
`)
  })

  test('what people read where libraries differ', async () => {
    const { stdout } = await runLint('foreign.js')
    expect(stdout).toContain(`
    → If they are of cors, write
      createCors({ origin: '*', methods: ['PUT', 'PATCH', 'DELETE'],
`)
    expect(stdout).toContain('\n    → If they are of @fastify/cors, write\n')
  })

  test('--from says whose they are where they do not show it; what that library does not take is ours', async () => {
    expect((await runLint('unmarked.js')).stdout).toContain('corsOptions (options)\n  Nothing to say\n')
    const { code, stdout } = await runLint('unmarked.js', '--from', 'hono/cors')
    expect(code).toBe(1)
    expect(stdout).toBe(`corsOptions (options)
  critical  options  [options-of-another-library]
    These look like options of hono/cors, which mean something else here, or
    nothing
    → Write
      createCors({ origin: ['https://app.example.com'], methods: ['PUT',
      'PATCH', 'DELETE', 'QUERY'], allowedHeaders: ['*', 'authorization'],
      credentials: true })
      changed   allowHeaders: any header is allowed there; list those that pages
      need, if you can

ours (options)
  low       debug = true  [debug-on]
    debug answers refused preflights with the reason and a status of 200, for
    whoever asks
    → Remove it in production

2 findings (1 critical, 1 low) in 2 policies
`)
  })

  test('--from with what is no library that is known', async () => {
    const { code, stderr } = await runLint('unmarked.js', '--from', 'koa')
    expect(code).toBe(2)
    expect(stderr).toMatch(/^error: "koa" is not known: write --from with one of cors, hono\/cors, .*middleware\n$/)
  })

  test('what programs read has them as data, RegExps as their source', async () => {
    const { stdout } = await runLint('moving.js', '--json')
    const [{ becomes }] = JSON.parse(stdout).policies[0].findings
    expect(becomes).toHaveLength(2)
    expect(becomes[0]).toMatchObject({
      library: 'cors',
      options: { origin: ['/^https:\\/\\/pr-\\d+\\.example\\.com$/', 'http://old.example.com'], methods: ['PUT'] },
      notes: [{ kind: 'decide', option: 'origin[1]' }, { kind: 'changed' }, { kind: 'left-out' }],
    })
  })
})

test('functions are not called, and it is said so', async () => {
  expect((await runLint('functions.mjs')).stdout).toContain(
    '  Not judged: what origin[1] and lookup admits, as functions are not called\n',
  )
})

test('a module may import by the paths of tsconfig.json', async () => {
  const { code, stdout } = await runLint('aliases/source/cors.ts')
  expect(stdout).toContain('origin[0] = "http://app.example.com"  [origin-plain-http]')
  expect(code).toBe(1)
})

describe('--fail-on', () => {
  const thresholds = [
    { file: 'low.json', severity: 'low', code: 1 },
    { file: 'low.json', severity: 'medium', code: 0 },
  ]

  test.each(thresholds)('$severity: $file ends with $code', async ({ file, severity, code }) => {
    expect((await runLint(file, '--fail-on', severity)).code).toBe(code)
  })

  test('a severity that is none', async () => {
    const { code, stderr } = await runLint('low.json', '--fail-on', 'warning')
    expect(code).toBe(2)
    expect(stderr).toBe(
      'error: "warning" is no severity: write --fail-on with one of critical, high, medium, low, info\n',
    )
  })
})

test('the help has examples, and says that the module is executed', async () => {
  const { code, stdout } = await runCommand(['lint', '--help'])
  expect(code).toBe(0)
  expect(stdout).toContain('The module is executed')
  expect(stdout).toContain('$ fetch-cors lint src/cors-options.ts')
})

test('colours are for terminals, and where they are asked for; what comes from a file cannot move the cursor', async () => {
  const { stdout } = await runCommand(['lint', join(folder, 'control.json')], { env: { FORCE_COLOR: '1' } })
  expect(stdout).toContain('\u001b[1m')
  expect(stdout).not.toContain('\u001b[2J')
  expect(stdout).toContain('https://app.example.com\\u001b[2J')
})
