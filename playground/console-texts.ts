import type { Block, Engine, Explanation } from '../src/explain.ts'

/** The browsers that people have, by their engines. */
export const browserNames: Readonly<Record<Engine, string>> = {
  chromium: 'Chrome',
  firefox: 'Firefox',
  webkit: 'Safari',
}

/** What `fetch` rejects with: all that a page learns. */
export const fetchErrors: Readonly<Record<Engine, string>> = {
  chromium: 'TypeError: Failed to fetch',
  firefox: 'TypeError: NetworkError when attempting to fetch resource.',
  webkit: 'TypeError: Load failed',
}

/** Gives what an engine prints in its console of a block, as it explains it; `null` where it has other words for it. */
export function toConsoleText(engine: Engine, explanation: Explanation): string | null {
  const { blocked } = explanation
  if (blocked === null) return null
  const context = toContext(explanation, blocked)
  if (engine === 'chromium') return toChromiumText(context)
  return engine === 'firefox' ? toFirefoxText(context) : toWebkitText(context)
}

interface Context {
  readonly blocked: Block
  /** The code without the phase: both responses are checked in the same way. */
  readonly check: string
  readonly isPreflight: boolean
  readonly first: string
  /** The URL of the request that failed. */
  readonly url: string
  readonly page: string
  /** The origin as it was sent. */
  readonly origin: string
  readonly status: number
  /** What the server sent. */
  readonly value: string
}

function toContext({ request, exchanges }: Explanation, blocked: Block): Context {
  const exchange = exchanges[blocked.exchange ?? -1]
  const sent = exchange?.request.headers.find(([name]) => name.toLowerCase() === 'origin')?.[1]
  return {
    blocked,
    check: blocked.code.replace(/^preflight-(?=allow-(?:origin|credentials)-)/, ''),
    isPreflight: blocked.phase === 'preflight',
    first: request.url,
    url: exchange?.request.url ?? request.url,
    page: request.origin,
    origin: sent ?? request.origin,
    status: exchange?.response?.status ?? 0,
    value: blocked.received ?? '',
  }
}

function toChromiumText(context: Context): string | null {
  const { blocked, check, first, url, page, isPreflight } = context
  if (blocked.code === 'mixed-content') {
    return `Mixed Content: The page at '${page}/' was loaded over HTTPS, but requested an insecure resource '${url}'. This request has been blocked; the content must be served over HTTPS.`
  }
  if (blocked.code === 'mode-same-origin' && first === url) {
    return `Fetch API cannot load ${url}. Request mode is "same-origin" but the URL's origin is not same as the request origin ${page}.`
  }
  if (blocked.code === 'mode-no-cors-redirect') {
    return `Fetch API cannot load ${url}. Request mode is "no-cors" but the redirect mode is not "follow".`
  }
  if (blocked.code === 'scheme' && first === url) {
    return `Fetch API cannot load ${url}. URL scheme "${blocked.received}" is not supported.`
  }
  const reason = toChromiumReason(check, context)
  if (reason === null) return null
  const from = first === url ? '' : ` (redirected from '${first}')`
  const preflight = isPreflight && check !== blocked.code ? failedCheck : ''
  return `Access to fetch at '${url}'${from} from origin '${page}' has been blocked by CORS policy: ${preflight}${reason}`
}

const failedCheck = "Response to preflight request doesn't pass access control check: "

const sendValid = 'Have the server send the header with a valid value.'

function toChromiumReason(check: string, { value, blocked: { expected } }: Context): string | null {
  switch (check) {
    case 'allow-origin-missing':
      return "No 'Access-Control-Allow-Origin' header is present on the requested resource."
    case 'allow-origin-wildcard-with-credentials':
      return "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'."
    case 'allow-origin-multiple':
      return `The 'Access-Control-Allow-Origin' header contains multiple values '${value}', but only one is allowed. ${sendValid}`
    case 'allow-origin-invalid':
      return `The 'Access-Control-Allow-Origin' header contains the invalid value '${value}'. ${sendValid}`
    case 'allow-origin-mismatch':
      return `The 'Access-Control-Allow-Origin' header has a value '${value}' that is not equal to the supplied origin. ${sendValid}`
    case 'allow-credentials-not-true':
      return `The value of the 'Access-Control-Allow-Credentials' header in the response is '${value}' which must be 'true' when the request's credentials mode is 'include'.`
    case 'preflight-status':
      return `${failedCheck}It does not have HTTP ok status.`
    case 'preflight-redirect':
      return `${failedCheck}Redirect is not allowed for a preflight request.`
    case 'preflight-method':
      return `Method ${expected} is not allowed by Access-Control-Allow-Methods in preflight response.`
    case 'preflight-header':
      return `Request header field ${expected} is not allowed by Access-Control-Allow-Headers in preflight response.`
    case 'redirect-credentials':
      return "Redirect location '' contains a username and password, which is disallowed for cross-origin requests."
    case 'preflight-allow-methods-invalid':
      return 'Cannot parse Access-Control-Allow-Methods response header field in preflight response.'
    case 'preflight-allow-headers-invalid':
      return 'Cannot parse Access-Control-Allow-Headers response header field in preflight response.'
    default:
      return null
  }
}

