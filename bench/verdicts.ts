import { createUserAgent } from '../src/explain.ts'
import { app, evil, type Fetch, other, type PolicyName } from './contender.ts'

/** What a browser makes of a request of a page. */
export interface VerdictRow {
  readonly step: string
  readonly policy: PolicyName
  readonly origin: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly credentials?: 'include'
  readonly outcome: 'shared' | 'blocked'
}

const url = 'https://api.example.com/items'
const json = { 'content-type': 'application/json' }
const withCookies = { policy: 'two origins', credentials: 'include' } as const

/** The verdicts that every contender gives, whatever headers it sends to get them. */
export const verdictRows: readonly VerdictRow[] = [
  { ...withCookies, step: 'an origin of the list: shared', origin: app, outcome: 'shared' },
  { ...withCookies, step: 'the other origin of the list: shared', origin: other, outcome: 'shared' },
  { ...withCookies, step: 'another origin: blocked', origin: evil, outcome: 'blocked' },
  { ...withCookies, step: 'an origin that begins alike: blocked', origin: `${app}.evil.example`, outcome: 'blocked' },
  { ...withCookies, step: 'the origin null: blocked', origin: 'null', outcome: 'blocked' },
  { ...withCookies, step: 'a listed method: shared', origin: app, method: 'PUT', outcome: 'shared' },
  { ...withCookies, step: 'another method: blocked', origin: app, method: 'PATCH', outcome: 'blocked' },
  {
    ...withCookies,
    step: 'a listed method of another origin: blocked',
    origin: evil,
    method: 'PUT',
    outcome: 'blocked',
  },
  { ...withCookies, step: 'a listed header: shared', origin: app, headers: json, outcome: 'shared' },
  { ...withCookies, step: 'another header: blocked', origin: app, headers: { 'x-other': '1' }, outcome: 'blocked' },
  { step: 'anybody, wildcard: shared', policy: 'wildcard', origin: evil, outcome: 'shared' },
  { step: 'a listed method, wildcard: shared', policy: 'wildcard', origin: evil, method: 'PUT', outcome: 'shared' },
  { ...withCookies, step: 'cookies, wildcard: blocked', policy: 'wildcard', origin: app, outcome: 'blocked' },
  {
    ...withCookies,
    step: 'a subdomain: shared',
    policy: 'subdomains',
    origin: 'https://a.b.example.com',
    outcome: 'shared',
  },
  {
    ...withCookies,
    step: 'the domain itself: blocked',
    policy: 'subdomains',
    origin: 'https://example.com',
    outcome: 'blocked',
  },
]

/** Asks the browser half what a page gets from a server. */
export async function judge(row: VerdictRow, server: Fetch | typeof fetch, target: string = url): Promise<string> {
  const { origin, method = 'GET', headers = {}, credentials = 'omit' } = row
  const page = createUserAgent({ origin, server })
  const { outcome } = await page.explain({ url: target, method, headers, credentials })
  return outcome
}
