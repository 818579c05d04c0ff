import type { Finding } from '../../src/lint.ts'

/** Options, and everything that lint finds in them, in order. */
export interface LintRow {
  readonly step: string
  readonly options: unknown
  readonly findings: readonly Pick<Finding, 'code' | 'path' | 'severity'>[]
}

type Find = Pick<Finding, 'code' | 'path' | 'severity'>

const origin = 'https://app.example.com'
/** Makes RegExps that the compiler or the linter would not have as literals. */
function toRegExp(source: string, flags = ''): RegExp {
  return new RegExp(source, flags)
}

const predicate = (): boolean => true
const lookup = async (): Promise<boolean> => true

function find(code: Finding['code'], path: string, severity: Finding['severity']): Find {
  return { code, path, severity }
}

/** A rule alone, with credentials and without: the same code, with one severity each. */
function both(
  step: string,
  rule: unknown,
  code: Finding['code'],
  [credentials, none]: readonly [Finding['severity'] | null, Finding['severity'] | null],
): LintRow[] {
  const rows = [
    { step: `${step}, with credentials`, options: { origin: rule, credentials: true }, severity: credentials },
    { step, options: { origin: rule }, severity: none },
  ]
  return rows.map(({ step, options, severity }) => ({
    step,
    options,
    findings: severity === null ? [] : [find(code, 'origin', severity)],
  }))
}

const open = ['critical', 'medium'] as const

