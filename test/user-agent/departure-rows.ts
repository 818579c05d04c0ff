import type { DepartureId } from '../../src/user-agent/departures.ts'
import type { HeaderList } from '../../src/user-agent/header-list.ts'
import type { PageRequestInit } from '../../src/user-agent/page-request.ts'
import type { WireResponse } from '../../src/user-agent/wire.ts'

/** Calls of a page at https://page.invalid, one after the other, and what is answered. */
export interface DepartureRow {
  readonly calls: readonly (PageRequestInit & { readonly url?: string })[]
  /** The answers by method and URL, by URL, or else by `*`. */
  readonly answers: Readonly<Record<string, WireResponse>>
}

const page = 'https://page.invalid'
const api = 'https://api.invalid/'
const third = 'https://third.invalid/'

const open: HeaderList = [['access-control-allow-origin', '*']]
const methods = (value: string): HeaderList[number] => ['access-control-allow-methods', value]
const names = (value: string): HeaderList[number] => ['access-control-allow-headers', value]
const maxAge = (value: string): HeaderList[number] => ['access-control-max-age', value]
const credentials: HeaderList = [
  ['access-control-allow-origin', page],
  ['access-control-allow-credentials', 'true'],
]

const answer = (...headers: HeaderList): WireResponse => ({ status: 200, headers })
const anything = answer(...open, methods('*'), names('*, authorization'))
const to = (location: string, status = 302, headers: HeaderList = open): WireResponse => ({
  status,
  headers: [...headers, ['location', location]],
})

const put: PageRequestInit = { method: 'PUT' }
const withHeader = (name: string, value = '1'): PageRequestInit => ({ headers: [[name, value]] })
const twice = <Call>(call: Call): readonly Call[] => [call, call]
const xhr = { api: 'xhr' } as const
const include = { credentials: 'include' } as const

/** Twice the same preflights of a request whose origin becomes "null" behind a third site. */
const throughThird: DepartureRow = {
  calls: twice({ ...put, url: `${api}first` }),
  answers: {
    OPTIONS: anything,
    [`${api}first`]: to(third, 307, anything.headers),
    [third]: to(`${api}end`, 307, anything.headers),
    '*': anything,
  },
}

/** For each departure the calls that show it; cookies have theirs in test/explain. */
export const departureRows: Readonly<
  Record<Exclude<DepartureId, 'strict-cookies-after-cross-site-redirect'>, DepartureRow>
