import { isResponseOnlyHeader } from '../http/header-names.ts'
import { isMiscasedMethod } from '../http/methods.ts'
import { isSameSite } from '../origin/site.ts'
import type { Blocked } from '../user-agent/course.ts'
import type { PreparedRequest } from '../user-agent/page-request.ts'
import type { WireExchange } from '../user-agent/wire.ts'
import type { BlockCode } from './explanation.ts'
import { findTarget, isTainted } from './fix.ts'

/** What the sentences about a block are made of. */
export interface BlockContext {
  readonly origin: string
  readonly prepared: PreparedRequest
  readonly step: Blocked['step']
  /** What the server's function threw. */
  readonly cause: unknown
  readonly exchange: WireExchange | null
}

/** What a block means, and what to do about it. */
interface Reason {
  readonly message: (context: BlockContext) => string
  readonly advice: (context: BlockContext) => string
}

type CheckedCode = Exclude<BlockCode, `preflight-allow-${'origin' | 'credentials'}-${string}`>

const everyAnswer = 'every answer to this origin, errors and redirects included'

const nullWithCredentials =
  'Make the request without credentials, or from a page that has an origin: "null" is the origin of every file, sandboxed frame and data: URL, so whoever admits it with credentials admits everybody'

const nullOrigin =
  'Open the page from a server, such as one on localhost: "null" is the origin of every file, sandboxed frame and data: URL, and only "*" admits it, together with everybody else'

const reasons: Readonly<Record<CheckedCode, Reason>> = {
  'allow-origin-missing': {
    message: (context) => `${subject(context)} has no Access-Control-Allow-Origin, so no other origin may read it`,
    advice: (context) =>
      isSameSite(context.prepared.url, context.origin)
        ? sendOrigin(context)
        : `${sendOrigin(context)}. If that server is not yours, let your own server call it instead`,
  },
  'allow-origin-wildcard-with-credentials': {
    message: (context) =>
      `${subject(context)} allows "*", which does not count for a request with credentials: it must name the origin`,
    advice: () => 'Name the origin instead of *, or make the request without credentials',
  },
  'allow-origin-multiple': {
    message: (context) => `${subject(context)} has more than one value in Access-Control-Allow-Origin: ${got(context)}`,
    advice: () => 'Send exactly one origin: the one that the request came with, if it is one of yours',
  },
  'allow-origin-invalid': {
    message: (context) =>
      `${subject(context)} has ${got(context)} in Access-Control-Allow-Origin, which is not an origin`,
    advice: () => 'Send the origin as the browser wrote it: scheme, host and port, nothing more',
  },
  'allow-origin-mismatch': {
    message: (context) => `${subject(context)} allows ${got(context)}, but the request is from "${sender(context)}"`,
    advice: () => 'Send the origin of the request, if it is one of yours',
  },
  'allow-credentials-not-true': {
    message: (context) =>
      context.step.received === null
        ? `${subject(context)} has no Access-Control-Allow-Credentials, but the request is with credentials`
        : `${subject(context)} has ${got(context)} in Access-Control-Allow-Credentials: it must be exactly "true"`,
    advice: () => 'Send Access-Control-Allow-Credentials: true, or make the request without credentials',
  },
  'preflight-redirect': {
    message: ({ step, exchange }) => {
      const target = exchange?.response?.headers.find(([name]) => name.toLowerCase() === 'location')?.[1]
      return `The preflight was answered with a redirect (${step.received} to ${target}); browsers do not follow it`
    },
    advice: () =>
      'Call the URL that it leads to, if it is the same one with https or a trailing slash, or answer OPTIONS before whatever redirects, such as a login',
  },
  'preflight-status': {
    message: ({ step }) => `The preflight was answered with status ${step.received}; only 200 to 299 lets it pass`,
    advice: () =>
      'Answer OPTIONS with 204 before authentication and routing: a preflight has no cookies and no Authorization',
  },
  'preflight-allow-methods-invalid': {
    message: (context) => `Access-Control-Allow-Methods cannot be read as a list of methods: ${got(context)}`,
    advice: () => 'Separate methods by commas: GET, PUT, DELETE',
  },
  'preflight-allow-headers-invalid': {
    message: (context) => `Access-Control-Allow-Headers cannot be read as a list of header names: ${got(context)}`,
    advice: () => 'Separate header names by commas: content-type, authorization',
  },
  'preflight-method': {
    message: ({ step }) =>
      `The preflight does not allow the method ${step.expected}: Access-Control-Allow-Methods is ${quote(step.received)}`,
    advice: ({ step }) =>
      isMiscasedMethod(String(step.expected))
        ? `Call fetch with "${step.expected?.toUpperCase()}": methods are case-sensitive, and browsers write only DELETE, GET, HEAD, OPTIONS, POST and PUT in upper case by themselves`
        : `Add ${step.expected} to Access-Control-Allow-Methods of the answer to the preflight`,
  },
  'preflight-header': {
    message: ({ step }) =>
      `The preflight does not allow the request header "${step.expected}": Access-Control-Allow-Headers is ${quote(step.received)}`,
    advice: ({ step }) =>
      isResponseOnlyHeader(String(step.expected))
        ? `Do not set ${step.expected} in the page: it belongs into responses, and in a request it only causes a preflight`
        : `Add ${step.expected} to Access-Control-Allow-Headers of the answer to the preflight, or do not send that header`,
  },
  'mode-same-origin': {
    message: ({ origin, step }) => `With mode "same-origin" a page of ${origin} gets nothing from ${step.received}`,
    advice: () => 'Leave the mode out: "cors" is the default of fetch',
  },
  'mode-no-cors-redirect': {
    message: ({ step }) => `With mode "no-cors" the redirect mode must be "follow", not "${step.received}"`,
    advice: () => 'Leave the redirect mode out',
  },
  'redirect-mode-error': {
    message: ({ step }) => `The response is a redirect (${step.received}), and the page asked for an error then`,
    advice: () => 'Call the URL that it leads to, or leave the redirect mode out',
  },
  'redirect-body': {
    message: ({ step }) => `The response is a redirect (${step.received}), and a stream cannot be sent a second time`,
    advice: () => 'Call the URL that it leads to, or send the body as a string, bytes or a Blob',
  },
  'redirect-credentials': {
    message: (context) => `The redirect leads to a URL with a user name or password: ${got(context)}`,
    advice: () => 'Redirect to the URL without them',
  },
  'redirect-location': {
    message: (context) => `The redirect leads to ${got(context)}, which is not a URL`,
    advice: () => 'Send a URL in Location',
  },
  'redirect-scheme': {
    message: (context) => `The redirect leads to ${got(context)}, and only http and https may be followed`,
    advice: () => 'Redirect to http or https',
  },
  'redirect-too-many': {
    message: () => 'There are more than 20 redirects: it is probably a loop',
    advice: () => 'Look where each redirect leads, and end the loop',
  },
  'resource-policy': {
    message: (context) =>
      `Cross-Origin-Resource-Policy is ${got(context)}, so other origins get nothing of the response`,
    advice: () => 'Send Cross-Origin-Resource-Policy: cross-origin, or use mode "cors" and CORS headers',
  },
  'mixed-content': {
    message: ({ origin, prepared }) =>
      `A page on https (${origin}) may not call plain http (${prepared.url.origin}): this is mixed content, not CORS`,
    advice: () => 'Serve the API over https; no response header cures this',
  },
  'bad-port': {
    message: ({ step }) => `Browsers do not connect to port ${step.received}: it belongs to another protocol`,
    advice: () => 'Serve the API on another port; no response header cures this',
  },
  'network-error': {
    message: ({ cause }) => `No response came: ${describeCause(cause)}`,
    advice: () =>
      'Look at the server first: the address, the certificate, a crash. The page sees the same error as for CORS, but headers do not cure it',
  },
  'request-refused': {
    message: ({ step: { title, received } }) =>
      title.includes(String(received)) ? title : `${title}: ${quote(received)}`,
    advice: () => 'Change the request: the browser refuses it before anything is sent',
  },
  scheme: {
    message: ({ step }) => `There is no CORS over "${step.received}:", only over http and https`,
    advice: ({ prepared: { url } }) => adviseScheme(url),
  },
}

