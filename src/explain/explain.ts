import type { Engine } from '../user-agent/departures.ts'
import type { WireExchange } from '../user-agent/wire.ts'
import { type Browser, type BrowserFetch, fetchInBrowser, openBrowser } from './browser.ts'
import type { Block, Exchange, ExplainedResponse, Explanation } from './explanation.ts'
import { discardBodies, listReadable } from './filtered-response.ts'
import { isPreflight, toFix } from './fix.ts'
import type { ServerFunction } from './handler.ts'
import { nameBlock } from './names.ts'
import { findNotes } from './notes.ts'
import type { Page, PageRequest } from './page-input.ts'
import { toAdvice, toMessage } from './reasons.ts'

/** What {@link explain} is asked about. */
export interface ExplainInput {
  /** The page that makes the request. */
  readonly page: Page
  /** What it asks for. */
  readonly request: PageRequest
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
}

/**
 * Says what a browser would do with a page's request and the server's answers, and why. The requests are really made,
 * preflights and redirects included; bodies of responses are not read.
 *
 * @param input - the page, its request and the server
 * @returns what the page gets, every step and exchange, and for a block the reason and the fix
 * @throws TypeError that names the argument, if the origin, the URL, the method or a header cannot be read
 * @example
 * ```ts
 * import { explain } from 'fetch-cors/explain'
 *
 * const explanation = await explain({
 *   page: { origin: 'https://app.example.com' },
 *   request: { url: 'https://api.example.com/items', method: 'PUT' },
 *   server: () => new Response('hello'),
 * })
 * console.log(explanation.blocked?.code) // preflight-allow-origin-missing
 * ```
 * @see {@link https://fetch.spec.whatwg.org/#concept-main-fetch | Fetch § Main fetch}
 */
export async function explain(input: ExplainInput): Promise<Explanation> {
  const { page, request, server, engine, timeout } = checkInput(input)
  const browser = openBrowser({ origin: page.origin, server, engine, timeout })
  const done = await fetchInBrowser(browser, request, null, page.cookies)
  discardBodies(done.exchanges, null)
  return await toExplanation(browser, done)
}

/** @throws TypeError that says what to pass instead of what is no object */
function checkInput(input: ExplainInput): ExplainInput {
  const { page, request } = Object(input)
  if (Object(page) !== page) throw new TypeError('page: pass an object such as { origin: "https://app.example.com" }')
  if (Object(request) !== request || request instanceof URL) {
    throw new TypeError('request: pass an object such as { url: "https://api.example.com/items" }')
  }
  return input
}

/** Tells what came of a fetch. */
export async function toExplanation(browser: Browser, done: BrowserFetch): Promise<Explanation> {
  const { prepared, steps, exchanges } = done
  const { url, method, mode, credentials, droppedHeaders } = prepared
  const request = { origin: browser.origin, url: url.href, method, mode, credentials, droppedHeaders }
  return {
    outcome: toOutcome(done),
    request,
    response: toResponse(done),
    blocked: toBlock(browser, done),
    steps: steps.map(({ failure, ...step }) => ({ ...step, passed: failure === null })),
    exchanges: exchanges.map(toExchange),
    notes: await findNotes(browser, done),
  }
}

function toOutcome({ result }: BrowserFetch): Explanation['outcome'] {
  if (result.type === 'error') return 'blocked'
  return result.type === 'opaque' || result.type === 'opaqueredirect' ? result.type : 'shared'
}

function toResponse({ result }: BrowserFetch): ExplainedResponse | null {
  if (result.type === 'error') return null
  const { type, response, url, redirected } = result
  // https://fetch.spec.whatwg.org/#concept-filtered-response-opaque
  if (type === 'opaque') return { type, status: 0, url: '', redirected: false, headers: [] }
  if (type === 'opaqueredirect') return { type, status: 0, url, redirected, headers: [] }
  return { type, status: response.status, url, redirected, headers: listReadable(result) }
}

function toBlock({ origin }: Browser, done: BrowserFetch): Block | null {
  const { result, exchanges, prepared } = done
  if (result.type !== 'error') return null
  const { step, cause } = result
  const { failure: code, phase, header, expected, received } = step
  const exchange = exchanges.find((_, index) => index === step.exchange) ?? null
  const context = { origin, prepared, step, cause, exchange }
  return {
    code,
    phase,
    exchange: step.exchange,
    names: nameBlock(origin, step, exchange, exchanges),
    header,
    expected,
    received,
    message: toMessage(context),
    fix: toFix(code, toAdvice(context), origin, done),
  }
}

function toExchange({ request: { method, url, headers }, response }: WireExchange): Exchange {
  const kind = method === 'OPTIONS' && isPreflight(headers) ? 'preflight' : 'request'
  const answer = response === null ? null : { status: response.status, headers: response.headers }
  return { kind, request: { method, url, headers }, response: answer }
}
