import type { Severity } from '../severity.ts'

/** The code of a finding: one for each kind of fault. A code never changes its meaning. */
export type FindingCode =
  | 'allow-credentials-not-true'
  | 'allow-origin-invalid'
  | 'allow-origin-list'
  | 'allow-origin-not-serialized'
  | 'authorization-not-covered'
  | 'error-without-headers'
  | 'header-injection'
  | 'header-refused'
  | 'headers-doubled'
  | 'insecure-origin-trusted'
  | 'max-age-invalid'
  | 'max-age-too-large'
  | 'method-refused'
  | 'null-trusted'
  | 'origin-backtick-trusted'
  | 'origin-dot-unescaped'
  | 'origin-prefix-trusted'
  | 'origin-reflected'
  | 'origin-refused'
  | 'origin-substring-trusted'
  | 'origin-suffix-trusted'
  | 'origin-truncated-trusted'
  | 'origin-underscore-trusted'
  | 'port-trusted'
  | 'preflight-list-invalid'
  | 'preflight-origin-reflected'
  | 'preflight-redirect'
  | 'preflight-status'
  | 'preflight-without-credentials'
  | 'preflight-without-headers'
  | 'redirected'
  | 'response-without-headers'
  | 'shared-host-trusted'
  | 'subdomains-trusted'
  | 'vary-origin-missing'
  | 'vary-request-headers-missing'
  | 'vary-request-method-missing'
  | 'wildcard'
  | 'wildcard-literal'
  | 'wildcard-with-credentials'

/** Which answers cure a fault: those of a policy with exact origins, of a public one, to a preflight; or no header. */
export type Cure = 'exact-origins' | 'public' | 'preflight' | null

/** What the table says of a kind of fault. */
export interface FindingKind {
  /** One sentence without a full stop. */
  readonly title: string
  /** How bad it is where responses are shared with credentials, and where they are not. */
  readonly severity: { readonly credentials: Severity; readonly plain: Severity }
  /** What an attacker gains, or what breaks for whom, in one sentence; where two are given, with credentials and not. */
  readonly gain: string | { readonly credentials: string; readonly plain: string }
  /** What to do, in one sentence without a full stop. */
  readonly advice: string
  readonly cure: Cure
}

const plainGain =
  'A stranger’s page reads what the server tells anyone, which matters where only a network, an address or a VPN keeps others out.'

function stranger(who: string): FindingKind['gain'] {
  return { credentials: `${who} reads, and changes, what your users see when they are logged in.`, plain: plainGain }
}

const compareWhole = 'Compare the whole origin with a list, or anchor the pattern with ^ and $ and escape its dots'

