import { isSameSite } from '../origin/site.ts'
import { corsFetch, type TracedFetch } from '../user-agent/cors-fetch.ts'
import type { Environment } from '../user-agent/course.ts'
import { departsAs, type Engine } from '../user-agent/departures.ts'
import { type PreparedRequest, prepareRequest } from '../user-agent/page-request.ts'
import { createPreflightCache, type PreflightCache } from '../user-agent/preflight-cache.ts'
import { type Cookies, createCookies } from './cookies.ts'
import { type ServerFunction, toServer } from './handler.ts'
import { checkChoices, type PageRequest, parsePageOrigin, toHeaderList, toRequestBody } from './page-input.ts'

/** What one browser keeps from one request to the next. */
export interface Browser {
  readonly origin: string
  readonly server: ServerFunction
  readonly engine: Engine | null
  readonly timeout: number
  readonly cache: PreflightCache
  readonly cookies: Cookies
}

/** What a browser is opened with. */
export interface BrowserInput {
  readonly origin: string
  readonly server: ServerFunction
  readonly engine?: Engine | undefined
  readonly timeout?: number | undefined
  readonly now?: (() => number) | undefined
}

/** @throws TypeError that names the argument */
export function openBrowser({ origin, server, engine, timeout = 30_000, now = Date.now }: BrowserInput): Browser {
  const parsed = parsePageOrigin(origin)
  if (typeof server !== 'function') {
    throw new TypeError('server: pass a function from Request to Response, or fetch for the network')
  }
  if (engine !== undefined && !/^(?:chromium|firefox|webkit)$/.test(engine)) {
    throw new TypeError(
      `engine: "${engine}" is not an engine: write "chromium", "firefox" or "webkit", or leave it out`,
    )
  }
  // Above 2 ** 31 - 1 timers fire at once.
  if (!(timeout >= 1 && timeout <= 2_147_483_647)) {
    throw new TypeError(`timeout: ${timeout} is not a number of milliseconds from 1 to 2147483647`)
  }
  if (typeof now !== 'function') throw new TypeError('now: pass a function that returns milliseconds')
  const ofEngine = engine ?? null
  const cookies = createCookies(ofEngine)
  return {
    origin: parsed,
    server,
    engine: ofEngine,
    timeout,
    cookies,
    cache: createPreflightCache(now, departsAs(ofEngine)),
  }
}

/** A page's request, and what the browser made of it. */
export interface BrowserFetch extends TracedFetch {
  readonly prepared: PreparedRequest
}

/**
 * Makes a page's request.
 *
 * @param held - cookies that the browser has for the request's URL before
 * @throws TypeError that names the argument
 */
export async function fetchInBrowser(
  browser: Browser,
  request: PageRequest,
  signal: AbortSignal | null,
  held: readonly string[] = [],
): Promise<BrowserFetch> {
  const { origin, engine, cache, cookies, server, timeout } = browser
  checkChoices(request)
  const body = await toRequestBody(request.body)
  const init = { ...request, headers: toHeaderList(request.headers), body }
  const prepared = prepareRequest(request.url, origin, init, departsAs(engine))
  for (const cookie of held) await cookies.add(prepared.url.href, cookie)
  const environment: Environment = { server: toServer(server, timeout, signal), cache, cookies, isSameSite, engine }
  return { prepared, ...(await corsFetch(prepared, origin, environment)) }
}
