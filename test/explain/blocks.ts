import type {
  BlockCode,
  Engine,
  Explanation,
  Page,
  PageRequest,
  RawResponse,
  ServerFunction,
} from '../../src/explain.ts'

export const page = 'https://app.example.com'
export const api = 'https://api.example.com/items'
const own = `${page}/items`

type Lines = RawResponse['headers']
type Answers = Readonly<Record<string, Partial<RawResponse>>>

/** A server of fixed answers: `OPTIONS` for preflights, a URL, or `*` for all else. */
export function serve(answers: Answers): ServerFunction {
  return ({ method, url }) => {
    const answer = (method === 'OPTIONS' ? answers['OPTIONS'] : undefined) ?? answers[url] ?? answers['*'] ?? {}
    return { status: method === 'OPTIONS' ? 204 : 200, headers: [], ...answer }
  }
}

export const allow = (...values: string[]): Lines => values.map((value) => ['Access-Control-Allow-Origin', value])
export const withCredentials = (value: string): Lines => [['Access-Control-Allow-Credentials', value]]
const methods = (value: string): Lines => [['Access-Control-Allow-Methods', value]]
const headers = (value: string): Lines => [['Access-Control-Allow-Headers', value]]
const to = (location: string, status = 302): Partial<RawResponse> => ({
  status,
  headers: [...allow('*'), ['Location', location]],
})
const put = { method: 'PUT' }
const include = { credentials: 'include' } as const
const mine = allow(page)

/** A blocked request, and what is to be said about it. */
export interface BlockedCase {
  readonly step: string
  readonly page?: Partial<Page>
  readonly request?: Partial<PageRequest>
  readonly server: ServerFunction
  readonly engine?: Engine
  readonly want: BlockCode
  readonly phase: 'request' | 'preflight' | 'response'
  readonly names: readonly [chromium: string | null, firefox: string | null]
  readonly header: string | null
  readonly expected: string | null
  readonly received: string | null
  /** Stands on the first row of its code only. */
  readonly message?: string
  /** Whether CORS headers are the cure. */
  readonly curable: boolean
  /** What the page does otherwise where the advice asks for it. */
  readonly amended?: Partial<PageRequest>
}

const origin = 'access-control-allow-origin'
const credentials = 'access-control-allow-credentials'

