import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

/** Bundles a TypeScript file into one script: a module for a Worker, a classic script for a page. */
export function bundle(file: URL, format: 'esm' | 'iife'): string {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(file)],
    bundle: true,
    write: false,
    format,
    target: 'es2022',
    loader: { '.html': 'text' },
    external: ['cloudflare:*'],
  })
  return outputFiles[0]?.text ?? ''
}
