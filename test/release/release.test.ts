import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'

// A small project of its own, in which the script runs with the real git and npm. Its tests and its check leave a mark.

const run = promisify(execFile)
const manifest = {
  name: 'sample',
  version: '1.2.0',
  type: 'module',
  files: ['index.js'],
  scripts: {
    test: 'node -e "console.log(`tested`)"',
    check: 'mkdir .package-check && npm pack --silent --pack-destination .package-check',
  },
}
const files = {
  'package.json': JSON.stringify(manifest),
  'package-lock.json': JSON.stringify({ version: '1.2.0' }),
  'jsr.json': JSON.stringify({ name: '@sample/sample', version: '1.2.0' }),
  'CHANGELOG.md': '## 1.2.0\n\n- All of it.\n',
  'index.js': 'export const one = 1\n',
  '.gitignore': '.package-check/\n',
}
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'release-'))
  for (const name of ['main.ts', 'npm-registry.ts', 'version.ts']) {
    await cp(new URL(name, import.meta.url), join(folder, 'test/release', name))
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  await run('git', ['init', '--quiet'], { cwd: folder })
  await commit()
})

afterEach(() => rm(folder, { recursive: true }))

async function commit(): Promise<void> {
  await run('git', ['add', '--all'], { cwd: folder })
  const author = ['-c', 'user.name=test', '-c', 'user.email=test@localhost']
  await run('git', [...author, 'commit', '--quiet', '--message', 'test'], { cwd: folder })
}

async function release(...args: readonly string[]): Promise<{ code: number; printed: string }> {
  // Nothing listens there: what asks a registry fails.
  const env = {
    ...process.env,
    npm_config_registry: 'http://127.0.0.1:9/',
    GITHUB_REF_TYPE: '',
    npm_config_fetch_retries: '0',
  }
  try {
    const { stdout, stderr } = await run('node', ['test/release/main.ts', ...args], { cwd: folder, env })
    return { code: 0, printed: stdout + stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, printed: stdout + stderr }
  }
}

async function change(name: keyof typeof files, text: string): Promise<void> {
  await writeFile(join(folder, name), text)
}

test('a dry run tests, packs, and says what it would publish', async () => {
  const { code, printed } = await release('--dry-run')
  expect(printed).toContain('tested')
  expect(printed).toMatch(/sample@1\.2\.0 on npm: \S+sample-1\.2\.0\.tgz\n +@sample\/sample@1\.2\.0 on JSR/)
  expect(printed).toContain('Nothing was published.\npackage.json needs "repository"')
  expect(code).toBe(0)
})

test('what is not committed stops it before it tests', async () => {
  await change('index.js', 'export const one = 2\n')
  const { code, printed } = await release('--dry-run')
  expect(printed).toBe('error: Commit or remove first:\n M index.js\n')
  expect(code).toBe(1)
})

test('a version that is not everywhere stops it before it tests', async () => {
  await change('jsr.json', JSON.stringify({ name: '@sample/sample', version: '1.1.0' }))
  await commit()
  const { code, printed } = await release('--dry-run')
  expect(printed).toBe('error: package.json has 1.2.0, but\n  jsr.json has 1.1.0: write 1.2.0\n')
  expect(code).toBe(1)
})

test('a failing test stops it before anything is packed', async () => {
  const scripts = { ...manifest.scripts, test: 'exit 3' }
  await change('package.json', JSON.stringify({ ...manifest, scripts }))
  await commit()
  const { code, printed } = await release('--dry-run')
  expect(printed).toContain('error: npm test ends with 3')
  await expect(readFile(join(folder, '.package-check/sample-1.2.0.tgz'))).rejects.toThrow('ENOENT')
  expect(code).toBe(1)
})

test('outside the workflow nothing is published', async () => {
  const { code, printed } = await release()
  expect(printed).toMatch(/^error: package\.json needs "repository".*\nTo publish, push the tag v1\.2\.0/)
  expect(code).toBe(1)
})

test('a flag that is misspelled does not publish', async () => {
  const { code, printed } = await release('--dryrun')
  expect(printed).toMatch(/^error: Unknown option '--dryrun'/)
  expect(code).toBe(1)
})
