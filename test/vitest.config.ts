import { defineConfig } from 'vitest/config'

// biome-ignore lint/style/noDefaultExport: Vitest reads the default export
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    // A real runtime that starts on a busy machine takes a while.
    testTimeout: 30_000,
    hookTimeout: 120_000,
    typecheck: { enabled: true, tsconfig: 'test/tsconfig.json', include: ['test/types/*.test-d.ts'] },
    coverage: {
      include: ['src/**/*.ts', 'adapters/*.ts'],
      exclude: ['**/*.d.ts'],
      reporter: ['text', 'json-summary'],
      thresholds: { lines: 100, branches: 100, functions: 100, statements: 100 },
    },
  },
})
