import { Agent, request } from 'undici'
import { type Exchange, type Explanation, explain, type RawResponse } from '../src/explain.ts'
import type { Case, Sender } from './cases.ts'

/** What went over the wire for a case, and what a browser makes of it; a client makes nothing of it. */
export interface Run {
  readonly exchanges: readonly Exchange[]
  readonly explanation: Explanation | null
}

/** The serialized origins of those who send the requests. */
export type SenderOrigins = Readonly<Record<Exclude<Sender, 'client'>, string>>

const milliseconds = 20_000

/**
 * Sends the requests of a case, as a browser would if a page makes them, and explains the answers.
 *
 * @param cookies - what the servers have set in the one browser that all pages share; what they set now is added
 */
export async function runCase(
  { sender, method, path, headers = {}, body, credentials }: Case,
  api: string,
  origins: SenderOrigins,
  cookies: string[],
): Promise<Run> {
  const url = `${api}${path}`
  if (sender === 'client') {
    const asked = new Request(url, { method, headers })
    const response = await send(asked)
    const wire = { method, url, headers: Object.entries(headers) }
    return { exchanges: [{ kind: 'request', request: wire, response }], explanation: null }
  }
  const page = { origin: origins[sender], cookies }
  const asked = { url, method, headers, body, credentials }
  const explanation = await explain({ page, request: asked, server: send, timeout: milliseconds })
  for (const { response } of explanation.exchanges) {
    for (const [name, value] of response?.headers ?? []) if (name === 'set-cookie') cookies.push(value)
  }
  return { exchanges: explanation.exchanges, explanation }
}

/** Sends one request with exactly these headers, and those that HTTP itself needs. */
async function send(asked: Request): Promise<RawResponse> {
  const { url, method, headers } = asked
  const bytes = new Uint8Array(await asked.arrayBuffer())
  // A connection for each request: none is left open at the end.
  const dispatcher = new Agent({ pipelining: 0 })
  try {
    const response = await request(url, {
      method,
      headers: [...headers].flat(),
      body: bytes.length === 0 ? null : bytes,
      dispatcher,
      signal: AbortSignal.timeout(milliseconds),
    })
    await response.body.text()
    return { status: response.statusCode, headers: Object.entries(response.headers).flatMap(toHeaders) }
  } finally {
    await dispatcher.destroy()
  }
}

function toHeaders([name, value]: [string, string | string[] | undefined]): [string, string][] {
  return [value ?? []].flat().map((one) => [name, one])
}
