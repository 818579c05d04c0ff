import type { BrowserCase, PageCall } from '../browser-case.ts'
import {
  allow,
  allowHeaders,
  allowMethods,
  type Header,
  put,
  putIncluding,
  sharedWithCredentials,
  withCredentials,
} from './answers.ts'

type Lists = readonly (readonly [name: string, ...lines: readonly string[]])[]

// Access-Control-Allow-Methods for a PUT; several values are several lines.
const methods: Lists = [
  ['missing-blocked'],
  ['empty-blocked', ''],
  ['exact-shared', 'PUT'],
  ['anything-shared', '*'],
  ['anything-and-others-shared', 'GET, *'],
  ['anything-on-second-line-shared', 'GET', '*'],
  ['lower-case-blocked', 'put'],
  ['in-odd-case-blocked', 'Put'],
  ['others-only-blocked', 'GET, POST, DELETE'],
  ['spaces-around-shared', '  PUT  '],
  ['tabs-around-shared', '\tPUT\t'],
  ['among-others-shared', 'GET, PUT, DELETE'],
  ['among-others-without-spaces-shared', 'GET,PUT,DELETE'],
  ['among-others-with-odd-spaces-shared', 'GET ,\tPUT\t , DELETE'],
  ['with-trailing-comma-shared', 'PUT,'],
  ['with-leading-comma-shared', ',PUT'],
  ['with-empty-members-shared', 'GET,, ,PUT'],
  ['of-only-commas-blocked', ', ,'],
  ['twice-shared', 'PUT, PUT'],
  ['on-two-lines-shared', 'GET', 'PUT'],
  ['after-empty-line-shared', '', 'PUT'],
  ['word-all-blocked', 'ALL'],
  ['two-asterisks-blocked', '**'],
  ['prefix-blocked', 'PU'],
  ['malformed-by-space-blocked', 'PUT GET'],
  ['malformed-by-semicolon-blocked', 'PUT; GET'],
  ['malformed-by-trailing-semicolon-blocked', 'PUT;'],
  ['malformed-by-quotes-blocked', '"PUT"'],
  ['malformed-by-brackets-blocked', '[PUT]'],
  ['malformed-by-slash-blocked', 'PUT/GET'],
  ['malformed-by-latin-1-blocked', 'PUT, GET\xdc'],
  ['malformed-beside-exact-blocked', 'PUT, P UT'],
  ['malformed-beside-anything-blocked', '*, (x)'],
  ['malformed-on-second-line-blocked', 'PUT', 'a b'],
]

// Access-Control-Allow-Methods for a PUT with credentials
const methodsWithCredentials: Lists = [
  ['missing-blocked'],
  ['exact-shared', 'PUT'],
  ['anything-blocked', '*'],
  ['anything-and-exact-shared', '*, PUT'],
  ['lower-case-blocked', 'put'],
]

// Access-Control-Allow-Headers for a request with X-A
const headerNames: Lists = [
  ['missing-blocked'],
  ['empty-blocked', ''],
  ['exact-shared', 'X-A'],
  ['lower-case-shared', 'x-a'],
  ['in-odd-case-shared', 'x-A'],
  ['anything-shared', '*'],
  ['anything-and-others-shared', 'x-b, *'],
  ['others-only-blocked', 'x-b, content-type'],
  ['spaces-around-shared', '  X-A  '],
  ['tabs-around-shared', '\tX-A\t'],
  ['among-others-with-odd-spaces-shared', 'x-b ,\tx-a\t,x-c'],
  ['with-trailing-comma-shared', 'x-a,'],
  ['with-leading-comma-shared', ', x-a'],
  ['with-empty-members-shared', 'x-b,, ,x-a'],
  ['on-two-lines-shared', 'x-b', 'x-a'],
  ['after-empty-line-shared', '', 'x-a'],
  ['name-with-asterisk-blocked', 'x-*'],
  ['two-asterisks-blocked', '**'],
  ['underscore-for-hyphen-blocked', 'x_a'],
  ['malformed-by-space-blocked', 'x-a x-b'],
  ['malformed-by-semicolon-blocked', 'x-a; x-b'],
  ['malformed-by-colon-blocked', 'x-a: 1'],
  ['malformed-by-quotes-blocked', '"x-a"'],
  ['malformed-by-parenthesis-blocked', '('],
  ['malformed-by-latin-1-blocked', 'x-a, x-\xe4'],
  ['malformed-beside-exact-blocked', 'x-a, x y'],
  ['malformed-beside-anything-blocked', '*, "x"'],
  ['malformed-on-second-line-blocked', 'x-a', 'x y'],
]

// Access-Control-Allow-Headers for a request with X-A and credentials
const headerNamesWithCredentials: Lists = [
  ['exact-shared', 'x-a'],
  ['anything-blocked', '*'],
  ['anything-and-exact-shared', '*, x-a'],
  ['missing-blocked'],
]

const authorization: PageCall = { headers: [['Authorization', 'Bearer 1']] }
const json: PageCall = { method: 'POST', headers: [['Content-Type', 'application/json']], body: { text: '{}' } }
const xA: PageCall = { headers: [['X-A', '1']] }

