import { readFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'

const root = new URL('../../', import.meta.url)
const entries: Readonly<Record<string, string>> = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')).tsup
  .entry

/** Resolves the package to its source, as an installed package is to what was built of it. */
const fromSource: Plugin = {
  name: 'fetch-cors from source',
  setup({ onResolve }) {
    onResolve({ filter: /^fetch-cors(?:\/|$)/ }, ({ path }) => {
      const entry = entries[path.replace(/^fetch-cors\/?/, '') || 'index']
      if (entry === undefined) throw new Error(`There is no ${path}`)
      return { path: fileURLToPath(new URL(entry, root)) }
    })
  },
}

/**
 * Bundles an example into one module.
 *
 * @param packages - whether the packages that it uses are left to the runtime
 */
export async function bundleExample(file: string, packages: 'bundle' | 'external' = 'bundle'): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`examples/${file}`, root))],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    plugins: [fromSource],
    external: ['cloudflare:*', 'node:*'],
    packages,
  })
  return outputFiles[0]?.text ?? ''
}

/** Makes a folder in which a program finds the packages that are installed here. */
export function makeFolder(): Promise<string> {
  return mkdtemp(fileURLToPath(new URL('node_modules/.example-', root)))
}
