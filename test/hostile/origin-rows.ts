import { app } from './policies.ts'

/** One or more lines that name an origin, in Latin-1: what is UTF-8 stands there byte by byte. */
export interface OriginRow {
  readonly step: string
  /** Whole lines; a string stands for the value of one `Origin`. */
  readonly origin: string | readonly string[]
}

/** Writes a value in ASCII, as it would stand in a program. */
export function toAscii(value: string | null): string {
  const toEscape = (one: string): string => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`
  return JSON.stringify(value).replace(/[^\x20-\x7e]/g, toEscape)
}

const utf8 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')

const named = (step: string, values: readonly string[]): OriginRow[] =>
  values.map((value) => ({ step: `${step}: ${toAscii(value)}`, origin: value }))

const label = 'a'.repeat(63)
/** As long as a host may be, under a domain that the policies admit. */
const longestHost = `${label}.${label}.${label}.${'b'.repeat(253 - 3 * 64 - 20)}.preview.example.com`

/** What scanners try, and what no Fetch client can send. Each runs as a request and as a preflight. */
export const originRows: readonly OriginRow[] = [
  ...named('allowed', [app, 'https://a.preview.example.com', 'https://a_b.-c.preview.example.com']),
  ...named('allowed port', ['http://localhost', 'http://localhost:5173', 'http://localhost:65535']),
  ...named('any origin', ['https://evil.example', 'http://evil.example:8080', 'chrome-extension://abcdef']),
  ...named('prefix', [`${app}.evil.test`, `${app}evil.test`, `${app}-evil.test`, 'http://localhost.evil.test']),
  ...named('suffix', ['https://evilapp.example.com', 'https://evilpreview.example.com', 'http://evil-localhost']),
  ...named('substring', [`https://evil.test/${app}`, `https://evil.test?${app}`, `https://evil.test#${app}`]),
  ...named('userinfo', [`${app}@evil.test`, `${app}:443@evil.test`, 'https://evil.test@app.example.com']),
  ...named('unescaped dot', ['https://appXexample.com', 'https://app.exampleXcom', 'https://a.previewXexample.com']),
  ...named(
    'odd character',
    [...'`_!{}|^~;\'"&=+$()*%\\<>[]'].map((one) => `${app}${one}.evil.test`),
  ),
  ...named(
    'odd label',
    [...'`!{}|^~;\'"&=+$()*%\\<>[]'].map((one) => `https://evil${one}.preview.example.com`),
  ),
  ...named('null', ['null', 'NULL', 'Null', 'null, null', 'null,', 'null.', 'https://null']),
  ...named('http for https', ['http://app.example.com', 'http://a.preview.example.com']),
  ...named('subdomain of a single origin', [`https://sub.app.example.com`, 'https://example.com']),
  ...named('apex of a pattern', ['https://preview.example.com', 'https://.preview.example.com']),
  ...named('empty label', ['https://a..preview.example.com', 'https://..preview.example.com', `${app}.`]),
  ...named('port', [`${app}:8443`, `${app}:443`, `${app}:0`, `${app}:`, 'http://localhost:', 'http://localhost:0']),
  ...named('odd port', ['http://localhost:65536', 'http://localhost:00443', 'http://localhost:1:2', `${app}:443:`]),
  ...named('odd digits', [
    'http://localhost:1e3',
    'http://localhost:-1',
    'http://localhost:+80',
    'http://localhost:0x50',
  ]),
  ...named('shared host', [
    'https://codepen.io',
    'https://jsbin.com',
    'https://s3.amazonaws.com',
    'https://evil.github.io',
  ]),
  ...named('wildcard', ['*', 'https://*', 'https://*.preview.example.com', 'http://localhost:*', '*://*']),
  ...named('no origin', [
    '',
    'app.example.com',
    '//app.example.com',
    'https:app.example.com',
    'https:/app.example.com',
  ]),
  ...named('no host', ['https://', 'https:///app.example.com', 'https://:443', '://app.example.com', 'https']),
  ...named('case', ['HTTPS://APP.EXAMPLE.COM', 'https://APP.example.com', 'Https://app.example.com']),
  ...named('URL', [`${app}/`, `${app}/path`, `${app}?`, `${app}#`, `${app}/../`, `${app}\\`, `blob:${app}/1`]),
  ...named('scheme', ['javascript://app.example.com', 'data:text/html,x', 'file://', 'wss://app.example.com']),
  ...named('address', ['https://0x7f.1', 'https://2130706433', 'https://[::1]', 'http://127.1', 'http://localhost.']),
  ...named('white space around', [`  ${app}`, `${app}\t`, `\t ${app} \t`]),
  ...named('white space inside', [
    `${app} .evil.test`,
    `${app}\t`,
    `https://\tapp.example.com`,
    `https ://app.example.com`,
  ]),
  ...named('list', [
    `${app}, https://evil.example`,
    `${app},${app}`,
    `https://evil.example,${app}`,
    `${app},`,
    `,${app}`,
  ]),
  ...named('list by spaces', [`${app} https://evil.example`, `null ${app}`]),
  ...named('percent-encoded line end', [`${app}%0d%0aX-Injected: 1`, `${app}%0aX-Injected:1`, `%0d%0a%0d%0a${app}`]),
  ...named('backslash line end', [`${app}\\r\\nX-Injected: 1`, `${app}\\nX-Injected: 1`]),
  ...named('bare CR', [`${app}\rX-Injected: 1`, `\r${app}`, `${app}\r`, `${app}\r\r`]),
  ...named('bare LF', [`${app}\nX-Injected: 1`, `\n${app}`, `${app}\n`, `${app}\n\n`]),
  ...named('NUL', [`${app}\0`, `\0${app}`, `${app}\0.evil.test`, `https://evil.test\0${app}`]),
  ...named(
    'control character',
    ['\x01', '\x08', '\x0b', '\x0c', '\x1b', '\x1f', '\x7f'].map((one) => `${app}${one}`),
  ),
  ...named(
    'Latin-1',
    ['\x80', '\x85', '\xa0', '\xad', '\xe9', '\xff'].map((one) => `${app}${one}`),
  ),
  ...named('Latin-1 label', ['https://\xe9.preview.example.com', 'https://a\xad.preview.example.com']),
  ...named('UTF-8', [utf8('https://аpp.example.com'), utf8('https://é.preview.example.com'), utf8(`${app}\u200b`)]),
  ...named('UTF-8 dot', [utf8('https://app。example.com'), utf8('https://evil．preview.example.com')]),
  ...named('UTF-8 that ends a line when cut to bytes', [
    utf8(`${app}嘊嘍X-Injected: 1`),
    utf8(`${app}\u010d\u010aX: 1`),
  ]),
  ...named('byte order mark', [utf8(`\ufeff${app}`)]),
  { step: 'overlong UTF-8 of a slash', origin: `https://evil.test\xc0\xaf.preview.example.com` },
  { step: 'overlong UTF-8 of a line end', origin: `${app}\xc0\x8d\xc0\x8aX-Injected: 1` },
  { step: 'obs-fold with a space', origin: `${app}\r\n .evil.test` },
  { step: 'obs-fold with a tab', origin: `${app}\r\n\t` },
  { step: 'obs-fold first', origin: `\r\n ${app}` },
  { step: 'obs-fold of a header', origin: `${app}\r\n X-Injected: 1` },
  { step: 'a line of its own', origin: `${app}\r\nX-Injected: 1` },
  { step: 'the longest host', origin: `https://${longestHost}` },
  { step: 'a host too long', origin: `https://b${longestHost}` },
  { step: 'a label too long', origin: `https://${label}a.preview.example.com` },
  { step: '8 KiB of a label', origin: `https://${'a'.repeat(8192)}.preview.example.com` },
  { step: '8 KiB of labels', origin: `https://${'a.'.repeat(4096)}preview.example.com` },
  { step: '8 KiB of dots', origin: `https://${'.'.repeat(8192)}` },
  { step: '8 KiB of colons', origin: `https://[${':'.repeat(8192)}]` },
  { step: '8 KiB of a port', origin: `http://localhost:${'1'.repeat(8192)}` },
  { step: '8 KiB of a list', origin: `${app},`.repeat(330) },
  { step: 'the same line twice', origin: [`Origin: ${app}`, `Origin: ${app}`] },
  { step: 'two lines, the allowed first', origin: [`Origin: ${app}`, 'Origin: https://evil.example'] },
  { step: 'two lines, the allowed last', origin: ['Origin: https://evil.example', `Origin: ${app}`] },
  { step: 'two lines, null first', origin: ['Origin: null', `Origin: ${app}`] },
  { step: 'an empty line beside', origin: ['Origin:', `Origin: ${app}`] },
  { step: 'ten thousand lines', origin: Array.from({ length: 10_000 }, () => `Origin: ${app}`) },
  { step: 'a name in upper case', origin: [`ORIGIN: ${app}`] },
  { step: 'a name in lower case, without a space', origin: [`origin:${app}`] },
  { step: 'white space before the colon', origin: [`Origin : ${app}`] },
  { step: 'white space before the name', origin: [`X-A: 1`, ` Origin: ${app}`] },
  { step: 'NUL in the name', origin: [`Origin\0: ${app}`] },
  { step: 'an underscore in the name', origin: [`Orig_in: ${app}`] },
  { step: 'no colon', origin: [`Origin ${app}`] },
  { step: 'no name', origin: [`: ${app}`] },
  { step: 'names of the prototype', origin: [`Origin: ${app}`, '__proto__: 1', 'constructor: 1', 'toString: 1'] },
  { step: 'a name from HTTP/2', origin: [`Origin: ${app}`, ':authority: evil.example', ':path: /anyone/'] },
  { step: 'the answer among the request', origin: ['Origin: https://evil.example', `Access-Control-Allow-Origin: *`] },
  {
    step: 'fetch metadata says the same origin',
    origin: ['Origin: https://evil.example', 'Sec-Fetch-Site: same-origin'],
  },
  {
    step: 'fetch metadata twice',
    origin: ['Origin: https://evil.example', 'Sec-Fetch-Site: same-origin', 'Sec-Fetch-Site: x'],
  },
  {
    step: 'forwarded names',
    origin: ['Origin: https://evil.example', 'X-Forwarded-Host: evil.example', 'X-Forwarded-Proto: https'],
  },
]
