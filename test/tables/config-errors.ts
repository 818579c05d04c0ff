import type { IssueCode } from '../../src/index.ts'

/** Options that are wrong, and everything that is reported of them, in order. */
export interface ConfigErrorRow {
  readonly step: string
  readonly options: unknown
  readonly issues: readonly { readonly code: IssueCode; readonly path: string }[]
  /** What the suggestions mean, where no program can follow them to the letter. */
  readonly fixed?: unknown
}

const origin = 'https://app.example.com'
const predicate = (): boolean => true
const lookup = async (): Promise<boolean> => true

export const configErrors: readonly ConfigErrorRow[] = [
  // The options themselves
  { step: 'no options', options: undefined, issues: [{ code: 'options-type', path: 'options' }] },
  { step: '`null` for options', options: null, issues: [{ code: 'options-type', path: 'options' }] },
  { step: 'an origin for options', options: origin, issues: [{ code: 'options-type', path: 'options' }] },
  { step: 'a list for options', options: [origin], issues: [{ code: 'options-type', path: 'options' }] },
  { step: 'a function for options', options: predicate, issues: [{ code: 'options-type', path: 'options' }] },
  {
    step: 'an option spelled wrong',
    options: { origin, exposeHeader: ['x-request-id'] },
    issues: [{ code: 'option-unknown', path: 'exposeHeader' }],
  },
  {
    step: 'an option in the wrong case',
    options: { origin, maxage: 600 },
    issues: [{ code: 'option-unknown', path: 'maxage' }],
  },
  {
    step: 'names of other libraries',
    options: { origins: [origin], allowMethods: ['PUT'], headers: ['content-type'], exposeHeaders: ['etag'] },
    issues: [
      { code: 'origin-missing', path: 'origin' },
      { code: 'option-unknown', path: 'origins' },
      { code: 'option-unknown', path: 'allowMethods' },
      { code: 'option-unknown', path: 'headers' },
      { code: 'option-unknown', path: 'exposeHeaders' },
    ],
  },
  {
    step: 'an option like no other',
    options: { origin, xyzzy: true },
    issues: [{ code: 'option-unknown', path: 'xyzzy' }],
  },
  {
    step: 'an unknown option that is `undefined`',
    options: { origin, allowHeaders: undefined },
    issues: [{ code: 'option-unknown', path: 'allowHeaders' }],
  },
  {
    step: 'options named like members of every object',
    options: JSON.parse('{ "origin": "https://app.example.com", "__proto__": 1, "constructor": 1 }'),
    issues: [
      { code: 'option-unknown', path: '__proto__' },
      { code: 'option-unknown', path: 'constructor' },
    ],
  },
  {
    step: 'options of other libraries without a counterpart',
    options: { origin, preflightContinue: false, allowPrivateNetwork: true },
    issues: [
      { code: 'option-foreign', path: 'preflightContinue' },
      { code: 'option-foreign', path: 'allowPrivateNetwork' },
    ],
  },
  {
    step: 'text for true and false',
    options: { origin, credentials: 'true', debug: 'false' },
    issues: [
      { code: 'option-not-boolean', path: 'credentials' },
      { code: 'option-not-boolean', path: 'debug' },
    ],
  },
  {
    step: '`null` and numbers for true and false',
    options: { origin, rejectDisallowed: null, dangerouslyAllowNullOrigin: 1, dangerouslyAllowPublicSuffixes: 0 },
    issues: [
      { code: 'option-not-boolean', path: 'rejectDisallowed' },
      { code: 'option-not-boolean', path: 'dangerouslyAllowNullOrigin' },
      { code: 'option-not-boolean', path: 'dangerouslyAllowPublicSuffixes' },
    ],
  },
  {
    step: '`onRefuse` that is a name',
    options: { origin, onRefuse: 'log' },
    issues: [{ code: 'option-not-function', path: 'onRefuse' }],
  },
  {
    step: '`vary` without a rule that reads headers',
    options: { origin, vary: ['x-tenant'] },
    issues: [{ code: 'option-without-effect', path: 'vary' }],
  },
  {
    step: '`lookupTimeout` without `lookup`',
    options: { origin, lookupTimeout: 100 },
    issues: [{ code: 'option-without-effect', path: 'lookupTimeout' }],
  },
  {
    step: 'the origin `null` beside `*`',
    options: { origin: '*', dangerouslyAllowNullOrigin: true },
    issues: [{ code: 'option-without-effect', path: 'dangerouslyAllowNullOrigin' }],
  },
  {
    step: 'a mistake in every option',
    options: {
      maxAge: -1,
      origin: `${origin}/`,
      lookup: true,
      credentials: 'include',
      methods: ['put'],
      allowedHeaders: ['etag'],
      exposedHeaders: ['set-cookie'],
      preflightStatus: 404,
      vary: ['origin'],
      ownOrigins: [],
      onRefuse: true,
      lookupTimeout: -1,
      allowHeaders: [],
    },
    issues: [
      { code: 'option-not-boolean', path: 'credentials' },
      { code: 'lookup-not-function', path: 'lookup' },
      { code: 'origin-trailing-slash', path: 'origin' },
      { code: 'method-case', path: 'methods[0]' },
      { code: 'header-response-only', path: 'allowedHeaders[0]' },
      { code: 'header-forbidden-response', path: 'exposedHeaders[0]' },
      { code: 'max-age-negative', path: 'maxAge' },
      { code: 'preflight-status', path: 'preflightStatus' },
      { code: 'vary-origin', path: 'vary[0]' },
      { code: 'list-empty', path: 'ownOrigins' },
      { code: 'option-not-function', path: 'onRefuse' },
      { code: 'lookup-timeout', path: 'lookupTimeout' },
      { code: 'option-unknown', path: 'allowHeaders' },
    ],
  },

  // CR and LF
  {
    step: 'LF after an origin, as files end',
    options: { origin: `${origin}\n` },
    issues: [{ code: 'line-break', path: 'origin' }],
  },
  {
    step: 'CR and LF in an origin',
    options: { origin: [`${origin}\r\nset-cookie: a=b`] },
    issues: [{ code: 'line-break', path: 'origin[0]' }],
  },
  {
    step: 'LF in a method',
    options: { origin, methods: ['PUT\n'] },
    issues: [{ code: 'line-break', path: 'methods[0]' }],
  },
  {
    step: 'LF between methods',
    options: { origin, methods: 'PUT\nDELETE' },
    issues: [{ code: 'line-break', path: 'methods' }],
  },
  {
    step: 'CR and LF in a request header name',
    options: { origin, allowedHeaders: ['x-first\r\nx-second: value'] },
    issues: [{ code: 'line-break', path: 'allowedHeaders[0]' }],
  },
  {
    step: 'nothing but LF for a response header name',
    options: { origin, exposedHeaders: ['\n'] },
    issues: [{ code: 'line-break', path: 'exposedHeaders[0]' }],
  },
  {
    step: 'LF beside `*` and authorization',
    options: { origin, allowedHeaders: ['*', 'authorization', 'x-first\n'] },
    issues: [{ code: 'line-break', path: 'allowedHeaders[2]' }],
  },
  {
    step: 'LF in `vary`',
    options: { origin: predicate, vary: ['x-tenant\n'] },
    issues: [{ code: 'line-break', path: 'vary[0]' }],
  },
  {
    step: 'LF in an own origin',
    options: { origin, ownOrigins: [`${origin}\n`] },
    issues: [{ code: 'line-break', path: 'ownOrigins[0]' }],
  },

  // Kinds of rules
  { step: 'no origin', options: {}, issues: [{ code: 'origin-missing', path: 'origin' }] },
  {
    step: '`undefined` for origin',
    options: { origin: undefined },
    issues: [{ code: 'origin-missing', path: 'origin' }],
  },
  {
    step: 'options that are inherited',
    options: Object.create({ origin }),
    issues: [{ code: 'origin-missing', path: 'origin' }],
  },
  { step: 'an empty list of origins', options: { origin: [] }, issues: [{ code: 'origin-empty', path: 'origin' }] },
  { step: 'true for origin', options: { origin: true }, issues: [{ code: 'origin-true', path: 'origin' }] },
  { step: 'false for origin', options: { origin: false }, issues: [{ code: 'origin-false', path: 'origin' }] },
  { step: '`null` for origin', options: { origin: null }, issues: [{ code: 'origin-type', path: 'origin' }] },
  { step: 'a URL for origin', options: { origin: new URL(origin) }, issues: [{ code: 'origin-type', path: 'origin' }] },
  {
    step: 'a set of origins',
    options: { origin: new Set([origin]) },
    issues: [{ code: 'origin-type', path: 'origin' }],
  },
  { step: 'true in a list', options: { origin: [true] }, issues: [{ code: 'origin-type', path: 'origin[0]' }] },
  { step: 'a list in a list', options: { origin: [[origin]] }, issues: [{ code: 'origin-type', path: 'origin[0]' }] },
  {
    step: 'a hole in a list',
    options: { origin: Object.assign([origin], { 2: 'http://localhost:*' }) },
    issues: [{ code: 'origin-type', path: 'origin[1]' }],
  },
  {
    step: 'an origin twice',
    options: { origin: [origin, 'http://localhost:*', origin] },
    issues: [{ code: 'origin-duplicate', path: 'origin[2]' }],
  },
  {
    step: 'a misspelled origin twice',
    options: { origin: [`${origin}/`, `${origin}/`] },
    issues: [
      { code: 'origin-trailing-slash', path: 'origin[0]' },
      { code: 'origin-duplicate', path: 'origin[1]' },
    ],
  },
  {
    step: 'a pattern twice',
    options: { origin: ['http://localhost:*', 'http://localhost:*'] },
    issues: [{ code: 'origin-duplicate', path: 'origin[1]' }],
  },
  {
    step: 'a RegExp twice',
    options: { origin: [/^https:\/\/a\.example$/, /^https:\/\/a\.example$/] },
    issues: [{ code: 'origin-duplicate', path: 'origin[1]' }],
  },
  {
    step: 'a predicate twice',
    options: { origin: [predicate, predicate] },
    issues: [{ code: 'origin-duplicate', path: 'origin[1]' }],
  },
  { step: 'the origin `null`', options: { origin: 'null' }, issues: [{ code: 'origin-null', path: 'origin' }] },
  {
    step: 'the origin `null` in a list, with the option that admits it',
    options: { origin: [origin, 'null'], dangerouslyAllowNullOrigin: true },
    issues: [{ code: 'origin-null', path: 'origin[1]' }],
  },
  {
    step: 'two origins in one text',
    options: { origin: `${origin},https://admin.example.com` },
    issues: [{ code: 'origin-several', path: 'origin' }],
  },
  {
    step: 'a space before an origin',
    options: { origin: ` ${origin}` },
    issues: [{ code: 'origin-white-space', path: 'origin' }],
  },
  {
    step: 'nothing for an origin',
    options: { origin: '' },
    issues: [{ code: 'origin-scheme-missing', path: 'origin' }],
  },
  {
    step: 'a host for an origin',
    options: { origin: 'app.example.com' },
    issues: [{ code: 'origin-scheme-missing', path: 'origin' }],
  },
  {
    step: 'the scheme wss',
    options: { origin: 'wss://app.example.com' },
    issues: [{ code: 'origin-scheme', path: 'origin' }],
  },
  {
    step: 'the scheme ftp',
    options: { origin: 'ftp://app.example.com' },
    issues: [{ code: 'origin-scheme', path: 'origin' }],
  },
  {
    step: 'a user name',
    options: { origin: 'https://me@app.example.com' },
    issues: [{ code: 'origin-userinfo', path: 'origin' }],
  },
  { step: 'a slash', options: { origin: `${origin}/` }, issues: [{ code: 'origin-trailing-slash', path: 'origin' }] },
  { step: 'a path', options: { origin: `${origin}/login` }, issues: [{ code: 'origin-path', path: 'origin' }] },
  { step: 'a query', options: { origin: `${origin}?a=b` }, issues: [{ code: 'origin-query', path: 'origin' }] },
  { step: 'a fragment', options: { origin: `${origin}#top` }, issues: [{ code: 'origin-fragment', path: 'origin' }] },
  {
    step: 'upper case',
    options: { origin: 'https://App.example.com' },
    issues: [{ code: 'origin-upper-case', path: 'origin' }],
  },
  {
    step: 'a Unicode host',
    options: { origin: 'https://bücher.example' },
    issues: [{ code: 'origin-unicode', path: 'origin' }],
  },
  {
    step: 'the default port',
    options: { origin: `${origin}:443` },
    issues: [{ code: 'origin-default-port', path: 'origin' }],
  },
  { step: 'port 0', options: { origin: `${origin}:0` }, issues: [{ code: 'origin-port', path: 'origin' }] },
  {
    step: 'a short IPv4 address',
    options: { origin: 'http://127.1' },
    issues: [{ code: 'origin-ip-spelling', path: 'origin' }],
  },
  {
    step: 'a long IPv6 address',
    options: { origin: 'http://[0:0::1]' },
    issues: [{ code: 'origin-ip-spelling', path: 'origin' }],
  },
  {
    step: 'an empty label',
    options: { origin: 'https://app..example.com' },
    issues: [{ code: 'origin-invalid', path: 'origin' }],
  },

  // Wildcards
  {
    step: '`*` beside an origin',
    options: { origin: [origin, '*'] },
    issues: [{ code: 'origin-wildcard-beside-others', path: 'origin[1]' }],
  },
  {
    step: '`*` twice',
    options: { origin: ['*', '*'] },
    issues: [
      { code: 'origin-wildcard-beside-others', path: 'origin[0]' },
      { code: 'origin-duplicate', path: 'origin[1]' },
    ],
  },
  {
    step: '`*` with credentials',
    options: { origin: '*', credentials: true },
    issues: [{ code: 'origin-wildcard-with-credentials', path: 'origin' }],
  },
  {
    step: '`*` with `rejectDisallowed`',
    options: { origin: ['*'], rejectDisallowed: true },
    issues: [{ code: 'origin-wildcard-with-reject', path: 'origin[0]' }],
  },
  {
    step: '`*` with `lookup`',
    options: { origin: '*', lookup },
    issues: [{ code: 'origin-wildcard-with-lookup', path: 'origin' }],
  },
  {
    step: '`*` with all that it does not go with',
    options: { origin: ['*', origin], credentials: true, rejectDisallowed: true, lookup },
    issues: [
      { code: 'origin-wildcard-beside-others', path: 'origin[0]' },
      { code: 'origin-wildcard-with-credentials', path: 'origin[0]' },
      { code: 'origin-wildcard-with-reject', path: 'origin[0]' },
      { code: 'origin-wildcard-with-lookup', path: 'origin[0]' },
    ],
  },
  {
    step: '`*` for a part of a label',
    options: { origin: 'https://app-*.example.com' },
    issues: [{ code: 'origin-wildcard-misplaced', path: 'origin' }],
  },
  {
    step: '`*` for a host',
    options: { origin: 'https://*' },
    issues: [{ code: 'origin-wildcard-misplaced', path: 'origin' }],
  },
  {
    step: '`*` for a scheme',
    options: { origin: '*://app.example.com' },
    issues: [{ code: 'origin-wildcard-misplaced', path: 'origin' }],
  },
  {
    step: '`*` for a part of a label on a shared host',
    options: { origin: 'https://*-acme.vercel.app' },
    issues: [{ code: 'origin-wildcard-shared-host', path: 'origin' }],
  },
  {
    step: '`*.` over an IPv4 address',
    options: { origin: 'http://*.127.0.0.1' },
    issues: [{ code: 'origin-wildcard-ip', path: 'origin' }],
  },
  {
    step: '`*.` over an IPv6 address',
    options: { origin: 'http://*.[::1]' },
    issues: [{ code: 'origin-wildcard-ip', path: 'origin' }],
  },
  {
    step: '`*.` with a scheme of an app',
    options: { origin: 'capacitor://*.localhost' },
    issues: [{ code: 'origin-wildcard-custom-scheme', path: 'origin' }],
  },
  {
    step: '`*.` over a host with a trailing dot',
    options: { origin: 'https://*.example.com.' },
    issues: [{ code: 'origin-wildcard-trailing-dot', path: 'origin' }],
  },

  // Origins with credentials
  {
    step: 'plain http with credentials',
    options: { origin: [origin, 'http://app.example.com:8080'], credentials: true },
    issues: [{ code: 'origin-insecure', path: 'origin[1]' }],
  },
  {
    step: 'plain http under a domain with credentials',
    options: { origin: 'http://*.example.com:*', credentials: true },
    issues: [{ code: 'origin-insecure', path: 'origin' }],
  },
  {
    step: 'plain http on the port of https with credentials',
    options: { origin: 'http://app.example.com:443', credentials: true },
    issues: [{ code: 'origin-insecure', path: 'origin' }],
  },
  {
    step: 'a top-level domain with credentials',
    options: { origin: 'https://*.dev', credentials: true },
    issues: [{ code: 'origin-public-suffix', path: 'origin' }],
  },
  {
    step: 'a top-level domain without a shared host with credentials',
    options: { origin: 'https://*.org', credentials: true },
    issues: [{ code: 'origin-public-suffix', path: 'origin' }],
  },
  {
    step: 'a shared host with credentials',
    options: { origin: 'https://*.pages.dev', credentials: true },
    issues: [{ code: 'origin-public-suffix', path: 'origin' }],
  },
  {
    step: 'a domain above a shared host with credentials',
    options: { origin: 'https://*.amazonaws.com:8443', credentials: true },
    issues: [{ code: 'origin-public-suffix', path: 'origin' }],
  },
  {
    step: 'plain http over a top-level domain with credentials',
    options: { origin: 'http://*.com:3000', credentials: true },
    issues: [
      { code: 'origin-insecure', path: 'origin' },
      { code: 'origin-public-suffix', path: 'origin' },
    ],
  },
  {
    step: 'the origin `null` with credentials',
    options: { origin, credentials: true, dangerouslyAllowNullOrigin: true },
    issues: [{ code: 'origin-null-with-credentials', path: 'dangerouslyAllowNullOrigin' }],
  },

  // RegExps
  {
    step: 'a RegExp without anchors',
    options: { origin: /https:\/\/app\.example\.com/ },
    issues: [{ code: 'regexp-not-anchored', path: 'origin' }],
  },
  {
    step: 'a RegExp without its first anchor',
    options: { origin: [/https:\/\/app\.example\.com$/i] },
    issues: [{ code: 'regexp-not-anchored', path: 'origin[0]' }],
  },
  {
    step: 'a RegExp without its last anchor',
    options: { origin: /^https:\/\/app\.example\.com/ },
    issues: [{ code: 'regexp-not-anchored', path: 'origin' }],
  },
  {
    step: 'a RegExp that ends in an escaped `$`',
    options: { origin: /^https:\/\/app\.example\.com\\\$/ },
    issues: [{ code: 'regexp-not-anchored', path: 'origin' }],
  },
  {
    step: 'a RegExp with the flag g',
    options: { origin: /^https:\/\/app\.example\.com$/gi },
    issues: [{ code: 'regexp-flags', path: 'origin' }],
  },
  {
    step: 'a RegExp with the flag y, without anchors',
    options: { origin: /https:\/\/app\.example\.com/y },
    issues: [
      { code: 'regexp-flags', path: 'origin' },
      { code: 'regexp-not-anchored', path: 'origin' },
    ],
  },
  {
    step: 'a RegExp for every https origin with credentials',
    options: { origin: /^https:\/\/.*$/, credentials: true },
    issues: [{ code: 'regexp-matches-anything', path: 'origin' }],
    fixed: { origin: /^https:\/\/[a-z]+\.example\.com$/, credentials: true },
  },
  {
    step: 'a RegExp for any host over plain http with credentials',
    options: { origin: /^http:\/\/.+$/, credentials: true },
    issues: [{ code: 'regexp-matches-anything', path: 'origin' }],
    fixed: { origin: /^https:\/\/[a-z0-9-]+\.example\.com$/, credentials: true },
  },

  // Own origins
  {
    step: 'a text for own origins',
    options: { origin, ownOrigins: 'https://api.example.com' },
    issues: [{ code: 'list-type', path: 'ownOrigins' }],
  },
  {
    step: '`*` for own origins',
    options: { origin, ownOrigins: '*' },
    issues: [{ code: 'list-type', path: 'ownOrigins' }],
  },
  { step: 'no own origins', options: { origin, ownOrigins: [] }, issues: [{ code: 'list-empty', path: 'ownOrigins' }] },
  {
    step: 'own origins that are patterns',
    options: { origin, ownOrigins: ['*', 'https://*.example.com', 'http://localhost:*'] },
    issues: [
      { code: 'own-origins-pattern', path: 'ownOrigins[0]' },
      { code: 'own-origins-pattern', path: 'ownOrigins[1]' },
      { code: 'own-origins-pattern', path: 'ownOrigins[2]' },
    ],
  },
  {
    step: 'own origins with a line break, and null',
    options: { origin, ownOrigins: ['https://api.example.com\n*', 'null'] },
    issues: [
      { code: 'line-break', path: 'ownOrigins[0]' },
      { code: 'own-origins-pattern', path: 'ownOrigins[1]' },
    ],
  },
  {
    step: 'an own origin that is no pattern either',
    options: { origin, ownOrigins: ['https://api-*.vercel.app'] },
    issues: [{ code: 'own-origins-pattern', path: 'ownOrigins[0]' }],
  },
  {
    step: 'own origins of other types',
    options: { origin, ownOrigins: [null, 'https://api.example.com', /^https:\/\/api\.example\.com$/] },
    issues: [
      { code: 'list-item-type', path: 'ownOrigins[0]' },
      { code: 'list-item-type', path: 'ownOrigins[2]' },
    ],
  },
  {
    step: 'an own origin with a slash',
    options: { origin, ownOrigins: ['https://api.example.com/'] },
    issues: [{ code: 'origin-trailing-slash', path: 'ownOrigins[0]' }],
  },
  {
    step: 'an own origin twice',
    options: { origin, ownOrigins: ['https://api.example.com', 'https://api.example.com'] },
    issues: [{ code: 'origin-duplicate', path: 'ownOrigins[1]' }],
  },

  // Lists
  {
    step: 'methods in one text',
    options: { origin, methods: 'PUT, DELETE' },
    issues: [{ code: 'list-type', path: 'methods' }],
  },
  { step: '`null` for methods', options: { origin, methods: null }, issues: [{ code: 'list-type', path: 'methods' }] },
  { step: '`*` with a space', options: { origin, methods: '* ' }, issues: [{ code: 'list-type', path: 'methods' }] },
  {
    step: 'a set of header names',
    options: { origin, allowedHeaders: new Set(['content-type']) },
    issues: [{ code: 'list-type', path: 'allowedHeaders' }],
  },
  {
    step: 'true for exposed headers',
    options: { origin, exposedHeaders: true },
    issues: [{ code: 'list-type', path: 'exposedHeaders' }],
  },
  {
    step: 'a text for `vary`',
    options: { origin: predicate, vary: 'x-tenant' },
    issues: [{ code: 'list-type', path: 'vary' }],
  },
  {
    step: 'items of other types',
    options: { origin, methods: ['PUT', 1], allowedHeaders: [null, 'content-type'], exposedHeaders: [['etag'], 'x-a'] },
    issues: [
      { code: 'list-item-type', path: 'methods[1]' },
      { code: 'list-item-type', path: 'allowedHeaders[0]' },
      { code: 'list-item-type', path: 'exposedHeaders[0]' },
    ],
  },
  {
    step: 'an item of another type beside `*` and authorization',
    options: { origin, allowedHeaders: ['*', 'authorization', 1] },
    issues: [{ code: 'list-item-type', path: 'allowedHeaders[2]' }],
  },
  {
    step: 'a hole in a list of methods',
    options: { origin, methods: Object.assign(['PUT'], { 2: 'DELETE' }) },
    issues: [{ code: 'list-item-type', path: 'methods[1]' }],
  },
  {
    step: 'empty lists',
    options: { origin: predicate, methods: [], allowedHeaders: [], exposedHeaders: [], vary: [] },
    issues: [
      { code: 'list-empty', path: 'methods' },
      { code: 'list-empty', path: 'allowedHeaders' },
      { code: 'list-empty', path: 'exposedHeaders' },
      { code: 'list-empty', path: 'vary' },
    ],
  },
  {
    step: 'a method twice',
    options: { origin, methods: ['PUT', 'PUT'] },
    issues: [{ code: 'list-duplicate', path: 'methods[1]' }],
  },
  {
    step: 'header names twice, in another case',
    options: {
      origin: predicate,
      allowedHeaders: ['x-a', 'X-A'],
      exposedHeaders: ['ETag', 'etag'],
      vary: ['x-a', 'X-a'],
    },
    issues: [
      { code: 'list-duplicate', path: 'allowedHeaders[1]' },
      { code: 'list-duplicate', path: 'exposedHeaders[1]' },
      { code: 'list-duplicate', path: 'vary[1]' },
    ],
  },
  {
    step: '`*` twice beside authorization',
    options: { origin, allowedHeaders: ['*', 'authorization', '*'] },
    issues: [{ code: 'list-duplicate', path: 'allowedHeaders[2]' }],
  },
  {
    step: 'authorization twice beside `*`',
    options: { origin, allowedHeaders: ['authorization', '*', 'Authorization'] },
    issues: [{ code: 'list-duplicate', path: 'allowedHeaders[2]' }],
  },
  {
    step: '`*` in lists',
    options: { origin, methods: ['*'], allowedHeaders: ['*', 'content-type'], exposedHeaders: ['etag', '*'] },
    issues: [
      { code: 'list-wildcard', path: 'methods' },
      { code: 'list-wildcard', path: 'allowedHeaders' },
      { code: 'list-wildcard', path: 'exposedHeaders' },
    ],
  },
  {
    step: 'authorization beside `*` in exposed headers',
    options: { origin, exposedHeaders: ['*', 'authorization'] },
    issues: [{ code: 'list-wildcard', path: 'exposedHeaders' }],
  },
  {
    step: 'another name beside `*` and authorization',
    options: { origin, allowedHeaders: ['*', 'authorization', 'content-type'] },
    issues: [{ code: 'list-wildcard-beside-others', path: 'allowedHeaders[2]' }],
  },
  {
    step: '`*` for a part of a name',
    options: { origin: predicate, methods: ['P*'], allowedHeaders: ['x-*'], exposedHeaders: ['*-id'], vary: ['x-*'] },
    issues: [
      { code: 'list-wildcard-misplaced', path: 'methods[0]' },
      { code: 'list-wildcard-misplaced', path: 'allowedHeaders[0]' },
      { code: 'list-wildcard-misplaced', path: 'exposedHeaders[0]' },
      { code: 'list-wildcard-misplaced', path: 'vary[0]' },
    ],
  },

  // Methods
  {
    step: 'an empty method',
    options: { origin, methods: [''] },
    issues: [{ code: 'method-invalid', path: 'methods[0]' }],
  },
  {
    step: 'two methods in one',
    options: { origin, methods: ['PUT, DELETE'] },
    issues: [{ code: 'method-invalid', path: 'methods[0]' }],
  },
  {
    step: 'forbidden methods',
    options: { origin, methods: ['PUT', 'TRACE', 'DELETE', 'connect', 'PATCH', 'Track'] },
    issues: [
      { code: 'method-forbidden', path: 'methods[1]' },
      { code: 'method-forbidden', path: 'methods[3]' },
      { code: 'method-forbidden', path: 'methods[5]' },
    ],
  },
  {
    step: 'methods in lower case',
    options: { origin, methods: ['put', 'Patch', 'get'] },
    issues: [
      { code: 'method-case', path: 'methods[0]' },
      { code: 'method-case', path: 'methods[1]' },
      { code: 'method-case', path: 'methods[2]' },
    ],
  },
  {
    step: 'a method in both cases',
    options: { origin, methods: ['PUT', 'put'] },
    issues: [{ code: 'method-case', path: 'methods[1]' }],
  },

  // Header names
  {
    step: 'header names that are no tokens',
    options: {
      origin: predicate,
      allowedHeaders: ['Content-Type: application/json'],
      exposedHeaders: ['x-größe', ''],
      vary: ['x-tenant '],
    },
    issues: [
      { code: 'header-name-invalid', path: 'allowedHeaders[0]' },
      { code: 'header-name-invalid', path: 'exposedHeaders[0]' },
      { code: 'header-name-invalid', path: 'exposedHeaders[1]' },
      { code: 'header-name-invalid', path: 'vary[0]' },
    ],
  },
  {
    step: 'request headers that no page can set',
    options: {
      origin,
      allowedHeaders: ['Cookie', 'x-a', 'sec-fetch-site', 'x-b', 'Proxy-Connection', 'x-c', 'set-cookie'],
    },
    issues: [
      { code: 'header-forbidden-request', path: 'allowedHeaders[0]' },
      { code: 'header-forbidden-request', path: 'allowedHeaders[2]' },
      { code: 'header-forbidden-request', path: 'allowedHeaders[4]' },
      { code: 'header-forbidden-request', path: 'allowedHeaders[6]' },
    ],
  },
  {
    step: 'response headers that no page can read',
    options: { origin, exposedHeaders: ['Set-Cookie', 'x-a', 'set-cookie2'] },
    issues: [
      { code: 'header-forbidden-response', path: 'exposedHeaders[0]' },
      { code: 'header-forbidden-response', path: 'exposedHeaders[2]' },
    ],
  },
  {
    step: 'response headers for allowed headers',
    options: { origin, allowedHeaders: ['ETag', 'x-a', 'retry-after'] },
    issues: [
      { code: 'header-response-only', path: 'allowedHeaders[0]' },
      { code: 'header-response-only', path: 'allowedHeaders[2]' },
    ],
  },
  {
    step: 'request headers for exposed headers',
    options: { origin, exposedHeaders: ['Authorization', 'x-a', 'if-none-match'] },
    issues: [
      { code: 'header-request-only', path: 'exposedHeaders[0]' },
      { code: 'header-request-only', path: 'exposedHeaders[2]' },
    ],
  },
  {
    step: 'a request header that no page can set for exposed headers',
    options: { origin, exposedHeaders: ['Cookie'] },
    issues: [{ code: 'header-request-only', path: 'exposedHeaders[0]' }],
  },
  {
    step: 'a request header of the browser for exposed headers',
    options: { origin, exposedHeaders: ['Sec-Fetch-Site'] },
    issues: [{ code: 'header-request-only', path: 'exposedHeaders[0]' }],
  },
  {
    step: 'headers of the CORS protocol',
    options: {
      origin,
      allowedHeaders: ['Access-Control-Allow-Origin'],
      exposedHeaders: ['access-control-allow-credentials'],
    },
    issues: [
      { code: 'header-cors-response', path: 'allowedHeaders[0]' },
      { code: 'header-cors-response', path: 'exposedHeaders[0]' },
    ],
  },

  // Vary
  {
    step: 'headers that no preflight has',
    options: { origin: predicate, vary: ['Authorization', 'x-a', 'cookie'] },
    issues: [
      { code: 'vary-credentials', path: 'vary[0]' },
      { code: 'vary-credentials', path: 'vary[2]' },
    ],
  },
  {
    step: 'Origin in `vary`',
    options: { lookup, vary: ['Origin'] },
    issues: [{ code: 'vary-origin', path: 'vary[0]' }],
  },
  {
    step: '`*` in `vary`',
    options: { lookup, vary: ['*', 'x-a'] },
    issues: [{ code: 'vary-wildcard', path: 'vary[0]' }],
  },
  { step: '`*` for `vary`', options: { lookup, vary: '*' }, issues: [{ code: 'vary-wildcard', path: 'vary' }] },

  // Numbers
  {
    step: 'a text for `maxAge`',
    options: { origin, maxAge: '600' },
    issues: [{ code: 'max-age-type', path: 'maxAge' }],
  },
  {
    step: 'a unit in `maxAge`',
    options: { origin, maxAge: '10m' },
    issues: [{ code: 'max-age-type', path: 'maxAge' }],
  },
  {
    step: '`null` for `maxAge`',
    options: { origin, maxAge: null },
    issues: [{ code: 'max-age-type', path: 'maxAge' }],
  },
  {
    step: 'NaN for `maxAge`',
    options: { origin, maxAge: Number.NaN },
    issues: [{ code: 'max-age-type', path: 'maxAge' }],
  },
  {
    step: 'a negative `maxAge`',
    options: { origin, maxAge: -1 },
    issues: [{ code: 'max-age-negative', path: 'maxAge' }],
  },
  {
    step: 'a fraction for `maxAge`',
    options: { origin, maxAge: 0.5 },
    issues: [{ code: 'max-age-fraction', path: 'maxAge' }],
  },
  {
    step: 'a `maxAge` over a day',
    options: { origin, maxAge: 86401 },
    issues: [{ code: 'max-age-too-large', path: 'maxAge' }],
  },
  {
    step: 'an endless `maxAge`',
    options: { origin, maxAge: Infinity },
    issues: [{ code: 'max-age-too-large', path: 'maxAge' }],
  },
  {
    step: 'the status 199',
    options: { origin, preflightStatus: 199 },
    issues: [{ code: 'preflight-status', path: 'preflightStatus' }],
  },
  {
    step: 'the status 300',
    options: { origin, preflightStatus: 300 },
    issues: [{ code: 'preflight-status', path: 'preflightStatus' }],
  },
  {
    step: 'a status with a fraction',
    options: { origin, preflightStatus: 200.5 },
    issues: [{ code: 'preflight-status', path: 'preflightStatus' }],
  },
  {
    step: 'a text for a status',
    options: { origin, preflightStatus: '204' },
    issues: [{ code: 'preflight-status', path: 'preflightStatus' }],
  },

  // Lookup
  {
    step: 'a list for `lookup`',
    options: { origin, lookup: [origin] },
    issues: [{ code: 'lookup-not-function', path: 'lookup' }],
    fixed: { origin, lookup },
  },
  {
    step: '`null` for `lookup`',
    options: { lookup: null },
    issues: [{ code: 'lookup-not-function', path: 'lookup' }],
    fixed: { lookup },
  },
  {
    step: 'no time for `lookup`',
    options: { lookup, lookupTimeout: 0 },
    issues: [{ code: 'lookup-timeout', path: 'lookupTimeout' }],
  },
  {
    step: 'a timeout beyond timers',
    options: { lookup, lookupTimeout: 2 ** 31 },
    issues: [{ code: 'lookup-timeout', path: 'lookupTimeout' }],
  },
  {
    step: 'a text for a timeout',
    options: { lookup, lookupTimeout: '100' },
    issues: [{ code: 'lookup-timeout', path: 'lookupTimeout' }],
  },
]

