import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { type EngineName, open } from './engines/engines.ts'
import { listenOnLoopback } from './lab/listen.ts'
import type { RecipeResults } from './page/recipe-results.ts'

/** What a browser saw of the recipes, and what it sent to them. */
export interface RecipeVisit {
  readonly results: RecipeResults
  /** A line for each request: `events: GET, last-event-id 1`. */
  readonly sent: readonly string[]
}

/** How long a browser may take, in milliseconds. */
const visitTime = 60_000

/**
 * Opens a page of our own origin, and then one of another, in a browser: each uses the recipes' servers from its script.
 *
 * @param recipes - the origins of the servers by their names, which are their hosts for the pages
 */
export async function visitRecipes(
  engine: EngineName,
  recipes: Readonly<Record<string, string>>,
): Promise<RecipeVisit> {
  const sent: string[] = []
  const scripts: Readonly<Record<string, string>> = {
    '/script': bundleScript('page/recipe-page.ts'),
    '/service-worker.js': bundleScript('../../examples/service-worker/page/service-worker.ts'),
  }
  let isOnline = true
  const results: RecipeResults = {}
  const done = Promise.withResolvers<void>()
  const streams = new Set<ServerResponse>()
  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host}`)
    const recipe = recipes[url.hostname.split('.')[0] ?? '']
    if (recipe !== undefined && !isOnline) {
      response.destroy()
    } else if (recipe !== undefined) {
      sent.push(toLine(url, incoming))
      forward(incoming, response, new URL(url.pathname + url.search, recipe))
      if (incoming.method === 'GET') streams.add(response)
    } else if (url.pathname === '/cut') {
      for (const stream of streams) stream.destroy()
      streams.clear()
      response.end()
    } else if (url.pathname === '/results') {
      Object.assign(results, JSON.parse(await text(incoming)))
      response.end()
      if (Object.keys(results).some((name) => name.startsWith('another page'))) done.resolve()
    } else if (url.pathname === '/network') {
      isOnline = url.search === '?on'
      response.end()
    } else if (url.pathname in scripts) {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(scripts[url.pathname])
    } else {
      const page = '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script src="/script"></script>'
      response.writeHead(200, { 'content-type': 'text/html' }).end(page)
    }
  }
  const listener = (incoming: IncomingMessage, response: ServerResponse): void => {
    serve(incoming, response).catch(done.reject)
  }
  const server = await listenOnLoopback(() => createServer(listener))
  try {
    const ports = { http: server.port, https: server.port }
    const browser = await open(engine, `http://app.site.localhost:${server.port}/`, ports)
    const timer = setTimeout(
      () => done.reject(browser.toError(`The pages only saw ${JSON.stringify(results)}`)),
      visitTime,
    )
    try {
      await Promise.race([done.promise, browser.ended.then((error) => Promise.reject(error))])
      return { results, sent }
    } finally {
      clearTimeout(timer)
      await browser.close()
    }
  } finally {
    await server.close()
  }
}

function bundleScript(file: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL(file, import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  })
  return outputFiles[0]?.text ?? ''
}

function toLine({ hostname }: URL, { method, headers }: IncomingMessage): string {
  const from = headers.origin?.includes('localhost') ? 'our page' : 'another page'
  const asked = headers['access-control-request-headers'] ?? ''
  const last = headers['last-event-id']
  const details = [asked && `asks for ${asked}`, last !== undefined && `last-event-id ${last}`].filter(Boolean)
  return [`${from}, ${hostname.split('.')[0]}: ${method}`, ...details].join(', ')
}

function forward(incoming: IncomingMessage, response: ServerResponse, url: URL): void {
  const { method = 'GET', headers } = incoming
  const outgoing = request(url, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 500, answer.headers)
    answer.pipe(response)
  })
  outgoing.on('error', () => response.destroy())
  response.on('close', () => outgoing.destroy())
  incoming.pipe(outgoing)
}
