import type { IssueCode } from '../server/issues.ts'
import type { Severity } from './finding.ts'

/** The code of a judgement: one for each kind of finding that is no issue. */
export type JudgementCode =
  | 'options-of-another-library'
  | 'origin-any-port'
  | 'origin-any-subdomain'
  | 'origin-covered'
  | 'origin-loopback'
  | 'origin-own'
  | 'origin-plain-http'
  | 'origin-public-suffix-pattern'
  | 'origin-shared-by-strangers'
  | 'origin-unknown-suffix'
  | 'regexp-dot-look-alike'
  | 'regexp-exponential'
  | 'regexp-look-alike'
  | 'regexp-matches-nothing'
  | 'regexp-polynomial'
  | 'regexp-unescaped-dot'
  | 'method-options'
  | 'method-safelisted'
  | 'allowed-header-safelisted'
  | 'authorization-missing'
  | 'content-type-missing'
  | 'exposed-header-safelisted'
  | 'credentials-beside-authorization'
  | 'max-age-above-engines'
  | 'vary-not-in-preflight'
  | 'vary-unlimited'
  | 'debug-on'
  | 'dangerously-insecure-origins'
  | 'dangerously-null-origin'
  | 'dangerously-public-suffixes'
  | 'dangerously-without-effect'

/** What the table says of a kind of judgement. */
export interface JudgementKind {
  /** How bad it is, with and without credentials where that makes a difference. */
  readonly severity: Severity | { readonly credentials: Severity; readonly none: Severity }
  /** One sentence without a full stop, given what shows it. */
  readonly message: string | ((evidence: string) => string)
  /** What to do, given what can stand in the value's place. */
  readonly suggestion: string | ((replacement: string) => string)
  /** The rule's place in a standard. */
  readonly spec: string
  /** The issue that says the same of the same place, so that it is not said twice. */
  readonly saidBy?: IssueCode
}

const fetchStandard = 'https://fetch.spec.whatwg.org/'
const corsProtocol = `${fetchStandard}#http-cors-protocol`
const allowOrigin = `${fetchStandard}#http-access-control-allow-origin`
const credentials = `${fetchStandard}#cors-protocol-and-credentials`
const originHeader = `${fetchStandard}#origin-header`
const preflight = `${fetchStandard}#cors-preflight-fetch-0`
const safelistedHeader = `${fetchStandard}#cors-safelisted-request-header`
const caches = `${fetchStandard}#cors-protocol-and-http-caches`
const suffixList = 'https://publicsuffix.org/list/'
const trustworthy = 'https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy'

const write = (replacement: string): string => `Write ${replacement}`
const remove = 'Remove it'
const removeFlag = 'Remove it, and name the origins that you mean'
const openToStrangers = { credentials: 'critical', none: 'medium' } as const