/** Policies with nothing to report. */
export const acceptedPolicies: readonly { readonly step: string; readonly options: unknown }[] = [
  { step: 'anyone', options: { origin: '*' } },
  { step: 'anyone, in a list', options: { origin: ['*'] } },
  { step: 'one origin', options: { origin } },
  { step: 'one origin with a port', options: { origin: 'https://app.example.com:8443' } },
  { step: 'the highest port', options: { origin: 'https://app.example.com:65535' } },
  {
    step: 'the default port of the other scheme',
    options: { origin: ['https://a.example:80', 'http://a.example:443'] },
  },
  { step: 'a custom scheme, whose hosts no standard spells', options: { origin: 'app://[0:0:0:0:0:0:0:1]' } },
  { step: 'subdomains', options: { origin: 'https://*.example.com', credentials: true } },
  { step: 'subdomains on any port', options: { origin: 'https://*.example.com:*', credentials: true } },
  { step: 'a domain and its subdomains', options: { origin: ['https://example.com', 'https://*.example.com'] } },
  { step: 'both schemes', options: { origin: ['https://app.example.com', 'http://app.example.com'] } },
  { step: 'localhost on any port, with credentials', options: { origin: 'http://localhost:*', credentials: true } },
  { step: 'hosts under localhost, with credentials', options: { origin: 'http://*.localhost:*', credentials: true } },
  { step: 'localhost with a dot, with credentials', options: { origin: 'http://localhost.', credentials: true } },
  {
    step: 'an IPv4 loopback address, with credentials',
    options: { origin: 'http://127.0.0.1:3000', credentials: true },
  },
  { step: 'an IPv6 loopback address, with credentials', options: { origin: 'http://[::1]:3000', credentials: true } },
  {
    step: 'other addresses',
    options: { origin: ['http://192.168.0.1', 'https://[2001:db8::1]:8443', 'http://[::1]:*'] },
  },
  { step: 'an app', options: { origin: ['capacitor://localhost', 'ionic://localhost', 'tauri://localhost:*'] } },
  {
    step: 'an extension',
    options: { origin: 'chrome-extension://abcdefghijklmnopabcdefghijklmnop', credentials: true },
  },
  { step: 'a host with a trailing dot', options: { origin: 'https://example.com.' } },
  {
    step: 'a host in Punycode',
    options: { origin: ['https://xn--bcher-kva.example', 'https://*.xn--bcher-kva.example'] },
  },
  { step: 'a host with an underscore', options: { origin: 'https://feature_1.example.com' } },
  {
    step: 'a label with hyphens at its ends',
    options: { origin: ['https://-a.example.com', 'https://a-.example.com'] },
  },
  { step: 'a host of one label', options: { origin: 'http://intranet' } },
  { step: 'a RegExp', options: { origin: /^https:\/\/app-\d+\.example\.com$/ } },
  { step: 'a RegExp with flags', options: { origin: /^https:\/\/app\.example\.com$/iu, credentials: true } },
  { step: 'a RegExp of alternatives', options: { origin: /^https:\/\/a\.example$|^https:\/\/b\.example$/ } },
  { step: 'a RegExp that ends in an escaped backslash and `$`', options: { origin: /^https:\/\/\w+\\$/ } },
  { step: 'a RegExp for every https origin, without credentials', options: { origin: /^https:\/\/.*$/ } },
  { step: 'a predicate', options: { origin: predicate, credentials: true } },
  {
    step: 'rules of every kind',
    options: { origin: [origin, 'http://localhost:*', /^https:\/\/a\.example$/, predicate] },
  },
  { step: 'a lookup alone', options: { lookup } },
  { step: 'a lookup after rules', options: { origin, lookup, lookupTimeout: 1, vary: ['x-tenant'] } },
  { step: 'the longest timeout', options: { lookup, lookupTimeout: 2 ** 31 - 1 } },
  { step: 'a top-level domain without credentials', options: { origin: 'https://*.dev' } },
  { step: 'a shared host without credentials', options: { origin: 'https://*.pages.dev' } },
  {
    step: "one's own hosts under a shared one, with credentials",
    options: { origin: 'https://*.acme.pages.dev', credentials: true },
  },
  { step: 'plain http without credentials', options: { origin: 'http://*.example.com' } },
  { step: 'the origin `null`', options: { origin, dangerouslyAllowNullOrigin: true } },
  {
    step: 'plain http, dangerously',
    options: { origin: 'http://app.example.com', credentials: true, dangerouslyAllowInsecureOrigins: true },
  },
  {
    step: 'a shared host, dangerously',
    options: {
      origin: ['https://*.vercel.app', 'https://*.dev'],
      credentials: true,
      dangerouslyAllowPublicSuffixes: true,
    },
  },
  { step: '`*` for every list', options: { origin: '*', methods: '*', allowedHeaders: '*', exposedHeaders: '*' } },
  {
    step: '`*` for every list with credentials',
    options: { origin, methods: '*', allowedHeaders: '*', exposedHeaders: '*', credentials: true },
  },
  { step: 'authorization beside `*`', options: { origin: '*', allowedHeaders: ['*', 'authorization'] } },
  {
    step: 'authorization before `*`, in another case',
    options: { origin, allowedHeaders: ['Authorization', '*'], credentials: true },
  },
  { step: 'safelisted methods', options: { origin, methods: ['GET', 'HEAD', 'POST', 'OPTIONS'] } },
  { step: 'methods that nobody registered', options: { origin, methods: ['PURGE', 'x-lower', 'Mixed'] } },
  { step: 'methods that differ in case', options: { origin, methods: ['CHECKIN', 'CheckIn'] } },
  {
    step: 'header names in any case',
    options: { origin, allowedHeaders: ['Content-Type', 'x-a'], exposedHeaders: ['ETag'] },
  },
  {
    step: 'headers that pages may set since lately',
    options: { origin, allowedHeaders: ['user-agent', 'range', 'accept'] },
  },
  { step: '`maxAge` 0', options: { origin, maxAge: 0 } },
  { step: '`maxAge` of a day', options: { origin, maxAge: 86400 } },
  { step: 'the status 200', options: { origin, preflightStatus: 200 } },
  { step: 'the status 299', options: { origin, preflightStatus: 299 } },
  {
    step: 'own origins',
    options: { origin, rejectDisallowed: true, ownOrigins: ['https://api.example.com', 'http://api:8080'] },
  },
  { step: '`vary` for a predicate', options: { origin: predicate, vary: ['x-tenant'] } },
  { step: 'reports', options: { origin, debug: true, onRefuse: predicate } },
  {
    step: 'false for every flag',
    options: {
      origin: '*',
      credentials: false,
      rejectDisallowed: false,
      debug: false,
      dangerouslyAllowNullOrigin: false,
      dangerouslyAllowInsecureOrigins: false,
      dangerouslyAllowPublicSuffixes: false,
    },
  },
  {
    step: '`undefined` for what may be left out',
    options: {
      origin,
      methods: undefined,
      allowedHeaders: undefined,
      exposedHeaders: undefined,
      credentials: undefined,
      maxAge: undefined,
      preflightStatus: undefined,
      vary: undefined,
      ownOrigins: undefined,
      onRefuse: undefined,
      lookup: undefined,
      lookupTimeout: undefined,
    },
  },
  { step: 'options without a prototype', options: Object.assign(Object.create(null), { origin }) },
  { step: 'a list that is frozen', options: Object.freeze({ origin: Object.freeze([origin]) }) },
]

