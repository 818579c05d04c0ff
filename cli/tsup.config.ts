import { defineConfig, type Options } from 'tsup'

/**
 * What stands beside the core. It is built by itself: else esbuild cuts the core into a file for each set of entries, and
 * who imports the core alone loads seven files.
 */
const besides: Options = {
  entry: { explain: 'src/explain.ts', lint: 'src/lint.ts', origins: 'src/origins.ts' },
  format: 'esm',
  target: 'es2022',
  platform: 'neutral',
  splitting: true,
  tsconfig: 'src/tsconfig.build.json',
  dts: false,
}

const program: Options = {
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
}

// biome-ignore lint/style/noDefaultExport: tsup reads the default export
export default defineConfig([besides, program])
