import { corsFetch, type Exchange, type FetchFailure } from './cors-fetch.ts'
import type { PageRequest, Server } from './cors-preflight-fetch.ts'
import { createPreflightCache } from './preflight-cache.ts'

/** What a browser does with a server's answers. */
export interface Verdict {
  readonly outcome: 'shared' | 'blocked'
  readonly failure: FetchFailure | null
  readonly exchanges: readonly Exchange[]
  /** The lower-case names of the response headers that the page can read, empty if it is blocked. */
  readonly readable: readonly string[]
}

/** Says what a browser with an empty cache does when a page makes one request; a redirect is not followed. */
export async function judge(request: PageRequest, server: Server): Promise<Verdict> {
  const exchanges: Exchange[] = []
  const recorded: Server = async (wire) => {
    const response = await server(wire)
    exchanges.push({ request: wire, response })
    return response
  }
  const { origin, method, headers, credentials, useCorsPreflight } = request
  const prepared = {
    url: new URL(request.url),
    method,
    headers,
    mode: 'cors',
    credentials,
    redirect: 'manual',
    body: null,
    useCorsPreflight,
    droppedHeaders: [],
  } as const
  const environment = { server: recorded, cache: createPreflightCache(() => 0) }
  const result = await corsFetch(prepared, origin, environment)
  return result.type === 'error'
    ? { outcome: 'blocked', failure: result.failure, exchanges, readable: [] }
    : { outcome: 'shared', failure: null, exchanges, readable: result.readable }
}
