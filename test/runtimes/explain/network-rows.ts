import type { RowCall, RowResult } from './rows.ts'

/** Calls of a page to a server on the network. */
export interface NetworkRow {
  readonly step: string
  readonly calls: readonly (Omit<RowCall, 'body' | 'asRequest'> & { readonly body?: string })[]
  readonly got: readonly RowResult[]
  /** What comes in: method and path, then those headers that a browser must have sent, then the body. */
  readonly received: readonly (readonly string[])[]
}

/** Same site with the server, so that its cookies come back. */
export const pageOfNetwork = 'http://127.0.0.1:3000'

const chunked = { type: 'cors', status: 200, headers: { 'content-type': 'text/plain' }, body: 'hello' } as const
const plain = { ...chunked, headers: { ...chunked.headers, 'content-length': '5' } } as const
const from = `origin: ${pageOfNetwork}`

export const networkRows: readonly NetworkRow[] = [
  {
    step: 'Origin and the headers of a preflight arrive',
    calls: [{ url: '/a', method: 'PUT', headers: { 'x-id': '1', 'content-type': 'text/plain' }, body: 'tea' }],
    got: [plain],
    received: [
      ['OPTIONS /a', 'access-control-request-headers: x-id', 'access-control-request-method: PUT', from],
      ['PUT /a', 'content-type: text/plain', from, 'x-id: 1', 'tea'],
    ],
  },
  {
    step: 'cookies are kept and sent',
    calls: [
      { url: '/log-in', credentials: 'include' },
      { url: '/a', credentials: 'include' },
      { url: '/a', credentials: 'omit' },
    ],
    got: [plain, plain, plain],
    received: [
      ['GET /log-in', from],
      ['GET /a', 'cookie: a=1; b=2', from],
      ['GET /a', from],
    ],
  },
  {
    step: 'redirects are followed by the user agent',
    calls: [{ url: '/moved' }, { url: '/moved', redirect: 'manual' }, { url: '/moved', redirect: 'error' }],
    got: [
      { ...plain, redirected: true },
      { type: 'opaqueredirect', status: 0, headers: {}, body: '' },
      { blocked: 'redirect-mode-error', phase: 'response' },
    ],
    received: [
      ['GET /moved', from],
      ['GET /a', from],
      ['GET /moved', from],
      ['GET /moved', from],
    ],
  },
  {
    step: 'behind a redirect to another origin the origin is null at the next one',
    calls: [{ url: '/moved-away', method: 'POST', body: 'tea' }],
    got: [{ blocked: 'allow-origin-mismatch', phase: 'response' }],
    received: [
      ['POST /moved-away', 'content-type: text/plain;charset=UTF-8', from, 'tea'],
      ['POST /named', 'content-type: text/plain;charset=UTF-8', 'origin: null', 'tea'],
    ],
  },
  {
    step: 'what is compressed on the network is read as it was',
    calls: [{ url: '/compressed' }],
    got: [chunked],
    received: [['GET /compressed', from]],
  },
  {
    step: 'an answer that is not HTTP is an error of the network',
    calls: [{ url: '/broken' }],
    got: [{ blocked: 'network-error', phase: 'response' }],
    received: [['GET /broken', from]],
  },
]
