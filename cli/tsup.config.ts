import { defineConfig } from 'tsup'

// biome-ignore lint/style/noDefaultExport: tsup reads the default export
export default defineConfig({
  // The worker is a thread of its own, so a file of its own.
  entry: { 'fetch-cors': 'cli/fetch-cors.ts', 'lint-worker': 'cli/lint/lint-worker.ts' },
  outDir: 'dist/cli',
  format: 'esm',
  target: 'node22',
  platform: 'node',
  // Everything comes along, so that the package has no dependency.
  noExternal: [/.*/],
  splitting: true,
  minify: true,
  dts: false,
  // Some libraries are CommonJS, and call require for what Node.js has.
  banner: {
    js: "import { createRequire as toRequire } from 'node:module'; const require = toRequire(import.meta.url);",
  },
})
