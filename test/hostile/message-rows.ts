import { app } from './policies.ts'

/** Where a request goes. */
export interface Place {
  readonly host: string
  /** A path under the policy that is tried. */
  readonly path: string
}

/** A whole message, or several, in Latin-1. */
export interface MessageRow {
  readonly step: string
  readonly message: (place: Place) => string
  /** True if the server may wait for more of it, so that silence is no hang. */
  readonly isUnfinished?: true
  /** True if it opens another protocol, which a server may speak. */
  readonly mayLeaveHttp1?: true
  /** True if there is a second request in its body, so that all there is to tell is whether it was taken for one. */
  readonly hidesAnother?: true
  /** The policy that it is for, beside the first; if left out, the others take turns. */
  readonly policy?: string
}

const evil = 'https://evil.example'
const close = 'Connection: close'

function write(lines: readonly string[], body = ''): string {
  return `${lines.join('\r\n')}\r\n\r\n${body}`
}

function request(step: string, method: string, lines: readonly string[], body = ''): MessageRow {
  const message = ({ host, path }: Place): string =>
    write([`${method} ${path} HTTP/1.1`, `Host: ${host}`, ...lines, close], body)
  return { step, message }
}

/** A preflight from `app`, with lines of its own. */
function preflight(step: string, lines: readonly string[], body = ''): MessageRow {
  return request(step, 'OPTIONS', [`Origin: ${app}`, ...lines], body)
}

function target(step: string, method: string, toTarget: (place: Place) => string, host?: string | null): MessageRow {
  const message = (place: Place): string => {
    const hostLine = host === null ? [] : [`Host: ${host ?? place.host}`]
    const lines = [...hostLine, `Origin: ${app}`, 'Access-Control-Request-Method: PUT', close]
    return write([`${method} ${toTarget(place)} HTTP/1.1`, ...lines])
  }
  return { step, message }
}

const put = 'Access-Control-Request-Method: PUT'

const methods: readonly MessageRow[] = [
  preflight('a method in lower case: options', [put]),
  ...['options', 'Options', 'get', 'head', 'HEAD', 'TRACE', 'TRACK', 'PURGE', 'PRI', 'M-SEARCH', 'P(UT'].map((method) =>
    request(`the method ${method}`, method, [`Origin: ${app}`, put]),
  ),
  request('a method of 8 KiB', 'A'.repeat(8192), [`Origin: ${app}`, put]),
  request('no method', '', [`Origin: ${app}`, put]),
]

