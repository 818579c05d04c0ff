import type { Engine } from '../user-agent/departures.ts'
import { type Browser, fetchInBrowser, openBrowser } from './browser.ts'
import { toExplanation } from './explain.ts'
import type { Explanation } from './explanation.ts'
import { discardBodies, toFilteredResponse } from './filtered-response.ts'
import { formatBlock } from './format-explanation.ts'
import type { ServerFunction } from './handler.ts'
import type { PageRequest } from './page-input.ts'

/** What {@link createUserAgent} is made of. */
export interface UserAgentOptions {
  /** The origin of the page whose requests it makes, serialized. */
  readonly origin: string
  /** The server: a Fetch handler, or `fetch` for the network. */
  readonly server: ServerFunction
  /**
   * Whose departures from the standard, caps and cookie defaults to add.
   *
   * @defaultValue none: the standard
   */
  readonly engine?: Engine | undefined
  /**
   * After how many milliseconds without an answer a request is given up.
   *
   * @defaultValue 30000
   */
  readonly timeout?: number | undefined
  /**
   * The clock of the preflight cache, in milliseconds.
   *
   * @defaultValue Date.now
   */
  readonly now?: (() => number) | undefined
}

/** What a page may pass to {@link UserAgent.fetch}: the members of `RequestInit` that matter to a server. */
export interface UserAgentInit extends Omit<PageRequest, 'url' | 'api' | 'uploadListener'> {
  /** Aborts the request. */
  readonly signal?: AbortSignal | null | undefined
}

/** A browser for tests, with one page, a preflight cache and cookies. */
export interface UserAgent {
  /**
   * Does what `fetch` does in the page: it filters headers, hides bodies, and rejects where the browser would. Of a
   * `Request` made in Bun the credentials mode is not known: pass it in `init`.
   *
   * @throws TypeError whose `cause` is the {@link Explanation}, or the signal's reason
   */
  readonly fetch: (input: string | URL | Request, init?: UserAgentInit) => Promise<Response>
  /** Does the same, and says what came of it and why; it never rejects because of the server. */
  readonly explain: (request: PageRequest) => Promise<Explanation>
}

/**
 * Puts a browser's rules in front of a server, for tests.
 *
 * @param options - the page's origin and the server
 * @returns a `fetch` that behaves as the page's, with a preflight cache and cookies of its own
 * @throws TypeError that names the argument, if the origin, the engine or the timeout cannot be read
 * @example
 * ```ts
 * import { createUserAgent } from 'fetch-cors/explain'
 *
 * const handler = () => new Response('hello', { headers: { 'access-control-allow-origin': '*' } })
 * const page = createUserAgent({ origin: 'https://app.example.com', server: handler })
 * const response = await page.fetch('https://api.example.com/items')
 * console.log(await response.text()) // hello
 * ```
 * @see {@link https://fetch.spec.whatwg.org/#fetch-method | Fetch § Fetch method}
 */
export function createUserAgent(options: UserAgentOptions): UserAgent {
  const browser = openBrowser(options)
  return Object.freeze({
    fetch: (input: string | URL | Request, init: UserAgentInit = {}) => fetchAsPage(browser, input, init),
    async explain(request: PageRequest) {
      const done = await fetchInBrowser(browser, request, null)
      discardBodies(done.exchanges, null)
      return await toExplanation(browser, done)
    },
  })
}

async function fetchAsPage(browser: Browser, input: string | URL | Request, init: UserAgentInit): Promise<Response> {
  const isRequest = typeof input === 'object' && 'headers' in input
  const request = isRequest ? await readRequest(input, init) : { ...init, url: input }
  const signal = (isRequest && init.signal === undefined ? input.signal : init.signal) ?? null
  if (signal?.aborted) throw signal.reason
  const done = await fetchInBrowser(browser, request, signal)
  const { result, exchanges, prepared } = done
  const isVisible = result.type === 'basic' || result.type === 'cors'
  discardBodies(exchanges, isVisible && !signal?.aborted ? result.response : null)
  if (signal?.aborted) throw signal.reason
  if (result.type !== 'error') return toFilteredResponse(result, prepared.method, signal)
  const explanation = await toExplanation(browser, done)
  throw new TypeError(formatBlock(explanation), { cause: explanation })
}

/** Reads a `Request`, whose members `init` overrides: https://fetch.spec.whatwg.org/#dom-request */
async function readRequest(request: Request, init: UserAgentInit): Promise<PageRequest> {
  const { url, method, headers, mode, redirect, referrerPolicy } = request
  // In Bun a Request says "include" whatever it was made with.
  const isKept = new Request('https://request.invalid/').credentials === 'same-origin'
  const credentials = isKept ? request.credentials : undefined
  // Firefox has no `body`.
  const isBodyless = request.body === null || method === 'GET' || method === 'HEAD'
  const body = init.body ?? (isBodyless ? null : await request.clone().arrayBuffer())
  const given = Object.entries(init).filter(([, value]) => value !== undefined)
  const own = { method, headers, mode, credentials, redirect, referrerPolicy } as Omit<PageRequest, 'url'>
  return { ...own, ...Object.fromEntries(given), body, url }
}
