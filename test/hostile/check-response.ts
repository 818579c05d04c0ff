import { judge } from '../user-agent/judge.ts'
import { expectAnswer, isAdmittedHere, isName } from './expected-answer.ts'
import { app, findPolicy } from './policies.ts'
import type { RawResponse } from './raw-response.ts'
import { valuesOf } from './raw-response.ts'
import { parseReceived, type Received, receivedHeader } from './received.ts'

/** All header names that an answer may have: those of the policy, and those that runtimes and Express add. */
const knownNames = new Set([
  'access-control-allow-credentials',
  'access-control-allow-headers',
  'access-control-allow-methods',
  'access-control-allow-origin',
  'access-control-expose-headers',
  'access-control-max-age',
  'cache-control',
  'connection',
  'content-length',
  'content-security-policy',
  'content-type',
  'date',
  'keep-alive',
  'transfer-encoding',
  'vary',
  'x-content-type-options',
  'x-powered-by',
  receivedHeader,
])

/** Reads what the program received, `null` if the runtime answered by itself. */
export function readReceived({ headers }: RawResponse): Received | null {
  const [told] = valuesOf(headers, receivedHeader)
  return told === undefined ? null : parseReceived(told)
}

/** Lists what is wrong with an answer: a foreign header, a permission that nobody gave, a browser that shares it. */
export async function findFaults(response: RawResponse): Promise<string[]> {
  const { headers } = response
  const faults = headers.filter(([name]) => !knownNames.has(name)).map(([name]) => `a foreign header "${name}"`)
  const received = readReceived(response)
  if (received === null) {
    const given = headers.filter(([name]) => name.startsWith('access-control-'))
    return [...faults, ...given.map(([name]) => `${name}, but nobody was asked`)]
  }
  return [...faults, ...compareHeaders(response, received), ...(await comparePages(response, received))]
}

function compareHeaders({ status, headers }: RawResponse, received: Received): string[] {
  const expected = expectAnswer(received)
  const isCors = (name: string): boolean => name.startsWith('access-control-') || name === 'cache-control'
  const actual = headers.filter(([name]) => isCors(name) && !expected.untold.includes(name))
  const faults = isSame(actual, Object.entries(expected.headers))
    ? []
    : [`${JSON.stringify(actual)} instead of ${JSON.stringify(expected.headers)}`]
  for (const name of [
    'access-control-allow-headers',
    'access-control-allow-methods',
    'access-control-expose-headers',
  ]) {
    const names = valuesOf(headers, name).flatMap((value) => value.split(','))
    if (!names.every(isName)) faults.push(`${name} with something else than names`)
  }
  if (expected.status !== null && expected.status !== status) faults.push(`${status} instead of ${expected.status}`)
  const varies = valuesOf(headers, 'vary').some((value) => /(?:^|,)\s*origin\s*(?:,|$)/i.test(value))
  if (varies !== expected.variesByOrigin) faults.push(`Vary ${varies ? 'names' : 'does not name'} Origin`)
  return faults
}

function isSame(some: readonly (readonly [string, string])[], others: readonly (readonly [string, string])[]): boolean {
  const toText = (pairs: typeof some): string => JSON.stringify([...pairs].sort())
  return toText(some) === toText(others)
}

const evil = 'https://evil.example'

/** Asks the browser half about pages: the one that the request seems to come from, and others. */
async function comparePages(response: RawResponse, received: Received): Promise<string[]> {
  const policy = findPolicy(received.url)
  const isPreflight = received.method === 'OPTIONS' && received.origin !== null && received.requestMethod !== null
  const credentials = ['list', 'echo', 'one'].includes(policy) ? 'include' : 'omit'
  const faults: string[] = []
  for (const origin of new Set([app, evil, 'null', received.origin ?? evil])) {
    const page = { origin, url: 'https://api.example/', headers: [], credentials, useCorsPreflight: false } as const
    const answered = { ...response, status: isPreflight ? response.status : 200 }
    const permissive = { status: 200, headers: permit(origin) }
    const { outcome } = await judge({ ...page, method: isPreflight ? 'PUT' : 'GET' }, async ({ method }) =>
      isPreflight && method !== 'OPTIONS' ? permissive : answered,
    )
    const wanted = mayRead(origin, received, isPreflight) ? 'shared' : 'blocked'
    if (outcome !== wanted) faults.push(`a page of ${JSON.stringify(origin)} gets it ${outcome}, not ${wanted}`)
  }
  return faults
}

function permit(origin: string): readonly (readonly [string, string])[] {
  return [
    ['access-control-allow-origin', origin],
    ['access-control-allow-credentials', 'true'],
  ]
}

/** Tells whether a page may read an answer that was made for a request. */
function mayRead(page: string, received: Received, isPreflight: boolean): boolean {
  const policy = findPolicy(received.url)
  if (policy === 'anyone') return true
  if (policy === 'one') return page === app
  if (policy === 'echo' && isPreflight && received.requestMethod !== 'PUT') return false
  return page === received.origin && isAdmittedHere(received)
}
