import type { CorsOptions } from '../../../src/index.ts'

/** What happens between a page and a server, as data: it must be the same in every runtime and in web pages. */
export interface ExplainRow {
  readonly step: string
  /** The page's calls of `fetch`, one after the other. */
  readonly calls: readonly RowCall[]
  /** What the server answers, by path; the first part is for preflights, where it differs. */
  readonly server: Readonly<Record<string, RowAnswer>>
  /** A policy of `createCors`, around all answers. */
  readonly policy?: CorsOptions
  /** Where it goes another way, and why. */
  readonly otherwise?: Readonly<Record<string, string>>
  /** What the page gets of each call. */
  readonly got: readonly RowResult[]
  /** The requests that the server's function sees: method and path, the headers in order of names, the body. */
  readonly seen: readonly (readonly string[])[]
}

export interface RowCall {
  /** Under https://api.example.com, unless whole. */
  readonly url: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly credentials?: 'omit' | 'same-origin' | 'include'
  readonly mode?: 'cors' | 'no-cors' | 'same-origin'
  readonly redirect?: 'follow' | 'error' | 'manual'
  readonly body?: RowBody
  /** Passes a `Request` of the runtime instead of a URL and its members. */
  readonly asRequest?: true
}

export type RowBody =
  | { readonly text: string }
  | { readonly bytes: readonly number[] }
  | { readonly blob: string; readonly type: string }
  | { readonly search: string }
  | { readonly form: Readonly<Record<string, string>> }
  | { readonly stream: readonly string[] }

export interface RowAnswer extends RowReply {
  /** For `OPTIONS` with `Access-Control-Request-Method`; without it they get the same. */
  readonly preflight?: RowReply
}

export interface RowReply {
  /** 200 if absent. */
  readonly status?: number
  readonly headers?: readonly (readonly [string, string])[]
  readonly body?: string
  /** Answers with lines on the wire instead of a `Response`. */
  readonly raw?: true
  /** Throws an error with this text instead. */
  readonly throws?: string
}

/** A response as the page sees it, or the reason of the error. */
export type RowResult =
  | { readonly blocked: string; readonly phase: string }
  | {
      readonly type: string
      readonly status: number
      readonly redirected?: true
      readonly headers: Readonly<Record<string, string>>
      readonly body: string
    }

export const app = 'https://app.example.com'

const shared = ['access-control-allow-origin', app] as const
const withCookies = ['access-control-allow-credentials', 'true'] as const
const text = ['content-type', 'text/plain'] as const
const plain = { type: 'cors', status: 200, headers: { 'content-type': 'text/plain' } } as const
const from = `origin: ${app}`

function allow(...lines: readonly (readonly [string, string])[]): RowReply {
  return { status: 204, headers: [shared, ...lines] }
}

