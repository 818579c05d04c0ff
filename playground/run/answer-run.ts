import { compilePolicyCode } from '../policy/policy-code.ts'
import { findInputProblems, toServer, toUrl } from '../predict.ts'
import { decodeState, type PlaygroundState } from '../state.ts'
import { parseRunPath, replaceOrigins, type StandIns, standIn, toRunUrl } from './stand-ins.ts'

/** A request that came in, as a browser sent it. */
export interface SeenRequest {
  readonly method: string
  readonly origin: string | null
}

const seen = new Map<string, SeenRequest[]>()
const mostSeen = 200

/** Tells what was sent for a run. */
export function listSeen(id: string): readonly SeenRequest[] {
  return seen.get(id) ?? []
}

/**
 * Answers a request of a run as the state in its URL says. The state's server sees the state's origins and URLs, and
 * the browser the real ones.
 */
export async function answerRun(request: Request, standIns: StandIns): Promise<Response> {
  const run = parseRunPath(new URL(request.url).pathname)
  if (run === null) return new Response('There is no such run', { status: 404 })
  const { state, problems } = decodeState(run.link, new Map())
  if (problems.length > 0 || findInputProblems(state).length > 0) return new Response('No such state', { status: 400 })
  const cors = state.server === 'policy' ? compilePolicyCode(state.policy, state.page) : null
  if (cors !== null && !('decide' in cors)) return new Response('The policy cannot be made', { status: 400 })
  noteSeen(run.id, request)
  const url = toUrl(state)
  const target = new URL(url.protocol === 'https:' ? 'https://target.invalid/' : 'http://target.invalid/')
  const asked = new Request(run.role === 'request' ? url : target, {
    method: request.method,
    headers: toStateHeaders(request.headers, state, standIns),
  })
  const { status, headers } = await toServer(state, cors)(asked)
  const answer = new Headers({ 'cache-control': 'no-store' })
  const toReal = (location: string): string => toRealLocation(location, state, standIns, run)
  for (const [name, value] of headers) {
    const lowerCase = name.toLowerCase()
    if (withheld.has(lowerCase)) continue
    answer.append(name, lowerCase === 'location' ? toReal(value) : replaceOrigins(value, state, standIns))
  }
  return new Response(/^(?:204|205|304)$/.test(String(status)) ? null : body, { status, headers: answer })
}

// Bytes: a text would bring a type of its own.
const body = new TextEncoder().encode('{"hello":"from the demo API"}\n')

/** What would outlive the run, on a host that other programs share, or spoil the connection. */
const withheld: ReadonlySet<string> = new Set([
  'alt-svc',
  'clear-site-data',
  'connection',
  'content-encoding',
  'content-length',
  'keep-alive',
  'nel',
  'report-to',
  'reporting-endpoints',
  'set-cookie',
  'strict-transport-security',
  'transfer-encoding',
  'upgrade',
])

function noteSeen(id: string, { method, headers }: Request): void {
  const requests = seen.get(id) ?? []
  requests.push({ method, origin: headers.get('origin') })
  seen.set(id, requests.slice(-30))
  const [oldest] = seen.keys()
  if (seen.size > mostSeen && oldest !== undefined) seen.delete(oldest)
}

function toStateHeaders(headers: Headers, state: PlaygroundState, { page }: StandIns): Headers {
  const own = new Headers(headers)
  if (headers.get('origin') === page) own.set('origin', state.page)
  return own
}

/** Leads a redirect to the demo too, wherever it went. */
function toRealLocation(
  location: string,
  state: PlaygroundState,
  standIns: StandIns,
  { id, link }: { readonly id: string; readonly link: string },
): string {
  const from = toUrl(state)
  if (!URL.canParse(location, from.href)) return location
  const to = new URL(location, from)
  if (!/^https?:$/.test(to.protocol)) return location
  const { username, password, href, origin } = to
  const role = href === from.href ? 'request' : 'target'
  const real = new URL(toRunUrl(standIn(origin, state, standIns), id, link, role))
  Object.assign(real, { username, password })
  return real.href
}
