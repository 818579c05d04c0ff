import { CorsConfigError, compareOrigins, createCors, createReloadableCors } from 'fetch-cors'
import { cors as onBun } from 'fetch-cors/bun'
import { cors as onCloudflare } from 'fetch-cors/cloudflare'
import { cors as onDeno } from 'fetch-cors/deno'
import { createUserAgent, explain, formatExplanation } from 'fetch-cors/explain'
import { cors as onHono } from 'fetch-cors/hono'
import { lint } from 'fetch-cors/lint'
import { cors as onNode } from 'fetch-cors/node'
import { cachedOrigins } from 'fetch-cors/origins'
import { createCorsRoutes } from 'fetch-cors/routes'
import { Hono } from 'hono'

// What every runtime can do with the package, each part of it: what came of it is compared with the table of outcomes.

const app = 'https://app.example.com'
const url = 'https://api.example.com/items/1'
const options = { origin: [app, 'http://localhost:*'], methods: ['PUT'], maxAge: 600 }
const hello = (): Response => new Response('hello')

/** A `Request`, as far as a policy reads it: in a page `new Request` drops what only a browser may send. */
function toPreflight(origin: string): Request {
  const headers = new Map([
    ['origin', origin],
    ['access-control-request-method', 'PUT'],
  ])
  const get = (name: string): string | null => headers.get(name.toLowerCase()) ?? null
  return { method: 'OPTIONS', url, headers: { get, has: (name: string) => headers.has(name) } } as unknown as Request
}

function describe({ status, headers }: Response): string {
  return [status, headers.get('access-control-allow-origin'), headers.get('access-control-allow-methods')].join(' ')
}

function findIssues(create: () => unknown): string {
  try {
    create()
    return 'none'
  } catch (error) {
    return error instanceof CorsConfigError ? error.issues.map(({ code }) => code).join() : 'another error'
  }
}

async function askThroughNode(): Promise<string> {
  const headers = new Map<string, unknown>()
  const request = { method: 'OPTIONS', url: '/', headers: { origin: app, 'access-control-request-method': 'PUT' } }
  return await new Promise<string>((resolve, reject) => {
    const response = {
      statusCode: 200,
      getHeader: () => undefined,
      getHeaderNames: () => [],
      setHeader: (name: string, value: unknown) => headers.set(name, value),
      removeHeader: () => {},
      writeHead: () => {},
      end: () => resolve([response.statusCode, headers.get('access-control-allow-methods')].join(' ')),
    }
    onNode(options)(request, response, () => reject(new Error('The preflight reaches the handler')))
  })
}

/** Uses every part of the package, and tells what came of each. */
export async function useEverywhere(): Promise<Readonly<Record<string, unknown>>> {
  const cors = createCors(options)
  const answer = cors.wrap(hello)
  const { cors: reloadable, reload } = createReloadableCors({ origin: 'https://old.example.com' })
  reload(options)
  const origins = cachedOrigins(async (origin) => origin === app)
  const routes = createCorsRoutes({ '/items/:id': options, '/*': false })
  const stored = createCors({ lookup: origins.lookup })
  const hono = new Hono()
  hono.use(onHono(options))
  const explained = { page: { origin: app }, request: { url, method: 'DELETE' }, server: answer }
  const page = createUserAgent({ origin: app, server: answer })
  return {
    'wrap, a preflight': describe(await answer(toPreflight(app))),
    'wrap, a preflight of a stranger': describe(await answer(toPreflight('https://evil.example'))),
    'a policy that is replaced': describe(await reloadable.wrap(hello)(toPreflight(app))),
    'issues of a policy': findIssues(() => createCors({ origin: `${app}/`, maxAge: -1 })),
    compareOrigins: compareOrigins(app, 'http://app.example.com:8080').differs.join(),
    explain: (await explain(explained)).blocked?.code,
    formatExplanation: formatExplanation(await explain(explained)).split('\n')[0],
    'a user agent': (await page.fetch(url, { method: 'PUT' })).status,
    'a user agent that is blocked': await page
      .fetch(url, { method: 'DELETE' })
      .catch(({ cause }) => cause.blocked.code),
    lint: lint({ origin: /^https:\/\/app.example\.com$/, credentials: true })[0]?.code,
    'lint, the public suffix list': lint({ origin: 'https://*.r2.dev', credentials: true })[0]?.code,
    origins: [
      (await stored.decide(toPreflight(app))).allowed,
      (await stored.decide(toPreflight('https://evil.example'))).allowed,
    ].join(),
    routes: describe(await routes.wrap(hello)(toPreflight(app))),
    'issues of routes': findIssues(() => createCorsRoutes({ items: { origin: app } })),
    bun: describe(await Object(onBun(options, { fetch: hello })).fetch(toPreflight(app))),
    cloudflare: describe(await Object(onCloudflare(options, { fetch: hello })).fetch(toPreflight(app), {}, {})),
    deno: describe(await Object(onDeno(options, { handler: hello })).handler(toPreflight(app), {})),
    hono: describe(await hono.fetch(toPreflight(app))),
    node: await askThroughNode(),
  }
}
