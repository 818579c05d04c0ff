import { createUserAgent, type Explanation, type ServerFunction } from '../../../src/explain.ts'
import { createCors } from '../../../src/index.ts'
import { app, type ExplainRow, type RowBody, type RowCall, type RowReply, type RowResult } from './rows.ts'

// Runs rows with nothing but what Node.js, Deno, Bun, workerd and web pages have in common.

/** What came of a row: what the page got, what the server saw, and what is said about it. */
export interface ObservedRow {
  readonly step: string
  readonly got: readonly RowResult[]
  readonly seen: readonly (readonly string[])[]
  readonly explanations: readonly Explanation[]
}

/** Runs every row. */
export async function observeRows(rows: readonly ExplainRow[]): Promise<ObservedRow[]> {
  const observed: ObservedRow[] = []
  for (const row of rows) observed.push(await observe(row))
  return observed
}

async function observe(row: ExplainRow): Promise<ObservedRow> {
  const seen: string[][] = []
  const page = createUserAgent({ origin: app, server: toServer(row, seen) })
  const got: RowResult[] = []
  for (const call of row.calls) got.push(await toResult(fetchAs(page.fetch, call)))
  const second = createUserAgent({ origin: app, server: toServer(row, []) })
  const explanations: Explanation[] = []
  for (const call of row.calls) explanations.push(await second.explain(toMembers(call)))
  return { step: row.step, got, seen, explanations: JSON.parse(maskBoundaries(JSON.stringify(explanations))) }
}

function fetchAs(fetch: ReturnType<typeof createUserAgent>['fetch'], call: RowCall): Promise<Response> {
  const { url, ...init } = toMembers(call)
  return call.asRequest === true ? fetch(new Request(url, init)) : fetch(url, init)
}

function toMembers({ url, method, headers, credentials, mode, redirect, body }: RowCall) {
  return {
    url: new URL(url, 'https://api.example.com').href,
    ...(method === undefined ? {} : { method }),
    ...(headers === undefined ? {} : { headers }),
    ...(credentials === undefined ? {} : { credentials }),
    ...(mode === undefined ? {} : { mode }),
    ...(redirect === undefined ? {} : { redirect }),
    ...(body === undefined ? {} : { body: toBody(body) }),
  }
}

function toBody(body: RowBody): BodyInit {
  if ('text' in body) return body.text
  if ('bytes' in body) return new Uint8Array(body.bytes)
  if ('blob' in body) return new Blob([body.blob], { type: body.type })
  if ('search' in body) return new URLSearchParams(body.search)
  if ('form' in body) {
    const form = new FormData()
    for (const [name, value] of Object.entries(body.form)) form.append(name, value)
    return form
  }
  const chunks = body.stream.map((chunk) => new TextEncoder().encode(chunk))
  return new ReadableStream({
    pull(controller) {
      const chunk = chunks.shift()
      if (chunk === undefined) controller.close()
      else controller.enqueue(chunk)
    },
  })
}

/** What a page gets of a call. */
export async function toResult(fetched: Promise<Response>): Promise<RowResult> {
  try {
    const { type, status, redirected, headers, ...rest } = await readWhole(await fetched)
    return { type, status, ...(redirected ? { redirected } : {}), headers: toRecord(headers), ...rest }
  } catch (error) {
    const { blocked } = (error as Error).cause as Explanation
    if (!(error instanceof TypeError) || blocked === null) throw error
    return { blocked: blocked.code, phase: blocked.phase }
  }
}

/** Reads a response by a copy of it, since copies have to be the same. */
async function readWhole(response: Response) {
  const { type, status, redirected, headers } = response.clone()
  return { type, status, redirected, headers, body: await response.text() }
}

function toRecord(headers: Headers): Record<string, string> {
  return Object.fromEntries([...headers].sort(([one], [other]) => (one < other ? -1 : 1)))
}

function toServer({ server, policy }: ExplainRow, seen: string[][]): ServerFunction {
  const handler = async (request: Request) => {
    const { pathname } = new URL(request.url)
    seen.push([`${request.method} ${pathname}`, ...toLines(request.headers), ...(await readBody(request.clone()))])
    const answer = server[pathname]
    if (answer === undefined) throw new Error(`There is no ${pathname}`)
    const isPreflight = request.headers.has('access-control-request-method')
    return isPreflight && answer.preflight !== undefined ? toAnswer(answer.preflight) : toAnswer(answer)
  }
  if (policy === undefined) return handler
  const wrapped = createCors(policy).wrap(handler as (request: Request) => Promise<Response>)
  return (request) => wrapped(request)
}

/** Lists headers, without `Accept`. */
function toLines(headers: Headers): string[] {
  const { accept: _, ...others } = toRecord(headers)
  return Object.entries(others).map(([name, value]) => `${name}: ${maskBoundaries(value)}`)
}

async function readBody(request: Request): Promise<string[]> {
  if (request.headers.get('content-type')?.startsWith('multipart/form-data') === true) {
    return [...(await request.formData())].map(([name, value]) => `${name}=${value}`)
  }
  const text = await request.text()
  return text === '' ? [] : [text]
}

function maskBoundaries(text: string): string {
  return text.replace(/; ?boundary=[^"\\]+/g, '')
}

function toAnswer({ status = 200, headers = [], body, raw, throws }: RowReply) {
  if (throws !== undefined) throw new Error(throws)
  if (raw === true) return { status, headers, body: body ?? null }
  return new Response(body ?? null, { status, headers: headers.map(([name, value]) => [name, value]) })
}