export const lintRows: readonly LintRow[] = [
  // Options of other libraries
  {
    step: 'options of expressjs/cors',
    options: { origin: [origin], credentials: true, methods: 'GET,PUT', optionsSuccessStatus: 200, maxAge: 600 },
    findings: [
      find('options-of-another-library', 'options', 'critical'),
      find('list-type', 'methods', 'critical'),
      find('option-unknown', 'optionsSuccessStatus', 'critical'),
    ],
  },
  {
    step: 'options of hono/cors or itty-router',
    options: { origin, allowMethods: ['PUT'], allowHeaders: ['content-type'], exposeHeaders: ['x-a'] },
    findings: [
      find('options-of-another-library', 'options', 'critical'),
      find('option-unknown', 'allowMethods', 'critical'),
      find('option-unknown', 'allowHeaders', 'critical'),
      find('option-unknown', 'exposeHeaders', 'critical'),
    ],
  },
  {
    step: 'a function that calls back, which createCors takes and which admits nobody here',
    options: { origin: (_: unknown, callback: (error: null, allowed: boolean) => void) => callback(null, true) },
    findings: [find('options-of-another-library', 'options', 'critical')],
  },
  {
    step: 'an unknown name that no library has beside one that some have',
    options: { origin, allowMethods: ['PUT'], allowedOrigins: [] },
    findings: [
      find('option-unknown', 'allowMethods', 'critical'),
      find('option-unknown', 'allowedOrigins', 'critical'),
    ],
  },

  // Issues
  {
    step: 'an issue beside a judgement',
    options: { origin: [`${origin}/`, 'https://*.co.uk'], methods: ['put'], maxAge: 7201, allowHeaders: [] },
    findings: [
      find('origin-trailing-slash', 'origin[0]', 'critical'),
      find('method-case', 'methods[0]', 'critical'),
      find('option-unknown', 'allowHeaders', 'critical'),
      find('origin-public-suffix-pattern', 'origin[1]', 'medium'),
      find('max-age-above-engines', 'maxAge', 'info'),
    ],
  },
  { step: 'no options', options: undefined, findings: [find('options-type', 'options', 'critical')] },
  { step: 'a list for options', options: [origin], findings: [find('options-type', 'options', 'critical')] },
  {
    step: 'stray values for everything that is judged',
    options: { origin: [null, 1], methods: 'PUT', allowedHeaders: [1], exposedHeaders: 1, maxAge: '1', vary: 1 },
    findings: [
      find('origin-type', 'origin[0]', 'critical'),
      find('origin-type', 'origin[1]', 'critical'),
      find('list-type', 'methods', 'critical'),
      find('list-item-type', 'allowedHeaders[0]', 'critical'),
      find('list-type', 'exposedHeaders', 'critical'),
      find('max-age-type', 'maxAge', 'critical'),
      find('list-type', 'vary', 'critical'),
    ],
  },

  // Public suffixes
  ...both('a suffix of the public list', 'https://*.co.uk', 'origin-public-suffix-pattern', open),
  ...both('a shared host of the private section', 'https://*.r2.dev', 'origin-public-suffix-pattern', open),
  ...both('names under a suffix of any name', 'https://*.kawasaki.jp', 'origin-public-suffix-pattern', open),
  ...both('a domain above a shared host', 'https://*.core.windows.net', 'origin-public-suffix-pattern', open),
  ...['vercel.app', 'pages.dev', 'github.io', 'com', 's3.amazonaws.com', 'amazonaws.com'].flatMap((host) => [
    {
      step: `${host}, with credentials, which is an issue already`,
      options: { origin: [`https://*.${host}`], credentials: true },
      findings: [find('origin-public-suffix', 'origin[0]', 'critical')],
    },
    {
      step: host,
      options: { origin: [`https://*.${host}`] },
      findings: [find('origin-public-suffix-pattern', 'origin[0]', 'medium')],
    },
  ]),
  {
    step: 'a shared host on a port over plain http, dangerously',
    options: {
      origin: 'http://*.vercel.app:8080',
      credentials: true,
      dangerouslyAllowPublicSuffixes: true,
      dangerouslyAllowInsecureOrigins: true,
    },
    findings: [
      find('origin-public-suffix-pattern', 'origin', 'critical'),
      find('origin-plain-http', 'origin', 'high'),
      find('dangerously-insecure-origins', 'dangerouslyAllowInsecureOrigins', 'high'),
      find('dangerously-public-suffixes', 'dangerouslyAllowPublicSuffixes', 'high'),
    ],
  },
  ...both('a domain that the list should have', 'https://*.cloudapp.azure.com', 'origin-public-suffix-pattern', open),
  ...both('a shared host of the short table', 'https://*.stackblitz.io', 'origin-public-suffix-pattern', [
    null,
    'medium',
  ]).slice(1),
  ...both('a domain above one of the short table', 'https://*.github.dev', 'origin-public-suffix-pattern', [
    null,
    'medium',
  ]).slice(1),
  ...both('storage that is addressed by path', 'https://s3.amazonaws.com', 'origin-shared-by-strangers', open),
  ...both('a playground', 'https://fiddle.jshell.net', 'origin-shared-by-strangers', open),
  ...both('an exact host under a shared one', 'https://acme.vercel.app', 'origin-any-subdomain', [null, null]),

  // Other strings
  {
    step: 'plain http',
    options: { origin: 'http://app.example.com' },
    findings: [find('origin-plain-http', 'origin', 'low')],
  },
  {
    step: 'plain http on the port of https',
    options: { origin: 'http://app.example.com:443' },
    findings: [find('origin-plain-http', 'origin', 'low')],
  },
  {
    step: "plain http in a network of one's own",
    options: { origin: 'http://192.168.0.1' },
    findings: [find('origin-plain-http', 'origin', 'low')],
  },
  {
    step: 'plain http with credentials, which is an issue already',
    options: { origin: ['http://app.example.com'], credentials: true },
    findings: [find('origin-insecure', 'origin[0]', 'critical')],
  },
  ...both('any port', 'https://app.example.com:*', 'origin-any-port', ['low', 'low']),
  ...both('any subdomain of a registrable domain', 'https://*.example.com', 'origin-any-subdomain', ['low', null]),
  ...both("any subdomain of one's own under a shared host", 'https://*.acme.pages.dev', 'origin-any-subdomain', [
    'low',
    null,
  ]),
  {
    step: 'any subdomain on any port',
    options: { origin: 'https://*.example.com:*', credentials: true },
    findings: [find('origin-any-port', 'origin', 'low'), find('origin-any-subdomain', 'origin', 'low')],
  },
  ...both('loopback', 'http://localhost:*', 'origin-loopback', ['info', null]),
  ...both('a suffix that nobody registers', 'https://app.example.cmo', 'origin-unknown-suffix', ['info', 'info']),
  {
    step: 'an origin that patterns cover',
    options: { origin: [origin, 'https://*.other.example', 'https://*.example.com'] },
    findings: [find('origin-covered', 'origin[0]', 'info')],
  },
  {
    step: "the server's own origin",
    options: { origin: ['https://api.example.com', origin], ownOrigins: ['https://api.example.com'] },
    findings: [find('origin-own', 'origin[0]', 'info')],
  },

  // RegExps
  ...both('a dot in front of the domain', /^https:\/\/app.example\.com$/, 'regexp-dot-look-alike', open),
  ...both('no backslash at all', /^https:\/\/app.example.com$/i, 'regexp-dot-look-alike', open),
  ...both('a dot within the domain', /^https:\/\/a.b\.example\.com$/, 'regexp-unescaped-dot', ['low', 'low']),
  ...both('a dot in front of an end that is no suffix', /^https:\/\/app\.example.com$/, 'regexp-unescaped-dot', [
    'low',
    'low',
  ]),
  ...both('anything in front of the domain', /^https:\/\/.*example\.com$/, 'regexp-look-alike', open),
  ...both('letters in front of the domain', /^https:\/\/[a-z0-9-]*example\.com$/, 'regexp-look-alike', open),
  ...both('anything behind the domain', /^https:\/\/app\.example\.com.*$/, 'regexp-look-alike', open),
  ...both('a path that is meant behind the domain', /^https:\/\/app\.example\.com\S*$/, 'regexp-look-alike', open),
  ...both('a suffix of any letters', /^https:\/\/example\.[a-z]+$/, 'regexp-look-alike', open),
  ...both('a domain of any letters', /^https:\/\/[a-z]{5}\.com$/, 'regexp-look-alike', open),
  ...both('previews on a shared host', /^https:\/\/app-[a-z0-9]+-acme\.vercel\.app$/, 'regexp-look-alike', open),
  ...both('a shared host', /^https:\/\/[\w-]+\.vercel\.app$/, 'regexp-look-alike', open),
  ...both('the domain somewhere', /^https?:\/\/.*example.*$/s, 'regexp-look-alike', ['critical', null]).slice(0, 1),
  ...both('any extension', /^chrome-extension:\/\/[a-p]{32}$/, 'regexp-look-alike', open),
  ...both('an optional dot', /^https:\/\/(?:.*\.?)example\.com$/, 'regexp-look-alike', open),
  {
    step: 'everyone over https',
    options: { origin: /^https:\/\/.*$/ },
    findings: [find('regexp-look-alike', 'origin', 'medium')],
  },
  {
    step: 'everyone, with credentials, which is an issue already',
    options: { origin: [/^https:\/\/.*$/], credentials: true },
    findings: [find('regexp-matches-anything', 'origin[0]', 'critical')],
  },
  {
    step: 'without anchors, which is an issue already, with a dot',
    options: { origin: [/https:\/\/app.example\.com/] },
    findings: [
      find('regexp-not-anchored', 'origin[0]', 'critical'),
      find('regexp-dot-look-alike', 'origin[0]', 'medium'),
    ],
  },
  {
    step: 'without anchors and scheme: it matches more than it should, and not nothing',
    options: { origin: /example\.com$/ },
    findings: [find('regexp-not-anchored', 'origin', 'critical')],
  },
  {
    step: 'a dot behind the domain and anything in front of it',
    options: { origin: /^https:\/\/.*example.com$/ },
    findings: [find('regexp-look-alike', 'origin', 'medium'), find('regexp-unescaped-dot', 'origin', 'low')],
  },
  ...both('no scheme', /^app\.example\.com$/, 'regexp-matches-nothing', ['medium', 'medium']),
  ...both('a trailing slash', /^https:\/\/app\.example\.com\/$/, 'regexp-matches-nothing', ['medium', 'medium']),
  ...both('upper case', /^https:\/\/App\.Example\.com$/, 'regexp-matches-nothing', ['medium', 'medium']),
  ...both('letters that no domain has', /^https:\/\/[à-ÿ]\.example\.com$/, 'regexp-matches-nothing', [null, null]),
  ...both('a group that repeats what repeats', /^https:\/\/(?:[a-z]+)+\.example\.com$/, 'regexp-exponential', [
    'high',
    'high',
  ]),
  ...both('labels with an optional dot', /^https:\/\/(\w+\.?)*example\.com$/, 'regexp-exponential', ['high', 'high']),
  ...both('the same alternative twice', /^https:\/\/(a|a)*b\.example\.com$/, 'regexp-exponential', ['high', 'high']),
  ...both(
    'a group with a name that repeats what repeats',
    /^https:\/\/(?<label>[a-z]+)+\.example\.com$/,
    'regexp-exponential',
    ['high', 'high'],
  ),
  ...both('a reference behind loops in loops', /^https:\/\/(?<x>[a-z]+)+\k<x>\.com$/, 'regexp-exponential', [
    'high',
    'high',
  ]),
  ...both('sets in loops', toRegExp('^https://(?:[[a-z]--[x]]+)+\\.com$', 'v'), 'regexp-exponential', ['high', 'high']),
  ...both('syntax of old', toRegExp('^https://app\\k$'), 'regexp-matches-nothing', [null, null]),
  ...both('lazy loops in lazy loops', /^https:\/\/(?:[a-z]+?)+?\.example\.com$/, 'regexp-exponential', [
    'high',
    'high',
  ]),
  ...both('loops and a character of two', /^https:\/\/(?:(?:[a-z]+)+😀)?app\.b\.com$/u, 'regexp-exponential', [
    'high',
    'high',
  ]),
  ...both('a loop of two to four rounds', /^https:\/\/(?:(?:[a-z]+){2,4})+\.b\.com$/, 'regexp-exponential', [
    'high',
    'high',
  ]),
  ...both('a loop of nothing', /^https:\/\/(?:(?:x?){2,}[a-z]+)+\.b\.com$/, 'regexp-exponential', ['high', 'high']),
  ...both(
    'three loops, which are not asked further',
    /^https:\/\/(?!evil)[a-z.]*[a-z.]*[a-z.]*\.example\.com$/,
    'regexp-polynomial',
    ['medium', 'medium'],
  ),
  ...both(
    'three loops and a reference, which are not asked at all',
    /^https:\/\/(?<x>[a-z]+-[0-9]+-[a-z]+\.)\k<x>com$/,
    'regexp-polynomial',
    [null, null],
  ),
  {
    step: 'three times anything',
    options: { origin: /^https:\/\/[a-z.]*[a-z.]*[a-z.]*\.example\.com$/ },
    findings: [find('regexp-polynomial', 'origin', 'medium')],
  },
  {
    step: 'plain http too',
    options: { origin: /^https?:\/\/app\.example\.com$/ },
    findings: [find('origin-plain-http', 'origin', 'low')],
  },
  {
    step: 'plain http too, with credentials, dangerously',
    options: { origin: /^https?:\/\/app\.example\.com$/, credentials: true, dangerouslyAllowInsecureOrigins: true },
    findings: [
      find('origin-plain-http', 'origin', 'high'),
      find('dangerously-insecure-origins', 'dangerouslyAllowInsecureOrigins', 'high'),
    ],
  },
  ...both('any port of a RegExp', /^https:\/\/app\.example\.com(:\d+)?$/, 'origin-any-port', ['low', 'low']),
  ...both('any subdomain of a RegExp', /^https:\/\/[a-z0-9-]+\.example\.com$/, 'origin-any-subdomain', ['low', null]),
  ...both('any subdomain of two domains', /^https:\/\/(.+\.)?example\.(com|org)$/, 'origin-any-subdomain', [
    'low',
    null,
  ]),
  ...both('loopback by a RegExp', /^https?:\/\/localhost(:\d+)?$/, 'origin-loopback', ['info', null]),

  // Lists
  {
    step: 'methods for nothing',
    options: { origin, methods: ['GET', 'HEAD', 'POST', 'OPTIONS', 'DELETE'] },
    findings: [
      find('method-safelisted', 'methods[0]', 'info'),
      find('method-safelisted', 'methods[1]', 'info'),
      find('method-safelisted', 'methods[2]', 'info'),
      find('method-options', 'methods[3]', 'info'),
    ],
  },
  {
    step: 'request headers for nothing',
    options: { origin, allowedHeaders: ['Accept', 'accept-language', 'content-language', 'content-type', 'range'] },
    findings: [
      find('allowed-header-safelisted', 'allowedHeaders[0]', 'info'),
      find('allowed-header-safelisted', 'allowedHeaders[1]', 'info'),
      find('allowed-header-safelisted', 'allowedHeaders[2]', 'info'),
    ],
  },
  {
    step: 'response headers for nothing',
    options: { origin, exposedHeaders: ['Content-Length', 'etag'] },
    findings: [find('exposed-header-safelisted', 'exposedHeaders[0]', 'info')],
  },
  {
    step: '`*` without authorization',
    options: { origin, allowedHeaders: '*' },
    findings: [find('authorization-missing', 'allowedHeaders', 'low')],
  },
  {
    step: '`*` in a list without authorization, an issue too',
    options: { origin, allowedHeaders: ['*'] },
    findings: [
      find('list-wildcard', 'allowedHeaders', 'critical'),
      find('authorization-missing', 'allowedHeaders', 'low'),
    ],
  },
  ...['PUT', 'PATCH', 'QUERY'].map((method) => ({
    step: `${method} without content-type`,
    options: { origin, methods: [method] },
    findings: [find('content-type-missing', 'allowedHeaders', 'low')],
  })),
  {
    step: 'PUT and PATCH with other headers',
    options: { origin, methods: ['PUT', 'PATCH'], allowedHeaders: ['x-tenant'] },
    findings: [find('content-type-missing', 'allowedHeaders', 'low')],
  },

  // Settings
  {
    step: 'credentials beside authorization',
    options: { origin, allowedHeaders: ['*', 'Authorization'], credentials: true },
    findings: [find('credentials-beside-authorization', 'credentials', 'info')],
  },
  {
    step: '`maxAge` above WebKit',
    options: { origin, maxAge: 601 },
    findings: [find('max-age-above-engines', 'maxAge', 'info')],
  },
  {
    step: '`maxAge` above Chromium',
    options: { origin, maxAge: 86400 },
    findings: [find('max-age-above-engines', 'maxAge', 'info')],
  },
  {
    step: '`maxAge` above every engine, an issue too',
    options: { origin, maxAge: 86401 },
    findings: [find('max-age-too-large', 'maxAge', 'critical'), find('max-age-above-engines', 'maxAge', 'info')],
  },
  {
    step: '`vary` by a header of the page and by one of the user',
    options: { origin: predicate, vary: ['x-tenant', 'User-Agent', 'sec-fetch-site'] },
    findings: [find('vary-not-in-preflight', 'vary[0]', 'info'), find('vary-unlimited', 'vary[1]', 'info')],
  },
  { step: '`debug`', options: { origin, debug: true }, findings: [find('debug-on', 'debug', 'low')] },
  {
    step: 'the origin `null`',
    options: { origin, dangerouslyAllowNullOrigin: true },
    findings: [find('dangerously-null-origin', 'dangerouslyAllowNullOrigin', 'medium')],
  },
  {
    step: 'dangerous flags without effect',
    options: { origin, dangerouslyAllowInsecureOrigins: true, dangerouslyAllowPublicSuffixes: true },
    findings: [
      find('dangerously-without-effect', 'dangerouslyAllowInsecureOrigins', 'info'),
      find('dangerously-without-effect', 'dangerouslyAllowPublicSuffixes', 'info'),
    ],
  },
  {
    step: 'public suffixes, dangerously, where no pattern is over one',
    options: {
      origin: ['https://*.app.example.com', 'https://vercel.app'],
      credentials: true,
      dangerouslyAllowPublicSuffixes: true,
    },
    findings: [find('dangerously-without-effect', 'dangerouslyAllowPublicSuffixes', 'info')],
  },
]