/** Every kind of fault that `audit` finds. */
export const findingKinds: Readonly<Record<FindingCode, FindingKind>> = {
  'allow-credentials-not-true': {
    title: 'Access-Control-Allow-Credentials has another value than "true"',
    severity: { credentials: 'medium', plain: 'medium' },
    gain: 'Nobody gains anything: browsers block every request with cookies, although the server means to allow it.',
    advice: 'Send exactly "true" in lower case, or leave the header out',
    cure: 'exact-origins',
  },
  'allow-origin-invalid': {
    title: 'Access-Control-Allow-Origin is neither an origin nor "*"',
    severity: { credentials: 'medium', plain: 'medium' },
    gain: 'Nobody gains anything: browsers know no patterns and no other words, so every page is blocked.',
    advice: 'Compare the Origin of the request with the list on the server, and answer with that one origin',
    cure: 'exact-origins',
  },
  'allow-origin-list': {
    title: 'Access-Control-Allow-Origin lists several origins',
    severity: { credentials: 'medium', plain: 'medium' },
    gain: 'Nobody gains anything: the header takes one origin, so browsers block every page, the listed ones too.',
    advice: 'Answer with the one origin of the request, if it is on the list',
    cure: 'exact-origins',
  },
  'allow-origin-not-serialized': {
    title: 'Access-Control-Allow-Origin spells an origin as no browser does',
    severity: { credentials: 'medium', plain: 'medium' },
    gain: 'Nobody gains anything: browsers compare byte for byte, so the page that was meant is blocked.',
    advice: 'Write scheme, host and port only: no slash or path at the end, lower case, no default port',
    cure: 'exact-origins',
  },
  'authorization-not-covered': {
    title: 'Access-Control-Allow-Headers is "*", which does not cover Authorization',
    severity: { credentials: 'info', plain: 'info' },
    gain: 'Nobody gains anything: by the standard browsers block requests with a token; those of today warn and let them pass.',
    advice: 'Name authorization beside the wildcard, if pages send it',
    cure: 'preflight',
  },
  'error-without-headers': {
    title: 'Errors lack the headers that successes have',
    severity: { credentials: 'medium', plain: 'medium' },
    gain: 'Nobody gains anything: pages cannot tell an expired session from a crash, and people search for a CORS error that is none.',
    advice:
      'Send the headers with every answer: in nginx with "always", elsewhere before whatever may refuse the request',
    cure: 'exact-origins',
  },
  'header-injection': {
    title: 'Line breaks in Origin become headers of the response',
    severity: { credentials: 'high', plain: 'high' },
    gain: 'Whoever makes a client, or a cache before the server, send such a header writes cookies, scripts and whole responses for others.',
    advice: 'Never decode Origin, and answer only with an origin that a list has',
    cure: 'exact-origins',
  },
  'header-refused': {
    title: 'The preflight does not allow a header that you named',
    severity: { credentials: 'medium', plain: 'medium' },
    gain: 'Nobody gains anything: browsers block the requests of your pages that have this header.',
    advice: 'Name the header in Access-Control-Allow-Headers',
    cure: 'preflight',
  },
  'headers-doubled': {
    title: 'A CORS header stands there twice',
    severity: { credentials: 'medium', plain: 'medium' },
    gain: 'Nobody gains anything: browsers join the lines, and a joined value is no origin, so every page is blocked.',
    advice:
      'Let one part of the server add the headers: the application, or the proxy (in nginx with proxy_hide_header)',
    cure: 'exact-origins',
  },
  'insecure-origin-trusted': {
    title: 'Plain http is trusted as much as https',
    severity: { credentials: 'medium', plain: 'low' },
    gain: {
      credentials:
        'Anyone on the network of a user, such as a café’s, answers as the http page and reads what that user sees.',
      plain: plainGain,
    },
    advice: 'Allow https only: write "https:" where the pattern has "https?:"',
    cure: 'exact-origins',
  },
  'max-age-invalid': {
    title: 'Access-Control-Max-Age is no number of seconds',
    severity: { credentials: 'low', plain: 'low' },
    gain: 'Nobody gains anything: browsers ignore the value, and ask again after five seconds.',
    advice: 'Write one whole number without a unit, such as 600',
    cure: 'preflight',
  },
  'max-age-too-large': {
    title: 'Access-Control-Max-Age is above what any browser honours',
    severity: { credentials: 'low', plain: 'low' },
    gain: 'Nobody gains anything: Firefox keeps a preflight for 86400 seconds, Chromium for 7200, Safari for 600.',
    advice: 'Write at most 86400',
    cure: 'preflight',
  },
  'method-refused': {
    title: 'The preflight does not allow the method that you named',
    severity: { credentials: 'medium', plain: 'medium' },
    gain: 'Nobody gains anything: browsers block the requests of your pages that have this method.',
    advice: 'Name the method in Access-Control-Allow-Methods, in the case that pages write',
    cure: 'preflight',
  },
  'null-trusted': {
    title: 'The origin "null" is trusted',
    severity: { credentials: 'high', plain: 'low' },
    gain: stranger('Any page on the web makes a sandboxed frame, whose origin is "null", and'),
    advice: 'Take "null" off the list: it is the origin of every sandboxed frame, data: URL and file, not of nobody',
    cure: 'exact-origins',
  },
  'origin-backtick-trusted': {
    title: 'A host that goes on after a backtick is taken for a trusted one',
    severity: { credentials: 'medium', plain: 'low' },
    gain: stranger('Whoever has a domain serves a host with a backtick in its name, which browsers accept, and'),
    advice: compareWhole,
    cure: 'exact-origins',
  },
  'origin-dot-unescaped': {
    title: 'Any character is taken for a dot of a trusted origin',
    severity: { credentials: 'high', plain: 'low' },
    gain: stranger('Whoever registers a domain with another character in the place of the dot'),
    advice: 'Escape the dots of the pattern, or compare the whole origin with a list',
    cure: 'exact-origins',
  },
  'origin-prefix-trusted': {
    title: 'An origin that only begins with a trusted one is trusted',
    severity: { credentials: 'high', plain: 'low' },
    gain: stranger('Whoever has a domain puts the trusted name before it, and'),
    advice: compareWhole,
    cure: 'exact-origins',
  },
  'origin-reflected': {
    title: 'Any origin is trusted: the server repeats what it is sent',
    severity: { credentials: 'critical', plain: 'low' },
    gain: {
      credentials: 'Any page on the web reads, and changes, what your users see when they are logged in.',
      plain: 'Any page reads the responses, as with "*", which would be honest about it and lets caches keep one copy.',
    },
    advice: 'List the origins that are yours, or, if everybody may read this, send "*"',
    cure: 'exact-origins',
  },
  'origin-refused': {
    title: 'An origin that you named as trusted is refused',
    severity: { credentials: 'medium', plain: 'medium' },
    gain: 'Nobody gains anything: browsers block the pages of this origin.',
    advice: 'Add the origin to the list, exactly as browsers spell it',
    cure: 'exact-origins',
  },
  'origin-substring-trusted': {
    title: 'An origin that only contains a trusted name is trusted',
    severity: { credentials: 'high', plain: 'low' },
    gain: stranger('Whoever has a domain puts the trusted name into its own, and'),
    advice: compareWhole,
    cure: 'exact-origins',
  },
  'origin-suffix-trusted': {
    title: 'An origin that only ends with a trusted name is trusted',
    severity: { credentials: 'high', plain: 'low' },
    gain: stranger('Whoever registers a domain that ends with the trusted name'),
    advice: 'Compare with a dot before the domain, or with a list',
    cure: 'exact-origins',
  },
  'origin-truncated-trusted': {
    title: 'The beginning of a trusted origin is trusted',
    severity: { credentials: 'high', plain: 'low' },
    gain: stranger('Whoever registers the domain that is left when the end is cut off'),
    advice: 'Look the origin up in a list of whole origins: includes of a text finds its parts too',
    cure: 'exact-origins',
  },
  'origin-underscore-trusted': {
    title: 'A host that goes on after an underscore is taken for a trusted one',
    severity: { credentials: 'high', plain: 'low' },
    gain: stranger('Whoever has a domain serves a host with an underscore in its name, which browsers accept, and'),
    advice: compareWhole,
    cure: 'exact-origins',
  },
  'port-trusted': {
    title: 'Every port of a trusted host is trusted',
    severity: { credentials: 'low', plain: 'info' },
    gain: {
      credentials: 'Whoever controls another service on that host reads, and changes, what your users see.',
      plain: plainGain,
    },
    advice: 'Name the port, or leave it out for the default one',
    cure: 'exact-origins',
  },
  'preflight-list-invalid': {
    title: 'The preflight has a list that cannot be read',
    severity: { credentials: 'medium', plain: 'medium' },
    gain: 'Nobody gains anything: browsers block every request that needs a preflight.',
    advice: 'Separate names by commas, without quotes, brackets or semicolons',
    cure: 'preflight',
  },
  'preflight-origin-reflected': {
    title: 'Preflights trust any origin, although responses do not',
    severity: { credentials: 'high', plain: 'low' },
    gain: {
      credentials: 'Any page sends PUT, DELETE and JSON with your users’ cookies, even if it cannot read the answer.',
      plain: 'Any page sends requests that need a preflight, even if it cannot read the answer.',
    },
    advice: 'Answer preflights by the same list as all other requests',
    cure: 'preflight',
  },
  'preflight-redirect': {
    title: 'Preflights are redirected',
    severity: { credentials: 'medium', plain: 'medium' },
    gain: 'Nobody gains anything: browsers do not follow it, and block every request that needs a preflight.',
    advice: 'Answer OPTIONS before whatever redirects, such as a login, https or a trailing slash',
    cure: 'preflight',
  },
  'preflight-status': {
    title: 'Preflights are answered with an error',
    severity: { credentials: 'medium', plain: 'medium' },
    gain: 'Nobody gains anything: browsers block every request that needs a preflight.',
    advice:
      'Answer OPTIONS with 204 before authentication and routing: a preflight has no cookies and no Authorization',
    cure: 'preflight',
  },
  'preflight-without-credentials': {
    title: 'Preflights do not allow credentials, although responses do',
    severity: { credentials: 'medium', plain: 'medium' },
    gain: 'Nobody gains anything: browsers block requests with cookies that need a preflight.',
    advice: 'Send Access-Control-Allow-Credentials with the answer to OPTIONS too',
    cure: 'preflight',
  },
  'preflight-without-headers': {
    title: 'Preflights are answered without the headers',
    severity: { credentials: 'medium', plain: 'medium' },
    gain: 'Nobody gains anything: browsers block every request that needs a preflight.',
    advice: 'Answer OPTIONS with the same Access-Control-Allow-Origin as everything else',
    cure: 'preflight',
  },
  redirected: {
    title: 'The URL is a redirect, which was not followed',
    severity: { credentials: 'low', plain: 'low' },
    gain: 'Nobody gains anything, but only the redirect was audited, and behind one to another origin the origin is "null".',
    advice: 'Audit the URL that it leads to, and let pages call that one',
    cure: null,
  },
  'response-without-headers': {
    title: 'Only preflights have the headers, responses do not',
    severity: { credentials: 'medium', plain: 'medium' },
    gain: 'Nobody gains anything: requests reach the server, and browsers keep the answers from the page.',
    advice: 'Send Access-Control-Allow-Origin with every answer, not only with the one to OPTIONS',
    cure: 'exact-origins',
  },
  'shared-host-trusted': {
    title: 'A domain is trusted on which anyone can put a page',
    severity: { credentials: 'high', plain: 'low' },
    gain: stranger('Whoever opens a free account there'),
    advice: 'Name the exact origins of your own pages there, not the domain',
    cure: 'exact-origins',
  },
  'subdomains-trusted': {
    title: 'Every subdomain is trusted',
    severity: { credentials: 'info', plain: 'info' },
    gain: {
      credentials: 'A script injected into any subdomain, or a forgotten one that is taken over, reads what users see.',
      plain: 'A script injected into any subdomain reads what the server tells anyone.',
    },
    advice: 'If not all subdomains need it, list those that do',
    cure: 'exact-origins',
  },
  'vary-origin-missing': {
    title: 'The answer depends on Origin, and Vary does not say so',
    severity: { credentials: 'medium', plain: 'medium' },
    gain: 'Whoever fills a shared cache first breaks the API for all others, and so does a browser’s own cache now and then.',
    advice: 'Send Vary: Origin with every answer, with refusals and with those to requests without Origin too',
    cure: 'exact-origins',
  },
  'vary-request-headers-missing': {
    title: 'The answer repeats Access-Control-Request-Headers, and Vary does not say so',
    severity: { credentials: 'low', plain: 'low' },
    gain: 'A cache that keeps answers to OPTIONS gives one page the list that was made for another.',
    advice: 'List the headers, or send Vary: Access-Control-Request-Headers',
    cure: 'preflight',
  },
  'vary-request-method-missing': {
    title: 'The answer repeats Access-Control-Request-Method, and Vary does not say so',
    severity: { credentials: 'low', plain: 'low' },
    gain: 'A cache that keeps answers to OPTIONS gives one page the method that was meant for another.',
    advice: 'List the methods, or send Vary: Access-Control-Request-Method',
    cure: 'preflight',
  },
  wildcard: {
    title: 'Everybody may read the responses, without credentials',
    severity: { credentials: 'info', plain: 'info' },
    gain: 'Any page reads what the server tells anyone: right for a public API, wrong for one that a network protects.',
    advice: 'Leave it, if the data is public',
    cure: 'public',
  },
  'wildcard-literal': {
    title: 'A list is "*", which is no wildcard for requests with credentials',
    severity: { credentials: 'medium', plain: 'medium' },
    gain: 'Nobody gains anything: with credentials browsers take "*" for a name, and block what it was to allow.',
    advice: 'List the names',
    cure: 'preflight',
  },
  'wildcard-with-credentials': {
    title: '"*" and Access-Control-Allow-Credentials exclude each other',
    severity: { credentials: 'medium', plain: 'medium' },
    gain: 'Nobody gains anything: browsers block every request with cookies, although the server means to allow it.',
    advice: 'Name the origins, or leave Access-Control-Allow-Credentials out',
    cure: 'exact-origins',
  },
}
