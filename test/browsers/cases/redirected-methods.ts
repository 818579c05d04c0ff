import type { Answer, BrowserCase, PageCall, Resource } from '../browser-case.ts'
import {
  allow,
  allowAnyone,
  allowHeaders,
  allowMethods,
  allowNull,
  allowOrigin,
  type Header,
  location,
  maxAge,
  open,
  permitting,
  shared,
  sharedWithAnyone,
  sharedWithNull,
  simpleOnly,
  withCredentials,
} from './answers.ts'

const to = (target: string, status: number): Answer => ({ status, headers: [allow, withCredentials, location(target)] })
/** A redirect after a preflight that allows everything. */
const preflightedTo = (target: string, status: number): Resource => ({
  preflight: permitting,
  actual: to(target, status),
})

const permittingNull: readonly Header[] = [allowNull, allowMethods('PUT'), allowHeaders('X-A')]
const openToAnyone: Resource = { preflight: { headers: [allowAnyone, allowMethods('PUT')] }, actual: sharedWithAnyone }
const echoed = allowOrigin('$ORIGIN')
const echoing: Resource = { preflight: { headers: [echoed, allowMethods('PUT')] }, actual: { headers: [echoed] } }
const openToNull: Resource = { preflight: { headers: permittingNull }, actual: sharedWithNull }

const post: PageCall = { method: 'POST', body: { text: 'a' } }
const put: PageCall = { method: 'PUT', body: { text: 'a' } }
const json: PageCall = { method: 'POST', headers: [['Content-Type', 'application/json']], body: { text: '{}' } }
const xA: PageCall = { headers: [['X-A', '1']] }
const authorization: PageCall = { headers: [['Authorization', 'Bearer 1']] }

const statuses = [301, 302, 303, 307, 308]

type Server = Readonly<Record<string, Resource>>

const exchanges: readonly (readonly [name: string, call: PageCall, server: Server])[] = [
  // 301 and 302 make a GET of a POST and of nothing else; 303 makes one of everything but HEAD.
  [
    '302-post-without-body-becomes-get-shared',
    { method: 'POST' },
    { start: { actual: to('end', 302) }, end: simpleOnly },
  ],
  ['303-head-stays-head-shared', { method: 'HEAD' }, { start: { actual: to('end', 303) }, end: simpleOnly }],
  ['302-delete-stays-delete-shared', { method: 'DELETE' }, { start: preflightedTo('end', 302), end: open }],
  ['303-delete-becomes-get-shared', { method: 'DELETE' }, { start: preflightedTo('end', 303), end: simpleOnly }],
  ['302-patch-stays-patch-shared', { ...put, method: 'PATCH' }, { start: preflightedTo('end', 302), end: open }],
  [
    '307-form-stays-post-shared',
    { method: 'POST', body: { form: { a: '1' } } },
    { start: { actual: to('end', 307) }, end: simpleOnly },
  ],

  // Each URL has a preflight of its own.
  ['307-put-end-refuses-preflight-blocked', put, { start: preflightedTo('end', 307), end: simpleOnly }],
  [
    '307-put-start-without-headers-blocked',
    put,
    { start: { preflight: permitting, actual: { status: 307, headers: [location('end')] } }, end: open },
  ],
  [
    '307-put-end-without-headers-blocked',
    put,
    { start: preflightedTo('end', 307), end: { preflight: permitting, actual: {} } },
  ],
  ['307-put-to-other-for-null-shared', put, { start: preflightedTo('$OTHER/end', 307), end: openToNull }],
  ['307-put-to-other-for-anyone-shared', put, { start: preflightedTo('$OTHER/end', 307), end: openToAnyone }],
  ['307-put-to-other-echo-shared', put, { start: preflightedTo('$OTHER/end', 307), end: echoing }],
  [
    '307-put-to-other-preflight-for-page-answer-for-null-blocked',
    put,
    { start: preflightedTo('$OTHER/end', 307), end: { preflight: permitting, actual: sharedWithNull } },
  ],
  ['307-put-to-other-for-page-blocked', put, { start: preflightedTo('$OTHER/end', 307), end: open }],
  [
    '307-put-from-page-to-target-shared',
    { ...put, to: 'page' },
    { start: { actual: { status: 307, headers: [location('$SITE/end')] } }, end: open },
  ],
  [
    '307-put-from-page-to-target-refusing-blocked',
    { ...put, to: 'page' },
    { start: { actual: { status: 307, headers: [location('$SITE/end')] } }, end: simpleOnly },
  ],
  [
    '302-custom-header-from-page-to-target-shared',
    { ...xA, to: 'page' },
    { start: { actual: to('$SITE/end', 302) }, end: open },
  ],
  [
    '302-custom-header-from-page-to-target-refusing-blocked',
    { ...xA, to: 'page' },
    { start: { actual: to('$SITE/end', 302) }, end: simpleOnly },
  ],
  ['302-custom-header-within-target-shared', xA, { start: preflightedTo('end', 302), end: open }],
  ['302-custom-header-to-other-for-null-shared', xA, { start: preflightedTo('$OTHER/end', 302), end: openToNull }],
  [
    '302-custom-header-to-other-refusing-blocked',
    xA,
    { start: preflightedTo('$OTHER/end', 302), end: { actual: sharedWithNull } },
  ],
  ['303-custom-header-stays-shared', { ...xA, ...put }, { start: preflightedTo('end', 303), end: open }],

  // What described the body goes with it, so that no preflight is left to make.
  ['302-json-becomes-get-without-type-shared', json, { start: preflightedTo('end', 302), end: simpleOnly }],
  ['303-json-becomes-get-without-type-shared', json, { start: preflightedTo('end', 303), end: simpleOnly }],
  [
    '303-put-of-json-becomes-get-without-type-shared',
    { ...json, method: 'PUT' },
    { start: preflightedTo('end', 303), end: simpleOnly },
  ],
  ['307-json-stays-shared', json, { start: preflightedTo('end', 307), end: open }],
  ['307-json-end-refuses-preflight-blocked', json, { start: preflightedTo('end', 307), end: simpleOnly }],
  [
    '302-content-language-goes-with-body-shared',
    { ...post, headers: [['Content-Language', '@']] },
    {
      start: { preflight: { headers: [allow, allowHeaders('Content-Language')] }, actual: to('end', 302) },
      end: simpleOnly,
    },
  ],
  [
    '302-content-encoding-goes-with-body-shared',
    { ...post, headers: [['Content-Encoding', 'identity']] },
    {
      start: { preflight: { headers: [allow, allowHeaders('Content-Encoding')] }, actual: to('end', 302) },
      end: simpleOnly,
    },
  ],

  // Authorization stays within one origin.
  ['302-authorization-within-target-stays-shared', authorization, { start: preflightedTo('end', 302), end: open }],
  [
    '302-authorization-within-page-stays-shared',
    { ...authorization, to: 'page' },
    { start: { actual: to('end', 302) }, end: {} },
  ],
  [
    '302-authorization-from-page-to-target-dropped-shared',
    { ...authorization, to: 'page' },
    { start: { actual: to('$SITE/end', 302) }, end: simpleOnly },
  ],
  [
    '302-authorization-from-target-to-other-dropped-shared',
    authorization,
    { start: preflightedTo('$OTHER/end', 302), end: { actual: sharedWithNull } },
  ],
  [
    '307-authorization-from-target-to-page-dropped-shared',
    authorization,
    { start: preflightedTo('$PAGE/end', 307), end: { actual: sharedWithNull } },
  ],
  [
    '302-authorization-does-not-come-back-shared',
    { ...authorization, to: 'page' },
    {
      start: { actual: to('$SITE/middle', 302) },
      middle: { actual: to('$PAGE/end', 302) },
      end: { actual: sharedWithNull },
    },
  ],
  [
    '302-authorization-and-custom-header-from-page-to-target-shared',
    {
      to: 'page',
      headers: [
        ['Authorization', 'Bearer 1'],
        ['X-A', '1'],
      ],
    },
    {
      start: { actual: to('$SITE/end', 302) },
      end: { preflight: { headers: [allow, allowHeaders('X-A')] }, actual: shared },
    },
  ],
]

