import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { valuesOf } from '../runtimes/visit.ts'
import { askForOptions, checkRecipe, type RunningRecipe, readBeginning } from './check-recipe.ts'
import { app, evil, preview, type RecipeRow, type Statuses, toItemRows } from './recipe-rows.ts'
import { installApp, installTime, runInApp, startApp } from './start-app.ts'

interface Framework {
  readonly example: string
  /** The development server. */
  readonly dev: string
  /** What builds, and what serves that. */
  readonly build: string
  readonly entry: string
  readonly statuses: Statuses
  /** What the framework itself answers to OPTIONS that is no preflight. */
  readonly options: number
}

const frameworks: readonly Framework[] = [
  {
    example: 'sveltekit',
    dev: 'vite',
    build: 'vite',
    entry: 'build',
    statuses: { noMethod: 405, badBody: 500, redirect: 302, rejected: 403 },
    options: 405,
  },
  {
    example: 'astro',
    dev: 'astro',
    build: 'astro',
    entry: 'dist/server/entry.mjs',
    statuses: { noMethod: 404, badBody: 500, redirect: 302, rejected: 403 },
    options: 404,
  },
]

const form = { path: '/items', method: 'POST', headers: [['content-type', 'text/plain']], body: 'tea' } as const

/** What the frameworks answer by themselves where they are not told to leave it to the policy. */
const rows: readonly RecipeRow[] = [
  { step: 'a request as of a form', ...form, origin: app, outcome: 'shared', status: 201 },
  { step: 'a request as of a form, of a preview', ...form, origin: preview, outcome: 'shared', status: 201 },
  { step: 'a request as of a form, of another page', ...form, origin: evil, outcome: 'blocked', status: 403 },
  { step: 'a page on loopback', path: '/items', origin: 'http://localhost:5173', outcome: 'blocked', status: 403 },
]

describe.each(frameworks)('$example', ({ example, dev, build, entry, statuses, options }) => {
  let folder: string

  beforeAll(async () => {
    folder = await installApp(example)
  }, installTime)

  describe.each(['in development', 'built'])('%s', (mode) => {
    let recipe: RunningRecipe

    beforeAll(async () => {
      if (mode === 'in development') {
        const toArgs = (port: number): string[] => ['dev', '--host', '127.0.0.1', '--port', `${port}`]
        recipe = await startApp(folder, dev, toArgs, '/items')
      } else {
        await runInApp(folder, build, ['build'])
        recipe = await startApp(folder, 'node', () => [entry], '/items')
      }
    }, installTime)

    afterAll(() => recipe?.close())

    test.each([...toItemRows(statuses), ...rows])('$step: $outcome', (row) => checkRecipe(recipe, row))

    test('what asks for options and is no preflight is answered by the program', async () => {
      const answer = await askForOptions(recipe, '/items', app)
      expect(answer.status).toBe(options)
      expect(valuesOf(answer, 'access-control-allow-origin')).toEqual([app])
    })

    test('a response streams', async () => {
      expect(await readBeginning(recipe, '/clock', app)).toEqual([app, expect.stringMatching(/^data: /)])
    })
  })
})
