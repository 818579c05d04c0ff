export const app = 'https://app.example.com'
export const other = 'https://other.example.com'

/** What is compared of the answers to a case. */
export type Aspect =
  /** What the browser does: `shared` or `blocked`. */
  | 'outcome'
  /** Which of the handler's own headers the page can read. */
  | 'reads'
  /** Whether the handler of the request itself, not of its preflight, runs. */
  | 'handler'
  /** The status of the answer, of a preflight where there is one. */
  | 'status'
  /** The names in `Vary` of the answer itself. */
  | 'vary'
  /** The names in `Vary` of the preflight's answer. */
  | 'preflight vary'
  /** For how many seconds a browser may keep the preflight's answer. */
  | 'keeps'
  /** Whether the answer has any of the CORS headers of whoever the server fetched it from. */
  | 'upstream'

interface Shared {
  readonly name: string
  readonly path?: '/items' | '/missing' | '/broken' | '/upstream'
  readonly compares: readonly Aspect[]
}

/** A request of a page. */
export interface PageCase extends Shared {
  readonly origin: string
  readonly method?: string
  readonly headers?: readonly (readonly [string, string])[]
  readonly credentials?: 'include'
  /** What a shared cache before the server has been asked first: by the page of this origin, or by no page. */
  readonly cachedFor?: string | null
}

/** A request that is no page's fetch. */
export interface RawCase extends Shared {
  readonly method: string
  readonly headers: readonly (readonly [string, string])[]
}

export type MigrationCase = PageCase | RawCase

const outcome = ['outcome'] as const
const json = [['content-type', 'application/json']] as const
const custom = [['x-custom', '1']] as const
const authorization = [['authorization', 'Bearer abc']] as const
const include = 'include'

const methods = ['PATCH', 'DELETE', 'QUERY', 'REPORT'].map((method) => {
  return { name: method, origin: app, method, compares: outcome }
})

/** What both libraries are asked, for each row. */
export const cases: readonly MigrationCase[] = [
  { name: 'GET', origin: app, compares: ['outcome', 'reads', 'vary'] },
  { name: 'GET with credentials', origin: app, credentials: include, compares: ['outcome', 'reads'] },
  { name: 'PUT', origin: app, method: 'PUT', compares: ['outcome', 'status', 'preflight vary', 'keeps'] },
  ...methods,
  { name: 'PUT with credentials', origin: app, method: 'PUT', credentials: include, compares: outcome },
  { name: 'REPORT with credentials', origin: app, method: 'REPORT', credentials: include, compares: outcome },
  { name: 'POST of JSON', origin: app, method: 'POST', headers: json, compares: outcome },
  { name: 'GET with X-Custom', origin: app, headers: custom, compares: outcome },
  { name: 'GET with X-Custom and credentials', origin: app, headers: custom, credentials: include, compares: outcome },
  { name: 'GET with Authorization', origin: app, headers: authorization, compares: outcome },
  {
    name: 'GET with Authorization and credentials',
    origin: app,
    headers: authorization,
    credentials: include,
    compares: outcome,
  },
  { name: 'GET of what is not there', origin: app, path: '/missing', compares: ['outcome', 'status'] },
  { name: 'GET that fails', origin: app, path: '/broken', compares: ['outcome', 'status'] },
  { name: 'GET of an upstream response', origin: app, path: '/upstream', compares: ['outcome', 'upstream'] },
  {
    name: 'GET of an upstream response with credentials',
    origin: app,
    path: '/upstream',
    credentials: include,
    compares: outcome,
  },

  { name: 'GET from the second origin', origin: other, compares: outcome },
  { name: 'GET from a subdomain', origin: 'https://pr-7.example.com', compares: outcome },
  { name: 'GET from a stranger', origin: 'https://evil.example', compares: ['outcome', 'handler', 'vary'] },
  {
    name: 'GET from a stranger with credentials',
    origin: 'https://evil.example',
    credentials: include,
    compares: outcome,
  },
  { name: 'PUT from a stranger', origin: 'https://evil.example', method: 'PUT', compares: ['outcome', 'status'] },
  {
    name: 'GET of an upstream response from a stranger',
    origin: 'https://evil.example',
    path: '/upstream',
    compares: outcome,
  },
  { name: 'GET from a look-alike', origin: 'https://app.example.com.evil.example', compares: outcome },
  {
    name: 'GET from a look-alike with credentials',
    origin: 'https://appxexample.com',
    credentials: include,
    compares: outcome,
  },
  { name: 'GET from plain http', origin: 'http://app.example.com', compares: outcome },
  {
    name: 'GET from plain http with credentials',
    origin: 'http://app.example.com',
    credentials: include,
    compares: outcome,
  },
  { name: 'GET from the origin null', origin: 'null', compares: outcome },
  { name: 'GET from the origin null with credentials', origin: 'null', credentials: include, compares: outcome },

  { name: 'GET after one without Origin, through a cache', origin: app, cachedFor: null, compares: outcome },
  { name: 'GET after one from the second origin, through a cache', origin: app, cachedFor: other, compares: outcome },
  {
    name: 'GET after one from a stranger, through a cache',
    origin: app,
    cachedFor: 'https://evil.example',
    compares: outcome,
  },

  { name: 'GET without Origin', method: 'GET', headers: [], compares: ['handler', 'vary'] },
  {
    name: 'OPTIONS that is no preflight',
    method: 'OPTIONS',
    headers: [['origin', app]],
    compares: ['handler', 'status'],
  },
  { name: 'OPTIONS without Origin', method: 'OPTIONS', headers: [], compares: ['handler', 'status'] },
  {
    name: 'a preflight without Origin',
    method: 'OPTIONS',
    headers: [['access-control-request-method', 'PUT']],
    compares: ['handler', 'status'],
  },
]

/** What the handler says of itself. */
export const ownHeaders = { 'x-handler': 'ran', 'x-request-id': '1', 'x-other': '2', 'cache-control': 'max-age=60' }

/** What a response has that the handler got from another server. */
export const upstreamHeaders = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'x-upstream',
  vary: 'Accept-Encoding',
}
