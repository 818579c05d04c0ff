import type { AsyncCorsOptions, CorsOptions } from '../../src/index.ts'
import type { HandlerName } from './handlers.ts'

/** What a server answers, as far as it is about CORS: all such headers, so that one too many fails too. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
}

/** A policy, a request of a page or of another client, and what must come of it. */
export interface OutcomeCase {
  readonly step: string
  readonly options: CorsOptions | AsyncCorsOptions
  readonly handler?: HandlerName
  /** Why the row cannot run over HTTP. */
  readonly coreOnly?: string
  /** A page's request; `SELF` stands for the server's own origin. */
  readonly page?: {
    readonly origin: string
    readonly method?: string
    readonly headers?: readonly (readonly [string, string])[]
    readonly credentials?: 'omit' | 'include'
    readonly useCorsPreflight?: boolean
  }
  /** A request that no browser would make of itself, or that is no CORS request. */
  readonly raw?: { readonly method?: string; readonly headers: Readonly<Record<string, string>> }
  /** What a browser does with the answers to a page's request. */
  readonly outcome?: 'shared' | 'blocked'
  readonly failure?: string
  readonly readable?: readonly string[]
  readonly preflight?: Answer
  /** The answer to the request itself; `handled` says whether the handler must have run. */
  readonly actual?: Answer & { readonly handled: boolean }
}

const app = 'https://app.example.com'
const other = 'https://other.example.com'
const evil = 'https://evil.example'
const refusedPreflight: Answer = { status: 403, headers: { 'cache-control': 'no-store', vary: 'Origin' } }
const refusedActual = { status: 200, headers: { vary: 'Origin' }, handled: true } as const
const rejected = { status: 403, headers: { 'cache-control': 'no-store', vary: 'Origin' }, handled: false } as const
const json = [['content-type', 'application/json']] as const
const two = [app, other]
/** What a preflight says where no methods are listed. */
const safelisted = { 'access-control-allow-methods': 'GET,HEAD,POST' } as const
const onlyThrough = (origin: string): { readonly 'access-control-allow-origin': string; readonly vary: string } => ({
  'access-control-allow-origin': origin,
  vary: 'Origin',
})