export const explainRows: readonly ExplainRow[] = [
  {
    step: 'a simple request',
    calls: [{ url: '/a' }],
    server: { '/a': { headers: [shared, text], body: 'hello' } },
    got: [{ ...plain, body: 'hello' }],
    seen: [['GET /a', from]],
  },
  {
    step: 'a Request of the runtime',
    calls: [{ url: '/a', asRequest: true, headers: { 'x-id': '1' } }],
    server: {
      '/a': { headers: [shared, text], body: 'hello', preflight: allow(['access-control-allow-headers', 'x-id']) },
    },
    got: [{ ...plain, body: 'hello' }],
    seen: [
      ['OPTIONS /a', 'access-control-request-headers: x-id', 'access-control-request-method: GET', from],
      ['GET /a', from, 'x-id: 1'],
    ],
  },
  {
    step: 'a preflighted PUT, written in lower case',
    calls: [{ url: '/a', method: 'put', body: { text: 'tea' } }],
    server: {
      '/a': { headers: [shared, text], body: 'kept', preflight: allow(['access-control-allow-methods', 'PUT']) },
    },
    got: [{ ...plain, body: 'kept' }],
    seen: [
      ['OPTIONS /a', 'access-control-request-method: PUT', from],
      ['PUT /a', 'content-type: text/plain;charset=UTF-8', from, 'tea'],
    ],
  },
  {
    step: 'patch in lower case stays so, and is blocked where PATCH is allowed',
    calls: [
      { url: '/lower', method: 'patch' },
      { url: '/upper', method: 'patch' },
    ],
    server: {
      '/lower': {
        headers: [shared, text],
        body: 'patched',
        preflight: allow(['access-control-allow-methods', 'patch']),
      },
      '/upper': { headers: [shared], preflight: allow(['access-control-allow-methods', 'PATCH']) },
    },
    got: [
      { ...plain, body: 'patched' },
      { blocked: 'preflight-method', phase: 'preflight' },
    ],
    seen: [
      ['OPTIONS /lower', 'access-control-request-method: patch', from],
      ['patch /lower', from],
      ['OPTIONS /upper', 'access-control-request-method: patch', from],
    ],
  },
  {
    step: 'a method that no standard has',
    otherwise: { workerd: 'It knows no such methods: its Request refuses them, and no Worker gets one' },
    calls: [{ url: '/a', method: 'CHICKEN', body: { text: 'cluck' } }],
    server: {
      '/a': { headers: [shared, text], body: 'egg', preflight: allow(['access-control-allow-methods', 'CHICKEN']) },
    },
    got: [{ ...plain, body: 'egg' }],
    seen: [
      ['OPTIONS /a', 'access-control-request-method: CHICKEN', from],
      ['CHICKEN /a', 'content-type: text/plain;charset=UTF-8', from, 'cluck'],
    ],
  },
  {
    step: 'custom headers, and those that no page may set',
    calls: [
      { url: '/a', headers: { 'X-B': '2', 'x-a': '1', Cookie: 'mine', Origin: 'https://evil.example', Host: 'h' } },
    ],
    server: {
      '/a': { headers: [shared, text], body: 'hello', preflight: allow(['access-control-allow-headers', 'X-A, X-B']) },
    },
    got: [{ ...plain, body: 'hello' }],
    seen: [
      ['OPTIONS /a', 'access-control-request-headers: x-a,x-b', 'access-control-request-method: GET', from],
      ['GET /a', from, 'x-a: 1', 'x-b: 2'],
    ],
  },
  {
    step: 'cookies are set by lines on the wire and sent, not with preflights',
    calls: [
      { url: '/log-in', credentials: 'include' },
      { url: '/a', credentials: 'include', method: 'DELETE' },
      { url: '/a' },
    ],
    server: {
      '/log-in': {
        raw: true,
        headers: [
          shared,
          withCookies,
          text,
          ['set-cookie', 'a=1; Secure; Path=/'],
          ['Set-Cookie', 'b=2; Secure; HttpOnly; Path=/'],
        ],
        body: 'in',
      },
      '/a': {
        headers: [shared, withCookies, text],
        body: 'gone',
        preflight: allow(withCookies, ['access-control-allow-methods', 'DELETE']),
      },
    },
    got: [
      { ...plain, body: 'in' },
      { ...plain, body: 'gone' },
      { ...plain, body: 'gone' },
    ],
    seen: [
      ['GET /log-in', from],
      ['OPTIONS /a', 'access-control-request-method: DELETE', from],
      ['DELETE /a', 'cookie: a=1; b=2', from],
      ['GET /a', from],
    ],
  },
  {
    step: 'a chain of redirects, through another site, with another method',
    calls: [{ url: '/1', method: 'POST', body: { text: 'tea' }, headers: { 'content-language': 'en' } }],
    server: {
      '/1': { status: 307, headers: [shared, ['location', '/2']] },
      '/2': { status: 302, headers: [shared, ['location', 'https://other.example/3']] },
      '/3': { headers: [shared, text], body: 'there' },
    },
    got: [{ blocked: 'allow-origin-mismatch', phase: 'response' }],
    seen: [
      ['POST /1', 'content-language: en', 'content-type: text/plain;charset=UTF-8', from, 'tea'],
      ['POST /2', 'content-language: en', 'content-type: text/plain;charset=UTF-8', from, 'tea'],
      ['GET /3', 'origin: null'],
    ],
  },
  {
    step: 'a redirect that comes back to another origin',
    calls: [{ url: '/1' }],
    server: {
      '/1': { status: 302, headers: [shared, ['location', 'https://other.example/2']] },
      '/2': {
        status: 302,
        headers: [
          ['access-control-allow-origin', '*'],
          ['location', 'https://api.example.com/3'],
        ],
      },
      '/3': { headers: [['access-control-allow-origin', '*'], text], body: 'back' },
    },
    got: [{ ...plain, redirected: true, body: 'back' }],
    seen: [
      ['GET /1', from],
      ['GET /2', 'origin: null'],
      ['GET /3', 'origin: null'],
    ],
  },
  {
    step: 'headers that are exposed and those that are not',
    calls: [{ url: '/a' }],
    server: {
      '/a': {
        raw: true,
        headers: [
          shared,
          text,
          ['X-Shown', '1'],
          ['x-shown', '2'],
          ['x-hidden', '3'],
          ['set-cookie', 'a=1'],
          ['cache-control', 'no-store'],
          ['Access-Control-Expose-Headers', 'X-Shown, set-cookie'],
        ],
        body: 'hello',
      },
    },
    got: [
      {
        ...plain,
        headers: { 'cache-control': 'no-store', 'content-type': 'text/plain', 'x-shown': '1, 2' },
        body: 'hello',
      },
    ],
    seen: [['GET /a', from]],
  },
  {
    step: 'no-cors is opaque',
    calls: [{ url: '/a', mode: 'no-cors', method: 'POST', body: { text: 'ping' }, headers: { 'x-id': '1' } }],
    server: { '/a': { headers: [text, ['x-hidden', '1']], body: 'secret' } },
    got: [{ type: 'opaque', status: 0, headers: {}, body: '' }],
    seen: [['POST /a', 'content-type: text/plain;charset=UTF-8', from, 'ping']],
  },
  {
    step: 'a redirect that is not followed is opaque',
    calls: [{ url: '/a', redirect: 'manual' }],
    server: { '/a': { status: 302, headers: [shared, ['location', '/b']] } },
    got: [{ type: 'opaqueredirect', status: 0, headers: {}, body: '' }],
    seen: [['GET /a', from]],
  },
  {
    step: 'blocked before anything is sent',
    calls: [
      { url: 'http://api.example.com/a' },
      { url: 'https://api.example.com:25/a' },
      { url: '/a', mode: 'same-origin' },
      { url: '/a', method: 'TRACE' },
    ],
    server: {},
    got: [
      { blocked: 'mixed-content', phase: 'request' },
      { blocked: 'bad-port', phase: 'request' },
      { blocked: 'mode-same-origin', phase: 'request' },
      { blocked: 'request-refused', phase: 'request' },
    ],
    seen: [],
  },
  {
    step: 'blocked in the preflight',
    calls: [
      { url: '/missing', method: 'PUT' },
      { url: '/status', method: 'PUT' },
      { url: '/header', headers: { authorization: 'Bearer 1' } },
    ],
    server: {
      '/missing': { preflight: { status: 204 } },
      '/status': { preflight: { status: 401, headers: [shared, text], body: 'no' } },
      '/header': { preflight: allow(['access-control-allow-headers', '*']) },
    },
    got: [
      { blocked: 'preflight-allow-origin-missing', phase: 'preflight' },
      { blocked: 'preflight-status', phase: 'preflight' },
      { blocked: 'preflight-header', phase: 'preflight' },
    ],
    seen: [
      ['OPTIONS /missing', 'access-control-request-method: PUT', from],
      ['OPTIONS /status', 'access-control-request-method: PUT', from],
      ['OPTIONS /header', 'access-control-request-headers: authorization', 'access-control-request-method: GET', from],
    ],
  },
  {
    step: 'blocked in the response, or without one',
    calls: [{ url: '/missing' }, { url: '/twice' }, { url: '/star', credentials: 'include' }, { url: '/crash' }],
    server: {
      '/missing': { headers: [text], body: 'secret' },
      '/twice': { raw: true, headers: [shared, shared] },
      '/star': { headers: [['access-control-allow-origin', '*']] },
      '/crash': { throws: 'The database is gone' },
    },
    got: [
      { blocked: 'allow-origin-missing', phase: 'response' },
      { blocked: 'allow-origin-multiple', phase: 'response' },
      { blocked: 'allow-origin-wildcard-with-credentials', phase: 'response' },
      { blocked: 'network-error', phase: 'response' },
    ],
    seen: [
      ['GET /missing', from],
      ['GET /twice', from],
      ['GET /star', from],
      ['GET /crash', from],
    ],
  },
  {
    step: 'kinds of bodies and their types',
    calls: [
      { url: '/a', method: 'POST', body: { bytes: [104, 105] } },
      { url: '/a', method: 'POST', body: { search: 'a=1&b=%20' } },
      { url: '/a', method: 'POST', body: { form: { a: '1' } } },
      { url: '/a', method: 'POST', body: { blob: 'tea', type: 'image/png' } },
      { url: '/a', method: 'POST', body: { blob: 'tea', type: '' } },
    ],
    server: { '/a': { headers: [shared, text], preflight: allow(['access-control-allow-headers', 'content-type']) } },
    got: [
      { ...plain, body: '' },
      { ...plain, body: '' },
      { ...plain, body: '' },
      { ...plain, body: '' },
      { ...plain, body: '' },
    ],
    seen: [
      ['POST /a', from, 'hi'],
      ['POST /a', 'content-type: application/x-www-form-urlencoded;charset=UTF-8', from, 'a=1&b=+'],
      ['POST /a', 'content-type: multipart/form-data', from, 'a=1'],
      ['OPTIONS /a', 'access-control-request-headers: content-type', 'access-control-request-method: POST', from],
      ['POST /a', 'content-type: image/png', from, 'tea'],
      ['POST /a', from, 'tea'],
    ],
  },
  {
    step: 'a stream as the body',
    calls: [
      { url: '/a', method: 'POST', body: { stream: ['te', 'a'] } },
      { url: '/moved', method: 'POST', body: { stream: ['te', 'a'] } },
    ],
    server: {
      '/a': { headers: [shared, text], body: 'kept', preflight: allow() },
      '/moved': { status: 307, headers: [shared, ['location', '/a']], preflight: allow() },
    },
    got: [
      { ...plain, body: 'kept' },
      { blocked: 'redirect-body', phase: 'response' },
    ],
    seen: [
      ['OPTIONS /a', 'access-control-request-method: POST', from],
      ['POST /a', from, 'tea'],
      ['OPTIONS /moved', 'access-control-request-method: POST', from],
      ['POST /moved', from, 'tea'],
    ],
  },
  {
    step: 'a preflight is kept',
    calls: [
      { url: '/a', method: 'PUT' },
      { url: '/a', method: 'PUT' },
      { url: '/a', method: 'DELETE' },
    ],
    server: {
      '/a': {
        headers: [shared, text],
        body: 'done',
        preflight: allow(['access-control-allow-methods', 'PUT'], ['access-control-max-age', '600']),
      },
    },
    got: [
      { ...plain, body: 'done' },
      { ...plain, body: 'done' },
      { blocked: 'preflight-method', phase: 'preflight' },
    ],
    seen: [
      ['OPTIONS /a', 'access-control-request-method: PUT', from],
      ['PUT /a', from],
      ['PUT /a', from],
      ['OPTIONS /a', 'access-control-request-method: DELETE', from],
    ],
  },
  {
    step: 'a policy of createCors',
    calls: [
      { url: '/a', method: 'PUT', credentials: 'include', headers: { 'x-id': '1' }, body: { text: 'tea' } },
      { url: '/a', method: 'DELETE', credentials: 'include' },
    ],
    server: { '/a': { headers: [text, ['x-request-id', '7']], body: 'kept' } },
    policy: {
      origin: [app, 'https://*.preview.example.com'],
      methods: ['PUT'],
      allowedHeaders: ['x-id'],
      exposedHeaders: ['x-request-id'],
      credentials: true,
    },
    got: [
      { ...plain, headers: { 'content-type': 'text/plain', 'x-request-id': '7' }, body: 'kept' },
      { blocked: 'preflight-method', phase: 'preflight' },
    ],
    // The policy answers preflights itself.
    seen: [['PUT /a', 'content-type: text/plain;charset=UTF-8', from, 'x-id: 1', 'tea']],
  },
]
