import { Agent, request } from 'undici'
import type { Exchange } from '../src/user-agent/cors-fetch.ts'
import type { WireRequest } from '../src/user-agent/cors-preflight-fetch.ts'
import type { HeaderList } from '../src/user-agent/header-list.ts'
import { judge, type Verdict } from '../src/user-agent/judge.ts'
import type { Case, Sender } from './cases.ts'

/** What went over the wire for a case, and what a browser makes of it; a client makes nothing of it. */
export interface Run {
  readonly exchanges: readonly Exchange[]
  readonly verdict: Verdict | null
}

/** The serialized origins of those who send the requests. */
export type SenderOrigins = Readonly<Record<Exclude<Sender, 'client'>, string>>

/** The cookies of the one browser that all pages share, by name. */
export type CookieStore = Map<string, string>

const milliseconds = 20_000

/** Sends the requests of a case, as a browser would if a page makes them, and judges the answers. */
export async function runCase(
  { sender, method, path, headers = {}, body, credentials = 'same-origin' }: Case,
  api: string,
  origins: SenderOrigins,
  cookies: CookieStore,
): Promise<Run> {
  const exchanges: Exchange[] = []
  const send = async (wire: WireRequest): Promise<Exchange['response']> => {
    const isPreflight = wire.headers.some(([name]) => name === 'access-control-request-method')
    const usesCookies = credentials === 'include' && !isPreflight
    const sent = usesCookies && cookies.size > 0 ? withCookies(wire, cookies) : wire
    const response = await exchange(sent, isPreflight ? null : (body ?? null))
    if (usesCookies) storeCookies(response.headers, cookies)
    exchanges.push({ request: sent, response })
    return response
  }
  const wire: WireRequest = { method, url: `${api}${path}`, headers: Object.entries(headers) }
  if (sender === 'client') {
    await send(wire)
    return { exchanges, verdict: null }
  }
  const verdict = await judge({ ...wire, origin: origins[sender], credentials, useCorsPreflight: false }, send)
  return { exchanges, verdict }
}

/** Sends one request with exactly these headers, and those that HTTP itself needs. */
async function exchange({ method, url, headers }: WireRequest, body: string | null): Promise<Exchange['response']> {
  // A connection for each request: none is left open at the end.
  const dispatcher = new Agent({ pipelining: 0 })
  try {
    const response = await request(url, {
      method,
      headers: headers.flat(),
      body,
      dispatcher,
      signal: AbortSignal.timeout(milliseconds),
    })
    await response.body.text()
    return { status: response.statusCode, headers: Object.entries(response.headers).flatMap(toHeaders) }
  } finally {
    await dispatcher.destroy()
  }
}

function toHeaders([name, value]: [string, string | string[] | undefined]): HeaderList {
  return [value ?? []].flat().map((one) => [name, one] as const)
}

function withCookies(wire: WireRequest, cookies: CookieStore): WireRequest {
  const value = [...cookies].map((pair) => pair.join('=')).join('; ')
  return { ...wire, headers: [...wire.headers, ['cookie', value]] }
}

function storeCookies(headers: HeaderList, cookies: CookieStore): void {
  for (const [, value] of headers.filter(([name]) => name === 'set-cookie')) {
    const [name = '', content = ''] = (value.split(';', 1)[0] ?? '').split('=')
    cookies.set(name, content)
  }
}