const constantPolicies: readonly OutcomeCase[] = [
  {
    step: 'constant `*`, simple request: shared, no Vary',
    options: { origin: '*' },
    page: { origin: app },
    outcome: 'shared',
    actual: { status: 200, headers: { 'access-control-allow-origin': '*' }, handled: true },
  },
  {
    step: 'constant `*`, no Origin: the same headers, no Vary',
    options: { origin: '*', exposedHeaders: ['etag'] },
    raw: { headers: {} },
    actual: {
      status: 200,
      headers: { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'etag' },
      handled: true,
    },
  },
  {
    step: 'constant `*`, sandboxed page: shared',
    options: { origin: '*' },
    page: { origin: 'null' },
    outcome: 'shared',
  },
  {
    step: 'constant `*`, malformed Origin: the same headers',
    options: { origin: ['*'] },
    raw: { headers: { origin: 'https://app.example.com, https://evil.example' } },
    actual: { status: 200, headers: { 'access-control-allow-origin': '*' }, handled: true },
  },
  {
    step: 'constant `*`, preflight: 204 with the lists, no Vary',
    options: { origin: '*', methods: ['PUT', 'DELETE'], allowedHeaders: ['Content-Type', 'x-a'], maxAge: 600 },
    page: { origin: app, method: 'PUT', headers: json },
    outcome: 'shared',
    preflight: {
      status: 204,
      headers: {
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'PUT,DELETE',
        'access-control-allow-headers': 'content-type,x-a',
        'access-control-max-age': '600',
      },
    },
    actual: { status: 200, headers: { 'access-control-allow-origin': '*' }, handled: true },
  },
  {
    step: 'constant `*`, request with credentials: blocked',
    options: { origin: '*' },
    page: { origin: app, credentials: 'include' },
    outcome: 'blocked',
    failure: 'allow-origin-wildcard-with-credentials',
  },
  {
    step: 'constant `*`, wildcard lists: any method and header, but not authorization',
    options: { origin: '*', methods: '*', allowedHeaders: '*', exposedHeaders: '*' },
    page: { origin: app, method: 'PURGE', headers: [['x-anything', '1']] },
    outcome: 'shared',
    readable: ['content-type', 'etag', 'x-handler'],
    preflight: {
      status: 204,
      headers: {
        'access-control-allow-origin': '*',
        'access-control-allow-methods': '*',
        'access-control-allow-headers': '*',
      },
    },
  },
  {
    step: 'constant `*`, wildcard headers, authorization: blocked',
    options: { origin: '*', allowedHeaders: '*' },
    page: { origin: app, headers: [['authorization', 'Bearer 1']] },
    outcome: 'blocked',
    failure: 'preflight-header',
  },
  {
    step: 'constant `*`, wildcard headers and authorization named: shared',
    options: { origin: '*', allowedHeaders: ['*', 'authorization'] },
    page: { origin: app, headers: [['authorization', 'Bearer 1']] },
    outcome: 'shared',
    preflight: {
      status: 204,
      headers: { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*,authorization', ...safelisted },
    },
  },
  {
    step: 'constant single origin, its page: shared, no Vary',
    options: { origin: app, credentials: true },
    page: { origin: app, credentials: 'include' },
    outcome: 'shared',
    actual: {
      status: 200,
      headers: { 'access-control-allow-origin': app, 'access-control-allow-credentials': 'true' },
      handled: true,
    },
  },
  {
    step: 'constant single origin, another page: the same headers, blocked by the browser',
    options: { origin: [app] },
    page: { origin: evil },
    outcome: 'blocked',
    failure: 'allow-origin-mismatch',
    actual: { status: 200, headers: { 'access-control-allow-origin': app }, handled: true },
  },
  {
    step: 'constant single origin, another page, preflight: 204 with the same headers, blocked by the browser',
    options: { origin: app, methods: ['PUT'], preflightStatus: 200 },
    page: { origin: evil, method: 'PUT' },
    outcome: 'blocked',
    failure: 'preflight-allow-origin-mismatch',
    preflight: {
      status: 200,
      headers: { 'access-control-allow-origin': app, 'access-control-allow-methods': 'PUT' },
    },
  },
  {
    step: 'constant single origin, no Origin: the same headers',
    options: { origin: app },
    raw: { headers: {} },
    actual: { status: 200, headers: { 'access-control-allow-origin': app }, handled: true },
  },
  {
    step: "constant policy, plain OPTIONS: the handler's",
    options: { origin: '*' },
    raw: { method: 'OPTIONS', headers: { origin: app } },
    actual: { status: 200, headers: { 'access-control-allow-origin': '*' }, handled: true },
  },
  {
    step: "constant policy, OPTIONS without Origin: the handler's",
    options: { origin: '*' },
    raw: { method: 'OPTIONS', headers: { 'access-control-request-method': 'PUT' } },
    actual: { status: 200, headers: { 'access-control-allow-origin': '*' }, handled: true },
  },
]

const originDependent: readonly OutcomeCase[] = [
  {
    step: 'two origins, allowed: shared, Vary',
    options: { origin: two },
    page: { origin: other },
    outcome: 'shared',
    readable: ['content-type'],
    actual: { status: 200, headers: onlyThrough(other), handled: true },
  },
  {
    step: 'two origins, refused: the handler runs, no CORS headers, Vary',
    options: { origin: two, credentials: true },
    page: { origin: evil },
    outcome: 'blocked',
    failure: 'allow-origin-missing',
    actual: refusedActual,
  },
  {
    step: 'two origins, no Origin: the handler runs, no CORS headers, Vary',
    options: { origin: two },
    raw: { headers: {} },
    actual: refusedActual,
  },
  {
    step: 'two origins, allowed preflight: 204, the lists, Vary',
    options: {
      origin: two,
      methods: ['PUT'],
      allowedHeaders: ['content-type', 'authorization'],
      credentials: true,
      maxAge: 0,
    },
    page: {
      origin: app,
      method: 'PUT',
      headers: [...json, ['authorization', 'Bearer 1']],
      credentials: 'include',
    },
    outcome: 'shared',
    preflight: {
      status: 204,
      headers: {
        ...onlyThrough(app),
        'access-control-allow-credentials': 'true',
        'access-control-allow-methods': 'PUT',
        'access-control-allow-headers': 'content-type,authorization',
        'access-control-max-age': '0',
      },
    },
    actual: {
      status: 200,
      headers: { ...onlyThrough(app), 'access-control-allow-credentials': 'true' },
      handled: true,
    },
  },
  {
    step: 'two origins, allowed preflight, method not listed: the answer is the same, the browser blocks',
    options: { origin: two, methods: ['PUT'] },
    page: { origin: app, method: 'DELETE' },
    outcome: 'blocked',
    failure: 'preflight-method',
    preflight: { status: 204, headers: { ...onlyThrough(app), 'access-control-allow-methods': 'PUT' } },
  },
  {
    step: 'two origins, allowed preflight, header not listed: blocked by the browser',
    options: { origin: two },
    page: { origin: app, method: 'POST', headers: json },
    outcome: 'blocked',
    failure: 'preflight-header',
    preflight: { status: 204, headers: { ...onlyThrough(app), ...safelisted } },
  },
  {
    step: 'two origins, safelisted method with an upload listener: preflight, shared',
    options: { origin: two },
    page: { origin: app, method: 'POST', useCorsPreflight: true },
    outcome: 'shared',
    preflight: { status: 204, headers: { ...onlyThrough(app), ...safelisted } },
  },
  {
    step: 'no methods listed, a method beside the safelisted ones with an upload listener: blocked',
    options: { origin: two, credentials: true },
    page: { origin: app, method: 'DELETE', useCorsPreflight: true },
    outcome: 'blocked',
    failure: 'preflight-method',
  },
  {
    step: 'two origins, refused preflight: 403, no CORS headers, no-store, Vary',
    options: { origin: two, methods: ['PUT'] },
    page: { origin: evil, method: 'PUT' },
    outcome: 'blocked',
    failure: 'preflight-allow-origin-missing',
    preflight: refusedPreflight,
  },
  {
    step: "two origins, plain OPTIONS: the handler's, with headers",
    options: { origin: two },
    raw: { method: 'OPTIONS', headers: { origin: app } },
    actual: { status: 200, headers: onlyThrough(app), handled: true },
  },
  {
    step: 'methods are case-sensitive: patch is not PATCH',
    options: { origin: two, methods: ['PATCH'] },
    page: { origin: app, method: 'patch' },
    outcome: 'blocked',
    failure: 'preflight-method',
  },
  {
    step: 'a custom method is allowed in the case that is listed',
    coreOnly: 'the HTTP parsers of the runtimes know a fixed list of methods',
    options: { origin: two, methods: ['Egg'] },
    page: { origin: app, method: 'Egg' },
    outcome: 'shared',
  },
  {
    step: 'exposed headers are readable, others are not',
    options: { origin: two, exposedHeaders: ['ETag', 'x-other'] },
    page: { origin: app },
    outcome: 'shared',
    readable: ['content-type', 'etag'],
    actual: {
      status: 200,
      headers: { ...onlyThrough(app), 'access-control-expose-headers': 'etag,x-other' },
      handled: true,
    },
  },
  {
    step: 'without credentials in the policy a request with credentials is blocked',
    options: { origin: two },
    page: { origin: app, credentials: 'include' },
    outcome: 'blocked',
    failure: 'allow-credentials-not-true',
  },
]

const echoes: readonly OutcomeCase[] = [
  {
    step: 'wildcard lists with credentials: the method and the headers are echoed',
    options: { origin: two, methods: '*', allowedHeaders: '*', credentials: true },
    page: { origin: app, method: 'PURGE', headers: [['x-b', '1'], ...json], credentials: 'include' },
    outcome: 'shared',
    preflight: {
      status: 204,
      headers: {
        'access-control-allow-origin': app,
        'access-control-allow-credentials': 'true',
        'access-control-allow-methods': 'PURGE',
        'access-control-allow-headers': 'content-type,x-b',
        vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
      },
    },
  },
  {
    step: 'wildcard headers with credentials never cover authorization',
    options: { origin: two, allowedHeaders: '*', credentials: true },
    page: { origin: app, headers: [['authorization', 'Bearer 1'], ...json], credentials: 'include' },
    outcome: 'blocked',
    failure: 'preflight-header',
    preflight: {
      status: 204,
      headers: {
        'access-control-allow-origin': app,
        'access-control-allow-credentials': 'true',
        'access-control-allow-headers': 'content-type',
        ...safelisted,
        vary: 'Origin, Access-Control-Request-Headers',
      },
    },
  },
  {
    step: 'wildcard headers with credentials cover authorization where it is named',
    options: { origin: two, allowedHeaders: ['*', 'Authorization'], credentials: true },
    page: { origin: app, headers: [['authorization', 'Bearer 1'], ...json], credentials: 'include' },
    outcome: 'shared',
  },
  {
    step: 'an echo makes one origin no constant: another page is refused',
    options: { origin: app, methods: '*', credentials: true },
    page: { origin: evil, method: 'PUT' },
    outcome: 'blocked',
    failure: 'preflight-allow-origin-missing',
    preflight: {
      status: 403,
      headers: { 'cache-control': 'no-store', vary: 'Origin, Access-Control-Request-Method' },
    },
  },
  {
    step: 'names that are no tokens are not echoed',
    options: { origin: two, methods: '*', allowedHeaders: '*', credentials: true },
    raw: {
      method: 'OPTIONS',
      headers: {
        origin: app,
        'access-control-request-method': 'PU T',
        'access-control-request-headers': 'x-a, b(c), , Authorization,x-d',
      },
    },
    actual: {
      status: 204,
      headers: {
        'access-control-allow-origin': app,
        'access-control-allow-credentials': 'true',
        'access-control-allow-headers': 'x-a,x-d',
        vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
      },
      handled: false,
    },
  },
  {
    step: 'more than 8 KiB of names: only the named ones',
    options: { origin: two, allowedHeaders: ['*', 'authorization'], credentials: true },
    raw: {
      method: 'OPTIONS',
      headers: {
        origin: app,
        'access-control-request-method': 'GET',
        'access-control-request-headers': `authorization${',x-a'.repeat(2100)}`,
      },
    },
    actual: {
      status: 204,
      headers: {
        'access-control-allow-origin': app,
        'access-control-allow-credentials': 'true',
        'access-control-allow-headers': 'authorization',
        ...safelisted,
        vary: 'Origin, Access-Control-Request-Headers',
      },
      handled: false,
    },
  },
  {
    step: 'more than 8 KiB of names, none named: none',
    options: { origin: two, allowedHeaders: '*', credentials: true },
    raw: {
      method: 'OPTIONS',
      headers: {
        origin: app,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'x-a,'.repeat(2100),
      },
    },
    actual: {
      status: 204,
      headers: {
        'access-control-allow-origin': app,
        'access-control-allow-credentials': 'true',
        ...safelisted,
        vary: 'Origin, Access-Control-Request-Headers',
      },
      handled: false,
    },
  },
  {
    step: 'wildcard exposure with credentials names the headers of the response, never cookies',
    options: { origin: two, exposedHeaders: '*', credentials: true },
    handler: 'cookies',
    page: { origin: app, credentials: 'include' },
    outcome: 'shared',
    readable: ['content-type', 'vary', 'x-handler', 'x-page'],
  },
]

const rejecting: readonly OutcomeCase[] = [
  {
    step: 'rejectDisallowed, allowed: the handler runs',
    options: { origin: [app], rejectDisallowed: true },
    page: { origin: app },
    outcome: 'shared',
    actual: { status: 200, headers: onlyThrough(app), handled: true },
  },
  {
    step: 'rejectDisallowed, refused: 403 before the handler, no-store, Vary',
    options: { origin: [app], rejectDisallowed: true },
    page: { origin: evil },
    outcome: 'blocked',
    failure: 'allow-origin-missing',
    actual: rejected,
  },
  {
    step: 'rejectDisallowed, refused preflight: 403',
    options: { origin: [app], rejectDisallowed: true },
    page: { origin: evil, method: 'PUT' },
    outcome: 'blocked',
    preflight: refusedPreflight,
  },
  {
    step: 'rejectDisallowed, no Origin: passes',
    options: { origin: [app], rejectDisallowed: true },
    raw: { headers: {} },
    actual: refusedActual,
  },
  {
    step: "rejectDisallowed, the server's own page: passes",
    options: { origin: [app], rejectDisallowed: true },
    page: { origin: 'SELF', method: 'POST' },
    outcome: 'shared',
    actual: refusedActual,
  },
  {
    step: 'rejectDisallowed, Sec-Fetch-Site says same-origin: passes',
    options: { origin: [app], rejectDisallowed: true },
    raw: { method: 'POST', headers: { origin: 'https://behind-a-proxy.example', 'sec-fetch-site': 'same-origin' } },
    actual: refusedActual,
  },
  {
    step: 'rejectDisallowed, Sec-Fetch-Site says none: passes',
    options: { origin: [app], rejectDisallowed: true },
    raw: { method: 'POST', headers: { origin: evil, 'sec-fetch-site': 'none' } },
    actual: refusedActual,
  },
  {
    step: 'rejectDisallowed, Sec-Fetch-Site says same-site: it decides, whatever the URL says',
    options: { origin: [app], rejectDisallowed: true },
    raw: { method: 'POST', headers: { origin: 'SELF', 'sec-fetch-site': 'same-site' } },
    actual: rejected,
  },
  {
    step: 'rejectDisallowed with ownOrigins: the own origin passes',
    options: { origin: [app], rejectDisallowed: true, ownOrigins: ['https://own.example'] },
    raw: { method: 'POST', headers: { origin: 'https://own.example' } },
    actual: refusedActual,
  },
  {
    step: "rejectDisallowed with ownOrigins: the URL's origin does not",
    options: { origin: [app], rejectDisallowed: true, ownOrigins: ['https://own.example'] },
    raw: { method: 'POST', headers: { origin: 'SELF' } },
    actual: rejected,
  },
  {
    step: 'rejectDisallowed never reads X-Forwarded-Host',
    options: { origin: [app], rejectDisallowed: true },
    raw: {
      method: 'POST',
      headers: { origin: evil, 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    },
    actual: rejected,
  },
  {
    step: 'rejectDisallowed, an Origin that is only the beginning of the URL: 403',
    options: { origin: [app], rejectDisallowed: true },
    raw: { method: 'POST', headers: { origin: 'http:/' } },
    actual: rejected,
  },
  {
    step: 'rejectDisallowed, an Origin that is more than the origin of the URL: 403',
    options: { origin: [app], rejectDisallowed: true },
    raw: { method: 'POST', headers: { origin: 'SELF/' } },
    actual: rejected,
  },
  {
    step: 'rejectDisallowed, sandboxed page: 403',
    options: { origin: [app], rejectDisallowed: true },
    page: { origin: 'null' },
    outcome: 'blocked',
    actual: rejected,
  },
]

const refusedOrigin = 'https://origin-refused.invalid'

const debugging: readonly OutcomeCase[] = [
  {
    step: 'debug, refused: the console is told by an origin that nobody has',
    options: { origin: two, debug: true, credentials: true },
    page: { origin: evil },
    outcome: 'blocked',
    failure: 'allow-origin-mismatch',
    actual: { status: 200, headers: onlyThrough(refusedOrigin), handled: true },
  },
  {
    step: 'debug, refused preflight: 200 with the reason',
    options: { origin: app, debug: true },
    page: { origin: evil, method: 'PUT' },
    outcome: 'blocked',
    failure: 'preflight-allow-origin-mismatch',
    preflight: { status: 200, headers: { ...onlyThrough(refusedOrigin), 'cache-control': 'no-store' } },
  },
  {
    step: 'debug, sandboxed page: blocked',
    options: { origin: app, debug: true },
    page: { origin: 'null' },
    outcome: 'blocked',
    failure: 'allow-origin-mismatch',
  },
  {
    step: 'debug, the very origin that nobody has: blocked',
    options: { origin: app, debug: true },
    page: { origin: refusedOrigin },
    outcome: 'blocked',
    failure: 'allow-origin-missing',
    actual: refusedActual,
  },
  {
    step: 'debug, allowed: as without',
    options: { origin: app, debug: true },
    page: { origin: app },
    outcome: 'shared',
    actual: { status: 200, headers: onlyThrough(app), handled: true },
  },
  {
    step: 'debug, no Origin: as without',
    options: { origin: app, debug: true },
    raw: { headers: {} },
    actual: refusedActual,
  },
  {
    step: 'debug with rejectDisallowed: 403 with the reason',
    options: { origin: app, debug: true, rejectDisallowed: true },
    page: { origin: evil },
    outcome: 'blocked',
    actual: { status: 403, headers: { ...onlyThrough(refusedOrigin), 'cache-control': 'no-store' }, handled: false },
  },
]

const rules: readonly OutcomeCase[] = [
  {
    step: 'subdomain pattern: one label, shared',
    options: { origin: 'https://*.example.com' },
    page: { origin: app },
    outcome: 'shared',
    actual: { status: 200, headers: onlyThrough(app), handled: true },
  },
  {
    step: 'subdomain pattern: the domain itself is refused',
    options: { origin: 'https://*.example.com' },
    page: { origin: 'https://example.com' },
    outcome: 'blocked',
  },
  {
    step: 'subdomain pattern: a look-alike is refused',
    options: { origin: 'https://*.example.com' },
    page: { origin: 'https://evilexample.com' },
    outcome: 'blocked',
  },
  {
    step: 'any port: shared',
    options: { origin: 'http://localhost:*', credentials: true },
    page: { origin: 'http://localhost:5173', credentials: 'include' },
    outcome: 'shared',
  },
  {
    step: 'RegExp: shared where the whole origin matches',
    options: { origin: /^https:\/\/pr-[0-9]+\.example\.com$/ },
    page: { origin: 'https://pr-7.example.com' },
    outcome: 'shared',
  },
  {
    step: 'RegExp with alternatives: each is anchored',
    options: { origin: /^https:\/\/a\.example|https:\/\/b\.example$/ },
    page: { origin: 'https://a.example.evil.example' },
    outcome: 'blocked',
  },
  {
    step: 'predicate: true shares',
    options: { origin: (origin) => origin.endsWith('.example.com') },
    page: { origin: app },
    outcome: 'shared',
    actual: { status: 200, headers: onlyThrough(app), handled: true },
  },
  {
    step: 'predicate with vary: named in Vary',
    options: { origin: () => true, vary: ['X-Tenant'] },
    page: { origin: app },
    outcome: 'shared',
    actual: {
      status: 200,
      headers: { 'access-control-allow-origin': app, vary: 'Origin, x-tenant' },
      handled: true,
    },
  },
  {
    step: 'predicate that throws: refused, not cached',
    options: {
      origin: () => {
        throw new Error('store is down')
      },
    },
    handler: 'cached',
    page: { origin: app },
    outcome: 'blocked',
    failure: 'allow-origin-missing',
    actual: { status: 200, headers: { 'cache-control': 'no-store', vary: 'Origin' }, handled: true },
  },
  {
    step: 'plain http with credentials is refused, whatever a predicate says',
    options: { origin: () => true, credentials: true },
    page: { origin: 'http://app.example.com', credentials: 'include' },
    outcome: 'blocked',
    failure: 'allow-origin-missing',
    actual: refusedActual,
  },
  {
    step: 'plain http with credentials is refused, whatever lookup says',
    options: { lookup: async () => true, credentials: true },
    page: { origin: 'http://app.example.com', credentials: 'include' },
    outcome: 'blocked',
    failure: 'allow-origin-missing',
  },
  {
    step: 'plain http from loopback may have credentials',
    options: { origin: /^http:\/\/(?:localhost|127\.0\.0\.1):3000$/, credentials: true },
    page: { origin: 'http://127.0.0.1:3000', credentials: 'include' },
    outcome: 'shared',
  },
  {
    step: 'plain http with credentials is admitted by dangerouslyAllowInsecureOrigins',
    options: { origin: () => true, credentials: true, dangerouslyAllowInsecureOrigins: true },
    page: { origin: 'http://app.example.com', credentials: 'include' },
    outcome: 'shared',
  },
  {
    step: 'plain http without credentials is an origin like another',
    options: { origin: () => true },
    page: { origin: 'http://app.example.com' },
    outcome: 'shared',
  },
  {
    step: 'predicates never see null, a combined or a malformed value',
    options: { origin: () => true },
    raw: { headers: { origin: `${app}, ${evil}` } },
    actual: refusedActual,
  },
  {
    step: 'null is refused without dangerouslyAllowNullOrigin',
    options: { origin: () => true },
    page: { origin: 'null' },
    outcome: 'blocked',
    failure: 'allow-origin-missing',
  },
  {
    step: 'null is admitted by dangerouslyAllowNullOrigin',
    options: { origin: app, dangerouslyAllowNullOrigin: true },
    page: { origin: 'null' },
    outcome: 'shared',
    actual: { status: 200, headers: onlyThrough('null'), handled: true },
  },
  {
    step: 'a custom scheme is an origin like another',
    options: { origin: ['capacitor://localhost', 'chrome-extension://abcdefghijklmnop'], credentials: true },
    page: { origin: 'capacitor://localhost', credentials: 'include' },
    outcome: 'shared',
  },
  {
    step: 'lookup: true shares',
    options: { lookup: async (origin) => origin === app },
    page: { origin: app, method: 'PUT' },
    outcome: 'blocked',
    failure: 'preflight-method',
    preflight: { status: 204, headers: { ...onlyThrough(app), ...safelisted } },
  },
  {
    step: 'lookup: false refuses',
    options: { origin: app, lookup: async () => false },
    handler: 'cached',
    page: { origin: evil },
    outcome: 'blocked',
    actual: { status: 200, headers: { 'cache-control': 'public, max-age=60', vary: 'Origin' }, handled: true },
  },
  {
    step: 'lookup: a rule before it decides',
    options: { origin: app, lookup: () => Promise.reject(new Error('not to be asked')) },
    page: { origin: app },
    outcome: 'shared',
  },
  {
    step: 'lookup: a page of an own origin that is not the one of the URL needs it, and is shared with',
    options: { lookup: async (origin) => origin === app, ownOrigins: [app, other], rejectDisallowed: true },
    page: { origin: app },
    outcome: 'shared',
    actual: { status: 200, headers: onlyThrough(app), handled: true },
  },
  {
    step: 'lookup: an own origin that it does not admit passes, and is not shared with',
    options: { lookup: async (origin) => origin === app, ownOrigins: [app, other], rejectDisallowed: true },
    page: { origin: other },
    outcome: 'blocked',
    actual: refusedActual,
  },
  {
    step: "lookup is not asked about the URL's own origin",
    options: { lookup: () => Promise.reject(new Error('not to be asked')) },
    page: { origin: 'SELF', method: 'POST' },
    outcome: 'shared',
    actual: refusedActual,
  },
  {
    step: 'lookup that rejects: refused, not cached',
    options: { lookup: () => Promise.reject(new Error('store is down')) },
    handler: 'cached',
    page: { origin: app },
    outcome: 'blocked',
    actual: { status: 200, headers: { 'cache-control': 'no-store', vary: 'Origin' }, handled: true },
  },
  {
    step: 'lookup that never settles: cut off and refused, not cached',
    options: { lookup: () => new Promise(() => {}), lookupTimeout: 20 },
    page: { origin: app, method: 'PUT' },
    outcome: 'blocked',
    preflight: refusedPreflight,
  },
]

const responses: readonly OutcomeCase[] = [
  {
    step: 'Vary is not repeated',
    options: { origin: two },
    handler: 'varying',
    page: { origin: app },
    outcome: 'shared',
    actual: {
      status: 200,
      headers: { 'access-control-allow-origin': app, vary: 'Accept-Encoding, ORIGIN' },
      handled: true,
    },
  },
  {
    step: 'Vary is merged, refusals included',
    options: { origin: two },
    handler: 'varyingOtherwise',
    page: { origin: evil },
    outcome: 'blocked',
    actual: { status: 200, headers: { vary: 'Accept-Encoding, Origin' }, handled: true },
  },
  {
    step: 'Vary: * stays as it is',
    options: { origin: two },
    handler: 'varyingWholly',
    page: { origin: app },
    outcome: 'shared',
    actual: { status: 200, headers: { 'access-control-allow-origin': app, vary: '*' }, handled: true },
  },
  {
    step: "an upstream's CORS headers are replaced",
    options: { origin: two },
    handler: 'upstream',
    page: { origin: app },
    outcome: 'shared',
    actual: { status: 200, headers: onlyThrough(app), handled: true },
  },
  {
    step: "an upstream's CORS headers are removed for a refused origin",
    options: { origin: two },
    handler: 'upstream',
    page: { origin: evil },
    outcome: 'blocked',
    failure: 'allow-origin-missing',
    actual: refusedActual,
  },
  {
    step: "an upstream's CORS headers are removed without Origin",
    options: { origin: two },
    handler: 'upstream',
    raw: { headers: {} },
    actual: refusedActual,
  },
  ...(['empty', 'bodyless', 'redirect', 'unauthorized', 'failure', 'cookies'] as const).map(
    (handler): OutcomeCase => ({
      step: `handler "${handler}": shared with its own status, body and cookies`,
      options: { origin: two },
      handler,
      page: { origin: app },
      outcome: 'shared',
    }),
  ),
  {
    step: 'HEAD: shared',
    options: { origin: two },
    page: { origin: app, method: 'HEAD' },
    outcome: 'shared',
    actual: { status: 200, headers: onlyThrough(app), handled: true },
  },
]

/** The table of DESIGN.md, "What goes out", and the lines under it. */
export const outcomes: readonly OutcomeCase[] = [
  ...constantPolicies,
  ...originDependent,
  ...echoes,
  ...rejecting,
  ...debugging,
  ...rules,
  ...responses,
]