const targets: readonly MessageRow[] = [
  target('absolute form', 'GET', ({ host, path }) => `http://${host}${path}`),
  target('absolute form, preflight', 'OPTIONS', ({ host, path }) => `http://${host}${path}`),
  target('absolute form with another host', 'GET', ({ path }) => `http://evil.example${path}`),
  target('absolute form that names the page', 'GET', ({ path }) => `${app}${path}`),
  target('absolute form with userinfo', 'GET', ({ host, path }) => `http://app.example.com@${host}${path}`),
  target('absolute form with another scheme', 'GET', ({ path }) => `file://${path}`),
  target('absolute form without a host', 'GET', ({ path }) => `http://${path}`),
  target('authority form', 'GET', () => 'app.example.com:443'),
  target('authority form, CONNECT', 'CONNECT', () => 'app.example.com:443'),
  target('asterisk form', 'OPTIONS', () => '*'),
  target('asterisk form, GET', 'GET', () => '*'),
  target('two slashes', 'GET', ({ path }) => `//evil.example${path}`),
  target('no slash', 'GET', ({ path }) => path.slice(1)),
  target('a backslash', 'GET', ({ path }) => `\\evil.example${path}`),
  target('dots', 'GET', ({ path }) => `${path}/../y`),
  target('a fragment', 'GET', ({ path }) => `${path}#x`),
  target('percent-encoded line ends', 'GET', ({ path }) => `${path}%0d%0aX-Injected:%201`),
  target('a broken percent-encoding', 'GET', ({ path }) => `${path}%zz%`),
  target('a bare CR', 'GET', ({ path }) => `${path}\rX-Injected:`),
  target('a bare LF', 'GET', ({ path }) => `${path}\nX-Injected:`),
  target('NUL', 'GET', ({ path }) => `${path}\0`),
  target('a tab', 'GET', ({ path }) => `${path}\t`),
  target('Latin-1', 'GET', ({ path }) => `${path}\xe9`),
  target('a target of 64 KiB', 'GET', ({ path }) => `${path}${'a'.repeat(65_536)}`),
  target('64 KiB of percent signs', 'GET', ({ path }) => `${path}?${'%'.repeat(65_536)}`),
  target('no Host', 'GET', ({ path }) => path, null),
  target('an empty Host', 'GET', ({ path }) => path, ''),
  target('a Host that is the page', 'GET', ({ path }) => path, 'app.example.com'),
  target('a Host that is another page', 'OPTIONS', ({ path }) => path, 'evil.example'),
  target('a Host with a path', 'GET', ({ path }) => path, 'app.example.com/evil'),
  target('a Host with userinfo', 'GET', ({ path }) => path, 'app.example.com@evil.example'),
  target('a Host that is half an address', 'GET', ({ path }) => path, '[::1'),
  target('a Host with white space', 'GET', ({ path }) => path, 'a b'),
  target('a Host with a port too high', 'GET', ({ path }) => path, 'localhost:99999'),
  target('a Host in Latin-1', 'GET', ({ path }) => path, '\xe9'),
  target('two Hosts', 'GET', ({ path }) => path, 'a.example\r\nHost: b.example'),
]

const requestMethods: readonly MessageRow[] = [
  ...[
    '',
    'PUT',
    'put',
    'GET',
    'PUT, DELETE',
    'PUT,',
    'P(UT',
    'P UT',
    '*',
    'PUT%0d%0aX-Injected: 1',
    'PUT\rX-Injected: 1',
  ].map((value) =>
    preflight(`Access-Control-Request-Method is ${JSON.stringify(value)}`, [`Access-Control-Request-Method: ${value}`]),
  ),
  preflight('Access-Control-Request-Method with a bare LF', ['Access-Control-Request-Method: PUT\nX-Injected: 1']),
  preflight('Access-Control-Request-Method with NUL', ['Access-Control-Request-Method: PUT\0']),
  preflight('Access-Control-Request-Method with a fold', ['Access-Control-Request-Method: PUT\r\n X-Injected: 1']),
  preflight('Access-Control-Request-Method in Latin-1', ['Access-Control-Request-Method: P\xdcT']),
  preflight('Access-Control-Request-Method twice, the same', [put, put]),
  preflight('Access-Control-Request-Method twice, others', [put, 'Access-Control-Request-Method: DELETE']),
  preflight('Access-Control-Request-Method of 8 KiB', [`Access-Control-Request-Method: ${'A'.repeat(8192)}`]),
  request('a preflight without Origin', 'OPTIONS', [put, 'Access-Control-Request-Headers: x-a']),
  request('a request that asks as a preflight', 'GET', [`Origin: ${evil}`, put, 'Access-Control-Request-Headers: x-a']),
]

const asking = (value: string): readonly string[] => [put, `Access-Control-Request-Headers: ${value}`]