const streams: readonly (readonly [name: string, status: number])[] = [
  ['303-shared', 303],
  ['307-blocked', 307],
  ['302-post-blocked', 302],
]

/** https://fetch.spec.whatwg.org/#concept-http-redirect-fetch, for methods, bodies and headers */
export const redirectedMethodCases: readonly BrowserCase[] = [
  ...statuses.map((status): BrowserCase => {
    const becomes = status < 304 ? 'becomes-get' : 'stays-post'
    const server = { start: { actual: to('end', status) }, end: simpleOnly }
    return { name: `redirect-${status}-post-${becomes}-shared`, calls: [post], server }
  }),
  ...statuses.map((status): BrowserCase => {
    const becomes = status === 303 ? 'becomes-get' : 'stays-put'
    const server = { start: preflightedTo('end', status), end: open }
    return { name: `redirect-${status}-put-${becomes}-shared`, calls: [put], server }
  }),
  ...statuses.map((status): BrowserCase => {
    const server = { start: { actual: to('end', status) }, end: simpleOnly }
    return { name: `redirect-${status}-head-shared`, calls: [{ method: 'HEAD' }], server }
  }),
  ...exchanges.map(([name, call, server]): BrowserCase => ({ name: `redirect-${name}`, calls: [call], server })),
  ...streams.map(([name, status]): BrowserCase => {
    const server = { start: { actual: { status, headers: [location('end')] } }, end: { actual: {} } }
    return {
      name: `redirect-stream-${name}`,
      apis: ['fetch'],
      calls: [{ to: 'page', method: 'POST', body: { stream: 'a' } }],
      server,
    }
  }),
  {
    name: 'redirect-upload-listener-asks-again-shared',
    apis: ['xhr'],
    calls: [{ ...post, uploadListener: true }],
    server: { start: preflightedTo('end', 307), end: open },
  },
  {
    name: 'redirect-upload-listener-end-refuses-preflight-blocked',
    apis: ['xhr'],
    calls: [{ ...post, uploadListener: true }],
    server: { start: preflightedTo('end', 307), end: simpleOnly },
  },
  {
    name: 'redirect-preflight-of-tainted-origin-is-not-of-page-shared',
    calls: [xA, { ...xA, to: 'other-site', resource: 'end' }],
    server: {
      start: preflightedTo('$OTHER/end', 302),
      end: { preflight: { headers: [allowAnyone, allowHeaders('X-A'), maxAge('600')] }, actual: sharedWithAnyone },
    },
  },
  {
    name: 'redirect-preflight-of-end-is-cached-shared',
    calls: [put, { ...put, resource: 'end' }],
    server: { start: preflightedTo('end', 307), end: open },
  },
]
