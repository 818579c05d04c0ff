import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { valuesOf } from '../runtimes/visit.ts'
import { askForOptions, checkRecipe, type RunningRecipe } from './check-recipe.ts'
import { app, evil, json, preview, type RecipeRow, token } from './recipe-rows.ts'
import { startExample } from './start-example.ts'

interface Recipe {
  readonly name: string
  readonly start: () => Promise<RunningRecipe>
  readonly rows: readonly RecipeRow[]
  /** Its own answer to OPTIONS that is no preflight. */
  readonly options: number
}

type Call = Pick<RecipeRow, 'path' | 'method' | 'headers' | 'body' | 'reads'>

/** What holds for a call that reads, and one that changes something for who is logged in. */
function toCallRows(query: Call, mutation: Call, unknownStatus: number): RecipeRow[] {
  const other = [['x-other', '1']] as const
  return [
    { step: 'our page', ...query, origin: app, outcome: 'shared', status: 200 },
    { step: 'a preview of it', ...query, origin: preview, outcome: 'shared', status: 200 },
    { step: 'another page', ...query, origin: evil, outcome: 'blocked', status: 403 },
    { step: 'a mutation', ...mutation, origin: app, outcome: 'shared', status: 200 },
    { step: 'a mutation, another page', ...mutation, origin: evil, outcome: 'blocked', status: 403 },
    {
      step: 'who is not logged in',
      ...mutation,
      reads: 'log in',
      hasCookie: false,
      origin: app,
      outcome: 'shared',
      status: unknownStatus,
    },
    {
      step: 'a method that the policy lacks',
      ...mutation,
      method: 'PATCH',
      origin: app,
      outcome: 'blocked',
      status: 204,
    },
    {
      step: 'a header that the policy lacks',
      ...mutation,
      headers: other,
      origin: app,
      outcome: 'blocked',
      status: 204,
    },
  ]
}

const post = { method: 'POST', headers: [json, token] } as const
/** What supabase-js sends. */
const supabase = [
  ['apikey', 'k'],
  ['authorization', 'Bearer 1'],
  ['x-client-info', 'supabase-js/2'],
] as const

const read = { path: '/items', headers: supabase, credentials: 'omit' } as const
const write = { ...read, method: 'PUT', headers: [json, ...supabase], body: '{"name":"tea"}' } as const

