import { app, evil, type Fetch, type PolicyName } from './contender.ts'

/** Something to answer, that every contender is timed at. */
export interface Work {
  readonly name: string
  readonly policy: PolicyName
  readonly handler: Fetch
  /** Makes the request, outside the timed function. */
  toRequest(): Request
}

/** What a browser sends beside the headers of CORS. */
const usual = {
  accept: 'application/json',
  'accept-language': 'en-GB,en;q=0.9',
  referer: 'https://app.example.com/',
  'sec-fetch-dest': 'empty',
  'sec-fetch-mode': 'cors',
  'sec-fetch-site': 'same-site',
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
}

const hello: Fetch = () => new Response('hello')
const redirect: Fetch = () => Response.redirect('https://elsewhere.example.com/', 303)

function actual(name: string, origin: string | null, policy: PolicyName = 'two origins', handler = hello): Work {
  const headers: Record<string, string> = origin === null ? usual : { ...usual, origin }
  return { name, policy, handler, toRequest: () => new Request('https://api.example.com/items', { headers }) }
}

function preflight(name: string, origin: string, names: string): Work {
  const asked = { 'access-control-request-method': 'PUT', 'access-control-request-headers': names }
  const init = { method: 'OPTIONS', headers: { ...usual, ...asked, origin } }
  const toRequest = (): Request => new Request('https://api.example.com/items', init)
  return { name, policy: 'two origins', handler: hello, toRequest }
}

/** The names that fill 64 KiB, and an origin of 8 KiB. */
const manyNames = Array.from({ length: 8192 }, (_, index) => `x${String(index).padStart(6, '0')}`).join(',')
const longOrigin = `https://${'a'.repeat(8192 - 'https://'.length)}`

/** What all contenders answer. */
export const works = {
  allowed: actual('actual request, allowed', app),
  refused: actual('actual request, refused', evil),
  'no origin': actual('request without Origin', null),
  preflight: preflight('preflight, allowed', app, 'content-type'),
  'preflight refused': preflight('preflight, refused', evil, 'content-type'),
  wildcard: actual('wildcard policy', app, 'wildcard'),
  subdomain: actual('subdomain pattern', app, 'subdomains'),
  hostile: preflight('hostile preflight: 64 KiB of names', app, manyNames),
  'hostile origin': actual('hostile request: an Origin of 8 KiB', longOrigin),
  immutable: actual('immutable response', app, 'two origins', redirect),
} satisfies Record<string, Work>

export type WorkName = keyof typeof works
