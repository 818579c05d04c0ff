import type { FullResponse, Send } from '../tables/check-outcome.ts'
import { judge } from '../user-agent/judge.ts'

/** A page's request. */
export interface PageVisit {
  readonly origin: string
  readonly method?: string
  readonly headers?: readonly (readonly [string, string])[]
  readonly credentials?: 'omit' | 'include'
}

/** What a browser makes of a server's answers, and the last of these on the wire. */
export interface Visit {
  readonly outcome: 'shared' | 'blocked'
  readonly answer: FullResponse
}

/** Sends what a browser would send for a page. */
export async function visit(send: Send, url: string, page: PageVisit): Promise<Visit> {
  const { origin, method = 'GET', headers = [], credentials = 'omit' } = page
  let answer: FullResponse = { status: 0, headers: [], body: '' }
  const request = { origin, url, method, headers, credentials, useCorsPreflight: false }
  const { outcome } = await judge(request, async (wire) => {
    answer = await send(wire)
    return answer
  })
  return { outcome, answer }
}

/** Lists a header's values, one for each line on the wire. */
export function valuesOf({ headers }: FullResponse, name: string): string[] {
  return headers.filter(([other]) => other.toLowerCase() === name).map(([, value]) => value)
}

/** Lists the members of `Vary` in lower case. */
export function varyOf(answer: FullResponse): string[] {
  const members = valuesOf(answer, 'vary').join(',').split(',')
  return members.map((member) => member.trim().toLowerCase()).sort()
}