const checks: readonly BlockedCase[] = [
  {
    step: 'no header',
    server: serve({}),
    want: 'allow-origin-missing',
    phase: 'response',
    names: ['MissingAllowOriginHeader', 'CORSMissingAllowOrigin'],
    header: origin,
    expected: `${page} or *`,
    received: null,
    message: 'The response (status 200) has no Access-Control-Allow-Origin, so no other origin may read it',
    curable: true,
  },
  {
    step: 'no header on a redirect',
    server: serve({ '*': { status: 302, headers: [['location', `${api}/`]] } }),
    want: 'allow-origin-missing',
    phase: 'response',
    names: ['MissingAllowOriginHeader', 'CORSMissingAllowOrigin'],
    header: origin,
    expected: `${page} or *`,
    received: null,
    curable: true,
  },
  {
    step: '`*` with credentials',
    request: include,
    server: serve({ '*': { headers: [...allow('*'), ...withCredentials('true')] } }),
    want: 'allow-origin-wildcard-with-credentials',
    phase: 'response',
    names: ['WildcardOriginNotAllowed', 'CORSNotSupportingCredentials'],
    header: origin,
    expected: page,
    received: '*',
    message:
      'The response (status 200) allows "*", which does not count for a request with credentials: it must name the origin',
    curable: true,
  },
  {
    step: 'two values',
    server: serve({ '*': { headers: allow(page, page) } }),
    want: 'allow-origin-multiple',
    phase: 'response',
    names: ['MultipleAllowOriginValues', 'CORSMultipleAllowOriginNotAllowed'],
    header: origin,
    expected: `${page} or *`,
    received: `${page}, ${page}`,
    message: `The response (status 200) has more than one value in Access-Control-Allow-Origin: "${page}, ${page}"`,
    curable: true,
  },
  {
    step: 'no origin',
    server: serve({ '*': { headers: allow('app.example.com') } }),
    want: 'allow-origin-invalid',
    phase: 'response',
    names: ['InvalidAllowOriginValue', 'CORSAllowOriginNotMatchingOrigin'],
    header: origin,
    expected: `${page} or *`,
    received: 'app.example.com',
    message: 'The response (status 200) has "app.example.com" in Access-Control-Allow-Origin, which is not an origin',
    curable: true,
  },
  {
    step: 'another origin',
    server: serve({ '*': { headers: allow('https://other.example.com') } }),
    want: 'allow-origin-mismatch',
    phase: 'response',
    names: ['AllowOriginMismatch', 'CORSAllowOriginNotMatchingOrigin'],
    header: origin,
    expected: `${page} or *`,
    received: 'https://other.example.com',
    message: `The response (status 200) allows "https://other.example.com", but the request is from "${page}"`,
    curable: true,
  },
  {
    step: 'the origin null, without credentials',
    page: { origin: 'null' },
    server: serve({ '*': { headers: allow(page) } }),
    want: 'allow-origin-mismatch',
    phase: 'response',
    names: ['AllowOriginMismatch', 'CORSAllowOriginNotMatchingOrigin'],
    header: origin,
    expected: 'null or *',
    received: page,
    curable: true,
  },
  {
    step: 'the origin null, with credentials: incurable',
    page: { origin: 'null' },
    request: include,
    server: serve({}),
    want: 'allow-origin-missing',
    phase: 'response',
    names: ['MissingAllowOriginHeader', 'CORSMissingAllowOrigin'],
    header: origin,
    expected: 'null',
    received: null,
    curable: false,
  },
  {
    step: 'the origin null, `*` with credentials: incurable',
    page: { origin: 'null' },
    request: include,
    server: serve({ '*': { headers: allow('*') } }),
    want: 'allow-origin-wildcard-with-credentials',
    phase: 'response',
    names: ['WildcardOriginNotAllowed', 'CORSNotSupportingCredentials'],
    header: origin,
    expected: 'null',
    received: '*',
    curable: false,
  },
  {
    step: 'no credentials allowed',
    request: include,
    server: serve({ '*': { headers: mine } }),
    want: 'allow-credentials-not-true',
    phase: 'response',
    names: ['InvalidAllowCredentials', 'CORSMissingAllowCredentials'],
    header: credentials,
    expected: 'true',
    received: null,
    message: 'The response (status 200) has no Access-Control-Allow-Credentials, but the request is with credentials',
    curable: true,
  },
  {
    step: 'credentials in another case',
    request: include,
    server: serve({ '*': { headers: [...mine, ...withCredentials('True')] } }),
    want: 'allow-credentials-not-true',
    phase: 'response',
    names: ['InvalidAllowCredentials', 'CORSMissingAllowCredentials'],
    header: credentials,
    expected: 'true',
    received: 'True',
    curable: true,
  },
  {
    step: 'credentials over plain http',
    page: { origin: 'http://app.example.com' },
    request: { ...include, url: 'http://api.example.com/items' },
    server: serve({}),
    want: 'allow-origin-missing',
    phase: 'response',
    names: ['MissingAllowOriginHeader', 'CORSMissingAllowOrigin'],
    header: origin,
    expected: 'http://app.example.com',
    received: null,
    curable: true,
  },
  {
    step: 'credentials on loopback',
    page: { origin: 'http://localhost:5173' },
    request: { ...include, url: 'http://localhost:3000/items' },
    server: serve({}),
    want: 'allow-origin-missing',
    phase: 'response',
    names: ['MissingAllowOriginHeader', 'CORSMissingAllowOrigin'],
    header: origin,
    expected: 'http://localhost:5173',
    received: null,
    curable: true,
  },
  {
    step: 'a scheme of an application',
    page: { origin: 'capacitor://localhost' },
    server: serve({}),
    want: 'allow-origin-missing',
    phase: 'response',
    names: ['MissingAllowOriginHeader', 'CORSMissingAllowOrigin'],
    header: origin,
    expected: 'capacitor://localhost or *',
    received: null,
    curable: true,
  },
]

