import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { valuesOf, varyOf, visit } from '../runtimes/visit.ts'
import { makeFolder } from './build-example.ts'
import { type RunningWorkers, startExampleWorkers } from './start-worker.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'

let folder: string
let pages: RunningWorkers

beforeAll(async () => {
  folder = await makeFolder()
  await mkdir(join(folder, 'api'), { recursive: true })
  await writeFile(join(folder, 'index.html'), '<p>static</p>')
  await writeFile(join(folder, 'api/prices.json'), '[]')
  const serviceBindings = { ASSETS: { disk: { path: folder } } }
  pages = await startExampleWorkers({ pages: { file: '../test/runtimes/cloudflare/pages-shell.ts', serviceBindings } })
})

afterAll(async () => {
  await pages?.close()
  await rm(folder, { recursive: true, force: true })
})

test.each([
  { step: 'a function', path: '/api/items', origin: app, outcome: 'shared', status: 200, vary: 'origin' },
  {
    step: 'a function, another page',
    path: '/api/items',
    origin: evil,
    outcome: 'blocked',
    status: 200,
    vary: 'origin',
  },
  {
    step: 'a preflight',
    path: '/api/items',
    origin: app,
    method: 'PUT',
    outcome: 'shared',
    status: 204,
    vary: 'origin',
  },
  {
    step: 'a preflight, another page',
    path: '/api/items',
    origin: evil,
    method: 'PUT',
    outcome: 'blocked',
    status: 403,
    vary: 'origin',
  },
  { step: 'a file', path: '/api/prices.json', origin: app, outcome: 'shared', status: 200, vary: 'origin' },
  {
    step: 'a file, another page',
    path: '/api/prices.json',
    origin: evil,
    outcome: 'blocked',
    status: 200,
    vary: 'origin',
  },
  { step: 'no such file', path: '/api/none', origin: app, outcome: 'shared', status: 404, vary: 'origin' },
  {
    step: 'a path that is left alone',
    path: '/api/internal/x',
    origin: app,
    outcome: 'blocked',
    status: 404,
    vary: '',
  },
  { step: 'a page', path: '/index.html', origin: app, outcome: 'blocked', status: 200, vary: '' },
  // Pages ignores case when it looks for functions.
  { step: 'a path in upper case', path: '/API/items', origin: app, outcome: 'blocked', status: 200, vary: 'origin' },
])('$step: $outcome', async ({ path, outcome, status, vary, ...page }) => {
  const seen = await visit(pages.send, pages.origin + path, page)
  expect({ outcome: seen.outcome, status: seen.answer.status }).toEqual({ outcome, status })
  expect(valuesOf(seen.answer, 'access-control-allow-origin')).toEqual(outcome === 'shared' ? [app] : [])
  expect(varyOf(seen.answer)).toEqual([vary])
})
