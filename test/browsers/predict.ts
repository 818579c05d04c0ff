import {
  createUserAgent,
  type Engine,
  type Explanation,
  type PageRequest,
  type RawResponse,
} from '../../src/explain.ts'
import { type CorsOptions, createCors } from '../../src/index.ts'
import type { Answer, BrowserCase, CallBody, ObservedRequest } from './browser-case.ts'
import { type Origins, type Ports, toParty } from './lab/hosts.ts'
import { blankOut, fillInDeep } from './lab/placeholders.ts'
import { type LabRun, toRuns } from './lab/runs.ts'

/** What the user agent says of one call, in the shape of what browsers are seen to do. */
export interface Prediction {
  readonly outcome: Explanation['outcome']
  readonly readable: readonly string[]
  readonly wire: readonly ObservedRequest[]
  /** The names of a block. */
  readonly names: { readonly chromium: string | null; readonly firefox: string | null }
}

/** The lab's ports as the user agent sees them: any will do, as none is bound. */
const ports: Ports = { http: 8080, https: 8443 }

/** What Node's servers add to answers by themselves. */
export const transportHeaders: readonly string[] = [
  'connection',
  'content-length',
  'date',
  'keep-alive',
  'transfer-encoding',
]

/** Predicts what a browser does in a case, by the case's name and API; without an engine, by the standard. */
export async function predict(
  tried: BrowserCase,
  engine: Engine | undefined,
): Promise<ReadonlyMap<string, readonly Prediction[]>> {
  const predictions = new Map<string, readonly Prediction[]>()
  for (const run of toRuns([tried], ports).values()) predictions.set(run.key, await predictRun(tried, run, engine))
  return predictions
}

/** Explains every call of a case, in the order of its runs. */
export async function explainCase(tried: BrowserCase, engine: Engine | undefined): Promise<readonly Explanation[]> {
  const explanations: Explanation[] = []
  for (const run of toRuns([tried], ports).values()) {
    await runCalls(tried, run, engine, (explanation) => void explanations.push(explanation))
  }
  return explanations
}

async function predictRun(tried: BrowserCase, run: LabRun, engine: Engine | undefined): Promise<Prediction[]> {
  const toOutcome = (explanation: Explanation): Prediction => toPrediction(explanation, run.origins)
  return (await runCalls(tried, run, engine, toOutcome)).map((prediction) => prediction ?? thrown)
}

/** Makes the calls of a run one after the other; `null` for one that the API itself refuses. */
async function runCalls<Result>(
  tried: BrowserCase,
  run: LabRun,
  engine: Engine | undefined,
  read: (explanation: Explanation) => Result,
): Promise<(Result | null)[]> {
  let now = 0
  const origin = run.kind === 'http' || run.kind === 'https' ? run.origins.page : 'null'
  const server = toServer(tried, run)
  const userAgent = createUserAgent({ origin, server, now: () => now, ...(engine === undefined ? {} : { engine }) })
  const results: (Result | null)[] = []
  for (const [index, { url }] of run.calls.entries()) {
    const { wait = 0, body, to, resource, ...init } = tried.calls?.[index] ?? {}
    now += wait
    const request: PageRequest = { ...init, url, api: run.api, ...(body === undefined ? {} : { body: toBody(body) }) }
    results.push(await userAgent.explain(request).then(read, toNothing))
  }
  return results
}

/** A TypeError of the API itself: nothing is sent. */
function toNothing(error: unknown): null {
  if (error instanceof TypeError) return null
  throw error
}

const thrown: Prediction = { outcome: 'blocked', readable: [], wire: [], names: { chromium: null, firefox: null } }

function toServer({ server }: BrowserCase, run: LabRun): (request: Request) => Promise<RawResponse | Response> {
  return async (request) => {
    const path = new URL(request.url).pathname.slice(run.space.length + 1)
    const raw = server[path]
    const filled = run.server.get(path)
    if (raw === undefined || filled === undefined) return toResponse({ status: 404 }, request)
    const isPreflight = request.method === 'OPTIONS' && request.headers.has('access-control-request-method')
    if (raw.policy === undefined)
      return toResponse(isPreflight ? { status: 204, ...filled.preflight } : filled.actual, request)
    return await answerByPolicy(fillInDeep(raw.policy, run.origins), filled.actual, request)
  }
}

/** Answers as the Node adapter's server does. */
async function answerByPolicy(policy: CorsOptions, actual: Answer, request: Request): Promise<Response> {
  const next = (): Response => {
    const { status = 200, headers } = toResponse(actual, request)
    return new Response(null, { status, headers: headers.map(([name, value]) => [name, value]) })
  }
  const response = await createCors(policy).handle(request, next)
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store')
  return response
}

/** Lists a raw answer's headers as the lab sends them: what stands in `write-answer.ts` is here too. */
function toResponse({ status = 200, headers = [] }: Answer, request: Request): RawResponse {
  const isCached = headers.some(([name]) => name.toLowerCase() === 'cache-control')
  const own = headers.map(([name, value]): [string, string] => [
    name,
    value.replaceAll('$ORIGIN', () => request.headers.get('origin') ?? '').replace(/^[\t ]+|[\t ]+$/g, ''),
  ])
  return { status, headers: isCached ? own : [...own, ['cache-control', 'no-store']] }
}

function toBody(body: CallBody): NonNullable<PageRequest['body']> {
  if ('text' in body) return body.text
  if ('form' in body) return new URLSearchParams(body.form)
  return 'blob' in body ? new Blob([body.blob], { type: body.type }) : new Blob([body.stream]).stream()
}

function toPrediction({ outcome, response, blocked, exchanges }: Explanation, origins: Origins): Prediction {
  const readable = (response?.headers ?? []).map(([name]) => name).filter((name) => !transportHeaders.includes(name))
  return {
    outcome,
    readable: [...new Set(readable)].sort(),
    wire: exchanges.map(({ request: { method, url, headers } }) => {
      const read = (name: string): string | null => {
        const lines = headers.flatMap(([other, value]) => (other.toLowerCase() === name ? [value] : []))
        return lines.length === 0 ? null : lines.join(', ')
      }
      const origin = read('origin')
      return {
        method,
        host: toParty(new URL(url).host),
        resource: new URL(url).pathname.split('/').slice(3).join('/'),
        origin: origin && blankOut(origin, origins),
        accessControlRequestMethod: read('access-control-request-method'),
        accessControlRequestHeaders: read('access-control-request-headers'),
        authorization: read('authorization'),
        cookie: read('cookie'),
      }
    }),
    names: blocked?.names ?? { chromium: null, firefox: null },
  }
}
