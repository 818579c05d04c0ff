import { isResponseOnlyHeader } from '../http/header-names.ts'
import { isMiscasedMethod } from '../http/methods.ts'
import { isLoopback } from '../user-agent/blocking.ts'
import { departsAs } from '../user-agent/departures.ts'
import { getHeader, type HeaderList } from '../user-agent/header-list.ts'
import { findUnsafeNames, isSafelistedMethod } from '../user-agent/safelist.ts'
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

/** Builds options and headers that suffice for a request; `advice` says what else there is to do. */
export function toFix(code: BlockCode, advice: string, { prepared, exchanges }: BrowserFetch): Fix {
  // The origin as it went over the wire: behind a redirect it may be `null`.
  const last = exchanges.at(-1)
  const origin = last === undefined ? null : getHeader(last.request.headers, 'origin')
  const includes = prepared.credentials === 'include'
  // With credentials nothing may admit the origin `null`: every page can make one.
  const isIncurable = origin === null || (origin === 'null' && includes)
  if (notCuredByHeaders.has(code) || isIncurable) return { advice, options: null, headers: null }
  const methods = isSafelistedMethod(prepared.method) ? [] : [prepared.method]
  const allowedHeaders = findUnsafeNames(prepared.headers, departsAs(null))
  // What `createCors` refuses: there the request has to change, and a server's headers only get around it.
  const isMistake = methods.some(isMiscasedMethod) || allowedHeaders.some(isResponseOnlyHeader)
  // The preflight may have been an earlier one, or one before a redirect.
  const isPreflighted = prepared.useCorsPreflight || methods.length > 0 || allowedHeaders.length > 0
  return {
    advice,
    options: isMistake ? null : toOptions(origin, includes, methods, allowedHeaders),
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
