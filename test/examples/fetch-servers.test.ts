import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startUpstream, type Upstream } from '../runtimes/upstream.ts'
import { valuesOf, visit } from '../runtimes/visit.ts'
import { askForOptions, checkRecipe, type RunningRecipe } from './check-recipe.ts'
import { app, evil, type RecipeRow, type Statuses, toItemRows } from './recipe-rows.ts'
import { startExample } from './start-example.ts'
import { startLambda } from './start-lambda.ts'
import { startExampleWorkers } from './start-worker.ts'

interface Recipe {
  readonly name: string
  readonly start: (upstream: string) => Promise<RunningRecipe>
  readonly statuses: Statuses
  /** What it has beside the items. */
  readonly rows?: readonly RecipeRow[]
  /** What the framework itself answers to OPTIONS that is no preflight. */
  readonly options: { readonly status: number; readonly allow: readonly string[] }
}

const recipes: readonly Recipe[] = [
  {
    name: 'cloudflare-worker',
    start: (upstream) =>
      startExampleWorkers({
        worker: {
          file: 'cloudflare-worker/worker.ts',
          bindings: { ALLOWED_ORIGINS: `${app},https://*.preview.example.com`, UPSTREAM: upstream },
        },
      }),
    statuses: { noMethod: 405, badBody: 500, redirect: 302 },
    rows: [
      { step: 'a fetched response', path: '/upstream', origin: app, outcome: 'shared', status: 200, reads: 'upstream' },
      { step: 'a fetched response, another page', path: '/upstream', origin: evil, outcome: 'blocked', status: 200 },
    ],
    options: { status: 405, allow: [] },
  },
  {
    name: 'deno-serve',
    start: () => startExample('deno', 'deno-serve/server.ts'),
    statuses: { noMethod: 405, badBody: 500, redirect: 302 },
    options: { status: 405, allow: [] },
  },
  {
    name: 'bun-routes',
    start: () => startExample('bun', 'bun-routes/server.ts'),
    statuses: { noMethod: 404, badBody: 500, redirect: 302 },
    rows: [
      { step: 'a static response', path: '/health', origin: app, outcome: 'shared', status: 200, reads: 'ok' },
      { step: 'a static response, another page', path: '/health', origin: evil, outcome: 'blocked', status: 200 },
      { step: 'its preflight', path: '/health', method: 'PUT', origin: app, outcome: 'shared', status: 200 },
    ],
    options: { status: 404, allow: [] },
  },
  {
    name: 'node-fetch',
    start: () => startExample('node', 'node-fetch/server.ts'),
    statuses: { noMethod: 405, badBody: 500, redirect: 302 },
    options: { status: 405, allow: [] },
  },
  {
    name: 'express',
    start: () => startExample('node', 'express/server.ts'),
    statuses: { noMethod: 404, badBody: 400, redirect: 302 },
    options: { status: 200, allow: ['GET, HEAD'] },
  },
  {
    name: 'hono',
    start: () => startExample('node', 'hono/server.ts'),
    statuses: { noMethod: 404, badBody: 500, redirect: 302 },
    options: { status: 404, allow: [] },
  },
  {
    name: 'h3',
    start: () => startExample('node', 'h3/server.ts'),
    statuses: { noMethod: 404, badBody: 500, redirect: 302 },
    options: { status: 404, allow: [] },
  },
  {
    name: 'itty-router',
    start: () => startExampleWorkers({ items: { file: 'itty-router/worker.ts' } }),
    statuses: { noMethod: 404, badBody: 500, redirect: 302 },
    options: { status: 404, allow: [] },
  },
  {
    name: 'elysia',
    start: () => startExample('bun', 'elysia/server.ts'),
    statuses: { noMethod: 404, badBody: 400, redirect: 302 },
    options: { status: 404, allow: [] },
  },
  {
    name: 'remix-fetch-router',
    start: () => startExample('node', 'remix-fetch-router/server.ts'),
    statuses: { noMethod: 404, badBody: 500, redirect: 302 },
    options: { status: 404, allow: [] },
  },
  {
    name: 'aws-lambda',
    start: () => startLambda('aws-lambda/lambda.ts'),
    statuses: { noMethod: 404, badBody: 500, redirect: 302 },
    options: { status: 404, allow: [] },
  },
]

describe.each(recipes)('$name', ({ start, statuses, rows = [], options }) => {
  let upstream: Upstream
  let recipe: RunningRecipe

  beforeAll(async () => {
    upstream = await startUpstream()
    recipe = await start(`${upstream.origin}/`)
  })

  afterAll(async () => {
    await recipe?.close()
    await upstream?.close()
  })

  test.each([...toItemRows(statuses), ...rows])('$step: $outcome', (row) => checkRecipe(recipe, row))

  test('a page can read the headers that the policy exposes', async () => {
    const { answer } = await visit(recipe.send, `${recipe.origin}/items`, { origin: app })
    expect(valuesOf(answer, 'access-control-expose-headers')).toEqual(['x-request-id'])
    expect(valuesOf(answer, 'x-request-id').join()).toMatch(/^[\da-f-]{36}$/)
  })

  test('what asks for options and is no preflight is answered by the program', async () => {
    const answer = await askForOptions(recipe, '/items', app)
    expect({ status: answer.status, allow: valuesOf(answer, 'allow') }).toEqual(options)
    expect(valuesOf(answer, 'access-control-allow-origin')).toEqual([app])
  })
})
