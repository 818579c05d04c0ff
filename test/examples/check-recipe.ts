import { request as send } from 'undici'
import { expect } from 'vitest'
import type { Client } from '../runtimes/client.ts'
import { valuesOf, varyOf, visit } from '../runtimes/visit.ts'
import type { FullResponse, Send } from '../tables/check-outcome.ts'
import { isOurs, type RecipeRow } from './recipe-rows.ts'

/** A recipe's server that runs. */
export interface RunningRecipe extends Client {
  readonly origin: string
}

/** Holds what a browser makes of a recipe's answers against a row: the outcome first, then the headers. */
export async function checkRecipe({ origin: server, send }: RunningRecipe, row: RecipeRow): Promise<void> {
  const { path, origin, method = 'GET', headers = [], credentials = 'include', outcome, status } = row
  const answers: FullResponse[] = []
  const browser: Send = async (request) => {
    const answer = await send(isPreflight(request) ? request : withCookieAndBody(request, row))
    answers.push(answer)
    return answer
  }
  const seen = await visit(browser, server + path, { origin, method, headers, credentials })
  expect({ outcome: seen.outcome, status: seen.answer.status }).toEqual({ outcome, status })
  if (outcome === 'shared' && row.reads !== undefined) expect(seen.answer.body).toContain(row.reads)
  for (const answer of answers) {
    const allowed = valuesOf(answer, 'access-control-allow-origin')
    if (outcome === 'shared')
      expect(valuesOf(answer, 'access-control-allow-credentials')).toEqual(credentials === 'include' ? ['true'] : [])
    // Our own pages may be blocked for another reason than their origin.
    if (outcome === 'shared' || isOurs(origin)) expect(allowed).toEqual([origin])
    else expect(allowed).toEqual([])
    expect(varyOf(answer)).toContain('origin')
  }
}

/** Sends what asks for options without a preflight, as a monitor does, and gives the answer. */
export async function askForOptions(
  { origin, send }: RunningRecipe,
  path: string,
  page: string,
): Promise<FullResponse> {
  return await send({ method: 'OPTIONS', url: origin + path, headers: [['origin', page]] })
}

/** Reads the beginning of a response that never ends. Fails if the server, or what is before it, waits for the rest. */
export async function readBeginning({ origin }: RunningRecipe, path: string, page: string): Promise<unknown[]> {
  const request = { headers: { origin: page, cookie: 'session=1' }, signal: AbortSignal.timeout(10_000) }
  const { headers, body } = await send(origin + path, request)
  const allowOrigin = headers['access-control-allow-origin']
  // The iteration destroys the body when it is left.
  for await (const chunk of body) return [allowOrigin, String(chunk)]
  return [allowOrigin, '']
}

type Request = Parameters<Send>[0]

function isPreflight({ method, headers }: Request): boolean {
  return method === 'OPTIONS' && headers.some(([name]) => name.toLowerCase() === 'access-control-request-method')
}

/** Adds what a browser adds to the request itself, and never to a preflight. */
function withCookieAndBody(request: Request, { hasCookie, body }: RecipeRow): Request {
  const cookies = hasCookie === false ? [] : ([['cookie', 'session=1']] as const)
  return { ...request, headers: [...request.headers, ...cookies], body: { source: body ?? null } }
}
