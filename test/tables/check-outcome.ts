import { expect } from 'vitest'
import type { WireRequest } from '../../src/user-agent/wire.ts'
import { judge } from '../user-agent/judge.ts'
import { type HandlerData, handlerMark, handlers } from './handlers.ts'
import type { Answer, OutcomeCase } from './outcomes.ts'

/** A response as it came, for comparing. */
export interface FullResponse {
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
}

/** Sends a request to a server under test. */
export type Send = (request: WireRequest) => Promise<FullResponse>

/** Whatever a policy changes; `cache-control` where it refuses. */
export const corsHeaders = [
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'access-control-allow-methods',
  'access-control-allow-headers',
  'access-control-expose-headers',
  'access-control-max-age',
  'vary',
  'cache-control',
]

/** Holds a server's answers to a row of the table against what the row wants: the outcome first, then the headers. */
export async function checkOutcome(row: Omit<OutcomeCase, 'options'>, url: string, send: Send): Promise<void> {
  const self = new URL(url).origin
  const handler: HandlerData = handlers[row.handler ?? 'plain']
  const answers: { request: WireRequest; response: FullResponse }[] = []
  const record = async (request: WireRequest): Promise<FullResponse> => {
    const response = await send(request)
    answers.push({ request, response })
    return response
  }
  if (row.page !== undefined) {
    const { origin, method = 'GET', headers = [], credentials = 'omit', useCorsPreflight = false } = row.page
    const from = origin === 'SELF' ? self : origin
    const verdict = await judge({ origin: from, url, method, headers, credentials, useCorsPreflight }, record)
    expect({ outcome: verdict.outcome, failure: verdict.failure }).toEqual({
      outcome: row.outcome,
      failure: row.failure ?? verdict.failure,
    })
    if (row.readable !== undefined) expect(withoutTransport(verdict.readable)).toEqual(row.readable)
  } else {
    const headers = Object.entries(row.raw?.headers ?? {}).map(([name, value]) => {
      return [name, value.replace('SELF', self)] as const
    })
    await record({ method: row.raw?.method ?? 'GET', url, headers })
  }
  for (const { request, response } of answers) {
    const isPreflight = row.page !== undefined && request.method === 'OPTIONS'
    if (isPreflight) {
      if (row.preflight !== undefined) expect(toAnswer(response)).toEqual(row.preflight)
      expect(hasRun(response)).toBe(false)
    } else {
      const { handled = true, ...answer } = row.actual ?? {}
      if (row.actual !== undefined) expect(toAnswer(response)).toEqual(answer)
      expect(hasRun(response)).toBe(handled)
      if (handled) expectUntouched(response, handler, request.method)
    }
    expectOneValueEach(response)
  }
}

function toAnswer({ status, headers }: FullResponse): Answer {
  const relevant = headers.filter(([name]) => corsHeaders.includes(name))
  return { status, headers: Object.fromEntries(relevant) }
}

function hasRun({ headers }: FullResponse): boolean {
  return headers.some(([name]) => name === handlerMark[0])
}

/** Status, body, cookies and all headers that are not about CORS are the handler's. */
function expectUntouched(response: FullResponse, handler: HandlerData, method: string): void {
  expect(response.status).toBe(handler.status)
  expect(response.body).toBe(method === 'HEAD' ? '' : (handler.body ?? ''))
  const own = handler.headers.filter(([name]) => !corsHeaders.includes(name))
  expect(response.headers).toEqual(expect.arrayContaining([...own.map((pair) => [...pair])]))
  const isCookie = ([name]: readonly [string, string]): boolean => name === 'set-cookie'
  expect(response.headers.filter(isCookie)).toHaveLength(own.filter(isCookie).length)
}

function expectOneValueEach({ headers }: FullResponse): void {
  const names = headers.map(([name]) => name).filter((name) => corsHeaders.includes(name))
  expect(names).toEqual([...new Set(names)])
}

/** Leaves out what servers add by themselves. */
function withoutTransport(names: readonly string[]): string[] {
  const added = ['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding', 'x-powered-by']
  return names.filter((name) => !added.includes(name) && !name.startsWith('access-control-')).sort()
}