/** RegExps without an anchor, and what the suggested one admits and refuses. */
export const anchoredRegExps: readonly {
  readonly rule: RegExp
  readonly admits: readonly string[]
  readonly refuses: readonly string[]
}[] = [
  {
    rule: /example\.com$/,
    admits: ['https://example.com', 'https://a.example.com', 'https://a.b.example.com', 'http://a.example.com'],
    refuses: ['https://evilexample.com', 'https://example.com.evil.example', 'https://example.com:8443'],
  },
  {
    rule: /\.example\.com$/,
    admits: ['https://a.example.com', 'https://a.b.example.com'],
    refuses: ['https://example.com', 'https://evilexample.com', 'https://a.example.com.evil.example'],
  },
  {
    rule: /example\.com/,
    admits: ['https://example.com', 'https://a.example.com'],
    refuses: ['https://evilexample.com', 'https://example.com.evil.example'],
  },
  {
    rule: /^app\.example\.com/,
    admits: ['https://app.example.com'],
    refuses: ['https://a.app.example.com', 'https://app.example.com.evil.example'],
  },
  {
    rule: /(?:app|www)\.example\.com$/u,
    admits: ['https://app.example.com', 'https://a.www.example.com'],
    refuses: ['https://evilapp.example.com'],
  },
  {
    rule: /a\.example$|b\.example$/i,
    admits: ['https://a.example', 'https://b.example', 'https://c.b.example'],
    refuses: ['https://evila.example', 'https://evilb.example'],
  },
  {
    rule: /localhost:\d+$/,
    admits: ['http://localhost:3000', 'https://app.localhost:3000'],
    refuses: ['http://localhost', 'http://evillocalhost:3000'],
  },
  {
    rule: /https:\/\/app\.example\.com/g,
    admits: ['https://app.example.com'],
    refuses: ['https://app.example.com.evil.example'],
  },
  {
    rule: /^https:\/\/app\.example\.com/,
    admits: ['https://app.example.com'],
    refuses: ['https://app.example.com.evil.example'],
  },
  {
    rule: /.*\.example\.com$/,
    admits: ['https://a.example.com'],
    refuses: ['https://a.example.com.evil.example', 'https://evilexample.com'],
  },
  {
    rule: /app\.[a-z]+.*\.example\.com$/,
    admits: ['https://app.eu-1.example.com', 'https://www.app.eu.example.com'],
    refuses: ['https://example.com', 'https://evilapp.eu.example.com'],
  },
  { rule: /capacitor:\/\/localhost/, admits: ['capacitor://localhost'], refuses: ['https://localhost'] },
]

