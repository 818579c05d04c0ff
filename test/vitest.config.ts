import { defineConfig } from 'vitest/config'

// biome-ignore lint/style/noDefaultExport: Vitest reads the default export
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    // A real runtime that starts on a busy machine takes a while.
    testTimeout: 30_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'all',
          include: ['test/**/*.test.ts'],
          exclude: ['test/browsers/**'],
          sequence: { groupOrder: 0 },
          typecheck: { enabled: true, tsconfig: 'test/tsconfig.json', include: ['test/types/*.test-d.ts'] },
        },
      },
      // Browsers have the machine to themselves: their preflight caches go by the clock.
      {
        extends: true,
        test: {
          name: 'browsers',
          include: ['test/browsers/*.test.ts'],
          sequence: { groupOrder: 1 },
          maxWorkers: 1,
        },
      },
    ],
    coverage: {
      include: ['src/**/*.ts', 'adapters/*.ts'],
      exclude: ['**/*.d.ts'],
      reporter: ['text', 'json-summary'],
      thresholds: { lines: 100, branches: 100, functions: 100, statements: 100 },
    },
  },
})
