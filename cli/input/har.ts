import { type Engine, type Explanation, explain, type ServerFunction } from '../../src/explain.ts'
import { getHeader } from '../../src/user-agent/header-list.ts'
import { type CopiedRequest, toCopiedRequest } from './copied-request.ts'
import { type HarExchange, toExchanges } from './har-exchange.ts'
import { parseHar } from './har-file.ts'
import { createTape, type HarTape, type Playing } from './har-tape.ts'
import { readAnnouncedNames } from './preflight-request.ts'

/** A request in a HAR file that was blocked, or looks so. */
export interface HarCase {
  /** The method and the URL. */
  readonly title: string
  readonly copied: CopiedRequest
  /** The server as the file has it: no request is made; `null` if the file lacks an answer that matters. */
  readonly recorded: ServerFunction | null
  /** The browser that wrote the file, `null` if it was another program. */
  readonly engine: Engine | null
  /** Why the entry counts as blocked, in a sentence without a period. */
  readonly reason: string
}

/** What a HAR file has. */
export interface HarReading {
  /** How many entries it has. */
  readonly entries: number
  readonly cases: readonly HarCase[]
}

/**
 * Reads a HAR file, and finds what CORS blocked in it. Firefox does not tell, so the answers in the file are judged by
 * the rules that blocked them; no request is made.
 *
 * @throws CommandError that says how to save one
 */
export async function readHar(text: string): Promise<HarReading> {
  const file = parseHar(text)
  const exchanges = toExchanges(file)
  const tape = createTape(exchanges)
  const engine = engines[file.creator] ?? null
  const explained = new Set<HarExchange>()
  const cases: HarCase[] = []
  const requests = exchanges.filter(({ announces }) => announces === null)
  for (const exchange of requests) {
    const preflight = tape.findPreflight(exchange)
    if (preflight !== null) explained.add(preflight)
    if (explained.has(exchange)) continue
    for (const hop of listHops(exchange, tape)) explained.add(hop)
    const found = isCandidate(exchange) ? await examine(exchange, preflight, tape, engine) : null
    if (found !== null) cases.push(found)
  }
  // Some files have the preflight only.
  for (const exchange of exchanges) {
    if (exchange.announces === null || explained.has(exchange)) continue
    const found = await examine(exchange, exchange, tape, engine)
    if (found !== null) cases.push(found)
  }
  return { entries: file.count, cases }
}

/** What browsers call themselves in a file. */
const engines: Readonly<Record<string, Engine>> = {
  Firefox: 'firefox',
  'WebKit Web Inspector': 'webkit',
  WebInspector: 'chromium',
}

/** Lists where redirects lead. */
function listHops(first: HarExchange, tape: HarTape): HarExchange[] {
  const hops: HarExchange[] = []
  for (let hop = tape.findNext(first); hop !== null && hops.length < 20; hop = tape.findNext(hop)) {
    if (hop === first || hops.includes(hop)) break
    hops.push(hop)
  }
  return hops
}

/** Tells whether CORS has to do with a request at all. */
function isCandidate({ url, origin, headers, location, type, error }: HarExchange): boolean {
  if (origin === null) return false
  const isCross = [url, ...(location === null ? [] : [location])].some((one) => new URL(one).origin !== origin)
  const mode = getHeader(headers, 'sec-fetch-mode')?.toLowerCase() ?? ''
  if (!isCross || mode === 'navigate' || mode === 'websocket') return false
  if (mode !== '') return true
  // What a browser was about to send has no Sec-Fetch-Mode; then the type tells, or that there is an Origin.
  const isCall = /^(?:fetch|xhr|eventsource)$/.test(type)
  return isCall || (type === '' && (getHeader(headers, 'origin') !== null || isBlockError(error ?? '')))
}