/** What is suggested first: as much as can be kept of what was written. */
export const suggestions: readonly { readonly step: string; readonly options: unknown; readonly suggestion: string }[] =
  [
    {
      step: 'a request header in exposedHeaders',
      options: { origin: '*', exposedHeaders: ['authorization'] },
      suggestion: 'Remove it, or move it to allowedHeaders',
    },
    {
      step: 'a request header that no page sets',
      options: { origin: '*', exposedHeaders: ['cookie'] },
      suggestion: 'Remove it',
    },
    {
      step: 'a RegExp that has room for a scheme',
      options: { origin: /.+\.example\.com$/ },
      suggestion: 'Write /^(?:.+\\.example\\.com$)$/',
    },
    {
      step: 'a wildcard in a text',
      options: { origin: '*', methods: 'PUT, *' },
      suggestion: 'Write "*"',
    },
    {
      step: 'a line break in a name',
      options: { origin: '*', methods: ['PUT\nDELETE'] },
      suggestion: 'Write "PUT"',
    },
    {
      step: 'a line break before a name',
      options: { origin: '*', methods: ['\nPUT'] },
      suggestion: 'Write "PUT"',
    },
    {
      step: 'white space and a line break',
      options: { origin: '*', methods: [' PUT\r\nx'] },
      suggestion: 'Write "PUT"',
    },
    {
      step: 'plain http on a port that begins with 443',
      options: { origin: ['http://a.example:4430'], credentials: true },
      suggestion: 'Write "https://a.example:4430", or set dangerouslyAllowInsecureOrigins: true',
    },
    {
      step: 'an own origin that begins with null',
      options: { origin: '*', ownOrigins: ['null.example'] },
      suggestion: 'Write "https://null.example"',
    },
    {
      step: 'an own origin that ends with null',
      options: { origin: '*', ownOrigins: ['https://a.example/null'] },
      suggestion: 'Write "https://a.example"',
    },
    {
      step: 'letters and digits',
      options: { origin: '*', maxAge: 'x60' },
      suggestion: 'Write 600',
    },
    {
      step: 'a key that is like none',
      options: { origin: '*', 'my-access-control-max-age': 1 },
      suggestion: 'Remove it',
    },
    {
      step: 'a key with a third of its letters wrong',
      options: { origin: '*', maxxxe: 1 },
      suggestion: 'Did you mean "maxAge"?',
    },
    { step: 'no options', options: null, suggestion: 'Write { origin: "https://app.example.com" }' },
    { step: 'no origin', options: {}, suggestion: 'Add origin: ["https://app.example.com"]' },
    { step: 'a flag "true"', options: { origin, credentials: 'true' }, suggestion: 'Write true' },
    { step: 'a flag 1', options: { origin, credentials: 1 }, suggestion: 'Write true' },
    { step: 'a flag that is neither', options: { origin, credentials: 'include' }, suggestion: 'Write false' },
    { step: 'digits for `maxAge`', options: { origin, maxAge: '60' }, suggestion: 'Write 60' },
    { step: 'digits of a day for `maxAge`', options: { origin, maxAge: '86400' }, suggestion: 'Write 86400' },
    { step: 'digits of a week for `maxAge`', options: { origin, maxAge: '604800' }, suggestion: 'Write 86400' },
    { step: 'a unit in `maxAge`', options: { origin, maxAge: '10m' }, suggestion: 'Write 600' },
    { step: 'a fraction for `maxAge`', options: { origin, maxAge: 1.5 }, suggestion: 'Write 2' },
    {
      step: 'a text of methods',
      options: { origin, methods: 'PUT, DELETE;GET' },
      suggestion: 'Write ["PUT", "DELETE", "GET"]',
    },
    { step: 'no methods', options: { origin, methods: null }, suggestion: 'Write ["PUT"]' },
    { step: 'methods in one', options: { origin, methods: ['PUT, DELETE'] }, suggestion: 'Write "PUT", "DELETE"' },
    { step: 'an empty method', options: { origin, methods: [''] }, suggestion: 'Write a token, such as "PUT"' },
    { step: 'a method in lower case', options: { origin, methods: ['patch'] }, suggestion: 'Write "PATCH"' },
    { step: 'a header with its value', options: { origin, allowedHeaders: ['X-A: 1, 2'] }, suggestion: 'Write "X-A"' },
    { step: 'no headers', options: { origin, allowedHeaders: 1 }, suggestion: 'Write ["content-type"]' },
    { step: 'nothing exposed', options: { origin, exposedHeaders: true }, suggestion: 'Write ["x-request-id"]' },
    {
      step: 'nothing that answers depend on',
      options: { origin: () => true, vary: true },
      suggestion: 'Write ["x-tenant"]',
    },
    {
      step: 'a RegExp with an end in its middle',
      options: { origin: /^https:\/\/a\.example$|^https:\/\/b\.example/ },
      suggestion: 'Write /^(?:https:\\/\\/a\\.example$|^https:\\/\\/b\\.example)$/',
    },
    {
      step: 'a RegExp that begins with what it is not',
      options: { origin: /[^.]+\.example\.com$/ },
      suggestion: 'Write /^https?:\\/\\/(?:.+\\.)?(?:[^.]+\\.example\\.com$)$/',
    },
    {
      step: 'a pseudo-header',
      options: { origin, allowedHeaders: [':path'] },
      suggestion: 'Write a token, such as "content-type"',
    },
    {
      step: 'a header name in Unicode',
      options: { origin, exposedHeaders: ['x-größe'] },
      suggestion: 'Write a token, such as "x-request-id"',
    },
    {
      step: 'an empty name in `vary`',
      options: { lookup, vary: [''] },
      suggestion: 'Write a token, such as "x-tenant"',
    },
    {
      step: 'one own origin',
      options: { origin, ownOrigins: 'https://api.example.com:8443' },
      suggestion: 'Write ["https://api.example.com:8443"]',
    },
    {
      step: 'a word for own origins',
      options: { origin, ownOrigins: 'api' },
      suggestion: 'Write ["https://api.example.com"]',
    },
    {
      step: 'a RegExp with other flags',
      options: { origin: /a/gi },
      suggestion: 'Write /^https?:\\/\\/(?:.+\\.)?(?:a)$/i',
    },
    { step: 'a RegExp with anchors', options: { origin: /^a$/gy }, suggestion: 'Write /^a$/' },
    { step: 'a RegExp of alternatives', options: { origin: /^a|b/ }, suggestion: 'Write /^https?:\\/\\/(?:a|b)$/' },
    {
      step: 'plain http on a port with credentials',
      options: { origin: 'http://app.example.com:8080', credentials: true },
      suggestion: 'Write "https://app.example.com:8080", or set dangerouslyAllowInsecureOrigins: true',
    },
    {
      step: 'plain http on the port of https with credentials',
      options: { origin: 'http://app.example.com:443', credentials: true },
      suggestion: 'Write "https://app.example.com", or set dangerouslyAllowInsecureOrigins: true',
    },
    {
      step: 'a top-level domain with credentials',
      options: { origin: 'https://*.dev:8443', credentials: true },
      suggestion: 'Write "https://*.example.dev:8443", or set dangerouslyAllowPublicSuffixes: true',
    },
    {
      step: 'a shared host with credentials',
      options: { origin: 'https://*.vercel.app', credentials: true },
      suggestion: 'Write "https://example.vercel.app", or set dangerouslyAllowPublicSuffixes: true',
    },
    {
      step: 'an option of another library',
      options: { origin, hook: 'onRequest' },
      suggestion: 'Remove it: an adapter runs before the handler',
    },
    { step: 'an option like no other', options: { origin, xyzzy: 1 }, suggestion: 'Remove it' },
  ]

