import { LiteralError, readLiteral, skipSpace, toValue } from './policy/literal.ts'
import { readHeaderLines } from './predict.ts'
import { defaultState, type PlaygroundState } from './state.ts'

type Changes = Partial<PlaygroundState>

/** What a pasted text says of the state, and what kind of text it is. */
export interface Pasted {
  readonly kind: string
  readonly changes: Changes
}

/** Reads what people have of a blocked request: a console's message, "Copy as fetch", or an answer with its headers. */
export function readPasted(text: string): Pasted | null {
  const answer = readAnswer(text)
  return readMessage(text) ?? readCall(text) ?? (answer && { kind: 'an answer of the server', changes: answer })
}

/** Says what to paste instead of what cannot be read. */
export function toPasteAdvice(text: string): string {
  if (/^\s*curl\b/.test(text))
    return 'In DevTools take “Copy as fetch” instead of cURL, or run it with --include and paste the answer.'
  if (/Failed to fetch|NetworkError|Load failed/.test(text)) {
    return 'This is all that the page learns: the reason stands in another line of the console.'
  }
  return 'Nothing in this can be read here.'
}

/** The messages of consoles that name the request. */
const messages: readonly RegExp[] = [
  /Access to (?:fetch|XMLHttpRequest) at '(?<last>\S+)' (?:\(redirected from '(?<url>\S+)'\) )?from origin '(?<page>\S+)' has been blocked by CORS policy: (?<reason>[\s\S]*)/,
  /Cross-Origin Request Blocked: .*? at ‘?(?<last>\S+?)’?\. \(Reason: (?<reason>.*?)\)\.(?: Status code: (?<status>\d+))?/,
  /(?<reason>(?:Origin (?<page>\S+) is not allowed by|Access-Control-Allow-Origin cannot|Cannot use|Credentials flag|Preflight response|Method|Request header) .*?)\s*\S+ API cannot load (?<last>\S+) due to access control checks/s,
]

function readMessage(text: string): Pasted | null {
  const found = messages.map((pattern) => pattern.exec(text)?.groups).find((groups) => groups !== undefined)
  if (found === undefined) return null
  const { last = '', url = last, reason = '', status } = found
  // Firefox does not say from where: from elsewhere than what is allowed.
  const page = found['page'] ?? (reason.includes(defaultState.page) ? 'http://localhost:5173' : defaultState.page)
  const said = { page, url, ...(url === last ? {} : { status: '302', responseHeaders: `location: ${last}` }) }
  const server = toServer(page, reason, status ?? /Status code: (\d+)/.exec(reason)?.[1])
  return {
    kind: 'a message of the console: what it leaves out, such as the method, is made up',
    changes: { ...blank, ...said, ...server },
  }
}

/** A server that says nothing. */
const blank = {
  server: 'raw',
  method: 'GET',
  headers: '',
  body: 'none',
  credentials: 'same-origin',
  preflightStatus: '204',
  preflightHeaders: '',
  status: '200',
  responseHeaders: '',
} as const satisfies Changes

/** Makes up a server of which a browser says that. */
function toServer(page: string, reason: string, status: string | undefined): Changes {
  const allowed = `access-control-allow-origin: ${page}`
  const method = /Method (\S+) is not allowed/.exec(reason)?.[1] ?? (/find method/.test(reason) ? 'PUT' : undefined)
  const header = /(?:header field |header ‘)([\w-]+)(?:’)? is not allowed/.exec(reason)?.[1]
  const value = /(?:value|values|does not match) ['‘](.*?)['’](?: that|, but|\. H|$)/.exec(reason)?.[1]
  const open = { preflightHeaders: allowed, responseHeaders: allowed }
  if (method !== undefined) return { method, ...open }
  if (header !== undefined)
    return {
      headers: `${header}: ${/^content-type$/i.test(header) ? 'application/json' : '1'}`,
      method: 'POST',
      ...open,
    }
  if (/Allow-Credentials/.test(reason)) return { credentials: 'include', ...open }
  if (/wildcard|is ‘\*’/i.test(reason))
    return { credentials: 'include', responseHeaders: 'access-control-allow-origin: *' }
  if (/more than one|Multiple/.test(reason)) return { responseHeaders: `${allowed}\n${allowed}` }
  const isPreflight = /preflight|external redirect/i.test(reason)
  const sent = value === undefined ? '' : `access-control-allow-origin: ${value}`
  if (!isPreflight) return { responseHeaders: sent, ...(status === undefined ? {} : { status }) }
  const isRedirect = /redirect/i.test(reason)
  const isStatus = isRedirect || /ok status|not succe/i.test(reason)
  return {
    method: 'PUT',
    responseHeaders: allowed,
    preflightStatus: status ?? (isRedirect ? '308' : isStatus ? '401' : '204'),
    preflightHeaders: isStatus ? `${allowed}${isRedirect ? '\nlocation: /' : ''}` : sent,
  }
}

/** Headers that browsers set by themselves. */
const own = /^(?:sec-|accept|user-agent|cache-control$|pragma$|priority$|upgrade-|dnt$|referer$|origin$|cookie$)/i

function readCall(text: string): Pasted | null {
  const call = /\bfetch\(\s*/.exec(text)
  if (call === null) return null
  try {
    const input = readLiteral(text, call.index + call[0].length)
    const comma = skipSpace(text, input.end)
    const init = text[comma] === ',' ? toValue(readLiteral(text, comma + 1)) : {}
    const { method = 'GET', headers, credentials, mode, referrer, body } = Object(init)
    const lines = Object.entries(Object(headers)).filter(([name]) => !own.test(name))
    const origin = URL.canParse(String(referrer)) ? { page: new URL(String(referrer)).origin } : {}
    const isMode = mode === 'no-cors' || mode === 'same-origin'
    const changes: Changes = {
      ...origin,
      url: String(toValue(input)),
      method: String(method),
      headers: lines.map(([name, value]) => `${name}: ${value}`).join('\n'),
      credentials: credentials === 'include' || credentials === 'omit' ? credentials : 'same-origin',
      mode: isMode ? mode : 'cors',
      body: typeof body === 'string' ? 'json' : 'none',
    }
    return { kind: 'a call of fetch', changes }
  } catch (error) {
    if (error instanceof LiteralError) return null
    throw error
  }
}

/** Reads an answer as curl and DevTools print it: a status line, headers, or both. */
export function readAnswer(text: string): Changes | null {
  const status = /^\s*HTTP\/[\d.]+ (\d{3})/im.exec(text)?.[1]
  const [head = ''] = text.replaceAll('\r', '').trim().split('\n\n')
  const lines = head.split('\n').filter((line) => !/^\s*HTTP\//i.test(line))
  const headers = readHeaderLines(lines.join('\n'))
  if (headers.length === 0 || (status === undefined && headers.length < lines.length)) return null
  const responseHeaders = headers.map(([name, value]) => `${name}: ${value}`).join('\n')
  return { server: 'raw', responseHeaders, ...(status === undefined ? {} : { status }) }
}