/** Every judgement that `lint` makes, by its code. */
export const judgementKinds: Readonly<Record<JudgementCode, JudgementKind>> = {
  'options-of-another-library': {
    severity: 'critical',
    message: (libraries) => `These look like options of ${libraries}, which mean something else here, or nothing`,
    suggestion: write,
    spec: corsProtocol,
  },
  'origin-public-suffix-pattern': {
    severity: openToStrangers,
    message: (suffix) => `Strangers can have a host under ${suffix}, so this pattern admits anybody`,
    suggestion: write,
    spec: suffixList,
    saidBy: 'origin-public-suffix',
  },
  'origin-shared-by-strangers': {
    severity: openToStrangers,
    message: "This origin shows pages of anybody's, so it admits anybody",
    suggestion: (host) => `Write ${host}, an origin that only you have`,
    spec: originHeader,
  },
  'origin-plain-http': {
    severity: { credentials: 'high', none: 'low' },
    message: 'Anyone on the network between can act as a plain http origin',
    suggestion: write,
    spec: trustworthy,
    saidBy: 'origin-insecure',
  },
  'origin-any-port': {
    severity: 'low',
    message: 'Any port off loopback is any program on that host, test servers and forgotten ones too',
    suggestion: (origin) => `Write ${origin}, and each other port that you use as an origin of its own`,
    spec: originHeader,
  },
  'origin-any-subdomain': {
    severity: 'low',
    message: (domain) =>
      `Any host under ${domain} gets responses with credentials, so one that is taken over reads them`,
    suggestion: (origin) => `Write ${origin}, and each other origin that needs credentials`,
    spec: credentials,
  },
  'origin-loopback': {
    severity: 'info',
    message: "Any program on a user's machine can serve pages on loopback, and gets responses with credentials",
    suggestion: 'Remove it in production',
    spec: trustworthy,
  },
  'origin-unknown-suffix': {
    severity: 'info',
    message: (suffix) => `No public domain ends in "${suffix}", so only a network of your own can have this host`,
    suggestion: 'Write the domain that was meant, such as "https://app.example.com", or leave it if it is your own',
    spec: suffixList,
  },
  'origin-covered': {
    severity: 'info',
    message: (rule) => `The rule ${rule} admits this origin already`,
    suggestion: remove,
    spec: allowOrigin,
  },
  'origin-own': {
    severity: 'info',
    message: "The server's own origin needs no CORS: its pages read responses without",
    suggestion: remove,
    spec: 'https://html.spec.whatwg.org/multipage/browsers.html#same-origin',
  },

  'regexp-dot-look-alike': {
    severity: openToStrangers,
    message: (lookAlike) => `A dot without a backslash is any character, so a stranger's "${lookAlike}" matches too`,
    suggestion: write,
    spec: originHeader,
  },
  'regexp-unescaped-dot': {
    severity: 'low',
    message: 'A dot without a backslash is any character, not only a dot',
    suggestion: write,
    spec: originHeader,
  },
  'regexp-look-alike': {
    severity: openToStrangers,
    message: (lookAlike) => `This RegExp also matches "${lookAlike}", an origin that a stranger can have`,
    suggestion: (origin) => `Write ${origin}, or leave no room in front of the domain, in it and behind it`,
    spec: originHeader,
    saidBy: 'regexp-matches-anything',
  },
  'regexp-matches-nothing': {
    severity: 'medium',
    message: 'This RegExp matches no origin that a browser sends: scheme, "://", host in lower case, port if need be',
    suggestion: (origin) => `Write an origin, such as ${origin}`,
    spec: originHeader,
    // Without its anchors, it was meant to match more than it says.
    saidBy: 'regexp-not-anchored',
  },
  'regexp-exponential': {
    severity: 'high',
    message: (origin) => `This RegExp takes exponential time, so that a single Origin can stop the server: "${origin}"`,
    suggestion: (pattern) => `Write a pattern, such as ${pattern}, or repeat nothing that repeats`,
    spec: originHeader,
  },
  'regexp-polynomial': {
    severity: 'medium',
    message: (origin) =>
      `This RegExp repeats several things that match the same text, so that it is slow for long Origins: "${origin}"`,
    suggestion: (pattern) => `Write a pattern, such as ${pattern}, or repeat fewer things`,
    spec: originHeader,
  },

  'method-safelisted': {
    severity: 'info',
    message: 'GET, HEAD and POST are allowed without being listed',
    suggestion: remove,
    spec: `${fetchStandard}#cors-safelisted-method`,
  },
  'method-options': {
    severity: 'info',
    message: 'A preflight needs no permission: this allows pages to send OPTIONS themselves, which hardly any does',
    suggestion: remove,
    spec: preflight,
  },
  'allowed-header-safelisted': {
    severity: 'info',
    message: 'Pages may set this header without permission, unless its value is longer than 128 bytes or odd',
    suggestion: remove,
    spec: safelistedHeader,
  },
  'authorization-missing': {
    severity: 'low',
    message: '"*" does not cover authorization; browsers that still let it through have said that they will stop',
    suggestion: 'Write ["*", "authorization"], or list the headers that pages need',
    spec: `${fetchStandard}#cors-non-wildcard-request-header-name`,
  },
  'content-type-missing': {
    severity: 'low',
    message: (methods) => `A body of ${methods} that is JSON needs the header content-type, which is not allowed`,
    suggestion: 'Add "content-type" to allowedHeaders',
    spec: safelistedHeader,
  },
  'exposed-header-safelisted': {
    severity: 'info',
    message: 'Pages can read this header without permission',
    suggestion: remove,
    spec: `${fetchStandard}#cors-safelisted-response-header-name`,
  },
  'credentials-beside-authorization': {
    severity: 'info',
    message: 'A page that sets authorization itself needs no credentials: they are cookies and the like',
    suggestion: 'Remove it, unless the server reads cookies or client certificates',
    spec: credentials,
  },
  'max-age-above-engines': {
    severity: 'info',
    message: (limits) => `Not every browser keeps a preflight as long: ${limits}`,
    suggestion: (seconds) => `Write ${seconds}, which all keep, or leave it: each takes what it can`,
    spec: preflight,
  },
  'vary-not-in-preflight': {
    severity: 'info',
    message: 'A preflight has no header that a page sets, so only a proxy could put this one there',
    suggestion: 'Remove it, and decide from the origin and the URL',
    spec: preflight,
  },
  'vary-unlimited': {
    severity: 'info',
    message: 'This header has so many values that hardly a response is cached for two users',
    suggestion: 'Remove it, and decide from the origin and the URL',
    spec: caches,
  },
  'debug-on': {
    severity: 'low',
    message: 'debug answers refused preflights with the reason and a status of 200, for whoever asks',
    suggestion: 'Remove it in production',
    spec: corsProtocol,
  },
  'dangerously-null-origin': {
    severity: 'medium',
    message: 'Every sandboxed frame on every site has the origin null, so anybody reads the responses',
    suggestion: removeFlag,
    spec: originHeader,
  },
  'dangerously-insecure-origins': {
    severity: 'high',
    message: 'Anyone on the network between can act as a plain http origin, and gets responses with credentials',
    suggestion: 'Remove it, and serve the pages over https',
    spec: trustworthy,
  },
  'dangerously-public-suffixes': {
    severity: 'high',
    message: 'Strangers with a host under a public suffix that a pattern names get responses with credentials',
    suggestion: removeFlag,
    spec: suffixList,
  },
  'dangerously-without-effect': {
    severity: 'info',
    message: (reason) => `This flag has no effect here, and will have one nobody thinks of: ${reason}`,
    suggestion: remove,
    spec: credentials,
  },
}
