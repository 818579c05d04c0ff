import type { BrowserCase, PageCall } from '../browser-case.ts'
import {
  allow,
  allowAnyone,
  exposeHeaders,
  type Header,
  include,
  sharedWithCredentials,
  withCredentials,
} from './answers.ts'

/** Headers of which a page can read the first seven without asking. */
const headers: readonly Header[] = [
  ['Cache-Control', 'no-store'],
  ['Content-Language', 'en'],
  ['Content-Length', '6'],
  ['Content-Type', 'text/plain'],
  ['Expires', '0'],
  ['Last-Modified', 'Tue, 15 Nov 1994 12:45:26 GMT'],
  ['Pragma', 'no-cache'],
  ['ETag', '"1"'],
  ['X-A', '1'],
  ['X-B', '2'],
  ['Set-Cookie', 'a=1'],
  ['Set-Cookie2', 'a=1'],
]

// Access-Control-Expose-Headers; several values are several lines. A list that is malformed exposes nothing.
const lists: readonly (readonly [name: string, ...lines: readonly string[]])[] = [
  ['missing-shared'],
  ['empty-shared', ''],
  ['one-shared', 'X-A'],
  ['one-lower-case-shared', 'x-a'],
  ['several-shared', 'X-A, X-B, ETag'],
  ['several-without-spaces-shared', 'X-A,X-B'],
  ['on-two-lines-shared', 'X-A', 'X-B'],
  ['twice-shared', 'X-A, x-a'],
  ['anything-shared', '*'],
  ['anything-and-another-shared', '*, X-A'],
  ['anything-on-second-line-shared', 'X-A', '*'],
  ['with-spaces-around-shared', '  X-A  '],
  ['with-tabs-around-shared', '\tX-A\t,\tX-B'],
  ['with-empty-members-shared', ', X-A,, X-B,'],
  ['unknown-shared', 'X-Z'],
  ['safelisted-shared', 'Content-Type'],
  ['cookies-stay-hidden-shared', 'Set-Cookie, Set-Cookie2, X-A'],
  ['cors-header-shared', 'Access-Control-Allow-Origin, Access-Control-Expose-Headers'],
  ['two-asterisks-shared', '**'],
  ['name-with-asterisk-shared', 'X-*'],
  ['malformed-by-space-exposes-nothing-shared', 'X-A X-B'],
  ['malformed-by-semicolon-exposes-nothing-shared', 'X-A; X-B'],
  ['malformed-by-colon-exposes-nothing-shared', 'X-A: 1, X-B'],
  ['malformed-by-quotes-exposes-nothing-shared', '"X-A", X-B'],
  ['malformed-by-parenthesis-exposes-nothing-shared', 'X-A, ('],
  ['malformed-by-latin-1-exposes-nothing-shared', 'X-A, X-\xe4'],
  ['malformed-by-slash-exposes-nothing-shared', 'X-A, a/b'],
  ['malformed-by-form-feed-exposes-nothing-shared', 'X-A,\x0cX-B'],
  ['malformed-on-second-line-exposes-nothing-shared', 'X-A', 'X B'],
  ['malformed-beside-anything-exposes-nothing-shared', '*, X B'],
]

const listsWithCredentials: readonly (readonly [name: string, ...lines: readonly string[]])[] = [
  ['missing-shared'],
  ['one-shared', 'X-A'],
  ['anything-exposes-nothing-shared', '*'],
  ['anything-and-another-exposes-the-other-shared', '*, X-A'],
]

const others: readonly (readonly [name: string, call: PageCall, headers: readonly Header[]])[] = [
  ['header-twice-shared', {}, [allow, exposeHeaders('X-A'), ['X-A', '1'], ['X-A', '2']]],
  ['header-empty-shared', {}, [allow, exposeHeaders('X-A'), ['X-A', '']]],
  [
    'header-asterisk-with-credentials-shared',
    include,
    [allow, withCredentials, exposeHeaders('*'), ['*', '1'], ['X-A', '1']],
  ],
  ['for-anyone-shared', {}, [allowAnyone, exposeHeaders('X-A'), ['X-A', '1']]],
  ['of-blocked-answer-blocked', {}, [exposeHeaders('*'), ['X-A', '1']]],
  ['of-head-shared', { method: 'HEAD' }, [allow, exposeHeaders('X-A'), ['X-A', '1']]],
  ['of-page-reads-all-but-cookies-shared', { to: 'page' }, headers],
  ['of-page-reads-all-whatever-is-exposed-shared', { to: 'page' }, [...headers, exposeHeaders('X-A')]],
  ['of-server-timing-shared', {}, [allow, exposeHeaders('Server-Timing'), ['Server-Timing', 'db']]],
  ['of-location-shared', {}, [allow, exposeHeaders('Location, Vary'), ['Location', '/x'], ['Vary', 'Origin']]],
  ['of-accept-shared', {}, [allow, ['Accept', 'a/b'], ['X-A', '1']]],
  ['of-odd-name-shared', {}, [allow, exposeHeaders("x!#$%&'*+.^_`|~"), ["x!#$%&'*+.^_`|~", '1']]],
  ['name-in-odd-case-shared', {}, [allow, ['aCCESS-CONTROL-expose-HEADERS', 'X-A'], ['X-A', '1']]],
]

/** https://fetch.spec.whatwg.org/#concept-filtered-response-cors: which headers of a shared answer a page can read */
export const exposedHeaderCases: readonly BrowserCase[] = [
  ...lists.map(([name, ...lines]): BrowserCase => {
    const actual = { headers: [allow, ...lines.map(exposeHeaders), ...headers] }
    return { name: `expose-${name}`, server: { start: { actual } } }
  }),
  ...listsWithCredentials.map(([name, ...lines]): BrowserCase => {
    const actual = { headers: [allow, withCredentials, ...lines.map(exposeHeaders), ...headers] }
    return { name: `expose-including-${name}`, calls: [include], server: { start: { actual } } }
  }),
  ...others.map(([name, call, all]): BrowserCase => {
    return { name: `expose-${name}`, calls: [call], server: { start: { actual: { headers: all } } } }
  }),
  {
    name: 'expose-in-preflight-exposes-nothing-shared',
    calls: [{ headers: [['X-A', '1']] }],
    server: {
      start: {
        preflight: { headers: [allow, ['Access-Control-Allow-Headers', 'X-A'], exposeHeaders('X-A')] },
        actual: { headers: [allow, ['X-A', '1']] },
      },
    },
  },
  {
    name: 'expose-anything-from-https-page-shared',
    page: 'https',
    server: {
      start: { actual: { headers: [...(sharedWithCredentials.headers ?? []), exposeHeaders('*'), ...headers] } },
    },
  },
]