> = {
  'authorization-under-wildcard': {
    calls: [withHeader('authorization')],
    answers: { '*': answer(...open, names('*')) },
  },
  'blocked-response-keeps-preflight': {
    calls: [
      ...twice(put),
      { ...put, url: `${api}x` },
      { ...put, url: `${api}x`, ...withHeader('if-match') },
      { ...put, url: `${api}x` },
    ],
    answers: { OPTIONS: answer(...open, methods('PUT')), '*': answer() },
  },
  'cached-authorization-is-never-wild': {
    calls: [
      { ...put, ...withHeader('x-a') },
      { ...put, ...withHeader('authorization') },
    ],
    answers: { '*': answer(...open, methods('*'), names('*')) },
  },
  'cached-head-must-be-listed': {
    calls: [...twice({ method: 'HEAD', ...withHeader('x-a') }), withHeader('x-a')],
    answers: { '*': answer(...open, methods('PUT'), names('x-a')) },
  },
  'cached-preflight-covers-safelisted-methods': {
    calls: [
      { ...put },
      { ...xhr, method: 'POST', uploadListener: true, body: { source: 'x' } },
      { ...xhr, method: 'HEAD', uploadListener: true },
      { method: 'PATCH' },
    ],
    answers: { '*': answer(...open, methods('PUT')) },
  },
  'cached-wildcard-of-credentials-is-literal': {
    calls: [{ ...include, ...withHeader('*') }, withHeader('*'), withHeader('x-a'), put],
    answers: { '*': answer(...credentials, methods('*'), names('*')) },
  },
  'cached-wildcards-are-literal': {
    calls: [
      { ...put, ...withHeader('x-a') },
      { method: 'PATCH', ...withHeader('x-a') },
      { ...put, ...withHeader('x-b') },
      { ...put, ...include },
    ],
    answers: { '*': answer(...open, methods('*'), names('*')) },
  },
  'client-hints-are-safelisted': {
    calls: [withHeader('DPR', '1.5'), withHeader('dpr', 'x')],
    answers: { '*': anything },
  },
  'conditional-fetch-asks-again': {
    calls: [
      ...twice({ ...put, ...withHeader('If-None-Match') }),
      ...twice({ ...put, ...withHeader('if-match') }),
      ...twice({ ...put, ...withHeader('if-range') }),
      ...twice({ ...put, ...withHeader('if-modified-since') }),
      ...twice({ ...put, ...withHeader('if-unmodified-since') }),
      ...twice({ ...put, ...withHeader('x-if-match') }),
      ...twice({ ...put, ...withHeader('if-match-x') }),
    ],
    answers: {
      '*': answer(
        ...open,
        methods('PUT'),
        names('if-none-match,if-match,if-range,if-modified-since,if-unmodified-since,x-if-match,if-match-x'),
      ),
    },
  },
  'conditional-xhr-asks-again': {
    calls: twice({ ...xhr, ...put, ...withHeader('if-none-match') }),
    answers: { '*': answer(...open, methods('PUT'), names('if-none-match')) },
  },
  'content-type-is-parsed-strictly': {
    calls: [withHeader('content-type', 'text/plain;a=b;'), withHeader('content-type', 'text/plain;')],
    answers: { '*': anything },
  },
  'delete-becomes-get-across-origins': {
    calls: [
      { method: 'DELETE', body: { source: 'x' }, ...withHeader('Content-Type', 'text/plain') },
      { method: 'DELETE', url: `${api}stay` },
      { method: 'PUT' },
    ],
    answers: {
      OPTIONS: anything,
      [api]: to(third, 302, anything.headers),
      [`${api}stay`]: to(`${api}end`, 302, anything.headers),
      '*': anything,
    },
  },
  'empty-lines-are-ignored': {
    calls: [{ ...include }],
    answers: { '*': answer(...credentials, ['access-control-allow-credentials', '']) },
  },
  'empty-location-fails': {
    calls: [{}, { redirect: 'manual' }, { redirect: 'error' }],
    answers: { '*': to('', 302, open) },
  },
  'empty-location-is-none': {
    calls: [{}, put],
    answers: { OPTIONS: to('', 302, anything.headers), '*': to('', 302, open) },
  },
  'forced-preflight-needs-methods': {
    calls: [
      { ...xhr, method: 'PUT', uploadListener: true, body: { source: 'x' } },
      { ...xhr, method: 'PUT', uploadListener: true, body: { source: 'x' } },
      { ...xhr, method: 'POST', uploadListener: true, body: { source: 'x' } },
      put,
    ],
    answers: { '*': answer(...open) },
  },
  'header-values-are-combined': {
    calls: [
      {
        headers: [
          ['accept', 'a'.repeat(100)],
          ['Accept', 'a'.repeat(100)],
        ],
      },
    ],
    answers: { '*': anything },
  },
  'hints-are-dropped-by-redirects': {
    calls: [
      {
        headers: [
          ['device-memory', '1'],
          ['Downlink', '1'],
          ['dpr', '1'],
          ['ect', '4g'],
          ['rtt', '1'],
          ['viewport-width', '1'],
          ['width', '1'],
          ['save-data', 'on'],
          ['x-width', '1'],
          ['width-x', '1'],
        ],
      },
    ],
    answers: { OPTIONS: anything, [api]: to(`${api}end`, 302, anything.headers), '*': anything },
  },
  'latin-1-is-unsafe': { calls: [withHeader('accept', 'é')], answers: { '*': anything } },
  'location-is-parsed-before-cors': {
    calls: [{}, { redirect: 'manual' }, { redirect: 'error' }],
    answers: { '*': to('https://', 302, []) },
  },
  'locations-are-joined': {
    calls: [{}],
    answers: {
      [api]: {
        status: 302,
        headers: [...open, ['location', '/a'], ['location', '/b']],
      },
      '*': anything,
    },
  },
  'malformed-expose-list-with-wildcard': {
    calls: [
      {},
      { ...xhr },
      { ...include },
      { url: `${api}after` },
      { url: `${api}empty` },
      { url: `${api}list` },
      { url: `${api}near` },
      ...['a b, *, x-b', 'x-b, *, a b', '*, x-b', 'a b'].map((_, at) => ({ url: `${api}${at}` })),
    ],
    answers: {
      [`${api}after`]: answer(...open, ['access-control-expose-headers', 'a b, *'], ['x-a', '1']),
      [`${api}empty`]: answer(...open, ['access-control-expose-headers', ' ,* , x-b , a b'], ['x-a', '1']),
      [`${api}list`]: answer(...open, ['access-control-expose-headers', 'x-b'], ['x-a', '1']),
      ...Object.fromEntries(
        ['a b, *, x-b', 'x-b, *, a b', '*, x-b', 'a b'].map((value, at) => [
          `${api}${at}`,
          answer(...open, ['access-control-expose-headers', value], ['x-a', '1']),
        ]),
      ),
      [`${api}near`]: answer(...open, ['access-control-expose-headers', 'x-b, a b, *'], ['x-a', '1']),
      '*': answer(
        ...credentials,
        ['access-control-expose-headers', '*'],
        ['access-control-expose-headers', 'a b'],
        ['x-a', '1'],
      ),
    },
  },
  'manual-redirect-needs-a-url': {
    calls: [{ redirect: 'manual' }],
    answers: { '*': to('https://', 302, open) },
  },
  'max-age-is-a-signed-integer': {
    calls: [put, { ...put, url: `${api}x` }, put],
    answers: { '*': answer(...open, methods('PUT'), maxAge('-1')) },
  },
  'max-age-malformed-is-not-cached': {
    calls: twice(put),
    answers: { '*': answer(...open, methods('PUT'), maxAge('1.5')) },
  },
  'no-limit-of-1024-bytes': {
    calls: [
      {
        headers: [
          ...Array.from({ length: 8 }, (): HeaderList[number] => ['accept', 'a'.repeat(14)]),
          ...Array.from({ length: 8 }, (): HeaderList[number] => ['accept-language', 'a'.repeat(128)]),
        ],
      },
    ],
    answers: { '*': anything },
  },
  'own-preflight-is-not-checked': {
    calls: [put],
    answers: {
      [`OPTIONS ${page}/end`]: answer(methods('PUT')),
      OPTIONS: anything,
      [api]: to(`${page}/end`, 307, anything.headers),
      '*': anything,
    },
  },
  'opaque-origins-have-no-cache': throughThird,
  'origin-ignores-referrer-policy': {
    calls: [
      { method: 'POST', url: `${page}/`, referrerPolicy: 'no-referrer' },
      ...(
        [
          'no-referrer',
          'same-origin',
          'origin',
          '',
          'strict-origin',
          'strict-origin-when-cross-origin',
          'no-referrer-when-downgrade',
          'unsafe-url',
        ] as const
      ).flatMap((referrerPolicy) =>
        [api, 'http://localhost/'].map((url) => ({ method: 'POST', mode: 'no-cors', url, referrerPolicy }) as const),
      ),
      { method: 'POST', mode: 'same-origin', url: `${page}/`, referrerPolicy: 'same-origin' },
      { method: 'POST', mode: 'same-origin', url: `${page}/`, referrerPolicy: 'no-referrer' },
    ],
    answers: { '*': anything },
  },
  'origin-stays-after-redirect': {
    calls: [
      { method: 'POST', url: `${page}/` },
      { method: 'GET', url: `${page}/` },
      { method: 'HEAD', url: `${page}/` },
      { method: 'POST', mode: 'no-cors' },
      { method: 'FORGET', url: `${page}/see` },
      { method: 'GETS', url: `${page}/see` },
    ],
    answers: {
      [`${page}/`]: to(`${page}/end`),
      [`${page}/see`]: to(`${page}/end`, 303),
      [api]: to(third),
      '*': anything,
    },
  },
  'preflight-after-redirect': {
    calls: [
      { ...put },
      { headers: [['content-type', 'application/json']], method: 'POST', body: { source: '{}' } },
      { method: 'POST', body: { source: 'x' } },
      { headers: [['content-type', 'application/json']], method: 'POST', body: { source: '{}' }, url: `${page}/` },
    ],
    answers: {
      OPTIONS: anything,
      [api]: to(`${api}end`, 303, anything.headers),
      [`${page}/`]: to(`${api}end`, 303),
      '*': anything,
    },
  },
  'preflight-after-redirect-names-dropped-headers': {
    calls: [{ method: 'PUT', headers: [['authorization', '1']] }],
    answers: { OPTIONS: anything, [api]: to(third, 307, anything.headers), '*': anything },
  },
  'preflight-cache-by-credentials': {
    calls: [{ ...put, ...include }, put, { ...put, ...include }],
    answers: { '*': answer(...credentials, methods('PUT')) },
  },
  'preflight-cache-of-one-record': {
    calls: [
      put,
      { ...xhr, method: 'POST', uploadListener: true, body: { source: 'x' } },
      { method: 'PATCH' },
      put,
      withHeader('x-a'),
      withHeader('x-b'),
      put,
      { ...put, url: `${api}x` },
    ],
    answers: { OPTIONS: answer(...open, methods('PUT'), names('x-a')), '*': anything },
  },
  'preflight-origin-is-the-page': {
    calls: [{ ...put }],
    answers: {
      OPTIONS: anything,
      [api]: to(third, 307, anything.headers),
      [third]: to(`${api}end`, 307, anything.headers),
      '*': anything,
    },
  },
  'range-is-63-bits': {
    calls: [withHeader('range', 'bytes=0-9223372036854775807')],
    answers: { '*': anything },
  },
  'range-is-64-bits': {
    calls: [withHeader('range', 'bytes=0-18446744073709551616')],
    answers: { '*': anything },
  },
  'range-unit-of-any-case': { calls: [withHeader('range', 'Bytes=0-1')], answers: { '*': anything } },
  'redirect-credentials-refused-without-cors': {
    calls: [
      { url: `${page}/` },
      { url: `${page}/`, ...xhr },
      { url: `${page}/`, mode: 'no-cors' },
      { url: `${page}/away`, mode: 'no-cors' },
    ],
    answers: {
      [`${page}/`]: to('https://:p@page.invalid/end'),
      [`${page}/away`]: to('https://u@api.invalid/end'),
      '*': anything,
    },
  },
  'redirect-is-checked-with-credentials': {
    calls: [
      { url: `${page}/` },
      { url: `${page}/`, credentials: 'omit' },
      { url: `${page}/`, ...include },
      { url: `${page}/shared` },
      {},
    ],
    answers: {
      [`${page}/shared`]: to(`${api}shared`),
      [`${api}shared`]: to(`${api}end`, 302, credentials),
      [`${page}/`]: to(api),
      [api]: to(`${api}end`),
      '*': anything,
    },
  },
  'redirect-error-keeps-preflight': {
    calls: [{ ...put, redirect: 'error' }, put],
    answers: { OPTIONS: answer(...open, methods('PUT')), '*': to('/x', 302, open) },
  },
  'redirect-error-needs-a-location': {
    calls: [{ redirect: 'error' }],
    answers: { '*': { status: 302, headers: open } },
  },
  'redirect-of-any-3xx': {
    calls: [{ url: `${api}399` }, { url: `${api}304` }],
    answers: {
      [`${api}399`]: to('/end', 399),
      [`${api}304`]: to('/end', 304),
      '*': anything,
    },
  },
  'refused-preflight-is-cached': {
    calls: [put, { method: 'PATCH' }, put, { method: 'DELETE', url: `${api}x` }, { method: 'DELETE', url: `${api}x` }],
    answers: {
      [`OPTIONS ${api}`]: answer(...open, methods('PATCH')),
      [`OPTIONS ${api}x`]: { status: 403, headers: [...open, methods('DELETE')] },
      '*': anything,
    },
  },
  'same-location-twice-is-one': {
    calls: [{}],
    answers: {
      [api]: { status: 302, headers: [...open, ['location', '/end'], ['location', '/end']] },
      '*': anything,
    },
  },
  'simple-failure-clears-preflight': {
    calls: [put, { url: api }, put],
    answers: { OPTIONS: anything, [`GET ${api}`]: answer(), '*': anything },
  },
  'streams-are-refused': {
    calls: [
      { method: 'POST', body: { source: null } },
      { method: 'POST', url: `${page}/`, body: { source: null } },
    ],
    answers: { [`${page}/`]: to('/end', 307), '*': anything },
  },
  'streams-are-text': {
    calls: [{ method: 'POST', body: { source: null } }],
    answers: { '*': anything },
  },
  'tainted-origins-have-no-cache': throughThird,
  'two-locations-are-an-error': {
    calls: [{}],
    answers: { '*': { status: 200, headers: [...open, ['location', '/a'], ['location', '/b']] } },
  },
  'unsafe-names-are-repeated': {
    calls: [
      {
        headers: [
          ['X-A', '1'],
          ['x-a', '2'],
        ],
      },
    ],
    answers: { '*': anything },
  },
  'upload-listener-needs-a-body': {
    calls: [{ ...xhr, method: 'POST', uploadListener: true }],
    answers: { '*': anything },
  },
  'user-agent-is-forbidden': {
    calls: [withHeader('User-Agent', 'x')],
    answers: { '*': anything },
  },
  'xhr-drops-malformed-type': {
    calls: [
      { ...xhr, method: 'POST', body: { source: 'x', type: 'text' } },
      { method: 'POST', body: { source: 'x', type: 'text' } },
      { ...xhr, method: 'POST', body: { source: 'x', type: 'text/html' } },
    ],
    answers: { '*': anything },
  },
}