const requestHeaders: readonly MessageRow[] = [
  ...[
    '',
    'x-a',
    'X-A',
    'authorization',
    'AUTHORIZATION',
    '*',
    'x-a,,x-b,',
    ',',
    'x(y',
    'x-a;x-b',
    'x a',
    'x-a:1',
    '"x-a"',
  ].map((value) => preflight(`Access-Control-Request-Headers is ${JSON.stringify(value)}`, asking(value))),
  preflight('Access-Control-Request-Headers with percent-encoded line ends', asking('x-a%0d%0aX-Injected: 1')),
  preflight('Access-Control-Request-Headers with a bare CR', asking('x-a\rX-Injected: 1')),
  preflight('Access-Control-Request-Headers with a bare LF', asking('x-a\nX-Injected: 1')),
  preflight('Access-Control-Request-Headers with a fold', asking('x-a,\r\n x-b')),
  preflight('Access-Control-Request-Headers with NUL', asking('x-a\0,x-b')),
  preflight('Access-Control-Request-Headers in Latin-1', asking('x-\xe9,x-b')),
  preflight(
    'Access-Control-Request-Headers that end a line when cut to bytes',
    asking('x-\u00c4\u008d\u00c4\u008aX-Injected'),
  ),
  preflight('Access-Control-Request-Headers names the answer', asking('access-control-allow-origin,set-cookie,vary')),
  preflight('Access-Control-Request-Headers twice', [...asking('x-a'), 'Access-Control-Request-Headers: x-b']),
  preflight('64 KiB of commas', asking(','.repeat(65_536))),
  preflight('64 KiB of spaces', asking(`x-a${' '.repeat(65_536)},x-b`)),
  preflight('64 KiB of names', asking('a,'.repeat(32_768))),
  preflight('64 KiB of one name', asking('a'.repeat(65_536))),
  preflight('8 KiB of names', asking('a,'.repeat(4096).slice(0, 8192))),
  preflight('ten thousand lines that ask', [
    put,
    ...Array.from({ length: 10_000 }, () => 'Access-Control-Request-Headers: x-a'),
  ]),
  preflight('ten thousand lines of other names', [
    put,
    ...Array.from({ length: 10_000 }, (_, index) => `X-${index}: 1`),
  ]),
]

