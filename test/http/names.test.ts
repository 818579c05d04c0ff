import { describe, expect, test } from 'vitest'
import { isToken, splitList } from '../../src/http/tokens.ts'
import { CorsConfigError, createCors, type IssueCode } from '../../src/index.ts'

function findCodes(options: object): IssueCode[] {
  try {
    createCors({ origin: '*', ...options })
    return []
  } catch (error) {
    if (error instanceof CorsConfigError) return error.issues.map(({ code }) => code)
    throw error
  }
}

// The list of https://fetch.spec.whatwg.org/#forbidden-request-header, steps 1 and 2.
test.each(
  `Accept-Charset Accept-Encoding Access-Control-Request-Headers Access-Control-Request-Method Connection Content-Length
  Cookie Cookie2 Date DNT Expect Host Keep-Alive Origin Referer Set-Cookie TE Trailer Transfer-Encoding Upgrade Via
  Proxy-Authorization Sec-Fetch-Site`.split(/\s+/),
)('%s in allowedHeaders is forbidden', (name) => {
  expect(findCodes({ allowedHeaders: [name] })).toEqual(['header-forbidden-request'])
})

test.each([
  'x-sec-token',
  'x-proxy-name',
  'dntx',
  'content-type',
  'accept',
  'range',
  'x-http-method-override',
  'user-agent',
])('%s in allowedHeaders is right', (name) => expect(findCodes({ allowedHeaders: [name] })).toEqual([]))

test.each(
  `Access-Control-Allow-Origin Access-Control-Allow-Credentials Access-Control-Allow-Methods
  Access-Control-Allow-Headers Access-Control-Expose-Headers Access-Control-Max-Age`.split(/\s+/),
)('%s is for browsers only', (name) => {
  expect(findCodes({ allowedHeaders: [name] })).toEqual(['header-cors-response'])
  expect(findCodes({ exposedHeaders: [name] })).toEqual(['header-cors-response'])
})

// The registry of https://www.rfc-editor.org/rfc/rfc9110#name-field-name-registration and of Fetch's neighbours.
test.each(
  `Accept-Charset Accept-Language Access-Control-Request-Headers Access-Control-Request-Method Authorization Cookie DNT
  Expect Forwarded From Host If-Match If-Modified-Since If-None-Match If-Range If-Unmodified-Since Max-Forwards Origin
  Proxy-Authorization Range Referer Sec-Fetch-Mode TE Upgrade-Insecure-Requests User-Agent`.split(/\s+/),
)('%s in exposedHeaders is a request header', (name) =>
  expect(findCodes({ exposedHeaders: [name] })).toEqual(['header-request-only']),
)

test.each(
  `Accept-Ranges Age Allow Content-Security-Policy ETag Location Proxy-Authenticate Retry-After Server Server-Timing
  Strict-Transport-Security Timing-Allow-Origin Vary WWW-Authenticate X-Content-Type-Options X-Frame-Options`.split(
    /\s+/,
  ),
)('%s in allowedHeaders is a response header', (name) =>
  expect(findCodes({ allowedHeaders: [name] })).toEqual(['header-response-only']),
)

test.each(['x-sec-fetch-mode', 'cache-control', 'content-length', 'etag', 'sec-websocket-accept'])(
  '%s in exposedHeaders is right',
  (name) => expect(findCodes({ exposedHeaders: [name] })).toEqual([]),
)

test.each(['delete', 'get', 'head', 'options', 'patch', 'post', 'put', 'query', 'Patch'])(
  'the method %s is miscased',
  (method) => {
    expect(findCodes({ methods: [method] })).toEqual(['method-case'])
  },
)

describe('a token', () => {
  test.each([...Array(128).keys()].map((code) => String.fromCharCode(code)))('has or has not %j', (character) => {
    // https://www.rfc-editor.org/rfc/rfc9110#name-tokens
    const isTokenCharacter = /[0-9A-Za-z]/.test(character) || "!#$%&'*+-.^_`|~".includes(character)
    expect(isToken(character)).toBe(isTokenCharacter)
    expect(isToken(`a${character}`)).toBe(isTokenCharacter)
  })
})

test('with credentials all headers but the safelisted ones, CORS ones and cookies are exposed', () => {
  const names = `cache-control content-language content-length content-type expires last-modified pragma
  set-cookie set-cookie2 access-control-allow-origin x-access-control-log etag`.split(/\s+/)
  const headers = new Headers(names.map((name): [string, string] => [name, '1']))
  const request = new Request('https://api.example.com/', { headers: { origin: 'https://app.example.com' } })
  const cors = createCors({ origin: 'https://app.example.com', credentials: true, exposedHeaders: '*' })
  const response = cors.apply(request, new Response('hello', { headers }))
  expect(response.headers.get('access-control-expose-headers')).toBe('etag,x-access-control-log')
})

test.each<[value: string, members: string[]]>([
  ['', []],
  [' ', []],
  ['a', ['a']],
  [' a\t,,b c , ', ['a', 'b c']],
])('the members of %j are %j', (value, members) => expect(splitList(value)).toEqual(members))
