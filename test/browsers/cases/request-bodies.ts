import type { BrowserCase, PageCall, Resource } from '../browser-case.ts'
import { allow, allowHeaders, allowMethods, open, shared, simpleOnly } from './answers.ts'

const post = (rest: Partial<PageCall>): PageCall => ({ method: 'POST', ...rest })

/** Allows preflights, but lists nothing. */
const listless: Resource = { preflight: { headers: [allow] }, actual: shared }
const listingPut: Resource = { preflight: { headers: [allow, allowMethods('PUT')] }, actual: shared }

// The type that comes with a body decides too.
const bodies: readonly (readonly [name: string, call: PageCall, resource: Resource])[] = [
  ['none-shared', post({}), simpleOnly],
  ['text-shared', post({ body: { text: 'a' } }), simpleOnly],
  ['text-empty-shared', post({ body: { text: '' } }), simpleOnly],
  ['form-shared', post({ body: { form: { a: '1' } } }), simpleOnly],
  ['blob-without-type-shared', post({ body: { blob: 'a', type: '' } }), simpleOnly],
  ['blob-of-text-shared', post({ body: { blob: 'a', type: 'text/plain' } }), simpleOnly],
  ['blob-of-text-upper-case-shared', post({ body: { blob: 'a', type: 'TEXT/PLAIN;A=B' } }), simpleOnly],
  ['blob-of-json-blocked', post({ body: { blob: '{}', type: 'application/json' } }), simpleOnly],
  ['blob-of-json-allowed-shared', post({ body: { blob: '{}', type: 'application/json' } }), open],
  ['blob-of-malformed-type-blocked', post({ body: { blob: 'a', type: 'text' } }), simpleOnly],
  [
    'blob-of-json-sent-as-text-shared',
    post({ body: { blob: '{}', type: 'application/json' }, headers: [['Content-Type', 'text/plain']] }),
    simpleOnly,
  ],
  [
    'form-sent-as-json-blocked',
    post({ body: { form: { a: '1' } }, headers: [['Content-Type', 'application/json']] }),
    simpleOnly,
  ],
  [
    'text-sent-as-json-allowed-shared',
    post({ body: { text: '{}' }, headers: [['Content-Type', 'application/json']] }),
    open,
  ],
]

// https://xhr.spec.whatwg.org/#upload-listener-flag sets the use-CORS-preflight flag.
const listeners: readonly (readonly [name: string, call: PageCall, resource: Resource])[] = [
  ['post-blocked', post({ body: { text: 'a' } }), simpleOnly],
  ['post-shared', post({ body: { text: 'a' } }), open],
  ['post-without-allow-methods-shared', post({ body: { text: 'a' } }), listless],
  ['post-not-listed-shared', post({ body: { text: 'a' } }), listingPut],
  ['post-without-body-blocked', post({}), simpleOnly],
  ['post-without-body-shared', post({}), open],
  ['get-blocked', {}, simpleOnly],
  ['get-shared', {}, open],
  ['put-shared', { method: 'PUT', body: { text: 'a' } }, open],
  ['put-without-allow-methods-shared', { method: 'PUT', body: { text: 'a' } }, listless],
  ['delete-not-listed-blocked', { method: 'DELETE' }, listingPut],
  ['to-page-shared', post({ to: 'page', body: { text: 'a' } }), { actual: {} }],
]

const streams: readonly (readonly [name: string, call: PageCall, resource: Resource])[] = [
  ['post-blocked', post({ body: { stream: 'a' } }), simpleOnly],
  ['post-shared', post({ body: { stream: 'a' } }), open],
  ['post-without-allow-methods-shared', post({ body: { stream: 'a' } }), listless],
  ['put-without-allow-methods-shared', { method: 'PUT', body: { stream: 'a' } }, listless],
  ['to-page-shared', post({ to: 'page', body: { stream: 'a' } }), { actual: {} }],
  ['mode-no-cors-blocked', post({ mode: 'no-cors', body: { stream: 'a' } }), simpleOnly],
]

/** https://fetch.spec.whatwg.org/#bodyinit-unions and https://fetch.spec.whatwg.org/#use-cors-preflight-flag */
export const requestBodyCases: readonly BrowserCase[] = [
  ...bodies.map(([name, call, start]): BrowserCase => ({ name: `body-${name}`, calls: [call], server: { start } })),
  ...listeners.map(([name, call, start]): BrowserCase => {
    return {
      name: `upload-listener-${name}`,
      apis: ['xhr'],
      calls: [{ ...call, uploadListener: true }],
      server: { start },
    }
  }),
  ...streams.map(([name, call, start]): BrowserCase => {
    return { name: `stream-${name}`, apis: ['fetch'], calls: [call], server: { start } }
  }),
  {
    name: 'upload-listener-with-header-not-listed-blocked',
    apis: ['xhr'],
    calls: [{ method: 'POST', body: { text: 'a' }, uploadListener: true, headers: [['X-A', '1']] }],
    server: { start: { preflight: { headers: [allow, allowHeaders('x-b')] }, actual: shared } },
  },
]
