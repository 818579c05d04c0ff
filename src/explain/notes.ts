import { isSameSite } from '../origin/site.ts'
import { isLoopback } from '../user-agent/blocking.ts'
import { departures } from '../user-agent/departures.ts'
import { getHeader } from '../user-agent/header-list.ts'
import type { WireRequest, WireResponse } from '../user-agent/wire.ts'
import type { Browser, BrowserFetch } from './browser.ts'
import type { Note, NoteCode } from './explanation.ts'
import { findSpellings } from './spellings.ts'

/** Finds what is worth knowing beside the verdict. */
export async function findNotes(browser: Browser, done: BrowserFetch): Promise<readonly Note[]> {
  const notes: (Note | null)[] = [
    ...findSpellings(done),
    ...noteServerErrors(done),
    ...noteRedirects(browser, done),
    noteVary(done),
    noteHidden(done),
    noteDropped(done),
    ...(await noteCookies(browser, done)),
    noteLocalNetwork(browser, done),
    noteNoCors(done),
    ...done.departures.map((id) => {
      const { engines, standard, actual } = departures[id]
      return note(`engine-${id}`, `${standard} ${listEngines(engines)}: ${actual}`)
    }),
    noteOthers(done),
  ]
  return notes.filter((one) => one !== null)
}

function note(code: NoteCode, message: string): Note {
  return { code, message }
}

const engineNames = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKit (Safari)' } as const

function listEngines(engines: readonly (keyof typeof engineNames)[]): string {
  return engines.map((engine) => engineNames[engine]).join(', ')
}

/** The answered exchange that decides, or the last one. */
function decisive({ result, exchanges }: BrowserFetch): { request: WireRequest; response: WireResponse } | null {
  const index = result.type === 'error' ? result.step.exchange : exchanges.length - 1
  const { request, response = null } = exchanges[index ?? -1] ?? {}
  return request === undefined || response === null ? null : { request, response }
}

/** An error page without the headers is the server's error first, and CORS only then. */
function noteServerErrors(done: BrowserFetch): (Note | null)[] {
  const { result } = done
  const { response } = decisive(done) ?? {}
  if (result.type !== 'error' || response === undefined || response.status < 400) return []
  const { failure, phase } = result.step
  if (!/allow-origin-missing|preflight-status/.test(failure)) return []
  const { status } = response
  if (status === 401 || status === 403 || status === 407) {
    return [
      note(
        'answer-before-cors',
        phase === 'preflight'
          ? status === 403
            ? "Status 403: either the server's CORS settings do not allow this origin, method or headers, or something asks for credentials before CORS is answered, which a preflight never has: answer OPTIONS first."
            : `Status ${status}: something asks for credentials before CORS is answered. A preflight never has any: answer OPTIONS first.`
          : `Status ${status}: something refused the request before CORS headers were added. Add them to refusals too, so that the page can read why.`,
      ),
    ]
  }
  if (phase === 'preflight' && (status === 404 || status === 405 || status === 501)) {
    return [
      note(
        'answer-before-cors',
        `Status ${status}: the server has no answer to OPTIONS for this URL. Answer OPTIONS before the routes are looked up, or add a route for it.`,
      ),
    ]
  }
  return [
    note(
      'error-without-headers',
      `Status ${status}: the server, or a proxy before it, answered with an error of its own, and such answers often lack the headers. Look for that error first; then add the headers to error answers too.`,
    ),
  ]
}