const recipes: readonly Recipe[] = [
  {
    name: 'graphql-yoga',
    start: () => startExample('node', 'graphql-yoga/server.ts'),
    rows: [
      ...toCallRows(
        { ...post, path: '/graphql', body: '{"query":"{ items }"}', reads: '{"data":{"items":["tea"]}}' },
        {
          ...post,
          path: '/graphql',
          body: '{"query":"mutation { rename(id: 7, name: \\"tea\\") }"}',
          reads: '{"data":{"rename":"7 is tea"}}',
        },
        200,
      ),
      {
        step: 'an error of a resolver',
        ...post,
        path: '/graphql',
        body: '{"query":"{ broken }"}',
        origin: app,
        outcome: 'shared',
        status: 200,
        reads: '"message":"Unexpected error."',
      },
      {
        step: 'no such field',
        ...post,
        path: '/graphql',
        body: '{"query":"{ none }"}',
        origin: app,
        outcome: 'shared',
        status: 200,
        reads: 'Cannot query field',
      },
      {
        step: 'a mutation as a form, which needs no preflight, of another page',
        path: '/graphql',
        method: 'POST',
        headers: [['content-type', 'application/x-www-form-urlencoded']],
        body: 'query=mutation{rename(id:7,name:"tea")}',
        origin: evil,
        outcome: 'blocked',
        status: 403,
      },
      { step: 'no such path', path: '/none', origin: app, outcome: 'shared', status: 404 },
    ],
    options: 405,
  },
  {
    name: 'trpc',
    start: () => startExample('node', 'trpc/server.ts'),
    rows: [
      ...toCallRows(
        { path: '/trpc/items?batch=1', headers: [['trpc-accept', 'application/jsonl']], reads: 'tea' },
        {
          ...post,
          path: '/trpc/rename',
          body: '{"id":"7","name":"tea"}',
          reads: '{"result":{"data":"7 is tea"}}',
        },
        401,
      ),
      { step: 'an error', path: '/trpc/broken', origin: app, outcome: 'shared', status: 500, reads: 'on purpose' },
      {
        step: 'a mutation as a text, which needs no preflight, of another page',
        path: '/trpc/rename',
        method: 'POST',
        headers: [['content-type', 'text/plain']],
        body: '{"id":"7","name":"tea"}',
        origin: evil,
        outcome: 'blocked',
        // tRPC itself takes nothing but JSON.
        status: 415,
      },
      { step: 'no such procedure', path: '/trpc/none', origin: app, outcome: 'shared', status: 404 },
      { step: 'no such path', path: '/none', origin: app, outcome: 'shared', status: 404 },
    ],
    options: 415,
  },
  {
    name: 'orpc',
    start: () => startExample('node', 'orpc/server.ts'),
    rows: [
      ...toCallRows(
        { ...post, path: '/rpc/items', body: '{}', reads: '["tea"]' },
        { ...post, path: '/rpc/rename', body: '{}', reads: 'renamed' },
        401,
      ),
      { step: 'an error', ...post, path: '/rpc/broken', body: '{}', origin: app, outcome: 'shared', status: 500 },
      {
        step: 'a call without a type, which needs no preflight, of another page',
        path: '/rpc/rename',
        method: 'POST',
        origin: evil,
        outcome: 'blocked',
        status: 403,
      },
      { step: 'no such procedure', path: '/rpc/none', origin: app, outcome: 'shared', status: 404 },
      { step: 'no such path', path: '/none', origin: app, outcome: 'shared', status: 404 },
    ],
    // It takes any method for a call of the procedure.
    options: 401,
  },
  {
    name: 'supabase-function',
    start: () =>
      startExample('deno', 'supabase-function/functions/items/index.ts', {}, 0, {
        ALLOWED_ORIGINS: `${app},https://*.preview.example.com`,
        DENO_SERVE_ADDRESS: 'tcp:127.0.0.1:0',
      }),
    rows: [
      { step: 'our page', ...read, origin: app, outcome: 'shared', status: 200, reads: '["tea"]' },
      { step: 'a preview of it', ...read, origin: preview, outcome: 'shared', status: 200 },
      { step: 'another page', ...read, origin: evil, outcome: 'blocked', status: 403 },
      { step: 'a method of the policy', ...write, origin: app, outcome: 'shared', status: 200, reads: '"tea"' },
      { step: 'the same, another page', ...write, origin: evil, outcome: 'blocked', status: 403 },
      {
        step: 'a method that the policy lacks',
        ...write,
        method: 'PATCH',
        origin: app,
        outcome: 'blocked',
        status: 204,
      },
      { step: 'no such method', ...write, method: 'DELETE', origin: app, outcome: 'shared', status: 405 },
      { step: 'who is not logged in', ...read, headers: [], origin: app, outcome: 'shared', status: 401 },
      { step: 'an error', ...write, body: '{"name":', origin: app, outcome: 'shared', status: 500 },
      { step: 'a request with cookies', ...read, credentials: 'include', origin: app, outcome: 'blocked', status: 204 },
    ],
    options: 401,
  },
]

describe.each(recipes)('$name', ({ start, rows, options }) => {
  let recipe: RunningRecipe

  beforeAll(async () => {
    recipe = await start()
  })

  afterAll(() => recipe?.close())

  test.each(rows)('$step: $outcome', (row) => checkRecipe(recipe, row))

  test('what asks for options and is no preflight is answered by the program', async () => {
    const answer = await askForOptions(recipe, rows[3]?.path ?? '/', app)
    expect(answer.status).toBe(options)
    expect(valuesOf(answer, 'access-control-allow-origin')).toEqual([app])
  })
})
