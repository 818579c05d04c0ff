import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { finished } from 'node:stream/promises'
import type { BrowserCase } from '../browser-case.ts'
import type { PageResults } from '../page/plan.ts'
import { answerRun } from './answer-run.ts'
import { createCertificate } from './certificate.ts'
import type { Ports } from './hosts.ts'
import { createJournal, type Journal } from './journal.ts'
import { listenOnLoopback } from './listen.ts'
import { collectResults, type ResultCollector } from './page-results.ts'
import { servePages, toPages } from './pages.ts'
import { toSpace } from './placeholders.ts'
import { type LabRun, toRuns } from './runs.ts'

/** Servers that answer as cases say, and the pages that make the calls. */
export interface Lab {
  /** The page that a browser is to open; it goes on to the others by itself. */
  readonly start: string
  readonly ports: Ports
  readonly runs: readonly LabRun[]
  readonly journal: Journal
  /** What the pages saw, when all are done. Rejects if one fails. */
  readonly results: Promise<PageResults>
  close(): Promise<void>
}

/** Starts the servers. */
export async function startLab(cases: readonly BrowserCase[]): Promise<Lab> {
  let serve: Serve = async (_, response) => void response.destroy()
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    // A browser may have gone away.
    serve(request, response).catch(() => response.destroy())
  }
  const certificate = await createCertificate()
  const http = await listenOnLoopback(() => createServer(listener))
  const https = await listenOnLoopback(() => createSecureServer(certificate, listener))
  const close = async (): Promise<void> => {
    await Promise.all([http.close(), https.close()])
  }
  try {
    const ports = { http: http.port, https: https.port }
    const spaces = toRuns(cases, ports)
    const runs = [...spaces.values()]
    const pages = toPages(runs, ports)
    const journal = createJournal()
    const results = collectResults(pages.flatMap(({ kinds }) => kinds))
    const site = servePages(pages, runs, journal, results)
    serve = (request, response) => {
      const run = spaces.get(toSpace(new URL(request.url ?? '/', 'http://lab').href))
      return run === undefined ? site(request, response) : serveRun(run, journal, results, request, response)
    }
    return { start: pages[0]?.url ?? 'about:blank', ports, runs, journal, results: results.all, close }
  } catch (error) {
    await close()
    throw error
  }
}

type Serve = (request: IncomingMessage, response: ServerResponse) => Promise<void>

async function serveRun(
  run: LabRun,
  journal: Journal,
  results: ResultCollector,
  ...[request, response]: Parameters<Serve>
): Promise<void> {
  const resource = new URL(request.url ?? '/', 'http://lab').pathname.slice(run.space.length + 1)
  try {
    journal.add(run.key, resource, request)
  } catch (error) {
    results.fail(new Error(`The case "${run.key}" is wrong`, { cause: error }))
  }
  await finished(request.resume(), { writable: false })
  answerRun(run, resource, request, response)
}