/** Gives the sentence about a block. */
export function toMessage(context: BlockContext): string {
  return reasons[toChecked(context.step.failure)].message(context)
}

/** Gives what to do about a block. */
export function toAdvice(context: BlockContext): string {
  const code = toChecked(context.step.failure)
  const isCorsCheck = code.startsWith('allow-')
  return (isCorsCheck ? adviseNull(context) : null) ?? reasons[code].advice(context)
}

/** What to do about the origin null, which is nobody's and everybody's; `null` for every other origin. */
function adviseNull({ origin, prepared, exchange }: BlockContext): string | null {
  if (exchange !== null && isTainted(origin, exchange)) {
    return `Let the page call ${findTarget(exchange) ?? exchange.request.url} itself, if that is the API, or do not redirect to another origin: behind a redirect from one other origin to another the origin is "null", and only "*" admits it, without credentials`
  }
  if (origin !== 'null') return null
  return prepared.credentials === 'include' ? nullWithCredentials : nullOrigin
}

function adviseScheme({ href, protocol }: URL): string {
  if (protocol === 'file:') {
    return 'Serve the file over http or https, such as from a server on localhost: pages may not read files'
  }
  if (/^wss?:$/.test(protocol)) return 'Open it with new WebSocket: fetch and XMLHttpRequest speak only http and https'
  return /^[^/:]+:\d/.test(href)
    ? `Write "http://${href}": without it, what stands before the colon is read as the scheme`
    : 'Serve it over https'
}

/** Takes the preflight off the codes of a CORS check: both responses are checked in the same way. */
function toChecked(code: BlockCode): CheckedCode {
  return code.replace(/^preflight-(?=allow-(?:origin|credentials)-)/, '') as CheckedCode
}

function subject({ step, exchange }: BlockContext): string {
  if (step.phase === 'preflight') return `The answer to the preflight (status ${exchange?.response?.status})`
  const status = Number(exchange?.response?.status)
  return status >= 300 && status <= 399 ? `The redirect (status ${status})` : `The response (status ${status})`
}

function sendOrigin({ step, exchange }: BlockContext): string {
  if (step.phase !== 'preflight') return `Send Access-Control-Allow-Origin with ${everyAnswer}`
  const status = Number(exchange?.response?.status)
  return status >= 200 && status <= 299
    ? 'Send Access-Control-Allow-Origin with the answer to OPTIONS, and with every other answer too'
    : 'Answer OPTIONS with status 204 and Access-Control-Allow-Origin, and send that with every other answer too'
}

function got({ step }: BlockContext): string {
  return quote(step.received)
}

function quote(value: string | null): string {
  return value === null ? 'missing' : `"${value}"`
}

/** `fetch` of Node.js says only "fetch failed", and has the reason in its cause. */
function describeCause(error: unknown): string {
  if (error === undefined || error === null) return 'the server failed without saying why'
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  const inner = cause instanceof Error ? cause.message || String((cause as { code?: unknown }).code ?? cause.name) : ''
  return inner === '' ? error.message : `${error.message}: ${inner}`
}

/** The origin as it went over the wire: every request that CORS is about has one. */
function sender({ exchange }: BlockContext): string {
  return String(exchange?.request.headers.find(([name]) => name === 'origin')?.[1])
}
