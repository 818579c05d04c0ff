import { createServer, request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cors } from '../../adapters/node.ts'
import { createCorsRoutes } from '../../src/routes.ts'
import { checkOutcome } from '../tables/check-outcome.ts'
import { listen } from './node-targets.ts'
import { routedCases } from './routes-dispatch.ts'
import { routesTargets } from './routes-targets.ts'
import type { RunningServer } from './server.ts'

describe.each(routesTargets)('routes over HTTP on $name', (target) => {
  let server: RunningServer

  beforeAll(async () => {
    server = await target.start()
  })

  afterAll(() => server?.close())

  test.each(routedCases.filter((row) => row.coreOnly === undefined))('$step', async (row) => {
    expect.hasAssertions()
    await checkOutcome(row, `${server.origin}${row.path}`, server.send)
  })
})

describe('request targets that no browser sends, as node:http gets them', () => {
  let server: RunningServer

  beforeAll(async () => {
    const withCors = cors(
      createCorsRoutes({
        '/public/*': { origin: '*' },
        '/internal/*': false,
        '/api/*': { origin: ['https://a.example', 'https://b.example'] },
      }),
    )
    server = await listen(createServer((req, res) => withCors(req, res, () => res.end('hello'))))
  })

  afterAll(() => server?.close())

  function ask(path: string, method = 'GET'): Promise<string> {
    const headers = { origin: 'https://app.example.com', 'access-control-request-method': 'GET' }
    return new Promise((resolve, reject) => {
      const { port } = new URL(server.origin)
      const asked = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
        response.resume()
        const { 'access-control-allow-origin': allowOrigin, vary } = response.headers
        resolve(`${response.statusCode} ${allowOrigin} ${vary}`)
      })
      asked.on('error', reject).end()
    })
  }

  test.each([
    { path: '/public/x', want: '200 * undefined' },
    { path: 'http://other.example/public/x', want: '200 * undefined' },
    { path: 'http://other.example/api/x', want: '200 undefined Origin' },
    { path: 'http://other.example/internal/x', want: '200 undefined undefined' },
    { path: '/public/../internal/x', want: '200 undefined Origin' },
    { path: '/internal/../public/x', want: '200 undefined Origin' },
    { path: '/api/%2e%2e/public/x', want: '200 undefined Origin' },
    { path: '/internal\\x', want: '200 undefined undefined' },
    { path: '/\\public/x', want: '200 undefined Origin' },
    { path: '*', method: 'OPTIONS', want: '200 undefined undefined' },
    { path: '/public/x', method: 'OPTIONS', want: '204 * undefined' },
    { path: '/internal/x', method: 'OPTIONS', want: '200 undefined undefined' },
  ])('$method $path: $want', async ({ path, method, want }) => {
    expect(await ask(path, method)).toBe(want)
  })
})