function noteRedirects({ origin }: Browser, done: BrowserFetch): (Note | null)[] {
  const { result, exchanges } = done
  const { request, response } = decisive(done) ?? {}
  if (result.type !== 'error' || request === undefined || response === undefined) return []
  const location = getHeader(response.headers, 'location')
  const sender = getHeader(request.headers, 'origin')
  const type = getHeader(response.headers, 'content-type') ?? ''
  const isLed = request.url !== exchanges[0]?.request.url
  const isElsewhere = isLed && new URL(request.url).origin !== done.prepared.url.origin
  const isHttps = location !== null && location === request.url.replace(/^http:/, 'https:')
  return [
    sender === 'null' && origin !== 'null'
      ? note(
          'redirect-origin-null',
          'After a redirect from one other origin to another, the browser sends "Origin: null".',
        )
      : null,
    isHttps && location !== request.url
      ? note('redirect-to-https', `The server only sends browsers to https: call ${location} itself.`)
      : null,
    isLogin(isLed ? request.url : location) ||
    (isElsewhere && result.step.failure === 'allow-origin-missing' && type.startsWith('text/html'))
      ? note(
          'redirect-to-login',
          result.step.phase === 'preflight'
            ? 'The redirect seems to lead to a page for people, such as a login: a preflight never has cookies, so let OPTIONS pass without one.'
            : 'The redirect seems to lead to a page for people, such as a login: the session has probably ended, or no cookie was sent. Answer API requests with 401 and CORS headers instead.',
        )
      : null,
  ]
}

function isLogin(location: string | null): boolean {
  const words =
    /(?:^|[^a-z])(?:log-?[io]n|sign-?in|auth(?:n|enticate|entication|orize)?|oauth2?|openid|saml2?|sso)(?![a-z])/i
  return location !== null && words.test(location)
}

/** Serves https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches */
function noteVary(done: BrowserFetch): Note | null {
  const { result } = done
  // Preflights are not cached by URL, and a slip such as a slash at the end is no other origin.
  const isMismatch = result.type === 'error' && result.step.failure === 'allow-origin-mismatch'
  if (result.type === 'error' && !isMismatch) return null
  const { request, response } = decisive(done) ?? {}
  const allowed = response === undefined ? null : getHeader(response.headers, 'access-control-allow-origin')
  if (request === undefined || response === undefined || allowed === null || allowed === '*') return null
  if (isMismatch && (!isOrigin(allowed) || getHeader(request.headers, 'origin') === 'null')) return null
  const vary = (getHeader(response.headers, 'vary') ?? '').toLowerCase()
  if (/(?:^|[\s,])(?:origin|\*)(?:$|[\s,])/.test(vary)) return null
  return note(
    'vary-missing',
    isMismatch
      ? 'The response has no "Vary: Origin": a cache may have given an answer that was made for another origin.'
      : 'The response names an origin and has no "Vary: Origin": if other origins get other answers, a cache will give one of them the wrong answer.',
  )
}

function isOrigin(value: string): boolean {
  return URL.canParse(value) && new URL(value).origin === value && !value.includes('*')
}

/** Names what a page often wants and cannot read. */
function noteHidden({ result, prepared }: BrowserFetch): Note | null {
  if (result.type !== 'cors') return null
  // What the browser reads itself, and what only operators want.
  const ignored =
    /^(?:(?:access-control|cross-origin|content-security-policy|strict-transport|x-content-type|x-frame|x-xss|x-dns|x-download|x-permitted|x-powered-by|cf|x-amz|x-served|x-timer)(?:-|$)|set-cookie|(?:accept-ranges|age|alt-svc|connection|content-encoding|date|keep-alive|nel|origin-agent-cluster|permissions-policy|referrer-policy|report-to|reporting-endpoints|server|transfer-encoding|vary|via|x-cache)$)/
  const names = new Set(result.response.headers.map(([name]) => name.toLowerCase()))
  const hidden = [...names].filter((name) => !result.readable.includes(name) && !ignored.test(name))
  if (hidden.length === 0) return null
  const exposed = getHeader(result.response.headers, 'access-control-expose-headers') ?? ''
  const isLiteral = prepared.credentials === 'include' && exposed.includes('*')
  return note(
    'headers-not-exposed',
    `The page cannot read ${hidden.join(', ')}: to let it, name them in Access-Control-Expose-Headers${isLiteral ? ', where "*" is not a wildcard for a request with credentials' : ''}.`,
  )
}