/** The same checks of a preflight's answer; a redirect has a code of its own there. */
const preflightChecks = checks
  .filter(({ step }) => !step.endsWith('redirect'))
  .map((row): BlockedCase => {
    const { message, server, ...rest } = row
    return {
      ...rest,
      ...(message === undefined
        ? {}
        : { message: message.replace('response (status 200)', 'answer to the preflight (status 204)') }),
      step: `${row.step}, in a preflight`,
      request: { ...row.request, ...put },
      server: async (request) => {
        const answer = await server(request)
        return answer.status === 200 ? { ...answer, status: 204, headers: [...answer.headers] } : answer
      },
      want: `preflight-${row.want}` as BlockCode,
      phase: 'preflight',
      names: [`Preflight${row.names[0]}`, row.names[1]],
    }
  })

const lists: readonly BlockedCase[] = [
  {
    step: 'a preflight that is redirected',
    request: put,
    server: serve({ OPTIONS: { status: 301, headers: [...mine, ['Location', `${api}/`]] }, '*': { headers: mine } }),
    want: 'preflight-redirect',
    phase: 'preflight',
    names: ['PreflightDisallowedRedirect', 'CORSExternalRedirectNotAllowed'],
    header: null,
    expected: '200 to 299',
    received: '301',
    message:
      'The preflight was answered with a redirect (301 to https://api.example.com/items/); browsers do not follow it',
    curable: true,
  },
  {
    step: 'a preflight that is redirected, without CORS headers, which Firefox looks at first',
    request: put,
    server: serve({ OPTIONS: { status: 301, headers: [['Location', `${api}/`]] }, '*': { headers: mine } }),
    want: 'preflight-redirect',
    phase: 'preflight',
    names: ['PreflightDisallowedRedirect', 'CORSMissingAllowOrigin'],
    header: null,
    expected: '200 to 299',
    received: '301',
    curable: true,
  },
  {
    step: 'a preflight that fails',
    request: put,
    server: serve({ OPTIONS: { status: 405, headers: mine }, '*': { headers: mine } }),
    want: 'preflight-status',
    phase: 'preflight',
    names: ['PreflightInvalidStatus', 'CORSPreflightDidNotSucceed'],
    header: null,
    expected: '200 to 299',
    received: '405',
    message: 'The preflight was answered with status 405; only 200 to 299 lets it pass',
    curable: true,
  },
  {
    step: 'methods that are no list',
    request: put,
    server: serve({ OPTIONS: { headers: [...mine, ...methods('GET; PUT')] }, '*': { headers: mine } }),
    want: 'preflight-allow-methods-invalid',
    phase: 'preflight',
    names: ['InvalidAllowMethodsPreflightResponse', 'CORSInvalidAllowMethod'],
    header: 'access-control-allow-methods',
    expected: 'methods, separated by commas',
    received: 'GET; PUT',
    message: 'Access-Control-Allow-Methods cannot be read as a list of methods: "GET; PUT"',
    curable: true,
  },
  {
    step: 'header names that are no list',
    request: { headers: { 'X-A': '1' } },
    server: serve({ OPTIONS: { headers: [...mine, ...headers('"x-a"')] }, '*': { headers: mine } }),
    want: 'preflight-allow-headers-invalid',
    phase: 'preflight',
    names: ['InvalidAllowHeadersPreflightResponse', 'CORSInvalidAllowHeader'],
    header: 'access-control-allow-headers',
    expected: 'header names, separated by commas',
    received: '"x-a"',
    message: 'Access-Control-Allow-Headers cannot be read as a list of header names: ""x-a""',
    curable: true,
  },
  {
    step: 'a method that is not listed',
    request: { method: 'delete', ...include },
    server: serve({
      '*': { headers: [...mine, ...withCredentials('true'), ...methods('GET, PUT')] },
    }),
    want: 'preflight-method',
    phase: 'preflight',
    names: ['MethodDisallowedByPreflightResponse', 'CORSMethodNotFound'],
    header: 'access-control-allow-methods',
    expected: 'DELETE',
    received: 'GET, PUT',
    message: 'The preflight does not allow the method DELETE: Access-Control-Allow-Methods is "GET, PUT"',
    curable: true,
  },
  {
    step: 'a method in lower case: the page has to change',
    request: { method: 'patch' },
    server: serve({ '*': { headers: [...mine, ...methods('PATCH')] } }),
    want: 'preflight-method',
    phase: 'preflight',
    names: ['MethodDisallowedByPreflightResponse', 'CORSMethodNotFound'],
    header: 'access-control-allow-methods',
    expected: 'patch',
    received: 'PATCH',
    curable: true,
    amended: { method: 'PATCH' },
  },
  {
    step: 'a header that is not listed',
    request: {
      method: 'POST',
      headers: [
        ['Content-Type', 'application/json'],
        ['X-A', '1'],
      ],
      body: '{}',
    },
    server: serve({ '*': { headers: [...mine, ...headers('Content-Type')] } }),
    want: 'preflight-header',
    phase: 'preflight',
    names: ['HeaderDisallowedByPreflightResponse', 'CORSMissingAllowHeaderFromPreflight'],
    header: 'access-control-allow-headers',
    expected: 'x-a',
    received: 'Content-Type',
    message: 'The preflight does not allow the request header "x-a": Access-Control-Allow-Headers is "Content-Type"',
    curable: true,
  },
  {
    step: 'no list of headers, credentials',
    request: { ...include, headers: { authorization: 'Bearer x' } },
    server: serve({ '*': { headers: [...mine, ...withCredentials('true')] } }),
    want: 'preflight-header',
    phase: 'preflight',
    names: ['HeaderDisallowedByPreflightResponse', 'CORSMissingAllowHeaderFromPreflight'],
    header: 'access-control-allow-headers',
    expected: 'authorization',
    received: null,
    curable: true,
  },
  {
    step: 'a header of responses in a request: the page has to change',
    request: { headers: { 'Access-Control-Allow-Origin': '*' } },
    server: serve({ '*': { headers: mine } }),
    want: 'preflight-header',
    phase: 'preflight',
    names: ['HeaderDisallowedByPreflightResponse', 'CORSMissingAllowHeaderFromPreflight'],
    header: 'access-control-allow-headers',
    expected: 'access-control-allow-origin',
    received: null,
    curable: true,
    amended: { headers: {} },
  },
  {
    step: 'a redirect to https: behind it the origin is null, so the page has to call that URL',
    page: { origin: 'http://localhost:3000' },
    request: { url: 'http://api.example.com/items' },
    server: serve({ 'http://api.example.com/items': { status: 301, headers: [['Location', api]] } }),
    want: 'allow-origin-missing',
    phase: 'response',
    names: ['MissingAllowOriginHeader', 'CORSMissingAllowOrigin'],
    header: origin,
    expected: 'http://localhost:3000 or *',
    received: null,
    curable: true,
    amended: { url: api },
  },
  {
    step: 'a redirect to another origin that names the page, credentials: the page has to call that URL',
    request: include,
    server: serve({
      [api]: {
        ...to('https://cdn.example/a'),
        headers: [...mine, ...withCredentials('true'), ['Location', 'https://cdn.example/a']],
      },
      '*': { headers: [...allow('null')] },
    }),
    want: 'allow-credentials-not-true',
    phase: 'response',
    names: ['InvalidAllowCredentials', 'CORSMissingAllowCredentials'],
    header: credentials,
    expected: 'true',
    received: null,
    curable: true,
    amended: { url: 'https://cdn.example/a' },
  },
  {
    step: 'the origin null, allowed, with credentials: incurable',
    page: { origin: 'null' },
    request: include,
    server: serve({ '*': { headers: allow('null') } }),
    want: 'allow-credentials-not-true',
    phase: 'response',
    names: ['InvalidAllowCredentials', 'CORSMissingAllowCredentials'],
    header: credentials,
    expected: 'true',
    received: null,
    curable: false,
  },
  {
    step: 'an upload listener: the preflight has a cure too',
    request: { api: 'xhr', method: 'POST', body: 'x', uploadListener: true },
    server: serve({}),
    want: 'preflight-allow-origin-missing',
    phase: 'preflight',
    names: ['PreflightMissingAllowOriginHeader', 'CORSMissingAllowOrigin'],
    header: origin,
    expected: `${page} or *`,
    received: null,
    curable: true,
  },
]

