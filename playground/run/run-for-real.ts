import type { Engine, Explanation } from '../../src/explain.ts'
import { bodies, readHeaderLines, toUrl } from '../predict.ts'
import { encodeState, type PlaygroundState } from '../state.ts'
import type { SeenRequest } from './answer-run.ts'
import { type StandIns, standIn, toRunUrl } from './stand-ins.ts'

/** What a browser did, as far as a page and a server can tell. */
export interface Observed {
  readonly outcome: Explanation['outcome']
  /** What `fetch` rejected with. */
  readonly error: string | null
  readonly status: number
  /** The names of the headers that the page can read. */
  readonly readable: readonly string[]
  /** The methods of the requests that came in, preflights included. */
  readonly sent: readonly string[]
}

/** Says why a state cannot be played here; `null` if it can. */
export function findObstacle({ blocked }: Explanation): string | null {
  switch (blocked?.code) {
    case 'mixed-content':
      return 'The playground is on plain http itself, and mixed content needs a page on https.'
    case 'bad-port':
    case 'scheme':
    case 'network-error':
      return 'The demo API answers over http, on its own port alone.'
    default:
      return null
  }
}

/** Tells by the name that a browser gives itself which engine it has. */
export function toEngine(userAgent: string): Engine {
  if (/Firefox\//.test(userAgent)) return 'firefox'
  return /Chrom(?:e|ium)\//.test(userAgent) ? 'chromium' : 'webkit'
}

const patience = 10_000

/** What a page learns of a call. */
export type Called = Omit<Observed, 'sent'>

/** Makes the call of a state, to the demo. */
export type Call = (url: string, state: PlaygroundState) => Promise<Called>

/** Sends the request of a state from a page to the demo, which answers as the state says. */
export async function runForReal(state: PlaygroundState, standIns: StandIns, call: Call): Promise<Observed> {
  // Every run has URLs of its own, and so no preflight that is cached.
  const id = crypto.randomUUID()
  const origin = standIn(toUrl(state).origin, state, standIns)
  const url = toRunUrl(origin, id, encodeState({ ...state, engine: 'standard' }, new Map()), 'request')
  const seen = await call(url, state)
  const sent: readonly SeenRequest[] = await (await fetch(`${standIns.api}/seen/${id}`)).json()
  return { ...seen, sent: sent.map(({ method }) => method) }
}

/** Makes the call from this page. */
export async function callHere(url: string, state: PlaygroundState): Promise<Called> {
  const { method, mode, credentials, redirect } = state
  const init: RequestInit = { method, mode, credentials, redirect, signal: AbortSignal.timeout(patience) }
  const headers = readHeaderLines(state.headers).map(([name, value]): [string, string] => [name, value])
  try {
    const response = await fetch(url, { ...init, headers, body: bodies[state.body](), cache: 'no-store' })
    const { type, status } = response
    const outcome = type === 'opaque' || type === 'opaqueredirect' ? type : 'shared'
    return { outcome, error: null, status, readable: [...response.headers.keys()].sort() }
  } catch (error) {
    return { outcome: 'blocked', error: String(error), status: 0, readable: [] }
  }
}

/** What the transport and the demo add to answers, which a page can always read. */
const added: ReadonlySet<string> = new Set(['cache-control', 'content-length'])

/** What is compared, predicted and observed. */
export interface Comparison {
  readonly label: string
  readonly predicted: string
  readonly observed: string
  readonly agrees: boolean
}

/** Puts a prediction beside what happened. */
export function compare({ outcome, response, exchanges }: Explanation, observed: Observed): readonly Comparison[] {
  const list = (names: readonly string[]): string => {
    const own = [...new Set(names)].filter((name) => !added.has(name))
    return own.length === 0 ? 'none' : own.sort().join(', ')
  }
  const rows = [
    ['The page gets', describe(outcome), describe(observed.outcome)],
    ['Sent', toSent(exchanges.map(({ request }) => request.method)), toSent(observed.sent)],
    ...(outcome === 'shared' && observed.outcome === 'shared'
      ? [
          ['Status', String(response?.status), String(observed.status)],
          ['Readable headers', list(response?.headers.map(([name]) => name) ?? []), list(observed.readable)],
        ]
      : []),
  ]
  return rows.map(([label = '', predicted = '', seen = '']) => ({
    label,
    predicted,
    observed: seen,
    agrees: predicted === seen,
  }))
}

function toSent(methods: readonly string[]): string {
  return methods.length === 0 ? 'nothing' : methods.join(', then ')
}

function describe(outcome: Explanation['outcome']): string {
  if (outcome === 'blocked') return 'an error'
  return outcome === 'shared' ? 'the response' : `an ${outcome === 'opaque' ? 'opaque response' : 'opaque redirect'}`
}
