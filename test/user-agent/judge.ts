import { corsFetch } from '../../src/user-agent/cors-fetch.ts'
import type { PreflightedRequest } from '../../src/user-agent/cors-preflight-fetch.ts'
import type { FetchFailure } from '../../src/user-agent/course.ts'
import { departsAs } from '../../src/user-agent/departures.ts'
import { createPreflightCache } from '../../src/user-agent/preflight-cache.ts'
import type { Server, WireExchange, WireRequest, WireResponse } from '../../src/user-agent/wire.ts'

/** What a browser does with a server's answers. */
export interface Verdict {
  readonly outcome: 'shared' | 'blocked'
  readonly failure: FetchFailure | null
  readonly exchanges: readonly WireExchange[]
  /** The lower-case names of the response headers that the page can read, empty if it is blocked. */
  readonly readable: readonly string[]
}

type Send = (request: WireRequest) => Promise<Pick<WireResponse, 'status' | 'headers'>>

/** Says what a browser with an empty cache does when a page makes one request; a redirect is not followed. */
export async function judge(request: PreflightedRequest, send: Send): Promise<Verdict> {
  const { origin, method, headers, credentials, useCorsPreflight } = request
  const prepared = {
    url: new URL(request.url),
    method,
    headers,
    mode: 'cors',
    credentials,
    redirect: 'manual',
    referrerPolicy: '',
    body: null,
    useCorsPreflight,
    droppedHeaders: [],
    refusal: null,
    isXhr: false,
  } as const
  const server: Server = async (wire) => {
    const { status, headers: lines } = await send(wire)
    return { status, headers: lines }
  }
  const environment = {
    server,
    cache: createPreflightCache(() => 0, departsAs(null)),
    cookies: null,
    isSameSite: () => false,
    engine: null,
  }
  const { result, exchanges } = await corsFetch(prepared, origin, environment)
  return result.type === 'error'
    ? { outcome: 'blocked', failure: result.step.failure, exchanges, readable: [] }
    : { outcome: 'shared', failure: null, exchanges, readable: result.readable }
}
