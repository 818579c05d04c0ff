import type { Answer, BrowserCase, PageCall } from '../browser-case.ts'
import {
  allow,
  allowAnyone,
  allowCredentials,
  allowHeaders,
  allowMethods,
  allowNull,
  allowOrigin,
  type Header,
  include,
  location,
  permitting,
  put,
  putIncluding,
  shared,
  sharedWithAnyone,
  sharedWithCredentials,
  sharedWithNull,
  withCredentials,
} from './answers.ts'

const okStatuses = [200, 201, 202, 203, 204, 205, 206, 226, 299]
const otherStatuses = [
  300, 302, 304, 305, 306, 307, 400, 401, 403, 404, 405, 410, 418, 429, 500, 501, 502, 503, 504, 599,
]
const redirectStatuses = [301, 302, 303, 307, 308]

const methods = allowMethods('PUT')

// What a preflight's answer has beside the method, which it allows; and the call, which is a PUT.
const checks: readonly (readonly [name: string, call: PageCall, headers: readonly Header[]])[] = [
  ['missing-blocked', put, []],
  ['empty-blocked', put, [allowOrigin('')]],
  ['anyone-shared', put, [allowAnyone]],
  ['echo-shared', put, [allowOrigin('$ORIGIN')]],
  ['white-space-around-shared', put, [allowOrigin(' $PAGE\t')]],
  ['null-blocked', put, [allowNull]],
  ['other-blocked', put, [allowOrigin('$OTHER')]],
  ['scheme-upper-case-blocked', put, [allowOrigin('HTTP://app.site.localhost:$PORT')]],
  ['scheme-other-blocked', put, [allowOrigin('https://app.site.localhost:$PORT')]],
  ['port-missing-blocked', put, [allowOrigin('http://app.site.localhost')]],
  ['trailing-slash-blocked', put, [allowOrigin('$PAGE/')]],
  ['www-blocked', put, [allowOrigin('http://www.app.site.localhost:$PORT')]],
  ['subdomain-pattern-blocked', put, [allowOrigin('http://*.site.localhost:$PORT')]],
  ['joined-by-comma-blocked', put, [allowOrigin('$PAGE, $OTHER')]],
  ['joined-by-space-blocked', put, [allowOrigin('$PAGE $OTHER')]],
  ['anyone-joined-with-origin-blocked', put, [allowOrigin('*, $PAGE')]],
  ['on-two-lines-blocked', put, [allow, allow]],
  ['on-two-lines-with-anyone-blocked', put, [allow, allowAnyone]],
  ['in-quotes-blocked', put, [allowOrigin('"$PAGE"')]],
  ['two-asterisks-blocked', put, [allowOrigin('**')]],
  ['including-anyone-blocked', putIncluding, [allowAnyone, withCredentials]],
  ['including-anyone-without-credentials-blocked', putIncluding, [allowAnyone]],
  ['including-without-credentials-blocked', putIncluding, [allow]],
  ['including-with-credentials-shared', putIncluding, [allow, withCredentials]],
  ['including-with-capitalized-true-blocked', putIncluding, [allow, allowCredentials('True')]],
  ['including-with-false-blocked', putIncluding, [allow, allowCredentials('false')]],
  ['including-with-empty-credentials-blocked', putIncluding, [allow, allowCredentials('')]],
  ['including-with-credentials-on-two-lines-blocked', putIncluding, [allow, withCredentials, withCredentials]],
  ['including-with-credentials-and-spaces-shared', putIncluding, [allow, allowCredentials(' true ')]],
  ['including-other-blocked', putIncluding, [allowOrigin('$OTHER'), withCredentials]],
  ['including-null-blocked', putIncluding, [allowNull, withCredentials]],
]

const anyonePreflight: Answer = { headers: [allowAnyone, methods] }

