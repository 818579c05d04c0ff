import { describe, expect, test } from 'vitest'
import {
  createUserAgent,
  type Engine,
  explain,
  type NoteCode,
  type Page,
  type PageRequest,
  type RawResponse,
  type ServerFunction,
} from '../../src/explain.ts'
import { allow, api, page, serve, withCredentials } from './blocks.ts'

interface NoteCase {
  readonly step: string
  readonly page?: Partial<Page>
  readonly request?: Partial<PageRequest>
  readonly server: ServerFunction
  readonly engine?: Engine
  /** Part of the note's message; `null` for a near row without the note. */
  readonly says: string | RegExp | null
}

type Lines = RawResponse['headers']

const include = { credentials: 'include' } as const
const line = (name: string, value: string): Lines => [[name, value]]
const allowing = (...values: string[]): ServerFunction => serve({ '*': { headers: allow(...values) } })
const listing = (name: string, value: string, origin = page): ServerFunction =>
  serve({ '*': { headers: [...allow(origin), ...withCredentials('true'), ...line(name, value)] } })
const status = (code: number, headers: Lines = []): ServerFunction => serve({ '*': { status: code, headers } })
const preflightStatus = (code: number, headers: Lines = []): ServerFunction =>
  serve({ OPTIONS: { status: code, headers }, '*': { headers: allow('*') } })
const asked = (method: string): NonNullable<NoteCase['request']> => ({ method })
const at3000 = { page: { origin: 'http://localhost:3000' }, request: { url: 'http://localhost:8080/' } }