function noteDropped({ prepared: { droppedHeaders, mode } }: BrowserFetch): Note | null {
  if (droppedHeaders.length === 0) return null
  const names = droppedHeaders.join(', ')
  return note(
    'header-dropped',
    mode === 'no-cors'
      ? `The browser does not send ${names}: with mode "no-cors" a page may set almost no headers.`
      : `The browser does not send ${names}: no page may set it, and no server can allow it.`,
  )
}

async function noteCookies({ origin, cookies }: Browser, done: BrowserFetch): Promise<(Note | null)[]> {
  const { prepared, exchanges } = done
  if (done.result.type === 'cors' && prepared.credentials === 'same-origin') {
    const held = await cookies.get(prepared.url.href, origin, false)
    const isSet = exchanges.some(
      ({ response }) => response !== null && getHeader(response.headers, 'set-cookie') !== null,
    )
    if (held === null && !isSet) return []
    return [
      note(
        'cookies-not-included',
        'The request is without credentials: the browser sends no cookies to another origin, and keeps none that the answer sets. If it is to, call fetch with credentials: "include" (XMLHttpRequest and axios: withCredentials).',
      ),
    ]
  }
  if (prepared.credentials !== 'include' || isSameSite(prepared.url, origin)) return []
  const withheld = await cookies.findWithheld(prepared.url.href, origin)
  return [
    withheld.length > 0
      ? note(
          'cookies-same-site',
          `The browser keeps back ${withheld.join(', ')}: the API is on another site than the page, and a cookie goes there only with "SameSite=None; Secure". CORS headers change nothing about it.`,
        )
      : null,
    note(
      'cookies-third-party',
      'The API is on another site than the page: its cookies are third-party cookies, which Safari blocks, Firefox keeps apart for each site, and Chromium sends only with "SameSite=None; Secure".',
    ),
  ]
}

/** Chromium asks the user before a page of the public network calls the local one; no header of a response grants it. */
function noteLocalNetwork({ origin }: Browser, { prepared: { url }, result }: BrowserFetch): Note | null {
  // Files and extensions count as local; of another origin "null" nothing is known.
  if (!/^https?:/.test(origin) || !isLocal(url.hostname) || isLocal(new URL(origin).hostname)) return null
  if (origin.startsWith('http:')) {
    return note(
      'insecure-local-network',
      `${url.hostname} is on the local network, and the page is neither there nor on https: Chromium blocks such requests (InsecureLocalNetwork). Serve the page over https; no header grants it.`,
    )
  }
  const isMixed = result.type === 'error' && result.step.failure === 'mixed-content'
  return note(
    'local-network-access',
    `${url.hostname} is on the local network and the page is not: Chromium from version 142 on asks the user for permission first. No header grants it (LocalNetworkAccessPermissionDenied).${isMixed ? ' Where the user does, Chromium also lets plain http pass.' : ''}`,
  )
}

function isLocal(hostname: string): boolean {
  const isPrivate = /^(?:10\.|172\.(?:1[6-9]|2\d|3[01])\.|192\.168\.|169\.254\.|\[f[cd]|\[fe80:)/.test(hostname)
  return isPrivate || isLoopback(hostname) || hostname.endsWith('.local')
}

function noteNoCors({ prepared: { mode }, result }: BrowserFetch): Note | null {
  if (mode !== 'no-cors' || result.type !== 'opaque') return null
  return note(
    'no-cors',
    'Mode "no-cors" does not get around CORS: the request is sent, and the page gets an opaque response with status 0, no headers and no body. Leave the mode out, and let the server send CORS headers.',
  )
}

/** What no server sees, and no model of one request can rule out. */
function noteOthers({ result, prepared: { mode } }: BrowserFetch): Note | null {
  if (result.type === 'error') return null
  const embedder = mode === 'no-cors' ? ', the Cross-Origin-Embedder-Policy of the page' : ''
  return note(
    'other-blockers',
    `If the browser blocks it all the same, look for what this server does not see: the Content-Security-Policy of the page (connect-src)${embedder}, an earlier answer in a cache, a service worker, an extension or content blocker.`,
  )
}
