import type { BrowserCase, PageCall } from '../browser-case.ts'
import {
  allow,
  allowAnyone,
  allowHeaders,
  allowMethods,
  allowNull,
  allowOrigin,
  exposeHeaders,
  type Header,
  include,
  location,
  maxAge,
  put,
  sharedWithNull,
  withCredentials,
} from './answers.ts'

const answers: readonly (readonly [name: string, call: PageCall, headers: readonly Header[]])[] = [
  ['null-shared', {}, [allowNull]],
  ['anyone-shared', {}, [allowAnyone]],
  ['echo-shared', {}, [allowOrigin('$ORIGIN')]],
  ['missing-blocked', {}, []],
  ['page-around-blocked', {}, [allow]],
  ['null-capitalized-blocked', {}, [allowOrigin('Null')]],
  ['null-upper-case-blocked', {}, [allowOrigin('NULL')]],
  ['null-in-quotes-blocked', {}, [allowOrigin('"null"')]],
  ['null-with-spaces-around-shared', {}, [allowOrigin(' null ')]],
  ['null-joined-by-comma-blocked', {}, [allowOrigin('null, null')]],
  ['null-on-two-lines-blocked', {}, [allowNull, allowNull]],
  ['null-joined-with-anyone-blocked', {}, [allowOrigin('null, *')]],
  ['empty-blocked', {}, [allowOrigin('')]],
  ['including-null-shared', include, [allowNull, withCredentials]],
  ['including-null-without-credentials-blocked', include, [allowNull]],
  ['including-anyone-blocked', include, [allowAnyone, withCredentials]],
  ['including-page-around-blocked', include, [allow, withCredentials]],
  ['exposing-anything-shared', {}, [allowNull, exposeHeaders('*'), ['X-A', '1']]],
  ['calling-page-around-null-shared', { to: 'page' }, [allowNull]],
  ['calling-page-around-without-headers-blocked', { to: 'page' }, []],
]

const permittingNull: readonly Header[] = [allowNull, allowMethods('PUT'), allowHeaders('X-A'), maxAge('600')]

const exchanges: readonly Omit<BrowserCase, 'page'>[] = [
  {
    name: 'preflight-null-shared',
    calls: [put],
    server: { start: { preflight: { headers: permittingNull }, actual: sharedWithNull } },
  },
  {
    name: 'preflight-anyone-shared',
    calls: [put],
    server: { start: { preflight: { headers: [allowAnyone, allowMethods('PUT')] }, actual: sharedWithNull } },
  },
  {
    name: 'preflight-page-around-blocked',
    calls: [put],
    server: { start: { preflight: { headers: [allow, allowMethods('PUT')] }, actual: sharedWithNull } },
  },
  {
    name: 'preflight-cached-shared',
    calls: [put, put],
    server: { start: { preflight: { headers: permittingNull }, actual: sharedWithNull } },
  },
  {
    name: 'redirect-to-same-target-null-shared',
    server: {
      start: { actual: { status: 302, headers: [allowNull, location('$SITE/end')] } },
      end: { actual: sharedWithNull },
    },
  },
  {
    name: 'redirect-to-other-site-null-shared',
    server: {
      start: { actual: { status: 302, headers: [allowNull, location('$OTHER/end')] } },
      end: { actual: sharedWithNull },
    },
  },
  {
    name: 'redirect-to-page-around-without-headers-blocked',
    server: { start: { actual: { status: 302, headers: [allowNull, location('$PAGE/end')] } }, end: { actual: {} } },
  },
]

const ofFetch: readonly Omit<BrowserCase, 'page'>[] = [
  {
    name: 'mode-same-origin-to-page-around-blocked',
    calls: [{ to: 'page', mode: 'same-origin' }],
    server: { start: {} },
  },
  { name: 'mode-no-cors-opaque', calls: [{ mode: 'no-cors' }], server: { start: {} } },
  { name: 'mode-no-cors-post-opaque', calls: [{ mode: 'no-cors', method: 'POST' }], server: { start: {} } },
]

const pages = ['sandbox', 'data-url'] as const

/** https://fetch.spec.whatwg.org/#concept-cors-check, for frames whose origin is opaque, so that it is sent as `null` */
export const opaqueOriginCases: readonly BrowserCase[] = pages.flatMap((page): BrowserCase[] => [
  ...answers.map(([name, call, headers]): BrowserCase => {
    return { name: `${page}-${name}`, page, calls: [call], server: { start: { actual: { headers } } } }
  }),
  ...exchanges.map(({ name, ...rest }): BrowserCase => ({ name: `${page}-${name}`, page, ...rest })),
  ...ofFetch.map(({ name, ...rest }): BrowserCase => ({ name: `${page}-${name}`, page, apis: ['fetch'], ...rest })),
])