const cases: Readonly<Record<Exclude<NoteCode, `engine-${string}`>, readonly NoteCase[]>> = {
  'origin-spelling': [
    { step: 'a slash and no scheme', server: allowing('app.example.com/'), says: 'The scheme is missing' },
    ...['a"b"', '"a"b', 'untrue', 'trueish', 'undefined.example'].map((value) => ({
      step: value,
      server: allowing(value),
      says: null,
    })),
    { step: 'a host elsewhere, from this machine', ...at3000, server: allowing('http://example.com:3000'), says: null },
    {
      step: 'www. in the middle',
      page: { origin: 'https://a.example.com' },
      server: allowing('https://a.www.example.com'),
      says: null,
    },
    {
      step: 'www. in the middle of the page’s host',
      page: { origin: 'https://a.www.example.com' },
      server: allowing('https://a.example.com'),
      says: null,
    },
    { step: 'a slash in front and no scheme', server: allowing('/app.example.com'), says: null },
    {
      step: 'the default port and more',
      server: allowing(`${page}:443?a`),
      says: 'without anything before or after it',
    },
    { step: 'a slash at the end', server: allowing(`${page}/`), says: `no slash at its end: write "${page}"` },
    { step: 'a path', server: allowing(`${page}/app`), says: `no path: write "${page}"` },
    { step: 'upper case', server: allowing('https://App.Example.com'), says: `write "${page}" in lower case` },
    { step: 'upper case and a slash', server: allowing('HTTPS://APP.EXAMPLE.COM/'), says: 'byte for byte' },
    { step: 'a query', server: allowing(`${page}?a`), says: `write "${page}", without anything` },
    {
      step: 'http for https',
      server: allowing('http://app.example.com'),
      says: '"http:" is allowed, and the page is on "https:"',
    },
    { step: 'a missing port', ...at3000, server: allowing('http://localhost'), says: 'the page is on port 3000' },
    {
      step: 'another port',
      ...at3000,
      server: allowing('http://localhost:5173'),
      says: 'the port is not: "http://localhost:5173" is allowed',
    },
    { step: 'a port too many', server: allowing(`${page}:8443`), says: `and the page is on "${page}"` },
    {
      step: 'another scheme and port',
      ...at3000,
      server: allowing('https://localhost:3001'),
      says: 'the scheme and port are not',
    },
    {
      step: 'the default port',
      server: allowing(`${page}:443`),
      says: `Browsers leave a default port out: write "${page}"`,
    },
    {
      step: 'another name of this machine',
      ...at3000,
      server: allowing('http://127.0.0.1:3000'),
      says: 'the same machine and two origins',
    },
    {
      step: 'www. too many',
      server: allowing('https://www.app.example.com'),
      says: '"www.app.example.com" is allowed',
    },
    {
      step: 'www. missing',
      page: { origin: `https://www.example.com` },
      server: allowing('https://example.com'),
      says: 'two origins',
    },
    { step: 'no scheme', server: allowing('app.example.com'), says: `The scheme is missing: write "${page}"` },
    { step: 'no scheme, with a port', ...at3000, server: allowing('localhost:3000'), says: 'The scheme is missing' },
    { step: 'a pattern', server: allowing('https://*.example.com'), says: 'Browsers know no patterns' },
    { step: 'quotes', server: allowing(`"${page}"`), says: 'The quotes are part of the value' },
    { step: '`undefined`', server: allowing('undefined'), says: '"undefined" is a value of the server' },
    { step: 'an empty value', server: allowing(''), says: 'there, but empty' },
    { step: '`null`', server: allowing('null'), says: '"null" is the origin of sandboxed frames' },
    {
      step: 'behind a preflight',
      request: { method: 'PUT' },
      server: serve({
        OPTIONS: { headers: [...allow(page), ...line('access-control-allow-methods', 'PUT')] },
        '*': { headers: allow(`${page}/`) },
      }),
      says: 'no slash',
    },
    { step: 'in a preflight', request: { method: 'PUT' }, server: allowing(`${page}/`), says: 'no slash' },
    { step: 'another host', server: allowing('https://other.example.com'), says: null },
    { step: 'another host without a scheme', server: allowing('other.example.com'), says: null },
    { step: 'no URL at all', server: allowing('https://'), says: null },
    { step: 'the page has the origin null', page: { origin: 'null' }, server: allowing(page), says: null },
    { step: 'the right origin', server: allowing(page), says: null },
    { step: 'no origin', server: serve({}), says: null },
    ...['Access-Control-Allow-Origins', 'Allow-Origin', 'access_control_allow_origin'].map((name) => ({
      step: name,
      server: status(200, line(name, '*')),
      says: `no header "${name}"`,
    })),
    { step: '`*` with credentials', request: include, server: allowing('*'), says: null },
  ],
  'origin-not-admitted': [
    ...['Origin, Accept', 'Origin ,Accept', 'origin'].map((value) => ({
      step: `Vary: ${value}`,
      server: status(200, line('vary', value)),
      says: '(it sends Vary: Origin)',
    })),
    {
      step: 'Vary and another header',
      server: status(200, [...line('Access-Control-Expose-Headers', 'x-a'), ...line('vary', 'Origin')]),
      says: '(it sends Access-Control-Expose-Headers, Vary: Origin)',
    },
    { step: 'Vary: Origin', server: status(200, line('vary', 'Accept, Origin')), says: `exactly ${page}` },
    {
      step: 'another header, in a preflight',
      request: asked('PUT'),
      server: preflightStatus(204, line('Access-Control-Allow-Methods', 'PUT')),
      says: 'it sends Access-Control-Allow-Methods',
    },
    { step: 'neither', server: status(200, line('vary', 'Accept')), says: null },
    { step: 'another origin', server: allowing('https://a.example'), says: null },
    { step: 'the origin null', page: { origin: 'null' }, server: status(200, line('vary', 'Origin')), says: null },
  ],
  'two-values': [
    ...['true,true', 'true,  true', 'True, true, TRUE'].map((value) => ({
      step: `credentials: ${value}`,
      request: include,
      server: serve({ '*': { headers: [...allow(page), ...withCredentials(value)] } }),
      says: 'The header stands there twice',
    })),
    ...['untrue, true', 'true, trueish'].map((value) => ({
      step: `credentials: ${value}`,
      request: include,
      server: serve({ '*': { headers: [...allow(page), ...withCredentials(value)] } }),
      says: null,
    })),
    { step: 'the same twice', server: allowing(page, page), says: `"${page}" stands there 2 times` },
    {
      step: 'two others',
      server: allowing('https://a.example', 'https://b.example'),
      says: 'takes one origin, not a list: send the one that the request came with. ',
    },
    { step: 'a list with the right one', server: allowing(`https://a.example, ${page}`), says: 'which is among them' },
    { step: 'a list with spaces', server: allowing(`https://a.example ${page}`), says: 'which is among them' },
    {
      step: 'credentials twice',
      request: include,
      server: serve({ '*': { headers: [...allow(page), ...withCredentials('true'), ...withCredentials('true')] } }),
      says: 'The header stands there twice',
    },
    { step: 'a comma alone', server: allowing(','), says: null },
    { step: 'one value', server: allowing('https://a.example'), says: null },
  ],
  'allow-credentials-spelling': [
    ...['True', 'TRUE'].map((value) => ({
      step: value,
      request: include,
      server: serve({ '*': { headers: [...allow(page), ...withCredentials(value)] } }),
      says: 'write "true" in lower case',
    })),
    ...['1', 'yes', '*'].map((value) => ({
      step: value,
      request: include,
      server: serve({ '*': { headers: [...allow(page), ...withCredentials(value)] } }),
      says: 'the only value is "true"',
    })),
    {
      step: 'false',
      request: include,
      server: serve({ '*': { headers: [...allow(page), ...withCredentials('false')] } }),
      says: null,
    },
    { step: 'missing', request: include, server: allowing(page), says: null },
    {
      step: 'not needed',
      server: serve({ '*': { headers: [...allow(page), ...withCredentials('True')] } }),
      says: null,
    },
  ],
  'method-case': [
    {
      step: 'the page in lower case, which the advice says',
      request: asked('patch'),
      server: listing('access-control-allow-methods', 'GET, PATCH'),
      says: null,
    },
    {
      step: 'a method of the server in lower case',
      request: asked('purge'),
      server: listing('access-control-allow-methods', 'GET, PURGE'),
      says: 'the same "purge"',
    },
    {
      step: 'the list in lower case',
      request: asked('PATCH'),
      server: listing('access-control-allow-methods', 'get, patch'),
      says: 'write "PATCH" in the list, in upper case',
    },
    {
      step: 'a method that is not there',
      request: asked('PATCH'),
      server: listing('access-control-allow-methods', 'GET'),
      says: null,
    },
    {
      step: 'a method that browsers write in upper case',
      request: asked('put'),
      server: listing('access-control-allow-methods', 'PUT'),
      says: null,
    },
  ],
  'wildcard-is-literal': [
    {
      step: 'methods with credentials',
      request: { method: 'PUT', ...include },
      server: listing('access-control-allow-methods', '*'),
      says: 'write "PUT" in the list',
    },
    {
      step: 'headers with credentials',
      request: { headers: { 'x-a': '1' }, ...include },
      server: listing('access-control-allow-headers', '*'),
      says: 'write "x-a" in the list',
    },
    {
      step: 'Authorization, which a note about the engines says',
      request: { headers: { authorization: 'x' } },
      server: listing('access-control-allow-headers', '*'),
      says: null,
    },
    {
      step: 'without credentials',
      request: { method: 'PUT' },
      server: listing('access-control-allow-methods', '*'),
      says: null,
    },
    {
      step: 'another header, no wildcard',
      request: { headers: { 'x-a': '1' }, ...include },
      server: listing('access-control-allow-headers', 'x-b'),
      says: null,
    },
    {
      step: 'Authorization, in engines',
      engine: 'chromium',
      request: { headers: { authorization: 'x' } },
      server: listing('access-control-allow-headers', '*'),
      says: null,
    },
  ],
  'list-spelling': [
    {
      step: 'methods and semicolons',
      request: asked('PUT'),
      server: listing('access-control-allow-methods', 'GET; PUT'),
      says: '"GET; PUT" is not one name',
    },
    {
      step: 'methods and spaces',
      request: asked('PUT'),
      server: listing('access-control-allow-methods', 'GET PUT'),
      says: 'only commas separate names',
    },
    {
      step: 'headers and brackets',
      request: asked('PUT'),
      server: listing('access-control-allow-headers', '[x-a, x-b]'),
      says: 'without quotes or brackets',
    },
    {
      step: 'empty members',
      request: asked('PUT'),
      server: listing('access-control-allow-methods', 'GET,, PUT,'),
      says: null,
    },
  ],
  'answer-before-cors': [
    {
      step: '403 in a preflight',
      request: { method: 'PUT' },
      server: preflightStatus(403),
      says: 'do not allow this origin, method or headers',
    },
    ...[401, 407].map((code) => ({
      step: `${code} in a preflight`,
      request: { method: 'PUT' },
      server: preflightStatus(code),
      says: 'A preflight never has any',
    })),
    {
      step: '401 with CORS headers in a preflight',
      request: { method: 'PUT' },
      server: preflightStatus(401, allow('*')),
      says: 'asks for credentials before CORS is answered',
    },
    { step: '401 in a response', server: status(401), says: 'refused the request before CORS headers were added' },
    ...[404, 405, 501].map((code) => ({
      step: `${code} in a preflight`,
      request: { method: 'PUT' },
      server: preflightStatus(code),
      says: 'no answer to OPTIONS',
    })),
    { step: '401 with CORS headers', server: status(401, allow('*')), says: null },
    { step: '200 without', server: status(200), says: null },
    { step: '401 with another origin', server: status(401, allow('https://a.example')), says: null },
  ],
  'error-without-headers': [
    { step: '400', server: status(400), says: 'Status 400' },
    { step: '399', server: status(399), says: null },
    { step: '502', server: status(502), says: 'Status 502: the server, or a proxy before it' },
    { step: '404', server: status(404), says: 'Look for that error first' },
    { step: '500 in a preflight', request: { method: 'PUT' }, server: preflightStatus(500), says: 'Status 500' },
    { step: '502 with CORS headers', server: status(502, allow('*')), says: null },
    { step: '401', server: status(401), says: null },
    { step: 'no answer', server: () => Promise.reject(), says: null },
  ],
  'redirect-to-login': [
    ...['/oauth/authorize', '/saml/acs', '/a/openid', 'https://idp.example/authn'].map((location) => ({
      step: location,
      server: status(302, line('location', location)),
      says: 'a page for people',
    })),
    {
      step: 'of a preflight, relative',
      request: { method: 'PUT' },
      server: preflightStatus(302, line('location', 'login')),
      says: 'let OPTIONS pass without one',
    },
    {
      step: 'a page of another host, in UTF-8',
      server: serve({
        [api]: { status: 302, headers: [...allow('*'), ...line('location', 'https://id.example.com/')] },
        '*': { headers: line('content-type', 'text/html; charset=utf-8') },
      }),
      says: 'a page for people',
    },
    {
      step: 'a page of another host that is for another origin',
      server: serve({
        [api]: { status: 302, headers: [...allow('*'), ...line('location', 'https://id.example.com/')] },
        '*': { headers: [...allow('https://a.example'), ...line('content-type', 'text/html')] },
      }),
      says: null,
    },
    ...[
      '/login',
      '/auth/realms',
      'https://sso.example.com/',
      '/account/log-in',
      '/signin?next=%2F',
      '/oauth2/authorize',
    ].map((location) => ({
      step: location,
      server: status(302, line('location', location)),
      says: 'a page for people',
    })),
    {
      step: 'a page that was reached',
      server: serve({ [api]: { status: 302, headers: [...allow('*'), ...line('location', '/login')] } }),
      says: 'a page for people',
    },
    {
      step: 'a page of another host',
      server: serve({
        [api]: { status: 302, headers: [...allow('*'), ...line('location', 'https://id.example.com/')] },
        '*': { headers: line('content-type', 'text/html') },
      }),
      says: 'a page for people',
    },
    {
      step: 'of a preflight',
      request: { method: 'PUT' },
      server: preflightStatus(302, line('location', '/login')),
      says: 'let OPTIONS pass without one',
    },
    ...['/authors', '/design-index', '/blog/index', '/assort'].map((location) => ({
      step: location,
      server: status(302, line('location', location)),
      says: null,
    })),
    {
      step: 'data of another host',
      server: serve({
        [api]: { status: 302, headers: [...allow('*'), ...line('location', 'https://data.example.com/')] },
      }),
      says: null,
    },
    { step: 'a page at the same URL', server: status(200, line('content-type', 'text/html')), says: null },
  ],
  'redirect-to-https': [
    {
      step: 'http to https',
      page: { origin: 'http://app.example.com' },
      request: { url: 'http://api.example.com/a?b' },
      server: status(301, line('location', 'https://api.example.com/a?b')),
      says: 'call https://api.example.com/a?b itself',
    },
    {
      step: 'of a preflight',
      page: { origin: 'http://app.example.com' },
      request: { url: 'http://api.example.com/', method: 'PUT' },
      server: preflightStatus(308, line('location', 'https://api.example.com/')),
      says: 'call https://api.example.com/ itself',
    },
    {
      step: 'to another URL',
      page: { origin: 'http://app.example.com' },
      request: { url: 'http://api.example.com/' },
      server: status(301, line('location', 'https://www.example.com/')),
      says: null,
    },
    { step: 'https to itself', server: status(301, line('location', api)), says: null },
  ],
  'redirect-origin-null': [
    {
      step: 'behind a redirect',
      server: serve({
        [api]: { status: 302, headers: [...allow('*'), ...line('location', 'https://third.example/')] },
        '*': { headers: allow(page) },
      }),
      says: '"Origin: null"',
    },
    { step: 'the page has it itself', page: { origin: 'null' }, server: allowing(page), says: null },
    {
      step: 'within one origin',
      server: serve({ [api]: { status: 302, headers: [...allow('*'), ...line('location', '/b')] } }),
      says: null,
    },
  ],
  'vary-missing': [
    ...['Origin, Accept', 'Origin ,Accept', 'Accept,Origin'].map((value) => ({
      step: `Vary: ${value}`,
      server: serve({ '*': { headers: [...allow(page), ...line('Vary', value)] } }),
      says: null,
    })),
    {
      step: 'mismatch',
      server: allowing('https://other.example.com'),
      says: 'a cache may have given an answer that was made for another origin',
    },
    { step: 'shared', server: allowing(page), says: 'a cache will give one of them the wrong answer' },
    {
      step: 'another Vary',
      server: serve({ '*': { headers: [...allow(page), ...line('vary', 'Accept-Origin')] } }),
      says: 'a cache',
    },
    {
      step: 'Vary',
      server: serve({ '*': { headers: [...allow(page), ...line('Vary', 'Accept, ORIGIN')] } }),
      says: null,
    },
    { step: 'Vary: *', server: serve({ '*': { headers: [...allow(page), ...line('vary', '*')] } }), says: null },
    { step: '`*`', server: allowing('*'), says: null },
    { step: 'a value that is no origin', server: allowing('undefined'), says: null },
    { step: 'a slash at the end', server: allowing(`${page}/`), says: null },
    { step: 'a pattern', server: allowing('https://*.example.com'), says: null },
    { step: 'in a preflight', request: asked('PUT'), server: allowing('https://other.example.com'), says: null },
    {
      step: 'the origin null of a redirect',
      server: serve({
        [api]: { status: 302, headers: [...allow('*'), ...line('location', 'https://third.example/')] },
        '*': { headers: allow(page) },
      }),
      says: null,
    },
    { step: 'none', server: serve({}), says: null },
    { step: 'no answer', server: () => Promise.reject(), says: null },
  ],
  'headers-not-exposed': [
    {
      step: 'names with others in them',
      server: serve({ '*': { headers: [...allow('*'), ...line('my-server', '1'), ...line('agenda', '1')] } }),
      says: 'cannot read my-server, agenda: to let it, name them in Access-Control-Expose-Headers.',
    },
    {
      step: 'with credentials, and no wildcard',
      request: include,
      server: serve({
        '*': {
          headers: [
            ...allow(page),
            ...withCredentials('true'),
            ...line('access-control-expose-headers', 'x-b'),
            ...line('x-a', '1'),
          ],
        },
      }),
      says: 'name them in Access-Control-Expose-Headers.',
    },
    {
      step: 'without credentials, and a wildcard that cannot be read',
      server: serve({
        '*': { headers: [...allow('*'), ...line('access-control-expose-headers', '*;'), ...line('x-a', '1')] },
      }),
      says: 'name them in Access-Control-Expose-Headers.',
    },
    {
      step: 'not listed',
      server: serve({ '*': { headers: [...allow('*'), ...line('X-Total', '1'), ...line('ETag', '1')] } }),
      says: 'cannot read x-total, etag',
    },
    {
      step: '`*` with credentials',
      request: include,
      server: listing('access-control-expose-headers', '*'),
      says: null,
    },
    {
      step: '`*` with credentials, and a header',
      request: include,
      server: serve({
        '*': {
          headers: [
            ...allow(page),
            ...withCredentials('true'),
            ...line('access-control-expose-headers', '*'),
            ...line('x-a', '1'),
          ],
        },
      }),
      says: '"*" is not a wildcard for a request with credentials',
    },
    {
      step: 'listed',
      server: serve({
        '*': { headers: [...allow('*'), ...line('x-a', '1'), ...line('access-control-expose-headers', 'X-A')] },
      }),
      says: null,
    },
    {
      step: 'safelisted, and what nobody wants',
      server: serve({
        '*': {
          headers: ['expires', 'date', 'set-cookie', 'x-powered-by', 'content-encoding', 'cf-ray', 'via']
            .flatMap((name) => line(name, '0'))
            .concat(allow('*')),
        },
      }),
      says: null,
    },
    { step: 'same origin', request: { url: `${page}/` }, server: status(200, line('x-a', '1')), says: null },
  ],
  'header-dropped': [
    {
      step: 'two forbidden names',
      request: { headers: { Cookie: 'a=1', Host: 'a' } },
      server: allowing('*'),
      says: 'does not send Cookie, Host: no page may set it',
    },
    {
      step: 'a forbidden name',
      request: { headers: { Cookie: 'a=1', 'X-A': '1' } },
      server: allowing('*'),
      says: 'does not send Cookie: no page may set it',
    },
    {
      step: 'mode "no-cors"',
      request: { mode: 'no-cors', headers: { 'X-A': '1' } },
      server: serve({}),
      says: 'does not send X-A: with mode "no-cors"',
    },
    { step: 'another name', request: { headers: { 'X-A': '1' } }, server: allowing('*'), says: null },
  ],
  'cookies-not-included': [
    {
      step: 'a redirect sets one',
      server: serve({
        [api]: { status: 302, headers: [...allow('*'), ...line('location', '/b'), ...line('set-cookie', 'id=1')] },
        '*': { headers: allow('*') },
      }),
      says: 'sends no cookies',
    },
    {
      step: 'cookies of the API',
      page: { cookies: ['id=1; Secure'] },
      server: allowing('*'),
      says: 'sends no cookies',
    },
    { step: 'an answer sets one', server: listing('set-cookie', 'id=1'), says: 'credentials: "include"' },
    { step: 'no cookies', server: allowing('*'), says: null },
    { step: 'with credentials', request: include, server: listing('set-cookie', 'id=1'), says: null },
    {
      step: 'without credentials on purpose',
      request: { credentials: 'omit' },
      server: listing('set-cookie', 'id=1'),
      says: null,
    },
    { step: 'same origin', request: { url: `${page}/` }, server: listing('set-cookie', 'id=1'), says: null },
    { step: 'blocked', server: status(200, line('set-cookie', 'id=1')), says: null },
  ],
  'cookies-same-site': [
    {
      step: 'two cookies',
      page: { cookies: ['id=1', 'lang=en'] },
      request: { ...include, url: 'https://api.other.example/' },
      server: allowing(page),
      says: 'keeps back id, lang: ',
    },
    {
      step: 'without credentials',
      page: { cookies: ['id=1'] },
      request: { credentials: 'omit', url: 'https://api.other.example/' },
      server: allowing(page),
      says: null,
    },
    ...['id=1', 'id=1; SameSite=Lax; Secure', 'id=1; SameSite=Strict', 'id=1; SameSite=None'].map((cookie) => ({
      step: cookie,
      page: { cookies: [cookie] },
      request: { ...include, url: 'https://api.other.example/' },
      server: allowing(page),
      says: 'keeps back id',
    })),
    {
      step: 'SameSite=None; Secure',
      page: { cookies: ['id=1; SameSite=None; Secure'] },
      request: { ...include, url: 'https://api.other.example/' },
      server: allowing(page),
      says: null,
    },
    { step: 'the same site', page: { cookies: ['id=1'] }, request: include, server: allowing(page), says: null },
    {
      step: 'without credentials',
      page: { cookies: ['id=1'] },
      request: { url: 'https://api.other.example/' },
      server: allowing(page),
      says: null,
    },
    {
      step: 'no cookie at all',
      page: { cookies: [''] },
      request: { ...include, url: 'https://api.other.example/' },
      server: allowing(page),
      says: null,
    },
    {
      step: 'Firefox',
      engine: 'firefox',
      page: { cookies: ['id=1'] },
      request: { ...include, url: 'https://api.other.example/' },
      server: allowing(page),
      says: null,
    },
    {
      step: 'a secure cookie over http in WebKit',
      engine: 'webkit',
      page: { origin: 'http://app.example.com', cookies: ['id=1; Secure; SameSite=None'] },
      request: { ...include, url: 'http://localhost/' },
      server: allowing('http://app.example.com'),
      says: 'keeps back id',
    },
  ],
  'cookies-third-party': [
    {
      step: 'another site',
      request: { ...include, url: 'https://api.other.example/' },
      server: allowing(page),
      says: 'third-party cookies',
    },
    {
      step: 'the origin null',
      page: { origin: 'null' },
      request: include,
      server: allowing(page),
      says: 'third-party cookies',
    },
    {
      step: 'another customer of one host',
      page: { origin: 'https://a.github.io' },
      request: { ...include, url: 'https://b.github.io/' },
      server: allowing(page),
      says: 'third-party cookies',
    },
    { step: 'the same site', request: include, server: allowing(page), says: null },
    {
      step: 'the same address',
      page: { origin: 'http://10.0.0.1:3000' },
      request: { ...include, url: 'http://10.0.0.1/' },
      server: allowing(page),
      says: null,
    },
  ],
  'local-network-access': [
    {
      step: 'over https, where the server does not admit the page',
      request: { url: 'https://10.0.0.1/' },
      server: serve({}),
      says: /\(LocalNetworkAccessPermissionDenied\)\.$/,
    },
    {
      step: 'over https, where nothing is mixed',
      request: { url: 'https://10.0.0.1/' },
      server: allowing('*'),
      says: /\(LocalNetworkAccessPermissionDenied\)\.$/,
    },
    ...['https://172.15.0.1/', 'https://172.32.0.1/', 'https://110.1.1.1/'].map((url) => ({
      step: url,
      request: { url },
      server: allowing('*'),
      says: null,
    })),
    ...[
      'https://192.168.1.1/',
      'http://localhost:3000/',
      'https://printer.local/',
      'https://10.1.2.3/',
      'https://172.20.0.1/',
      'https://[fd00::1]/',
    ].map((url) => ({
      step: url,
      request: { url },
      server: allowing('*'),
      says: 'asks the user for permission first',
    })),
    {
      step: 'plain http from https',
      request: { url: 'http://192.168.1.1/' },
      server: allowing('*'),
      says: 'also lets plain http pass',
    },
    ...['null', 'chrome-extension://abc'].map((origin) => ({
      step: `from ${origin}, which may be local`,
      page: { origin },
      request: { url: 'http://localhost/' },
      server: allowing('*'),
      says: null,
    })),
    ...['https://172.32.0.1/', 'https://11.1.2.3/', 'https://local.example.com/'].map((url) => ({
      step: url,
      request: { url },
      server: allowing('*'),
      says: null,
    })),
    {
      step: 'from the local network',
      page: { origin: 'http://localhost:5173' },
      request: { url: 'http://192.168.1.1/' },
      server: allowing('*'),
      says: null,
    },
    {
      step: 'from plain http',
      page: { origin: 'http://app.example.com' },
      request: { url: 'http://192.168.1.1/' },
      server: allowing('*'),
      says: null,
    },
  ],
  'insecure-local-network': [
    {
      step: 'from plain http',
      page: { origin: 'http://app.example.com' },
      request: { url: 'http://192.168.1.1/' },
      server: allowing('*'),
      says: 'InsecureLocalNetwork',
    },
    { step: 'from https', request: { url: 'https://192.168.1.1/' }, server: allowing('*'), says: null },
    {
      step: 'to the public network',
      page: { origin: 'http://app.example.com' },
      request: { url: 'http://api.example.com/' },
      server: allowing('*'),
      says: null,
    },
  ],
  'no-cors': [
    { step: 'opaque', request: { mode: 'no-cors' }, server: serve({}), says: 'does not get around CORS' },
    { step: 'blocked', request: { mode: 'no-cors', method: 'PUT' }, server: serve({}), says: null },
    { step: 'same origin', request: { mode: 'no-cors', url: `${page}/` }, server: serve({}), says: null },
    { step: 'mode "cors"', server: allowing('*'), says: null },
  ],
  'other-blockers': [
    { step: 'shared', server: allowing('*'), says: 'connect-src' },
    { step: 'no answer', server: () => Promise.reject(), says: null },
    { step: 'mode "no-cors"', request: { mode: 'no-cors' }, server: serve({}), says: 'Embedder-Policy' },
    { step: 'blocked', server: serve({}), says: null },
  ],
}

