import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { BrowserCase } from '../browser-case.ts'
import type { PageResults } from '../page/plan.ts'
import { answerRun } from './answer-run.ts'
import { createCertificate } from './certificate.ts'
import type { Ports } from './hosts.ts'
import { createJournal, type Journal } from './journal.ts'
import { listenOnLoopback } from './listen.ts'
import { createPages } from './pages.ts'
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
  const journal = createJournal()
  let serve: typeof answer = (_, response) => response.destroy()
  const answer = (request: IncomingMessage, response: ServerResponse): void => serve(request, response)
  const certificate = await createCertificate()
  const http = await listenOnLoopback(() => createServer(answer))
  const https = await listenOnLoopback(() => createSecureServer(certificate, answer))
  const close = async (): Promise<void> => {
    await Promise.all([http.close(), https.close()])
  }
  try {
    const ports = { http: http.port, https: https.port }
    const runs = toRuns(cases, ports)
    const pages = createPages([...runs.values()], ports, journal)
    serve = (request, response) => {
      const [, first, api, ...path] = new URL(request.url ?? '/', 'http://lab').pathname.split('/')
      const run = runs.get(`/${first}/${api}`)
      if (run === undefined) return pages.serve(request, response)
      const resource = path.join('/')
      journal.add(run.key, resource, request)
      request.resume().once('end', () => answerRun(run, resource, request, response))
    }
    return { start: pages.start, ports, runs: [...runs.values()], journal, results: pages.results, close }
  } catch (error) {
    await close()
    throw error
  }
}
