import { glob, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import buildConfig from '../cli/tsup.config.ts'

const root = new URL('..', import.meta.url)

async function readJson(file: string): Promise<Record<string, Record<string, unknown>>> {
  return JSON.parse(await readFile(new URL(file, root), 'utf8'))
}

const manifest = await readJson('package.json')
const adapters = (await Array.fromAsync(glob('adapters/*.ts', { cwd: root.pathname }))).map((file) =>
  file.replace(/^adapters\/(.*)\.ts$/, '$1'),
)
/** The entries of the build that are no adapters. */
const others: Readonly<Record<string, string>> = {
  index: 'src/index.ts',
  explain: 'src/explain.ts',
  lint: 'src/lint.ts',
  origins: 'src/origins.ts',
  routes: 'src/routes.ts',
}
const toSubpath = (name: string): string => (name === 'index' ? '.' : `./${name}`)
const subpaths = [...Object.keys(others), ...adapters].map(toSubpath).sort()

test('every adapter is an entry of the build and an export of the package', async () => {
  const besides = [buildConfig].flat().find((config) => typeof config === 'object' && config.outDir === undefined)
  const entries = Object.entries({ ...Object(manifest['tsup']?.['entry']), ...Object(Object(besides).entry) })
  const files = new Set(entries.map(([name, file]) => file === (others[name] ?? `adapters/${name}.ts`)))
  expect(files).toEqual(new Set([true]))
  expect(entries.map(([name]) => toSubpath(name)).sort()).toEqual(subpaths)
  expect(
    Object.keys(manifest['exports'] ?? {})
      .filter((key) => key !== './package.json')
      .sort(),
  ).toEqual(subpaths)
})

test('the registry for Deno has the modules that npm has', async () => {
  const { './package.json': _, ...exports } = manifest['exports'] ?? {}
  const modules = Object.entries(exports).map(([key, entry]) => [key, Object(entry).default])
  expect((await readJson('jsr.json'))['exports']).toEqual(Object.fromEntries(modules))
})

test('an application gets no dependency and no install script', () => {
  expect(manifest).not.toHaveProperty('dependencies')
  expect(manifest).not.toHaveProperty('peerDependencies')
  expect(Object.keys(manifest['scripts'] ?? {}).filter((name) => /install|prepare/.test(name))).toEqual([])
})

test('a fresh clone packs what it builds first', () => {
  expect(manifest['scripts']?.['prepack']).toBe('npm run build')
})

test('both manifests have the same version', async () => {
  expect((await readJson('jsr.json'))['version']).toBe(manifest['version'])
})