async function findMessages(code: NoteCode, { server, engine, ...row }: NoteCase): Promise<string[]> {
  const input = { page: { origin: page, ...row.page }, request: { url: api, ...row.request }, server, engine }
  const { notes } = await explain(input)
  return notes.filter((note) => note.code === code).map(({ message }) => message)
}

describe.each(Object.entries(cases) as [NoteCode, readonly NoteCase[]][])('%s', (code, rows) => {
  test.each(rows)('$step: $says', async (row) => {
    const messages = await findMessages(code, row)
    expect(messages).toHaveLength(row.says === null ? 0 : 1)
    for (const message of messages) {
      expect(message).toMatch(row.says ?? '')
      expect(message).toMatch(/^\S.*\.$/)
    }
  })
})

test('cookies that are withheld are those of the host that is asked', async () => {
  const server: ServerFunction = ({ url }) => ({
    status: 200,
    headers: [
      ...allow(page),
      ...withCredentials('true'),
      ...line('set-cookie', `at-${new URL(url).hostname}=1; SameSite=None`),
    ],
  })
  const userAgent = createUserAgent({ origin: page, server })
  const read = async (url: string): Promise<string | undefined> => {
    await userAgent.fetch(url, include)
    const { notes } = await userAgent.explain({ url, ...include })
    return notes.find(({ code }) => code === 'cookies-same-site')?.message
  }
  expect(await read('https://one.example/')).toContain('keeps back at-one.example: ')
  expect(await read('https://two.example/')).toContain('keeps back at-two.example: ')
})

describe('departures of engines', () => {
  const request = { url: api, headers: { authorization: 'x' } }
  const server = listing('access-control-allow-headers', '*', '*')

  test('are said where the standard decides otherwise', async () => {
    const { outcome, notes } = await explain({ page: { origin: page }, request, server })
    expect(outcome).toBe('blocked')
    expect(notes.map(({ code }) => code)).toEqual(expect.arrayContaining(['engine-authorization-under-wildcard']))
    expect(notes.find(({ code }) => code.startsWith('engine-'))?.message).toContain(
      'Chromium, Firefox, WebKit (Safari)',
    )
  })

  test.each(['chromium', 'firefox', 'webkit'] as const)('are said where %s departs', async (engine) => {
    const { outcome, notes } = await explain({ page: { origin: page }, request, server, engine })
    expect(outcome).toBe('shared')
    expect(notes.map(({ code }) => code)).toContain('engine-authorization-under-wildcard')
  })

  test('are not said of other requests', async () => {
    const { notes } = await explain({ page: { origin: page }, request: { url: api }, server })
    expect(notes.filter(({ code }) => code.startsWith('engine-'))).toEqual([])
  })
})
