import { isResponseOnlyHeader } from '../http/header-names.ts'
import { isMiscasedMethod } from '../http/methods.ts'
import { isLoopback } from '../user-agent/blocking.ts'
import { departsAs } from '../user-agent/departures.ts'
import { getHeader, type HeaderList } from '../user-agent/header-list.ts'
import { extractLocation, isRedirect } from '../user-agent/redirect.ts'
import { findUnsafeNames, isSafelistedMethod } from '../user-agent/safelist.ts'
import type { WireExchange } from '../user-agent/wire.ts'
import type { BrowserFetch } from './browser.ts'
import type { BlockCode, Fix, FixOptions } from './explanation.ts'

/** Blocks that no CORS header cures, whatever it says. */
const notCuredByHeaders: ReadonlySet<BlockCode> = new Set<BlockCode>([
  'bad-port',
  'mixed-content',
  'mode-no-cors-redirect',
  'mode-same-origin',
  'network-error',
  'redirect-body',
  'redirect-credentials',
  'redirect-location',
  'redirect-mode-error',
  'redirect-scheme',
  'redirect-too-many',
  'request-refused',
  'resource-policy',
  'scheme',
])

/** Builds options and headers that suffice for a request, once `advice` is followed where the page has to change. */
export function toFix(code: BlockCode, advice: string, page: string, { prepared, exchanges }: BrowserFetch): Fix {
  const last = exchanges.at(-1) ?? null
  const sender = last === null ? null : getHeader(last.request.headers, 'origin')
  // There the page is to call the last URL itself, which then gets the origin of the page, if it is another one.
  const end = last !== null && isTainted(page, last) ? (findTarget(last) ?? last.request.url) : null
  const isOwn = end !== null && new URL(end).origin === page
  const origin = end === null ? sender : page
  const includes = prepared.credentials === 'include'
  // With credentials nothing may admit the origin `null`: every page can make one.
  const isIncurable = origin === null || (origin === 'null' && includes)
  if (notCuredByHeaders.has(code) || isIncurable || isOwn) return { advice, options: null, headers: null }
  // What `createCors` refuses, the page has to change: `patch`, and headers that belong into responses.
  const method = isMiscasedMethod(prepared.method) ? prepared.method.toUpperCase() : prepared.method
  const methods = isSafelistedMethod(method) ? [] : [method]
  const allowedHeaders = findUnsafeNames(prepared.headers, departsAs(null)).filter(
    (name) => !isResponseOnlyHeader(name),
  )
  // The preflight may have been an earlier one, or one before a redirect.
  const isPreflighted = prepared.useCorsPreflight || methods.length > 0 || allowedHeaders.length > 0
  const options = toOptions(origin, includes, methods, allowedHeaders)
  return {
    advice: options.dangerouslyAllowInsecureOrigins ? `${advice}; better still, serve the page over https` : advice,
    options,
    headers: {
      preflight: isPreflighted ? toHeaders(origin, includes, methods, allowedHeaders) : null,
      response: toHeaders(origin, includes, [], []),
    },
  }
}

/** Tells a preflight from an `OPTIONS` of the page. */
export function isPreflight(headers: HeaderList): boolean {
  return getHeader(headers, 'access-control-request-method') !== null
}

/** Tells whether the origin of a request is null, or will be behind its answer, because of redirects alone. */
export function isTainted(page: string, exchange: WireExchange | null): boolean {
  if (exchange === null || page === 'null') return false
  const { headers, url } = exchange.request
  const sender = getHeader(headers, 'origin')
  const target = findTarget(exchange)
  return sender === 'null' || (sender !== null && target !== null && new URL(target).origin !== new URL(url).origin)
}

/** Gets the URL that a redirect leads to; that of a preflight leads nowhere. */
export function findTarget({ request, response }: WireExchange): string | null {
  const departs = departsAs(null)
  if (response === null || !isRedirect(response.status, departs) || isPreflight(request.headers)) return null
  const location = extractLocation(response, departs)
  if (location === null || location === 'failure') return null
  try {
    return new URL(location, request.url).href
  } catch {
    return null
  }
}

function toOptions(
  origin: string,
  includes: boolean,
  methods: readonly string[],
  allowedHeaders: readonly string[],
): FixOptions {
  const isInsecure = includes && origin.startsWith('http:') && !isLoopback(new URL(origin).hostname)
  return {
    origin: [toAdmitted(origin)],
    ...(methods.length > 0 ? { methods } : {}),
    ...(allowedHeaders.length > 0 ? { allowedHeaders } : {}),
    ...(includes ? { credentials: true } : {}),
    ...(isInsecure ? { dangerouslyAllowInsecureOrigins: true } : {}),
  }
}

/** Every page can have the origin `null`: whoever admits it admits everyone. */
function toAdmitted(origin: string): string {
  return origin === 'null' ? '*' : origin
}

function toHeaders(
  origin: string,
  includes: boolean,
  methods: readonly string[],
  allowedHeaders: readonly string[],
): HeaderList {
  return [
    ['Access-Control-Allow-Origin', toAdmitted(origin)],
    ...(includes ? ([['Access-Control-Allow-Credentials', 'true']] as const) : []),
    ...(methods.length > 0 ? ([['Access-Control-Allow-Methods', methods.join(', ')]] as const) : []),
    ...(allowedHeaders.length > 0 ? ([['Access-Control-Allow-Headers', allowedHeaders.join(', ')]] as const) : []),
    ...(origin === 'null' ? [] : ([['Vary', 'Origin']] as const)),
  ]
}