const nothing = { header: null, expected: null, received: null, curable: false } as const

const others: readonly BlockedCase[] = [
  {
    ...nothing,
    step: 'mode "same-origin" behind a redirect',
    request: { mode: 'same-origin', url: own },
    server: serve({ '*': { status: 302, headers: [['Location', api]] } }),
    want: 'mode-same-origin',
    phase: 'request',
    names: [null, null],
    expected: page,
    received: 'https://api.example.com',
  },
  {
    ...nothing,
    step: 'a file',
    request: { url: 'file:///etc/hosts' },
    server: serve({}),
    want: 'scheme',
    phase: 'request',
    names: [null, null],
    expected: page,
    received: 'file',
  },
  {
    ...nothing,
    step: 'a port of another protocol behind a redirect',
    server: serve({ '*': to('https://api.example.com:22/') }),
    want: 'bad-port',
    phase: 'request',
    names: [null, 'CORSDidNotSucceed'],
    received: '22',
  },
  {
    ...nothing,
    step: 'a redirect with a user name within the page’s origin, where the engine refuses it',
    engine: 'chromium',
    request: { url: own },
    server: serve({ '*': { status: 302, headers: [['Location', 'https://user@app.example.com/']] } }),
    want: 'redirect-credentials',
    phase: 'response',
    names: [null, null],
    header: 'location',
    received: 'https://user@app.example.com/',
  },
  {
    ...nothing,
    step: 'no header on a redirect to the page’s own origin: the page has to call that URL',
    server: serve({ '*': { status: 302, headers: [['location', own]] } }),
    want: 'allow-origin-missing',
    phase: 'response',
    names: ['MissingAllowOriginHeader', 'CORSMissingAllowOrigin'],
    header: origin,
    expected: `${page} or *`,
    received: null,
  },
  // It is not checked for CORS in Firefox, but for its status.
  ...[[404, 'CORSPreflightDidNotSucceed'] as const, [204, null] as const].map(
    ([status, firefox]): BlockedCase => ({
      ...nothing,
      step: `a preflight of the page’s own origin, behind a redirect, that has the status ${status}`,
      request: { method: 'PUT', credentials: 'include' },
      server: (request) =>
        request.url === own
          ? { status, headers: [] }
          : {
              status: request.method === 'OPTIONS' ? 204 : 307,
              headers: [...mine, ...withCredentials('true'), ...methods('PUT'), ['Location', own]],
            },
      want: 'preflight-allow-origin-missing',
      phase: 'preflight',
      names: ['PreflightMissingAllowOriginHeader', firefox],
      header: origin,
      expected: 'null',
      received: null,
    }),
  ),
  {
    ...nothing,
    step: 'mode "same-origin"',
    request: { mode: 'same-origin' },
    server: serve({}),
    want: 'mode-same-origin',
    phase: 'request',
    names: ['DisallowedByMode', null],
    expected: page,
    received: 'https://api.example.com',
    message: `With mode "same-origin" a page of ${page} gets nothing from https://api.example.com`,
  },
  {
    ...nothing,
    step: 'mode "no-cors" with another redirect mode',
    request: { mode: 'no-cors', redirect: 'manual' },
    server: serve({}),
    want: 'mode-no-cors-redirect',
    phase: 'request',
    names: ['NoCorsRedirectModeNotFollow', null],
    expected: page,
    received: 'manual',
    message: 'With mode "no-cors" the redirect mode must be "follow", not "manual"',
  },
  {
    ...nothing,
    step: 'redirect mode "error"',
    request: { redirect: 'error' },
    server: serve({ '*': to(`${api}/`) }),
    want: 'redirect-mode-error',
    phase: 'response',
    names: [null, null],
    received: '302',
    message: 'The response is a redirect (302), and the page asked for an error then',
  },
  {
    ...nothing,
    step: 'a redirected stream',
    request: { method: 'POST', body: new Blob(['x']).stream() },
    server: serve({ OPTIONS: { headers: mine }, '*': to(`${api}/`, 307) }),
    want: 'redirect-body',
    phase: 'response',
    names: [null, null],
    expected: '303',
    received: '307',
    message: 'The response is a redirect (307), and a stream cannot be sent a second time',
  },
  {
    ...nothing,
    step: 'a redirect with a user name',
    server: serve({ '*': to('https://user:password@api.example.com/') }),
    want: 'redirect-credentials',
    phase: 'response',
    names: ['RedirectContainsCredentials', 'CORSDidNotSucceed'],
    header: 'location',
    received: 'https://user:password@api.example.com/',
    message: 'The redirect leads to a URL with a user name or password: "https://user:password@api.example.com/"',
  },
  {
    ...nothing,
    step: 'a redirect with a user name from the page’s origin to another',
    request: { url: own },
    server: serve({ '*': { status: 302, headers: [['Location', 'https://user:password@api.example.com/']] } }),
    want: 'redirect-credentials',
    phase: 'response',
    names: ['RedirectContainsCredentials', 'CORSDidNotSucceed'],
    header: 'location',
    received: 'https://user:password@api.example.com/',
  },
  {
    ...nothing,
    step: 'a redirect to another scheme from the page’s origin, without CORS',
    request: { url: own },
    server: serve({ '*': { status: 302, headers: [['Location', 'myapp://callback']] } }),
    want: 'redirect-scheme',
    phase: 'response',
    names: [null, null],
    header: 'location',
    received: 'myapp://callback',
  },
  {
    ...nothing,
    step: 'a redirect to no URL',
    server: serve({ '*': to('https://') }),
    want: 'redirect-location',
    phase: 'response',
    names: [null, 'CORSDidNotSucceed'],
    header: 'location',
    received: 'https://',
    message: 'The redirect leads to "https://", which is not a URL',
  },
  {
    ...nothing,
    step: 'a redirect to another scheme',
    server: serve({ '*': to('myapp://callback') }),
    want: 'redirect-scheme',
    phase: 'response',
    names: [null, 'CORSDidNotSucceed'],
    header: 'location',
    received: 'myapp://callback',
    message: 'The redirect leads to "myapp://callback", and only http and https may be followed',
  },
  {
    ...nothing,
    step: 'a redirect loop',
    server: serve({ '*': to(api) }),
    want: 'redirect-too-many',
    phase: 'response',
    names: [null, 'CORSDidNotSucceed'],
    expected: '20 at most',
    received: '21',
    message: 'There are more than 20 redirects: it is probably a loop',
  },
  {
    ...nothing,
    step: 'a resource policy',
    request: { mode: 'no-cors' },
    server: serve({ '*': { headers: [['Cross-Origin-Resource-Policy', 'same-origin']] } }),
    want: 'resource-policy',
    phase: 'response',
    names: [null, null],
    header: 'cross-origin-resource-policy',
    expected: 'cross-origin',
    received: 'same-origin',
    message: 'Cross-Origin-Resource-Policy is "same-origin", so other origins get nothing of the response',
  },
  {
    ...nothing,
    step: 'mixed content',
    request: { url: 'http://api.example.com/' },
    server: serve({}),
    want: 'mixed-content',
    phase: 'request',
    names: [null, null],
    expected: 'https',
    received: 'http',
    message: `A page on https (${page}) may not call plain http (http://api.example.com): this is mixed content, not CORS`,
  },
  {
    ...nothing,
    step: 'a port of another protocol',
    request: { url: 'https://api.example.com:6000/' },
    server: serve({}),
    want: 'bad-port',
    phase: 'request',
    names: [null, null],
    received: '6000',
    message: 'Browsers do not connect to port 6000: it belongs to another protocol',
  },
  {
    ...nothing,
    step: 'no answer',
    server: async () => Promise.reject(new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') })),
    want: 'network-error',
    phase: 'response',
    names: [null, 'CORSDidNotSucceed'],
    message: 'No response came: fetch failed: connect ECONNREFUSED',
  },
  {
    ...nothing,
    step: 'a forbidden method',
    request: { method: 'TRACE' },
    server: serve({}),
    want: 'request-refused',
    phase: 'request',
    names: [null, null],
    received: 'TRACE',
    message: 'No page may send TRACE',
  },
  {
    ...nothing,
    step: 'another scheme',
    request: { url: 'ftp://api.example.com/' },
    server: serve({}),
    want: 'scheme',
    phase: 'request',
    names: ['CorsDisabledScheme', 'CORSRequestNotHttp'],
    expected: page,
    received: 'ftp',
    message: 'There is no CORS over "ftp:", only over http and https',
  },
]

export const blockedCases: readonly BlockedCase[] = [...checks, ...preflightChecks, ...lists, ...others]

/** The parts of a block that a row is about. */
export function toParts({ blocked }: Explanation): object | null {
  if (blocked === null) return null
  const { code, phase, names, header, expected, received } = blocked
  return { want: code, phase, names: [names.chromium, names.firefox], header, expected, received }
}
