import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { valuesOf } from '../runtimes/visit.ts'
import { askForOptions, checkRecipe, type RunningRecipe, readBeginning } from './check-recipe.ts'
import { app, evil, preview, type RecipeRow, type Statuses, toItemRows } from './recipe-rows.ts'
import { installApp, installTime, runInApp, startApp } from './start-app.ts'

interface Framework {
  readonly example: string
  /** The framework's command, which serves with `dev`. */
  readonly command: string
  /** What serves what it has built, and with which arguments. */
  readonly serve: readonly [command: string, ...args: string[]]
  readonly statuses: Statuses
  /** What the framework itself answers to OPTIONS that is no preflight. */
  readonly options: number
}

const frameworks: readonly Framework[] = [
  {
    example: 'sveltekit',
    command: 'vite',
    serve: ['node', 'build'],
    statuses: { noMethod: 405, badBody: 500, redirect: 302, rejected: 403 },
    options: 405,
  },
  {
    example: 'astro',
    command: 'astro',
    serve: ['node', 'dist/server/entry.mjs'],
    statuses: { noMethod: 404, badBody: 500, redirect: 302, rejected: 403 },
    options: 404,
  },
  {
    example: 'next',
    command: 'next',
    serve: ['next', 'start', '--hostname', '127.0.0.1'],
    statuses: { noMethod: 405, badBody: 500, redirect: 307 },
    options: 204,
  },
]

const form = { path: '/items', method: 'POST', headers: [['content-type', 'text/plain']], body: 'tea' } as const

/** What the frameworks answer by themselves where they are not told to leave it to the policy. */
const toFormRows = ({ rejected }: Statuses): RecipeRow[] => [
  { step: 'a request as of a form', ...form, origin: app, outcome: 'shared', status: 201 },
  { step: 'a request as of a form, of a preview', ...form, origin: preview, outcome: 'shared', status: 201 },
  {
    step: 'a request as of a form, of another page',
    ...form,
    origin: evil,
    outcome: 'blocked',
    status: rejected ?? 201,
  },
  {
    step: 'a page on loopback',
    path: '/items',
    origin: 'http://localhost:5173',
    outcome: 'blocked',
    status: rejected ?? 200,
  },
]

describe.each(frameworks)('$example', ({ example, command, serve, statuses, options }) => {
  let folder: string

  beforeAll(async () => {
    folder = await installApp(example)
  }, installTime)

  describe.each(['in development', 'built'])('%s', (mode) => {
    let recipe: RunningRecipe

    beforeAll(async () => {
      if (mode === 'in development') {
        const host = command === 'next' ? '--hostname' : '--host'
        recipe = await startApp(folder, command, (port) => ['dev', host, '127.0.0.1', '--port', `${port}`], '/items')
      } else {
        await runInApp(folder, command, ['build'])
        const [program, ...args] = serve
        recipe = await startApp(folder, program, () => args, '/items')
      }
    }, installTime)

    afterAll(() => recipe?.close())

    test.each([...toItemRows(statuses), ...toFormRows(statuses)])('$step: $outcome', (row) => checkRecipe(recipe, row))

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