const others: readonly (readonly [name: string, call: PageCall, headers: readonly Header[]])[] = [
  ['authorization-under-anything-blocked', authorization, [allowHeaders('*')]],
  [
    'authorization-and-another-under-anything-blocked',
    {
      headers: [
        ['Authorization', 'Bearer 1'],
        ['X-A', '1'],
      ],
    },
    [allowHeaders('*')],
  ],
  ['authorization-named-shared', authorization, [allowHeaders('authorization')]],
  ['authorization-named-in-odd-case-shared', authorization, [allowHeaders('AuthorizatioN')]],
  ['authorization-beside-anything-shared', authorization, [allowHeaders('Authorization, *')]],
  ['authorization-empty-under-anything-blocked', { headers: [['Authorization', '']] }, [allowHeaders('*')]],
  [
    'authorization-and-another-beside-anything-shared',
    {
      headers: [
        ['Authorization', 'Bearer 1'],
        ['X-A', '1'],
      ],
    },
    [allowHeaders('*, Authorization')],
  ],
  [
    'authorization-with-credentials-under-anything-blocked',
    { ...authorization, credentials: 'include' },
    [allowHeaders('*'), withCredentials],
  ],
  [
    'authorization-with-credentials-named-shared',
    { ...authorization, credentials: 'include' },
    [allowHeaders('authorization'), withCredentials],
  ],
  ['json-under-anything-shared', json, [allowHeaders('*')]],
  ['json-named-shared', json, [allowHeaders('Content-Type')]],
  ['json-with-media-type-for-name-blocked', json, [allowHeaders('application/json')]],
  ['json-without-list-blocked', json, [allowMethods('POST')]],
  [
    'json-with-credentials-under-anything-blocked',
    { ...json, credentials: 'include' },
    [allowHeaders('*'), withCredentials],
  ],
  [
    'two-headers-listed-partly-blocked',
    {
      headers: [
        ['X-A', '1'],
        ['X-B', '1'],
      ],
    },
    [allowHeaders('x-a')],
  ],
  [
    'two-headers-on-two-lines-shared',
    {
      headers: [
        ['X-A', '1'],
        ['X-B', '1'],
      ],
    },
    [allowHeaders('x-a'), allowHeaders('x-b')],
  ],
  ['accept-with-unsafe-value-not-listed-blocked', { headers: [['Accept', '"']] }, [allowHeaders('x-a')]],
  ['accept-with-unsafe-value-listed-shared', { headers: [['Accept', '"']] }, [allowHeaders('accept')]],
  ['range-with-unsafe-value-listed-shared', { headers: [['Range', 'bytes=-1']] }, [allowHeaders('range')]],
  [
    'safelisted-beside-listed-shared',
    {
      headers: [
        ['X-A', '1'],
        ['Accept', 'a/b'],
      ],
    },
    [allowHeaders('x-a')],
  ],
  ['post-not-listed-shared', { method: 'POST', ...xA }, [allowMethods('PUT'), allowHeaders('x-a')]],
  ['head-not-listed-shared', { method: 'HEAD', ...xA }, [allowMethods('PUT'), allowHeaders('x-a')]],
  ['get-with-empty-method-list-shared', xA, [allowMethods(''), allowHeaders('x-a')]],
  ['get-with-malformed-method-list-blocked', xA, [allowMethods('a b'), allowHeaders('x-a')]],
  ['put-with-malformed-header-list-blocked', put, [allowMethods('PUT'), allowHeaders('a b')]],
  ['put-with-empty-header-list-shared', put, [allowMethods('PUT'), allowHeaders('')]],
  ['put-listed-header-not-blocked', { ...put, ...xA }, [allowMethods('PUT')]],
  ['put-not-listed-header-listed-blocked', { ...put, ...xA }, [allowHeaders('x-a')]],
  [
    'names-of-lists-in-odd-case-shared',
    { ...put, ...xA },
    [
      ['aCCESS-control-allow-METHODS', 'PUT'],
      ['ACCESS-CONTROL-ALLOW-HEADERS', 'x-a'],
    ],
  ],
  ['allow-is-no-list-blocked', put, [['Allow', 'PUT']]],
]

const answering = (name: string, call: PageCall, headers: readonly Header[]): BrowserCase => {
  return {
    name,
    calls: [call],
    server: { start: { preflight: { headers: [allow, ...headers] }, actual: sharedWithCredentials } },
  }
}

/** https://fetch.spec.whatwg.org/#cors-preflight-fetch-0, steps 7.1 to 7.7: what the preflight's answer lists */
export const preflightListCases: readonly BrowserCase[] = [
  ...methods.map(([name, ...lines]) => answering(`allow-methods-${name}`, put, lines.map(allowMethods))),
  ...methodsWithCredentials.map(([name, ...lines]) => {
    return answering(`allow-methods-including-${name}`, putIncluding, [withCredentials, ...lines.map(allowMethods)])
  }),
  ...headerNames.map(([name, ...lines]) => answering(`allow-headers-${name}`, xA, lines.map(allowHeaders))),
  ...headerNamesWithCredentials.map(([name, ...lines]) => {
    const call: PageCall = { ...xA, credentials: 'include' }
    return answering(`allow-headers-including-${name}`, call, [withCredentials, ...lines.map(allowHeaders)])
  }),
  ...others.map(([name, call, headers]) => answering(`preflight-list-${name}`, call, headers)),
]
