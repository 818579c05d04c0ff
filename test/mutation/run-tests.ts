import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createVitest, type Vitest } from 'vitest/node'
import type { Findings } from './runner.ts'

/** The tests that need no other runtime, no socket and no browser: these say what there is to say about src. */
const include = [
  'test/{explain,http,lint,origin,server,store,user-agent}/*.test.ts',
  // What browsers were seen to do follows from it.
  'test/recorded-browsers/explanations.test.ts',
  // Routers come with their own Request and Response, for all tests in the process.
  'test/routes/{config-errors,matching,odd-paths,outcomes,surface}.test.ts',
  // The rows of all libraries, as far as no server is asked.
  'test/migration/translations.test.ts',
  'test/adapters/{bun,cloudflare,deno,hono}.test.ts',
]

/** Vitest with instrumented code in the place of src. */
export interface TestRun {
  /** Runs the tests in some folders as they are; throws if one fails. */
  checkTests(folders: readonly string[]): Promise<Findings>
  /** Runs the tests in some folders, the slow ones or all others again for every mutant among some that they run. */
  tryAll(candidates: readonly string[], folders: readonly string[], isSlowTurn: boolean): Promise<Findings>
  /** Runs tests in some folders or files with one mutant switched on from the start, and tells whether any fails. */
  kills(mutant: string, places: readonly string[]): Promise<boolean>
  close(): Promise<void>
}

export async function openTestRun(root: string, code: ReadonlyMap<string, string>): Promise<TestRun> {
  const instrumented = {
    name: 'instrumented',
    enforce: 'pre',
    load: (id: string) => code.get(id.split('?', 1).join('')) ?? null,
  } as const
  const cache = mkdtempSync(join(tmpdir(), 'fetch-cors-mutation-'))
  const vitest = await createVitest(
    'test',
    {
      root,
      config: false,
      include,
      runner: join(root, 'test/mutation/runner.ts'),
      isolate: false,
      // The cache goes by the sources, and would keep the numbers that mutants had in another run.
      fsModuleCache: true,
      fsModuleCachePath: cache,
      maxWorkers: 1,
      watch: false,
      bail: 1,
      reporters: [{}],
      testTimeout: 600_000,
      dangerouslyIgnoreUnhandledErrors: true,
      onConsoleLog: () => false,
    },
    { plugins: [instrumented] },
  )
  const all = (await vitest.globTestSpecifications()).map(({ moduleId }) => moduleId)
  const run = async (
    files: readonly string[],
    mutant: string,
    candidates: readonly string[],
    isSlowTurn = false,
  ): Promise<void> => {
    vitest.state.filesMap.clear()
    vitest.state.errorsSet.clear()
    vitest.provide('mutant', mutant)
    vitest.provide('candidates', candidates)
    vitest.provide('isSlowTurn', isSlowTurn)
    await vitest.start([...files])
  }
  vitest.provide('leftOut', [])
  let lastToKill = ''
  const isIn = (file: string, places: readonly string[]): boolean =>
    places.some((place) => file === place || file.startsWith(join(root, 'test', place, '/')))
  return {
    async checkTests(folders) {
      const files = all.filter((file) => isIn(file, folders))
      await run(files, 'none', [])
      const failed = findFailures(vitest)
      if (failed.length > 0) throw new Error(`Tests fail without a mutant: ${failed.join(', ')}`)
      const findings = mergeFindings(vitest, files.length)
      vitest.provide('leftOut', findings.slow)
      return findings
    },
    async tryAll(candidates, folders, isSlowTurn) {
      const files = all.filter((file) => isIn(file, folders))
      await run(files, 'none', candidates, isSlowTurn)
      return mergeFindings(vitest, files.length)
    },
    async kills(mutant, places) {
      const files = all.filter((file) => isIn(file, places))
      const isLast = (file: string): boolean => file === lastToKill
      // Neighbours are mostly killed by the same file.
      for (const some of [files.filter(isLast), files.filter((file) => !isLast(file))]) {
        if (some.length === 0) continue
        await run(some, mutant, [])
        const killer = vitest.state.getFiles().find(({ result }) => result?.state === 'fail')
        if (killer === undefined) continue
        lastToKill = killer.filepath
        return true
      }
      return false
    },
    async close() {
      await vitest.close()
      rmSync(cache, { recursive: true })
    },
  }
}

/** Finds what failed: a file that could not be loaded, or its tests. */
function findFailures(vitest: Vitest): string[] {
  return vitest.state.getTestModules().flatMap((module) => {
    const tests = [...module.children.allTests('failed')].map((test) => {
      return `${test.fullName}: ${test.result().errors?.[0]?.message}`
    })
    return [...tests, ...module.errors().map(({ message }) => message)]
  })
}

/** Every file reports all that its worker has found so far. */
function mergeFindings(vitest: Vitest, files: number): Findings {
  const all = vitest.state.getFiles().flatMap(({ meta }) => (meta.findings === undefined ? [] : [meta.findings]))
  if (all.length < files) throw new Error('The process ended under a mutant, and files say nothing of theirs')
  const merge = (key: keyof Findings): string[] => [...new Set(all.flatMap((findings) => findings[key]))]
  return {
    static: merge('static'),
    reached: merge('reached'),
    killed: merge('killed'),
    unrepeatable: merge('unrepeatable'),
    unsureFiles: merge('unsureFiles'),
    unsure: merge('unsure'),
    slow: merge('slow'),
  }
}
