import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkRecipe, readBeginning } from './check-recipe.ts'
import { app, evil, type RecipeRow } from './recipe-rows.ts'
import { type RunningExample, startExample } from './start-example.ts'

const event = { path: '/events', method: 'POST', body: 'news', headers: [['content-type', 'text/plain']] } as const
const file = { path: '/', method: 'POST', headers: [['content-type', 'text/plain']] } as const
const bearer = [['authorization', 'Bearer 1']] as const

interface Recipe {
  readonly example: string
  readonly rows: readonly RecipeRow[]
  /** What a page reads while the response goes on. */
  readonly beginnings: readonly Beginning[]
}

interface Beginning {
  readonly step: string
  readonly path: string
  readonly page: string
  readonly begins: readonly unknown[]
}

const recipes: readonly Recipe[] = [
  {
    example: 'server-sent-events',
    rows: [
      { step: 'our page', ...event, origin: app, outcome: 'shared', status: 204 },
      { step: 'another page', ...event, origin: evil, outcome: 'blocked', status: 403 },
      { step: 'who is not logged in', ...event, hasCookie: false, origin: app, outcome: 'shared', status: 401 },
      { step: 'a token', ...event, headers: bearer, hasCookie: false, origin: app, outcome: 'shared', status: 204 },
      { step: 'a token, another page', ...event, headers: bearer, origin: evil, outcome: 'blocked', status: 403 },
      { step: 'no such path', path: '/none', origin: app, outcome: 'shared', status: 404 },
    ],
    beginnings: [
      {
        step: 'events, while more may come',
        path: '/events',
        page: app,
        begins: [app, expect.stringMatching(/^id: 0\n/)],
      },
      { step: 'no events for another page', path: '/events', page: evil, begins: [undefined, ''] },
    ],
  },
  {
    example: 'upload-progress',
    rows: [
      { step: 'our page', ...file, body: 'text', origin: app, outcome: 'shared', status: 200, reads: '{"bytes":4}' },
      { step: 'another page', ...file, body: 'text', origin: evil, outcome: 'blocked', status: 403 },
      { step: 'too much', ...file, body: 'x'.repeat(4_500_000), origin: app, outcome: 'shared', status: 413 },
      { step: 'a method that the policy lacks', ...file, method: 'PUT', origin: app, outcome: 'blocked', status: 204 },
      { step: 'no such method', path: '/', origin: app, outcome: 'shared', status: 405 },
    ],
    beginnings: [],
  },
]

describe.each(recipes)('$example', ({ example, rows, beginnings }) => {
  let recipe: RunningExample

  beforeAll(async () => {
    recipe = await startExample('node', `${example}/server.ts`)
  })

  afterAll(() => recipe?.close())

  test.each(rows)('$step: $outcome', (row) => checkRecipe(recipe, row))

  test.each(beginnings)('$step', async ({ path, page, begins }) => {
    expect(await readBeginning(recipe, path, page)).toEqual(begins)
  })
})
