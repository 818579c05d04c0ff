import { expect } from 'vitest'
import type { FullResponse, Send } from '../tables/check-outcome.ts'
import { judge } from '../user-agent/judge.ts'

/** An answer in full, headers that servers add to every response left aside. */
export interface SpecificAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Empty if left out. */
  readonly body?: string
}

/** A request to a server that does something only its runtime has, and what must come of it. */
export interface SpecificCase {
  readonly step: string
  /** The server's name, of those that the program under test started. */
  readonly server: string
  readonly path: string
  /** A page's request. */
  readonly page?: {
    readonly origin: string
    readonly method?: string
    readonly headers?: readonly (readonly [string, string])[]
  }
  /** A request that no page makes. */
  readonly raw?: { readonly method: string; readonly headers?: Readonly<Record<string, string>> }
  /** What a browser does with the answers to a page's request. */
  readonly outcome?: 'shared' | 'blocked'
  readonly preflight?: SpecificAnswer
  /** The answer to the request itself, `null` if a browser does not send it. */
  readonly actual: SpecificAnswer | null
}

/** Holds a server's answers against what a row wants: the outcome first, then the answers in full. */
export async function checkSpecific(row: SpecificCase, origin: string, send: Send): Promise<void> {
  const url = `${origin}${row.path}`
  if (row.page === undefined) {
    const headers = Object.entries(row.raw?.headers ?? {})
    expect(toAnswer(await send({ method: row.raw?.method ?? 'GET', url, headers }))).toEqual(withBody(row.actual))
    return
  }
  const { method = 'GET', headers = [] } = row.page
  const answers: { method: string; response: FullResponse }[] = []
  const request = {
    origin: row.page.origin,
    url,
    method,
    headers,
    credentials: 'omit',
    useCorsPreflight: false,
  } as const
  const { outcome } = await judge(request, async (wire) => {
    const response = await send(wire)
    answers.push({ method: wire.method, response })
    return response
  })
  const preflight = answers.find((answer) => answer.method !== method)
  const actual = answers.find((answer) => answer.method === method)
  expect(outcome).toBe(row.outcome)
  expect(preflight && toAnswer(preflight.response)).toEqual(row.preflight && withBody(row.preflight))
  expect(actual === undefined ? null : toAnswer(actual.response)).toEqual(withBody(row.actual))
}

const addedByServers = ['connection', 'date', 'keep-alive']

function toAnswer({ status, headers, body }: FullResponse): SpecificAnswer {
  const own = headers.filter(([name]) => !addedByServers.includes(name))
  return { status, headers: Object.fromEntries(own), body }
}

function withBody(answer: SpecificAnswer | null): SpecificAnswer | null {
  return answer && { ...answer, body: answer.body ?? '' }
}