/** Explains one request from the file, and tells whether it was blocked. */
async function examine(
  exchange: HarExchange,
  preflight: HarExchange | null,
  tape: HarTape,
  engine: Engine | null,
): Promise<HarCase | null> {
  const error = [exchange, ...listHops(exchange, tape)].map((one) => one.error).find((one) => one !== '') ?? ''
  const says = error !== '' && error !== null
  // What the browser says counts more than the answers: that all is well, or that it was the network.
  if (says ? !isBlockError(error) : hasWord(exchange) || exchange.isRevalidated) return null
  const judged = await judge(toCopied(exchange, preflight), exchange, preflight, tape, engine)
  const { blocked, request } = judged.explanation
  const isBlocked = judged.isComplete && blocked !== null
  if (!isBlocked && !says && exchange.answer !== null) return null
  const silent = isBlocked ? 'By the answers in the file, a browser blocks it' : 'The file has no answer to it'
  return {
    title: `${request.method} ${request.url}`,
    copied: judged.copied,
    recorded: judged.isComplete ? judged.recorded : null,
    engine,
    reason: says ? `The browser says: ${error}` : silent,
  }
}

/** Tells whether the browser says that nothing failed. */
function hasWord({ error, answer, announces }: HarExchange): boolean {
  return error === '' && answer !== null && announces === null
}

/** What Chromium and WebKit say of requests that they blocked themselves, not the network. */
function isBlockError(error: string): boolean {
  return /ERR_(?:FAILED|BLOCKED_BY_RESPONSE|BLOCKED_BY_ORB|UNSAFE_PORT|UNSAFE_REDIRECT)\b|access-control|cross-origin|\bCORS\b|preflight/i.test(
    error,
  )
}

function toCopied(exchange: HarExchange, preflight: HarExchange | null): CopiedRequest {
  const { method, url, headers, body, type } = exchange
  const announced = preflight === null || exchange === preflight ? null : readAnnouncedNames(preflight.headers)
  const copied = toCopiedRequest({ method, url, headers, body, announced })
  const request = type === 'xhr' ? { ...copied.request, api: 'xhr' as const } : copied.request
  return { ...copied, request, origin: exchange.origin }
}

interface Judged {
  readonly copied: CopiedRequest
  readonly recorded: ServerFunction
  readonly explanation: Explanation
  /** Whether the file has every answer that was asked for. */
  readonly isComplete: boolean
}

/** Explains a request; one that is shared only without credentials and yet failed was made with them. */
async function judge(
  copied: CopiedRequest,
  exchange: HarExchange,
  preflight: HarExchange | null,
  tape: HarTape,
  engine: Engine | null,
): Promise<Judged> {
  const play = (): Playing => tape.play(exchange, preflight)
  const first = await judgeOnce(copied, play(), engine)
  const isExplained = first.explanation.blocked !== null || !first.isComplete
  if (isExplained || !isBlockError(exchange.error ?? '') || copied.request.credentials === 'include') return first
  const sentence = 'No cookie was sent, and yet it failed: the page is taken to ask for cookies, as that explains it'
  const assumed = [...copied.assumed.filter((one) => !one.startsWith('No cookie was sent')), sentence]
  const request = { ...copied.request, credentials: 'include' as const }
  const second = await judgeOnce({ ...copied, request, assumed }, play(), engine)
  return second.explanation.blocked !== null && second.isComplete ? second : first
}

async function judgeOnce(copied: CopiedRequest, playing: Playing, engine: Engine | null): Promise<Judged> {
  const { server, missing, isPreflightCached } = playing
  const page = { origin: copied.origin ?? 'null', cookies: copied.cookies }
  const explanation = await explain({ page, request: copied.request, server, engine: engine ?? undefined })
  const sentence =
    'Its preflight is not in the file, as the browser had the answer in its cache: it is taken for passed'
  const assumed = isPreflightCached() ? [...copied.assumed, sentence] : copied.assumed
  return { copied: { ...copied, assumed }, recorded: server, explanation, isComplete: missing.size === 0 }
}