/** Names that are no options, and the options that they stand for. */
export const misspelledOptions: Readonly<Record<string, string>> = {
  orgin: 'origin',
  origins: 'origin',
  expose: 'exposedHeaders',
  preflightStatusCode: 'preflightStatus',
  requestHeaders: 'allowedHeaders',
  responseHeaders: 'exposedHeaders',
  allowOrigin: 'origin',
  AllowedOrigins: 'origin',
  allowedOrigin: 'origin',
  allow_origins: 'origin',
  'Access-Control-Allow-Origin': 'origin',
  allowMethods: 'methods',
  allowed_methods: 'methods',
  method: 'methods',
  headers: 'allowedHeaders',
  allowHeaders: 'allowedHeaders',
  'access-control-allow-headers': 'allowedHeaders',
  exposeHeaders: 'exposedHeaders',
  expose_headers: 'exposedHeaders',
  'Access-Control-Expose-Headers': 'exposedHeaders',
  allowCredentials: 'credentials',
  allow_credentials: 'credentials',
  supportsCredentials: 'credentials',
  withCredentials: 'credentials',
  maxage: 'maxAge',
  max_age: 'maxAge',
  'Access-Control-Max-Age': 'maxAge',
  optionsSuccessStatus: 'preflightStatus',
  optionSuccessStatus: 'preflightStatus',
  Vary: 'vary',
  ownOrigin: 'ownOrigins',
  rejectDisalowed: 'rejectDisallowed',
  dangerouslyAllowNullOrigins: 'dangerouslyAllowNullOrigin',
}