// The preflight is one thing, the answer to the request another.
const exchanges: readonly (readonly [name: string, call: PageCall, preflight: Answer, actual: Answer])[] = [
  ['and-nothing-in-answer-blocked', put, permitting, {}],
  ['and-other-origin-in-answer-blocked', put, permitting, { headers: [allowOrigin('$OTHER')] }],
  ['and-null-in-answer-blocked', put, permitting, sharedWithNull],
  ['and-anyone-in-answer-shared', put, permitting, sharedWithAnyone],
  ['and-two-lines-in-answer-blocked', put, permitting, { headers: [allow, allow] }],
  ['for-anyone-and-origin-in-answer-shared', put, anyonePreflight, shared],
  ['and-no-credentials-in-answer-blocked', putIncluding, permitting, shared],
  [
    'and-anyone-in-answer-with-credentials-blocked',
    putIncluding,
    permitting,
    { headers: [allowAnyone, withCredentials] },
  ],
  ['and-credentials-in-answer-shared', putIncluding, permitting, sharedWithCredentials],
  ['and-method-list-only-in-answer-blocked', put, { headers: [allow] }, { headers: [allow, methods] }],
  ['and-error-in-answer-shared', put, permitting, { status: 500, headers: [allow] }],
  ['and-error-without-headers-in-answer-blocked', put, permitting, { status: 500 }],
  ['and-no-content-in-answer-shared', put, permitting, { status: 204, headers: [allow] }],
  [
    'with-body-shared',
    put,
    { status: 200, headers: [allow, methods, ['Content-Type', 'text/html']], body: '<p>ok' },
    shared,
  ],
  ['with-no-store-shared', put, { headers: [allow, methods, ['Cache-Control', 'no-store']] }, shared],
  ['that-would-fail-is-not-made-shared', {}, { status: 500 }, shared],
  ['that-would-fail-is-not-made-including-shared', include, { status: 500 }, sharedWithCredentials],
  ['never-has-authorization-shared', { headers: [['Authorization', 'Bearer 1']] }, permitting, shared],
  [
    'for-method-and-headers-shared',
    {
      method: 'PUT',
      headers: [
        ['X-B', '1'],
        ['Content-Type', 'application/json'],
        ['X-A', '1'],
      ],
      body: { text: '{}' },
    },
    permitting,
    shared,
  ],
  ['of-request-to-other-site-shared', { method: 'PUT', to: 'other-site' }, permitting, shared],
  [
    'of-request-to-page-is-not-made-shared',
    { method: 'PUT', to: 'page', headers: [['X-A', '1']] },
    { status: 500 },
    {},
  ],
]

const answering = (name: string, preflight: Answer): BrowserCase => {
  return { name: `preflight-${name}`, calls: [put], server: { start: { preflight, actual: shared } } }
}

/** https://fetch.spec.whatwg.org/#cors-preflight-fetch-0, steps 7 and 8: the status and the CORS check */
export const preflightAnswerCases: readonly BrowserCase[] = [
  ...okStatuses.map((status) => answering(`status-${status}-shared`, { status, headers: [allow, methods] })),
  ...otherStatuses.map((status) => answering(`status-${status}-blocked`, { status, headers: [allow, methods] })),
  ...redirectStatuses.map((status) => {
    const headers = [allow, methods, allowHeaders('x-a'), location('$SITE/end')]
    const { name, server, ...rest } = answering(`redirect-${status}-blocked`, { status, headers })
    return { name, ...rest, server: { ...server, end: { preflight: permitting, actual: shared } } }
  }),
  answering('status-404-without-headers-blocked', { status: 404 }),
  answering('status-200-without-headers-blocked', { status: 200 }),
  ...checks.map(([name, call, headers]): BrowserCase => {
    const preflight = { headers: [...headers, methods] }
    return {
      name: `preflight-allow-origin-${name}`,
      calls: [call],
      server: { start: { preflight, actual: sharedWithCredentials } },
    }
  }),
  ...exchanges.map(([name, call, preflight, actual]): BrowserCase => {
    return { name: `preflight-${name}`, calls: [call], server: { start: { preflight, actual } } }
  }),
]
