import type { IncomingMessage } from 'node:http'
import type { ObservedRequest } from '../browser-case.ts'
import { toParty } from './hosts.ts'

/** What came in from the calls of every run. */
export interface Journal {
  /** Says that what a run sends from now on is of its call with this index. */
  beginCall(run: string, index: number): void
  /** Writes down a request. */
  add(run: string, resource: string, request: IncomingMessage): void
  /** Gives the requests of a call. */
  requests(run: string, index: number): readonly ObservedRequest[]
}

/** Starts an empty journal. */
export function createJournal(): Journal {
  const runs = new Map<string, ObservedRequest[][]>()
  const calls = (run: string): ObservedRequest[][] => {
    const known = runs.get(run) ?? [[]]
    runs.set(run, known)
    return known
  }
  return {
    beginCall: (run, index) => {
      while (calls(run).length <= index) calls(run).push([])
    },
    add: (run, resource, request) => {
      calls(run).at(-1)?.push(observe(resource, request))
    },
    requests: (run, index) => calls(run)[index] ?? [],
  }
}

function observe(resource: string, request: IncomingMessage): ObservedRequest {
  const { method = '', headers, headersDistinct } = request
  const read = (name: string): string | null => headersDistinct[name]?.join(', ') ?? null
  return {
    method,
    host: toParty(headers.host),
    resource,
    origin: read('origin'),
    accessControlRequestMethod: read('access-control-request-method'),
    accessControlRequestHeaders: read('access-control-request-headers'),
    authorization: read('authorization'),
    cookie: read('cookie'),
  }
}
