import type { RouteIssueCode } from '../routes/route-issues.ts'
import type { ReloadIssueCode } from './reloadable-cors.ts'

/** The code of an issue: one for each kind of mistake. */
export type IssueCode = PolicyIssueCode | ReloadIssueCode | RouteIssueCode

/** The code of an issue that `createCors` reports. */
export type PolicyIssueCode =
  | 'options-type'
  | 'option-unknown'
  | 'option-foreign'
  | 'option-not-boolean'
  | 'option-not-function'
  | 'option-without-effect'
  | 'line-break'
  | 'origin-missing'
  | 'origin-empty'
  | 'origin-true'
  | 'origin-false'
  | 'origin-type'
  | 'origin-duplicate'
  | 'origin-null'
  | 'origin-several'
  | 'origin-white-space'
  | 'origin-scheme-missing'
  | 'origin-scheme'
  | 'origin-userinfo'
  | 'origin-trailing-slash'
  | 'origin-path'
  | 'origin-query'
  | 'origin-fragment'
  | 'origin-upper-case'
  | 'origin-unicode'
  | 'origin-default-port'
  | 'origin-port'
  | 'origin-ip-spelling'
  | 'origin-invalid'
  | 'origin-wildcard-beside-others'
  | 'origin-wildcard-with-credentials'
  | 'origin-wildcard-with-reject'
  | 'origin-wildcard-with-lookup'
  | 'origin-wildcard-misplaced'
  | 'origin-wildcard-shared-host'
  | 'origin-wildcard-ip'
  | 'origin-wildcard-custom-scheme'
  | 'origin-wildcard-trailing-dot'
  | 'origin-insecure'
  | 'origin-public-suffix'
  | 'origin-null-with-credentials'
  | 'regexp-not-anchored'
  | 'regexp-flags'
  | 'regexp-matches-anything'
  | 'own-origins-pattern'
  | 'list-type'
  | 'list-item-type'
  | 'list-empty'
  | 'list-duplicate'
  | 'list-wildcard'
  | 'list-wildcard-beside-others'
  | 'list-wildcard-misplaced'
  | 'method-invalid'
  | 'method-forbidden'
  | 'method-case'
  | 'header-name-invalid'
  | 'header-forbidden-request'
  | 'header-forbidden-response'
  | 'header-response-only'
  | 'header-request-only'
  | 'header-cors-response'
  | 'vary-credentials'
  | 'vary-origin'
  | 'vary-wildcard'
  | 'max-age-type'
  | 'max-age-negative'
  | 'max-age-fraction'
  | 'max-age-too-large'
  | 'preflight-status'
  | 'lookup-not-function'
  | 'lookup-timeout'

/** What the table says of a kind of issue. */
export interface IssueKind {
  /** One sentence without a full stop, in the active voice. */
  readonly message: string
  /** What to do, given the text that can stand in the wrong one's place, where there is one. */
  readonly suggestion: string | ((replacement: string) => string)
  /** The rule's place in a standard. */
  readonly spec: string
}

const fetchStandard = 'https://fetch.spec.whatwg.org/'
const corsProtocol = `${fetchStandard}#http-cors-protocol`
const credentials = `${fetchStandard}#cors-protocol-and-credentials`
const originHeader = `${fetchStandard}#origin-header`
const httpResponses = `${fetchStandard}#http-responses`
const allowOrigin = `${fetchStandard}#http-access-control-allow-origin`
const allowHeaders = `${fetchStandard}#http-access-control-allow-headers`
const exposeHeaders = `${fetchStandard}#http-access-control-expose-headers`
const headerSyntax = `${fetchStandard}#http-new-header-syntax`
const maxAge = `${fetchStandard}#http-access-control-max-age`
const caches = `${fetchStandard}#cors-protocol-and-http-caches`
const methods = `${fetchStandard}#methods`
const serialization = 'https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin'
const hostSerializing = 'https://url.spec.whatwg.org/#host-serializing'

