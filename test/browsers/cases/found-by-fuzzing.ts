import type { Answer, BrowserCase, PageCall } from '../browser-case.ts'
import {
  allow,
  allowAnyone,
  allowHeaders,
  allowMethods,
  allowOrigin,
  location,
  maxAge,
  open,
  permitting,
  put,
  shared,
  sharedWithAnyone,
  simpleOnly,
} from './answers.ts'

const conditional: PageCall = { headers: [['If-None-Match', '"1"']] }
const tainted: PageCall = { headers: [['X-A', '1']] }
/** A preflight's answer for everyone. */
const permittingAnyone: Answer = {
  headers: [allowAnyone, allowMethods('PUT, DELETE'), allowHeaders('X-A'), maxAge('600')],
}

/** Rows that random combinations of the others led to. */
export const foundByFuzzingCases: readonly BrowserCase[] = [
  {
    name: 'redirect-own-start-within-target-without-credentials-shared',
    calls: [{ to: 'page' }],
    server: {
      start: { actual: { status: 302, headers: [location('$SITE/middle')] } },
      middle: { actual: { status: 302, headers: [allow, location('end')] } },
      end: { actual: shared },
    },
  },
  {
    name: 'redirect-own-start-within-target-for-anyone-omitting-shared',
    apis: ['fetch'],
    calls: [{ to: 'page', credentials: 'omit' }],
    server: {
      start: { actual: { status: 302, headers: [location('$SITE/middle')] } },
      middle: { actual: { status: 302, headers: [allowAnyone, location('end')] } },
      end: { actual: sharedWithAnyone },
    },
  },
  {
    name: 'redirect-307-put-back-to-page-without-allow-origin-blocked',
    calls: [put],
    server: {
      start: { preflight: permitting, actual: { status: 307, headers: [allow, location('$PAGE/end')] } },
      end: { preflight: { headers: [allowMethods('PUT')] }, actual: sharedWithAnyone },
    },
  },
  {
    name: 'two-locations-of-status-200-shared',
    server: { start: { actual: { status: 200, headers: [allow, location('end'), location('elsewhere')] } } },
  },
  {
    name: 'preflight-cache-is-not-cleared-by-failure-behind-redirect-blocked',
    calls: [{ method: 'DELETE' }, { method: 'DELETE' }],
    server: {
      start: {
        preflight: { headers: [allow, allowMethods('DELETE'), maxAge('600')] },
        actual: { status: 307, headers: [allow, location('end')] },
      },
      end: { preflight: { headers: [allowOrigin('x')] } },
    },
  },
  {
    name: 'content-type-text-with-empty-last-parameter-shared',
    calls: [{ method: 'POST', headers: [['Content-Type', 'text/plain;charset=utf-8;']], body: { text: 'a' } }],
    server: { start: simpleOnly },
  },
  {
    name: 'content-type-text-with-empty-first-parameter-shared',
    calls: [{ method: 'POST', headers: [['Content-Type', 'text/plain;;a=b']], body: { text: 'a' } }],
    server: { start: simpleOnly },
  },
  {
    name: 'range-of-63-bits-shared',
    calls: [{ headers: [['Range', 'bytes=9223372036854775807-']] }],
    server: { start: simpleOnly },
  },
  {
    name: 'preflight-redirect-with-empty-location-blocked',
    calls: [put],
    server: { start: { preflight: { status: 302, headers: [allow, location('')] } } },
  },
  {
    name: 'preflight-redirect-without-allow-origin-blocked',
    calls: [put],
    server: { start: { preflight: { status: 302, headers: [location('end')] } } },
  },
  {
    name: 'redirect-303-post-within-page-shared',
    calls: [{ to: 'page', method: 'POST' }],
    server: { start: { actual: { status: 303, headers: [location('end')] } }, end: { actual: {} } },
  },
  {
    name: 'redirect-malformed-location-without-allow-origin-blocked',
    server: { start: { actual: { status: 302, headers: [location('http://[')] } } },
  },
  {
    name: 'preflight-cache-of-conditional-request-shared',
    calls: [conditional, conditional],
    server: {
      start: { preflight: { headers: [allow, allowHeaders('If-None-Match'), maxAge('600')] }, actual: shared },
    },
  },
  {
    name: 'redirect-307-delete-to-other-for-anyone-shared',
    calls: [{ method: 'DELETE' }],
    server: {
      start: { preflight: permitting, actual: { status: 307, headers: [allow, location('$OTHER/end')] } },
      end: { preflight: permittingAnyone, actual: sharedWithAnyone },
    },
  },
  {
    name: 'redirect-307-own-delete-to-target-refusing-blocked',
    calls: [{ to: 'page', method: 'DELETE' }],
    server: { start: { actual: { status: 307, headers: [location('$SITE/end')] } }, end: simpleOnly },
  },
  {
    name: 'redirect-303-own-put-becomes-simple-shared',
    calls: [{ to: 'page', method: 'PUT' }],
    server: { start: { actual: { status: 303, headers: [location('$SITE/end')] } }, end: simpleOnly },
  },
  {
    name: 'preflight-cache-of-tainted-origin-shared',
    calls: [tainted, tainted],
    server: {
      start: {
        preflight: { headers: [allow, allowHeaders('X-A'), maxAge('600')] },
        actual: { status: 307, headers: [allow, location('$OTHER/end')] },
      },
      end: { preflight: permittingAnyone, actual: sharedWithAnyone },
    },
  },
  {
    name: 'allow-origin-latin-1-in-host-blocked',
    server: { start: { actual: { headers: [allowOrigin('http://\xe9.example')] } } },
  },
  {
    name: 'preflight-cache-is-cleared-by-redirect-mode-error-shared',
    apis: ['fetch'],
    calls: [{ ...put, redirect: 'error' }, put],
    server: {
      start: {
        preflight: { headers: [allow, allowMethods('PUT'), maxAge('600')] },
        actual: { status: 302, headers: [allow, location('end')] },
      },
      end: open,
    },
  },
  {
    name: 'redirect-307-malformed-hint-shared',
    calls: [{ headers: [['DPR', 'x']] }],
    server: {
      start: {
        preflight: { headers: [allow, allowHeaders('DPR')] },
        actual: { status: 307, headers: [allow, location('end')] },
      },
      end: { preflight: { headers: [allow, allowHeaders('DPR')] }, actual: shared },
    },
  },
  ...['+0', '99999999999999999999999', '-99999999999999999999999'].map((value, index): BrowserCase => {
    const preflight = { headers: [allow, allowMethods('PUT'), maxAge(value)] }
    return {
      name: `max-age-of-odd-integer-${index}-shared`,
      calls: [put, put],
      server: { start: { preflight, actual: shared } },
    }
  }),
]
