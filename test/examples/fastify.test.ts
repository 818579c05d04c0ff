import { afterAll, beforeAll, expect, test } from 'vitest'
import { valuesOf, varyOf, visit } from '../runtimes/visit.ts'
import { type RunningExample, startExample } from './start-example.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'
const json = [['content-type', 'application/json']] as const

let example: RunningExample

beforeAll(async () => {
  example = await startExample('node', 'fastify/server.ts')
})

afterAll(() => example?.close())

test.each([
  { step: 'anyone, where everyone may', path: '/public/hello', origin: evil, outcome: 'shared', status: 200 },
  { step: 'our page', path: '/items/1', origin: app, method: 'PUT', outcome: 'shared', status: 200 },
  { step: 'another page', path: '/items/1', origin: evil, method: 'PUT', outcome: 'blocked', status: 403 },
  {
    step: 'a method that no policy has',
    path: '/items/1',
    origin: app,
    method: 'DELETE',
    outcome: 'blocked',
    status: 204,
  },
  {
    step: 'a header that no policy has',
    path: '/items/1',
    origin: app,
    headers: json,
    outcome: 'blocked',
    status: 204,
  },
  {
    step: 'a body that Fastify refuses before it comes to a handler',
    path: '/items/1',
    origin: app,
    method: 'PUT',
    headers: [['content-type', 'application/x-www-form-urlencoded']] as const,
    body: 'a=1',
    outcome: 'shared',
    status: 415,
  },
  { step: 'no such route', path: '/items/none/at/all', origin: app, outcome: 'shared', status: 404 },
  { step: 'an error', path: '/items/broken', origin: app, outcome: 'shared', status: 500 },
  { step: 'an error, for another page', path: '/items/broken', origin: evil, outcome: 'blocked', status: 500 },
  { step: 'a path without a policy', path: '/elsewhere', origin: app, outcome: 'blocked', status: 404, vary: [''] },
])('$step: $outcome', async ({ path, outcome, status, vary, ...page }) => {
  const seen = await visit(example.send, example.origin + path, {
    ...page,
    credentials: path.startsWith('/items') ? 'include' : 'omit',
  })
  expect({ outcome: seen.outcome, status: seen.answer.status }).toEqual({ outcome, status })
  expect(varyOf(seen.answer)).toEqual(vary ?? (path.startsWith('/items') ? ['origin'] : ['']))
  expect(valuesOf(seen.answer, 'access-control-allow-origin').length).toBeLessThan(2)
})

test('a response keeps what Fastify says of it', async () => {
  const { answer } = await visit(example.send, `${example.origin}/items/7`, { origin: app, method: 'PUT' })
  expect(answer.body).toBe('{"id":"7"}')
  expect(valuesOf(answer, 'content-type')).toEqual(['application/json; charset=utf-8'])
})