const write = (replacement: string): string => `Write ${replacement}`
const remove = 'Remove it'
const keepPrivate = 'Remove it: a page cannot have it, whatever a server allows'
const listOrigins = 'List the origins, such as ["https://app.example.com"]'

/** Every mistake that `createCors` reports, by its code. */
export const issueKinds: Readonly<Record<PolicyIssueCode, IssueKind>> = {
  'options-type': {
    message: 'Options are an object',
    suggestion: 'Write { origin: "https://app.example.com" }',
    spec: corsProtocol,
  },
  'option-unknown': {
    message: 'Unknown option',
    suggestion: (known) => (known === '' ? 'Remove it' : `Did you mean "${known}"?`),
    spec: corsProtocol,
  },
  'option-foreign': {
    message: 'Another library has this option, this one has no need of it',
    suggestion: (reason) => `Remove it: ${reason}`,
    spec: corsProtocol,
  },
  'option-not-boolean': { message: 'This option is true or false', suggestion: write, spec: corsProtocol },
  'option-not-function': { message: 'This option is a function', suggestion: remove, spec: corsProtocol },
  'option-without-effect': {
    message: 'This option has no effect in this policy',
    suggestion: (reason) => `Remove it: ${reason}`,
    spec: corsProtocol,
  },
  'line-break': {
    message: 'A value must not contain CR or LF',
    suggestion: write,
    spec: `${fetchStandard}#concept-header-value`,
  },

  'origin-missing': {
    message: 'A policy names the origins that it shares with',
    suggestion: 'Add origin: ["https://app.example.com"]',
    spec: allowOrigin,
  },
  'origin-empty': { message: 'An empty list names nobody', suggestion: listOrigins, spec: allowOrigin },
  'origin-true': {
    message: 'Sharing with every origin is not spelled true: elsewhere it reflects any origin, credentials included',
    suggestion: 'List the origins, or write "*" to share with anyone, without credentials',
    spec: allowOrigin,
  },
  'origin-false': {
    message: 'A policy that shares with nobody is no policy',
    suggestion: 'Leave CORS out, or list the origins, such as ["https://app.example.com"]',
    spec: allowOrigin,
  },
  'origin-type': {
    message: 'An origin rule is a string, a RegExp or a function',
    suggestion: 'Write "https://app.example.com"',
    spec: allowOrigin,
  },
  'origin-duplicate': { message: 'The same rule stands here already', suggestion: remove, spec: allowOrigin },
  'origin-null': {
    message: 'The origin null is not one page but every sandboxed frame, data: URL and local file',
    suggestion: 'Remove it; what admits null is dangerouslyAllowNullOrigin: true',
    spec: originHeader,
  },
  'origin-several': { message: 'A string names one origin', suggestion: write, spec: originHeader },
  'origin-white-space': { message: 'An origin has no white space around it', suggestion: write, spec: originHeader },
  'origin-scheme-missing': {
    message: 'An origin starts with its scheme, such as "https://"',
    suggestion: write,
    spec: serialization,
  },
  'origin-scheme': { message: 'No page sends an origin with this scheme', suggestion: write, spec: serialization },
  'origin-userinfo': { message: 'An origin has no user name or password', suggestion: write, spec: serialization },
  'origin-trailing-slash': { message: 'An origin has no path, not even "/"', suggestion: write, spec: serialization },
  'origin-path': { message: 'An origin has no path', suggestion: write, spec: serialization },
  'origin-query': { message: 'An origin has no query', suggestion: write, spec: serialization },
  'origin-fragment': { message: 'An origin has no fragment', suggestion: write, spec: serialization },
  'origin-upper-case': { message: 'Browsers send origins in lower case', suggestion: write, spec: originHeader },
  'origin-unicode': {
    message: 'Browsers send domains in ASCII, as Punycode',
    suggestion: write,
    spec: 'https://url.spec.whatwg.org/#concept-domain-to-ascii',
  },
  'origin-default-port': {
    message: "Browsers leave out a scheme's default port",
    suggestion: write,
    spec: 'https://url.spec.whatwg.org/#default-port',
  },
  'origin-port': {
    message: 'A port is a number from 1 to 65535 without leading zeros, or "*" for any',
    suggestion: write,
    spec: originHeader,
  },
  'origin-ip-spelling': {
    message: 'Browsers send an IP address in one spelling only, and this is not it',
    suggestion: write,
    spec: hostSerializing,
  },
  'origin-invalid': { message: 'This is no origin that a browser would send', suggestion: write, spec: originHeader },

  'origin-wildcard-beside-others': {
    message: '"*" admits everyone, so the rules beside it do nothing',
    suggestion: 'Remove it, or remove the others',
    spec: allowOrigin,
  },
  'origin-wildcard-with-credentials': {
    message: 'Browsers refuse "*" for requests with credentials',
    suggestion: `${listOrigins}, or remove credentials`,
    spec: credentials,
  },
  'origin-wildcard-with-reject': {
    message: '"*" refuses nobody, so there is nothing to reject',
    suggestion: `${listOrigins}, or remove rejectDisallowed`,
    spec: allowOrigin,
  },
  'origin-wildcard-with-lookup': {
    message: '"*" admits everyone, so lookup would never be asked',
    suggestion: 'Remove it, or remove lookup',
    spec: allowOrigin,
  },
  'origin-wildcard-misplaced': {
    message: 'A wildcard stands for everyone ("*"), for subdomains ("https://*.example.com") or for any port (":*")',
    suggestion: write,
    spec: allowOrigin,
  },
  'origin-wildcard-shared-host': {
    message: 'Anyone may register a name on a shared host, so also one that this pattern matches',
    suggestion: write,
    spec: allowOrigin,
  },
  'origin-wildcard-ip': { message: 'An IP address has no subdomains', suggestion: write, spec: hostSerializing },
  'origin-wildcard-custom-scheme': {
    message: 'Only http and https origins have subdomains',
    suggestion: write,
    spec: originHeader,
  },
  'origin-wildcard-trailing-dot': {
    message: 'A pattern never matches a host that ends in a dot',
    suggestion: write,
    spec: originHeader,
  },

  'origin-insecure': {
    message: 'Anyone on the network can act as a plain http origin, and here it gets responses with credentials',
    suggestion: (https) => `Write ${https}, or set dangerouslyAllowInsecureOrigins: true`,
    spec: credentials,
  },
  'origin-public-suffix': {
    message: 'Strangers can have a subdomain here, and it gets responses with credentials',
    suggestion: (domain) => `Write ${domain}, or set dangerouslyAllowPublicSuffixes: true`,
    spec: credentials,
  },
  'origin-null-with-credentials': {
    message: 'Any page can make a frame with the origin null, so it must not get responses with credentials',
    suggestion: 'Remove it, or remove credentials',
    spec: credentials,
  },
  'regexp-not-anchored': {
    message: 'A RegExp that does not start with ^ and end with $ also matches look-alikes',
    suggestion: write,
    spec: originHeader,
  },
  'regexp-flags': {
    message: 'A RegExp with the flag g or y remembers its last match, so its answer changes from call to call',
    suggestion: write,
    spec: originHeader,
  },
  'regexp-matches-anything': {
    message: 'This RegExp matches any host, "canary.invalid" too, so it gives strangers responses with credentials',
    suggestion: 'Write the domain into it, such as /^https:\\/\\/[a-z0-9-]+\\.example\\.com$/',
    spec: credentials,
  },

  'own-origins-pattern': {
    message: "The server's own origins are exact, and none is null",
    suggestion: 'Write "https://api.example.com"',
    spec: serialization,
  },

  'list-type': {
    message: 'This option is a list of strings',
    suggestion: write,
    spec: headerSyntax,
  },
  'list-item-type': { message: 'A list holds strings', suggestion: remove, spec: headerSyntax },
  'list-empty': { message: 'An empty list allows nothing', suggestion: remove, spec: headerSyntax },
  'list-duplicate': { message: 'The same name stands here already', suggestion: remove, spec: headerSyntax },
  'list-wildcard': {
    message: 'Everything is spelled as the bare "*", not as a list that holds it',
    suggestion: write,
    spec: headerSyntax,
  },
  'list-wildcard-beside-others': {
    message: '"*" covers this name already; only "authorization" needs to be named beside it',
    suggestion: remove,
    spec: `${fetchStandard}#cors-non-wildcard-request-header-name`,
  },
  'list-wildcard-misplaced': {
    message: 'Names are compared as a whole: "*" stands alone, never for a part of a name',
    suggestion: 'Remove it, and list the names',
    spec: headerSyntax,
  },
  'method-invalid': { message: 'A method is a token', suggestion: write, spec: `${fetchStandard}#concept-method` },
  'method-forbidden': {
    message: 'Browsers let no page use this method',
    suggestion: remove,
    spec: `${fetchStandard}#forbidden-method`,
  },
  'method-case': {
    message: 'Methods are case-sensitive, and the common ones are upper case',
    suggestion: write,
    spec: methods,
  },
  'header-name-invalid': {
    message: 'A header name is a token, without colon, white space or value',
    suggestion: write,
    spec: `${fetchStandard}#header-name`,
  },
  'header-forbidden-request': {
    message: 'Browsers let no page set this request header',
    suggestion: remove,
    spec: `${fetchStandard}#forbidden-request-header`,
  },
  'header-forbidden-response': {
    message: 'Browsers let no page read this response header',
    suggestion: keepPrivate,
    spec: `${fetchStandard}#forbidden-response-header-name`,
  },
  'header-response-only': {
    message: 'allowedHeaders are request headers, and this is a response header',
    suggestion: 'Remove it, or move it to exposedHeaders',
    spec: allowHeaders,
  },
  'header-request-only': {
    message: 'exposedHeaders are response headers, and this is a request header',
    suggestion: (list) => (list === '' ? remove : `Remove it, or move it to ${list}`),
    spec: exposeHeaders,
  },
  'header-cors-response': {
    message: 'Only the browser reads the headers of the CORS protocol, and this library writes them',
    suggestion: remove,
    spec: httpResponses,
  },
  'vary-credentials': {
    message: 'A preflight never has this header, so a predicate that reads it refuses every preflight',
    suggestion: 'Remove it, and decide from the origin and the URL',
    spec: credentials,
  },
  'vary-origin': { message: 'Origin is in Vary already', suggestion: remove, spec: caches },
  'vary-wildcard': { message: 'Vary: * makes every response uncacheable', suggestion: remove, spec: caches },

  'max-age-type': { message: 'maxAge is a number of seconds', suggestion: write, spec: maxAge },
  'max-age-negative': {
    message: 'maxAge is not negative; 0 turns the preflight cache off',
    suggestion: 'Write 0',
    spec: maxAge,
  },
  'max-age-fraction': { message: 'maxAge is a whole number of seconds', suggestion: write, spec: maxAge },
  'max-age-too-large': {
    message: 'No browser keeps a preflight for more than 86400 seconds',
    suggestion: 'Write 86400',
    spec: `${fetchStandard}#cors-preflight-fetch-0`,
  },
  'preflight-status': {
    message: 'Browsers refuse a preflight whose status is not a whole number from 200 to 299',
    suggestion: 'Write 204',
    spec: `${fetchStandard}#ok-status`,
  },
  'lookup-not-function': {
    message: 'lookup is a function from an origin to a promise of true or false',
    suggestion: 'Write async (origin) => allowedOrigins.has(origin), or remove it',
    spec: allowOrigin,
  },
  'lookup-timeout': {
    message: 'lookupTimeout is a whole number of milliseconds, from 1 to 2147483647',
    suggestion: 'Write 5000',
    spec: corsProtocol,
  },
}
