import type { BrowserCase, CallBody } from '../browser-case.ts'
import { allow, allowMethods, open, shared } from './answers.ts'

// What the page writes, and what the preflight's answer lists; the HTTP server of Node knows a fixed list of methods,
// so the ones that it does not know are all refused.
const preflighted: readonly (readonly [name: string, method: string, allowed: string])[] = [
  ['put-shared', 'PUT', 'PUT'],
  ['put-lower-case-is-normalized-shared', 'put', 'PUT'],
  ['put-in-odd-case-is-normalized-shared', 'pUt', 'PUT'],
  ['delete-lower-case-is-normalized-shared', 'delete', 'DELETE'],
  ['options-shared', 'OPTIONS', 'OPTIONS'],
  ['options-lower-case-is-normalized-shared', 'options', 'OPTIONS'],
  ['patch-shared', 'PATCH', 'PATCH'],
  ['patch-lower-case-is-another-method-blocked', 'patch', 'PATCH'],
  ['patch-in-odd-case-is-another-method-blocked', 'pAtCh', 'PATCH'],
  ['patch-lower-case-not-listed-blocked', 'patch', 'PUT'],
  ['query-shared', 'QUERY', 'QUERY'],
  ['query-lower-case-is-another-method-blocked', 'query', 'QUERY'],
  ['purge-shared', 'PURGE', 'PURGE'],
  ['purge-lower-case-is-another-method-blocked', 'purge', 'PURGE'],
  ['propfind-shared', 'PROPFIND', 'PROPFIND'],
  ['with-hyphen-shared', 'M-SEARCH', 'M-SEARCH'],
  ['unknown-blocked', 'EGG', 'PUT'],
  ['with-exclamation-mark-blocked', 'A!B', 'PUT'],
  ['of-odd-token-blocked', "x!#$%&'*+.^_`|~", 'PUT'],
  ['that-begins-like-get-blocked', 'GETTER', 'GET'],
]

const unprotected: readonly (readonly [name: string, method: string])[] = [
  ['get-lower-case-shared', 'get'],
  ['get-in-odd-case-shared', 'gEt'],
  ['head-shared', 'HEAD'],
  ['head-lower-case-shared', 'head'],
  ['post-shared', 'POST'],
  ['post-lower-case-shared', 'post'],
]

const refused: readonly (readonly [name: string, method: string])[] = [
  ['connect-blocked', 'CONNECT'],
  ['trace-blocked', 'TRACE'],
  ['trace-lower-case-blocked', 'trace'],
  ['track-blocked', 'TRACK'],
  ['track-in-odd-case-blocked', 'tRaCk'],
  ['empty-blocked', ''],
  ['with-space-blocked', 'PUT GET'],
  ['with-space-after-blocked', 'PUT '],
  ['with-parenthesis-blocked', '('],
]

const withBody: readonly (readonly [name: string, method: string, body: CallBody])[] = [
  ['delete-with-body-shared', 'DELETE', { text: 'a' }],
  ['patch-with-form-shared', 'PATCH', { form: { a: '1' } }],
  ['options-with-body-shared', 'OPTIONS', { text: 'a' }],
]

/** https://fetch.spec.whatwg.org/#methods */
export const methodCases: readonly BrowserCase[] = [
  ...preflighted.map(([name, method, allowed]): BrowserCase => {
    const preflight = { headers: [allow, allowMethods(allowed)] }
    return { name: `method-${name}`, calls: [{ method }], server: { start: { preflight, actual: shared } } }
  }),
  ...unprotected.map(([name, method]): BrowserCase => {
    return { name: `method-${name}`, calls: [{ method }], server: { start: { actual: shared } } }
  }),
  ...refused.map(([name, method]): BrowserCase => {
    return { name: `method-${name}`, calls: [{ method }], server: { start: open } }
  }),
  ...withBody.map(([name, method, body]): BrowserCase => {
    return { name: `method-${name}`, calls: [{ method, body }], server: { start: open } }
  }),
  {
    name: 'method-get-with-body-blocked',
    apis: ['fetch'],
    calls: [{ body: { text: 'a' } }],
    server: { start: { actual: shared } },
  },
  {
    name: 'method-get-drops-body-shared',
    apis: ['xhr'],
    calls: [{ body: { text: 'a' } }],
    server: { start: { actual: shared } },
  },
]