/** Values that plain JavaScript may pass for an option. */
export const strayValues: Readonly<Record<string, unknown>> = {
  null: null,
  '0': 0,
  '1': 1,
  "''": '',
  "'true'": 'true',
  '{}': {},
  '[]': [],
  '() => {}': () => {},
  'Symbol()': Symbol(),
  '1n': 1n,
  NaN: Number.NaN,
  'new Date()': new Date(),
  'Object.create(null)': Object.create(null),
  'new Map()': new Map(),
  'Promise.resolve()': Promise.resolve(),
}

/** Values that look like a RegExp, and are none. */
export const likeRegExps: Readonly<Record<string, unknown>> = {
  'a proxy of a RegExp': new Proxy(/^https:\/\/app\.example\.com$/, {}),
  'an object that inherits from RegExp': Object.create(RegExp.prototype),
  'an object that calls itself RegExp': { [Symbol.toStringTag]: 'RegExp' },
}

/** Which of the stray values each option takes. `lookup` is there for the options that need it. */
export const strayOptions: readonly { readonly option: string; readonly takes: readonly string[] }[] = [
  { option: 'origin', takes: ['() => {}'] },
  { option: 'methods', takes: [] },
  { option: 'allowedHeaders', takes: [] },
  { option: 'exposedHeaders', takes: [] },
  { option: 'credentials', takes: [] },
  { option: 'maxAge', takes: ['0', '1'] },
  { option: 'preflightStatus', takes: [] },
  { option: 'vary', takes: [] },
  { option: 'rejectDisallowed', takes: [] },
  { option: 'ownOrigins', takes: [] },
  { option: 'debug', takes: [] },
  { option: 'onRefuse', takes: ['() => {}'] },
  { option: 'lookup', takes: ['() => {}'] },
  { option: 'lookupTimeout', takes: ['1'] },
  { option: 'dangerouslyAllowNullOrigin', takes: [] },
  { option: 'dangerouslyAllowInsecureOrigins', takes: [] },
  { option: 'dangerouslyAllowPublicSuffixes', takes: [] },
]

/** How the error's message shows values that are neither true nor false, an empty text for those that it leaves out. */
export const shownValues: readonly { readonly value: unknown; readonly shown: string }[] = [
  { value: null, shown: ' = null' },
  { value: -0.5, shown: ' = -0.5' },
  { value: Number.NaN, shown: ' = NaN' },
  { value: '', shown: ' = ""' },
  { value: 'a "b"\n', shown: ' = "a \\"b\\"\\n"' },
  { value: 'a'.repeat(118), shown: ` = "${'a'.repeat(118)}"` },
  { value: 'a'.repeat(119), shown: ` = "${'a'.repeat(119)}…` },
  { value: /a/g, shown: ' = /a/g' },
  { value: new RegExp('a'.repeat(200)), shown: ` = /${'a'.repeat(119)}…` },
  { value: {}, shown: '' },
  { value: ['true'], shown: '' },
  { value: predicate, shown: '' },
  { value: Symbol('true'), shown: '' },
  { value: 1n, shown: '' },
]