function toFirefoxText(context: Context): string | null {
  const { blocked, url, status } = context
  if (blocked.code === 'mixed-content') return `Blocked loading mixed active content “${url}”`
  const reason = toFirefoxReason(context)
  if (reason === null) return null
  const name = blocked.names.firefox ?? ''
  const isQuoted = name === 'CORSNotSupportingCredentials'
  const code = name === 'CORSDidNotSucceed' ? '(null)' : status
  const end = /^CORS(?:MissingAllowOrigin|(?:Preflight)?DidNotSucceed)$/.test(name) ? `. Status code: ${code}.` : '.'
  return `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${isQuoted ? `‘${url}’` : url}. (Reason: ${reason})${end}`
}

function toFirefoxReason({ value, blocked: { names, expected } }: Context): string | null {
  switch (names.firefox) {
    case 'CORSMissingAllowOrigin':
      return 'CORS header ‘Access-Control-Allow-Origin’ missing'
    case 'CORSAllowOriginNotMatchingOrigin':
      return `CORS header ‘Access-Control-Allow-Origin’ does not match ‘${value}’`
    case 'CORSMultipleAllowOriginNotAllowed':
      return 'Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed'
    case 'CORSNotSupportingCredentials':
      return 'Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’'
    case 'CORSMissingAllowCredentials':
      return 'expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’'
    case 'CORSPreflightDidNotSucceed':
      return 'CORS preflight response did not succeed'
    case 'CORSExternalRedirectNotAllowed':
      return 'CORS request external redirect not allowed'
    case 'CORSInvalidAllowMethod':
      return `invalid token ‘${findNoToken(value)}’ in CORS header ‘Access-Control-Allow-Methods’`
    case 'CORSInvalidAllowHeader':
      return `invalid token ‘${findNoToken(value)}’ in CORS header ‘Access-Control-Allow-Headers’`
    case 'CORSMethodNotFound':
      return 'Did not find method in CORS header ‘Access-Control-Allow-Methods’'
    case 'CORSMissingAllowHeaderFromPreflight':
      return `header ‘${expected}’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response`
    case 'CORSRequestNotHttp':
      return 'CORS request not http'
    case 'CORSDidNotSucceed':
      return 'CORS request did not succeed'
    default:
      return null
  }
}

function findNoToken(list: string): string {
  const items = list.split(',').map((item) => item.trim())
  return items.find((item) => !/^[!#$%&'*+\-.^_`|~\w]*$/.test(item)) ?? list
}

function toWebkitText(context: Context): string | null {
  const { blocked, page, url } = context
  if (blocked.code === 'mixed-content') {
    return `[blocked] The page at ${page}/ requested insecure content from ${url}. This content was blocked and must be served over HTTPS.`
  }
  return toWebkitReason(context)
}

function toWebkitReason({ check, isPreflight, status, origin, blocked: { expected } }: Context): string | null {
  if (isPreflight && !(status >= 200 && status <= 299)) {
    return `Preflight response is not successful. Status code: ${status}`
  }
  switch (check) {
    case 'allow-origin-missing':
    case 'allow-origin-mismatch':
    case 'allow-origin-invalid':
      return `Origin ${origin} is not allowed by Access-Control-Allow-Origin. Status code: ${status}`
    case 'allow-origin-multiple':
      return 'Access-Control-Allow-Origin cannot contain more than one origin.'
    case 'allow-origin-wildcard-with-credentials':
      return 'Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.'
    case 'allow-credentials-not-true':
      return 'Credentials flag is true, but Access-Control-Allow-Credentials is not "true".'
    case 'preflight-method':
      return `Method ${expected} is not allowed by Access-Control-Allow-Methods.`
    case 'preflight-header':
      return `Request header field ${toTitle(String(expected))} is not allowed by Access-Control-Allow-Headers.`
    default:
      return null
  }
}

/** WebKit writes the headers that it knows as HTTP does, and others as the page does. */
function toTitle(name: string): string {
  return /^(?:authorization|content-type|if-[\w-]+|cache-control|pragma|range)$/.test(name)
    ? name.replace(/\b\w/g, (letter) => letter.toUpperCase())
    : name
}