/** Policies in which there is nothing above `info`. */
export const soundPolicies: readonly { readonly step: string; readonly options: unknown }[] = [
  {
    step: 'the first example of the README',
    options: {
      origin: ['https://app.example.com', 'https://*.preview.example.com', 'http://localhost:*'],
      methods: ['PUT', 'DELETE'],
      allowedHeaders: ['content-type', 'authorization'],
      exposedHeaders: ['x-request-id'],
      credentials: true,
      maxAge: 600,
    },
  },
  { step: 'anyone', options: { origin: '*' } },
  {
    step: 'anyone, with everything',
    options: { origin: '*', methods: '*', allowedHeaders: ['*', 'authorization'], exposedHeaders: '*' },
  },
  { step: 'one origin', options: { origin, credentials: true } },
  { step: 'subdomains without credentials', options: { origin: 'https://*.example.com' } },
  { step: "one's own subdomains of a shared host", options: { origin: 'https://*.acme.pages.dev' } },
  { step: 'an exact origin on a shared host', options: { origin: 'https://acme.github.io', credentials: true } },
  { step: 'origins with ports', options: { origin: ['https://app.example.com:8443', 'https://app.example.com'] } },
  { step: 'addresses', options: { origin: ['https://192.0.2.1', 'https://[2001:db8::1]:8443'] } },
  {
    step: "a network of one's own",
    options: { origin: ['https://*.corp.internal', 'https://intranet', 'https://nas.local'] },
  },
  {
    step: 'apps',
    options: { origin: ['capacitor://localhost', 'ionic://localhost', 'tauri://localhost'], credentials: true },
  },
  {
    step: 'an extension',
    options: { origin: 'chrome-extension://abcdefghijklmnopabcdefghijklmnop', credentials: true },
  },
  {
    step: 'loopback on any port',
    options: { origin: ['http://localhost:*', 'http://127.0.0.1:*', 'http://[::1]:*'], credentials: true },
  },
  {
    step: "a RegExp for previews of one's own",
    options: { origin: /^https:\/\/pr-\d+\.preview\.example\.com$/, credentials: true },
  },
  {
    step: 'a RegExp for an optional subdomain',
    options: { origin: /^https:\/\/(?:www\.)?example\.com$/, credentials: true },
  },
  {
    step: 'a RegExp for alternatives',
    options: { origin: /^https:\/\/app\.example\.(?:com|org|net|dev|io)$/, credentials: true },
  },
  {
    step: 'a RegExp for a long list of domains, some with two suffixes',
    options: {
      origin: new RegExp(`^https://(?:${Array.from({ length: 60 }, (_, i) => `tenant${i}\\.(?:com|net)`).join('|')})$`),
      credentials: true,
    },
  },
  {
    step: 'a RegExp for labels, without credentials',
    options: { origin: /^https:\/\/([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+example\.com$/ },
  },
  {
    step: 'a RegExp for anything under a domain, without credentials',
    options: { origin: /^https:\/\/.*\.example\.com$/ },
  },
  {
    step: 'a RegExp for two anythings, which takes little time',
    options: { origin: /^https:\/\/[\w.-]*[\w-]*\.example\.com$/ },
  },
  {
    step: 'a RegExp for loopback',
    options: { origin: /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/, credentials: true },
  },
  {
    step: 'a RegExp that looks ahead and back',
    options: { origin: /^https:\/\/(?!x)(?<a>[a-m])\k<a>(?<=a)\.example\.com$/ },
  },
  {
    step: 'a RegExp of sets',
    options: { origin: toRegExp('^https://[[a-z]--[x]]\\p{L}\\.b\\.example\\.com$', 'v'), credentials: true },
  },
  {
    step: 'a RegExp of sets in three loops',
    options: { origin: toRegExp('^https://[[a-z]--[x]]+-[0-9]+-[a-z]+\\.b\\.example\\.com$', 'v'), credentials: true },
  },
  {
    step: 'a RegExp of many alternatives with a loop, which takes little time',
    options: {
      origin: /^https:\/\/(?:[a-z0-9-]+\.)*(?:example\.org|sample\.net)$|^https:\/\/(?:a|b|c)\.d\.(?:com|org|net|dev)$/,
    },
  },
  {
    step: 'a RegExp of labels by the book',
    options: {
      origin: /^https:\/\/(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*(?:example\.com|example\.org|sample\.io)$/,
    },
  },
  {
    step: 'a RegExp of alternatives in alternatives',
    options: { origin: /^https:\/\/(?:[a-z0-9-]+\.)*(?:example|sample|test)\.(?:com|org|net|dev)$/ },
  },
  {
    step: 'a RegExp that begins a control character and does not end it',
    options: { origin: toRegExp('^https:\\/\\/(?:app\\.example\\.com|\\c{1,3}(?:[a-z]+)+x+y+z+)$') },
  },
  { step: 'a predicate and a lookup', options: { origin: [predicate], lookup, credentials: true } },
  {
    step: 'an app whose server has several origins',
    options: {
      origin: ['https://a.example', 'https://b.example'],
      ownOrigins: ['https://a.example', 'https://b.example'],
      rejectDisallowed: true,
    },
  },
  {
    step: 'methods and headers',
    options: { origin, methods: ['PUT', 'PATCH', 'DELETE'], allowedHeaders: ['Content-Type', 'x-tenant'], maxAge: 600 },
  },
  { step: 'DELETE needs no header', options: { origin, methods: ['DELETE'] } },
  {
    step: 'flags that are off',
    options: {
      origin,
      debug: false,
      dangerouslyAllowNullOrigin: false,
      dangerouslyAllowInsecureOrigins: false,
      dangerouslyAllowPublicSuffixes: false,
    },
  },
]