const bodies: readonly MessageRow[] = [
  preflight('a preflight with a body', [put, 'Content-Length: 5'], 'hello'),
  preflight('a preflight with a chunked body', [put, 'Transfer-Encoding: chunked'], '5\r\nhello\r\n0\r\n\r\n'),
  preflight(
    'a preflight with chunk extensions and trailers',
    [put, 'Transfer-Encoding: chunked', 'Trailer: Origin'],
    `5;a=b\r\nhello\r\n0\r\nOrigin: ${evil}\r\n\r\n`,
  ),
  preflight('a preflight that expects to go on', [put, 'Content-Length: 5', 'Expect: 100-continue'], 'hello'),
  preflight('a preflight that expects something else', [put, 'Expect: everything']),
  { ...preflight('a preflight whose body does not come', [put, 'Content-Length: 10']), isUnfinished: true },
  { ...preflight('a preflight whose chunks do not come', [put, 'Transfer-Encoding: chunked']), isUnfinished: true },
  {
    ...request('a head that does not end', 'GET', [`Origin: ${app}`]),
    message: ({ host, path }) => `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${app}\r\n`,
    isUnfinished: true,
  },
  preflight('a preflight that upgrades', [
    put,
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  ]),
  preflight('a preflight that upgrades to HTTP/2', [put, 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA']),
]

/** A request of another page that a server must not see as one that was let in. */
const smuggled = ({ host, path }: Place): string =>
  write([`GET ${path} HTTP/1.1`, `Host: ${host}`, `Origin: ${evil}`, 'X-Smuggled: 1', close])

function smuggle(step: string, lines: readonly string[], body: (place: Place) => string): MessageRow {
  const message = (place: Place): string =>
    write([`POST ${place.path} HTTP/1.1`, `Host: ${place.host}`, `Origin: ${app}`, ...lines], body(place))
  return { step, message, isUnfinished: true, hidesAnother: true }
}

const withEnd = (place: Place): string => `0\r\n\r\n${smuggled(place)}`

const smuggling: readonly MessageRow[] = [
  smuggle('two requests in a row', ['Content-Length: 0'], smuggled),
  smuggle('Content-Length and Transfer-Encoding', ['Content-Length: 5', 'Transfer-Encoding: chunked'], withEnd),
  smuggle('Transfer-Encoding and Content-Length', ['Transfer-Encoding: chunked', 'Content-Length: 5'], withEnd),
  smuggle('two lengths', ['Content-Length: 0', 'Content-Length: 5'], withEnd),
  smuggle('a list of lengths', ['Content-Length: 0, 5'], withEnd),
  smuggle('a length with a sign', ['Content-Length: +5'], withEnd),
  smuggle('a negative length', ['Content-Length: -1'], withEnd),
  smuggle('a length in hexadecimal', ['Content-Length: 0x5'], withEnd),
  smuggle('white space before the colon of a length', ['Content-Length : 5'], withEnd),
  smuggle('white space before the colon of a coding', ['Transfer-Encoding : chunked'], withEnd),
  smuggle('an unknown coding', ['Transfer-Encoding: xchunked'], withEnd),
  smuggle('a coding after chunked', ['Transfer-Encoding: chunked, identity'], withEnd),
  smuggle('two codings', ['Transfer-Encoding: chunked', 'Transfer-Encoding: identity'], withEnd),
  smuggle('a coding with a vertical tab', ['Transfer-Encoding: \x0bchunked'], withEnd),
  smuggle('a folded coding', ['Transfer-Encoding:\r\n chunked'], withEnd),
  smuggle('a chunk size with a bare LF', ['Transfer-Encoding: chunked'], (place) => `0\n\r\n${smuggled(place)}`),
  smuggle(
    'a chunk size that overflows',
    ['Transfer-Encoding: chunked'],
    (place) => `100000000000000000\r\n${smuggled(place)}`,
  ),
  smuggle('a chunk size with a sign', ['Transfer-Encoding: chunked'], (place) => `+0\r\n\r\n${smuggled(place)}`),
]

const versions: readonly MessageRow[] = [
  ...['HTTP/1.0', 'HTTP/1.2', 'HTTP/2.0', 'HTTP/0.9', 'HTTP/1', 'http/1.1', 'HTTPS/1.1', ''].map(
    (version): MessageRow => ({
      step: `the version ${JSON.stringify(version)}`,
      message: ({ host, path }) => write([`GET ${path} ${version}`.trim(), `Host: ${host}`, `Origin: ${app}`, close]),
    }),
  ),
  { step: 'HTTP/1.0 without Host', message: ({ path }) => write([`GET ${path} HTTP/1.0`, `Origin: ${app}`]) },
  {
    step: 'HTTP/1.0 without Host, preflight',
    message: ({ path }) => write([`OPTIONS ${path} HTTP/1.0`, `Origin: ${app}`, put]),
  },
  { step: 'HTTP/0.9', message: ({ path }) => `GET ${path}\r\n`, isUnfinished: true },
  {
    step: 'the preface of HTTP/2',
    message: () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0',
    isUnfinished: true,
    mayLeaveHttp1: true,
  },
  {
    step: 'a hello of TLS',
    message: () => `\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03${'\0'.repeat(32)}`,
    isUnfinished: true,
  },
  {
    step: 'lines that end in LF',
    message: ({ host, path }) => `GET ${path} HTTP/1.1\nHost: ${host}\nOrigin: ${app}\n${close}\n\n`,
    isUnfinished: true,
  },
  {
    step: 'lines that end in CR',
    message: ({ host, path }) => `GET ${path} HTTP/1.1\rHost: ${host}\rOrigin: ${app}\r\r`,
    isUnfinished: true,
  },
  {
    step: 'empty lines first',
    message: ({ host, path }) => write(['', '', `GET ${path} HTTP/1.1`, `Host: ${host}`, `Origin: ${app}`, close]),
  },
  { step: 'nothing but NUL', message: () => '\0'.repeat(1024), isUnfinished: true },
]

/** Messages that are odd elsewhere than in the origin. */
export const messageRows: readonly MessageRow[] = [
  ...methods,
  ...targets,
  ...[...requestMethods, ...requestHeaders].map((row) => ({ ...row, policy: 'echo' })),
  ...bodies,
  ...smuggling,
  ...versions,
]
