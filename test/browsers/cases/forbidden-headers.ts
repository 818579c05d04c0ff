import type { BrowserCase } from '../browser-case.ts'
import { simpleOnly } from './answers.ts'

// The server refuses preflights: a header that the browser drops needs none.
const dropped: readonly (readonly [header: string, value: string])[] = [
  ['Accept-Charset', 'utf-8'],
  ['Accept-Encoding', 'gzip'],
  ['Access-Control-Request-Headers', 'x-a'],
  ['Access-Control-Request-Method', 'PUT'],
  ['Connection', 'close'],
  ['Content-Length', '3'],
  ['Cookie', 'a=b'],
  ['Cookie2', 'a=b'],
  ['Date', 'Tue, 15 Nov 1994 08:12:31 GMT'],
  ['DNT', '1'],
  ['Expect', '100-continue'],
  ['Host', 'other.example'],
  ['Keep-Alive', 'timeout=5'],
  ['Origin', 'http://other.example'],
  ['Referer', 'http://other.example/'],
  ['Set-Cookie', 'a=b'],
  ['TE', 'trailers'],
  ['Trailer', 'Expires'],
  ['Transfer-Encoding', 'chunked'],
  ['Upgrade', 'websocket'],
  ['Via', '1.1 proxy'],
  ['Proxy-Authorization', 'Basic YTpi'],
  ['Proxy-X', '1'],
  ['Sec-X', '1'],
  ['sEc-Fetch-Mode', 'navigate'],
  ['X-HTTP-Method', 'CONNECT'],
  ['X-HTTP-Method-Override', 'TRACE'],
  ['X-Method-Override', 'track'],
]

const kept: readonly (readonly [name: string, header: string, value: string])[] = [
  ['http-method-override-of-delete-blocked', 'X-HTTP-Method-Override', 'DELETE'],
  ['http-method-override-beginning-like-trace-blocked', 'X-HTTP-Method-Override', 'TRACER'],
  ['method-override-in-quotes-blocked', 'X-Method-Override', '"TRACE"'],
  ['proxy-without-hyphen-blocked', 'Proxy', '1'],
  ['section-blocked', 'Section', '1'],
]

/** https://fetch.spec.whatwg.org/#forbidden-request-header */
export const forbiddenHeaderCases: readonly BrowserCase[] = [
  ...dropped.map(([header, value]): BrowserCase => {
    const name = `forbidden-header-${header.toLowerCase()}-dropped-shared`
    return { name, calls: [{ headers: [[header, value]] }], server: { start: simpleOnly } }
  }),
  {
    name: 'forbidden-header-method-override-in-list-dropped-shared',
    calls: [{ headers: [['X-Method-Override', 'GET, TRACK']] }],
    server: { start: simpleOnly },
  },
  ...kept.map(([name, header, value]): BrowserCase => {
    return { name: `allowed-header-${name}`, calls: [{ headers: [[header, value]] }], server: { start: simpleOnly } }
  }),
]
