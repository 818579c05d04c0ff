import type { HandlerData } from '../tables/handlers.ts'
import { handlers } from '../tables/handlers.ts'
import { type OutcomeCase, outcomes } from '../tables/outcomes.ts'

/** The path under which a server under test runs a row of the table. */
export function toPath(row: OutcomeCase): string {
  return `/${outcomes.indexOf(row)}/items`
}

/** Finds the row that a request is for, as a position in the table. */
export function toIndex(url: string): number {
  return Number(new URL(url).pathname.split('/')[1])
}

/** The handler of a row. */
export function toHandler(row: OutcomeCase): HandlerData {
  return handlers[row.handler ?? 'plain']
}

/** Runs a handler in its Fetch shape; a redirect is built so that its headers are immutable. */
export function toResponse({ status, headers, body }: HandlerData): Response {
  return new Response(body, { status, headers: headers.map(([name, value]): [string, string] => [name, value]) })
}
