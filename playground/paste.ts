import { type CurlCall, isCurl, readCurl } from './pasted-curl.ts'
import { LiteralError, readLiteral, skipSpace, toValue } from './policy/literal.ts'
import { readHeaderLines } from './predict.ts'
import { defaultState, type PlaygroundState } from './state.ts'

type Changes = Partial<PlaygroundState>

/** What a pasted text says of the state, what kind of text it is, and what such a text leaves open, in a sentence. */
export interface Pasted {
  readonly kind: string
  readonly open: string
  readonly changes: Changes
}

/** Reads what people have of a blocked request: a console's message, a copied request, or an answer with its headers. */
export function readPasted(text: string): Pasted | null {
  return readMessage(text) ?? readRequest(text) ?? readServer(text)
}

/** Says what to paste instead of what cannot be read. */
export function toPasteAdvice(text: string): string {
  if (isUnanswered(text)) {
    return 'This is not about CORS: the server was not reached. Look at its port, its certificate, and extensions that block.'
  }
  if (/Failed to fetch|Network ?Error|Load failed/.test(text)) {
    return 'This is all that the page learns: the reason stands in another line of the console.'
  }
  if (/\bfetch\(|^\s*curl\b/.test(text))
    return 'Only plain values are read: write them in place of variables and calls.'
  return 'Nothing in this can be read here.'
}

/** Tells of errors that look like those of CORS, and are of the network. */
function isUnanswered(text: string): boolean {
  return /request did not succeed|net::ERR_(?!FAILED)/.test(text)
}

/** The messages of consoles that name the request. */
const messages: readonly RegExp[] = [
  /Access to \w+(?: \w+)? at '(?<last>\S+)' (?:\(redirected from '(?<url>\S+)'\) )?from origin '(?<page>\S+)' has been blocked by CORS policy: (?<reason>.*)/,
  /Cross-Origin Request Blocked: .{1,200}? at ‘?(?<last>\S+?)’?\. \(Reason: (?<reason>.*?)\)\./,
  /(?<reason>(?:Origin (?<page>\S+) is not allowed by|Access-Control-Allow-Origin cannot|Cannot use|Credentials flag|Preflight response|Method|Request header) .{1,400}?)\s*(?:\w{1,20} API|XMLHttpRequest) cannot load (?<last>\S+) due to access control checks/s,
]

function readMessage(text: string): Pasted | null {
  const found = messages.map((pattern) => pattern.exec(text)?.groups).find((groups) => groups !== undefined)
  if (found === undefined || isUnanswered(text)) return null
  const { last = '', url = last, reason = '' } = found
  // Firefox does not say from where: from elsewhere than what is allowed.
  const page = found['page'] ?? (reason.includes(defaultState.page) ? 'http://localhost:5173' : defaultState.page)
  const said = { page, url, ...(url === last ? {} : { status: '302', responseHeaders: `location: ${last}` }) }
  const server = toServer(page, reason, /(?:Status code:|ERR_FAILED) (\d+)/.exec(text)?.[1])
  const open = 'What it does not say is a guess: look over the request and the server.'
  return { kind: 'a message of the console', open, changes: { ...blank, ...said, ...server } }
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
  const open = { preflightHeaders: allowed, responseHeaders: allowed }
  if (method !== undefined) return { method, ...open }
  if (header !== undefined)
    return {
      headers: `${header}: ${/^content-type$/i.test(header) ? 'application/json' : '1'}`,
      method: 'POST',
      ...open,
    }
  const sent = toSent(allowed, reason)
  const isPreflight = /preflight|external redirect/i.test(reason)
  const isRedirect = /redirect/i.test(reason)
  const isStatus = isRedirect || /ok status|not succe/i.test(reason)
  return {
    ...(/Allow-Credentials|wildcard|is ‘\*’/i.test(reason) ? { credentials: 'include' } : {}),
    ...(isPreflight
      ? {
          method: 'PUT',
          responseHeaders: allowed,
          preflightStatus: status ?? (isRedirect ? '308' : isStatus ? '401' : '204'),
          preflightHeaders: isStatus ? `${allowed}${isRedirect ? '\nlocation: /' : ''}` : sent,
        }
      : { responseHeaders: sent, ...(status === undefined ? {} : { status }) }),
  }
}

/** Gives the header that a browser did not like. */
function toSent(allowed: string, reason: string): string {
  if (/Allow-Credentials/.test(reason)) return allowed
  if (/more than one|Multiple/.test(reason)) return `${allowed}\n${allowed}`
  const value = /(?:value|values|does not match) ['‘](.*?)['’](?: that|, but|\. H|$)/.exec(reason)?.[1]
  const name = /wildcard|is ‘\*’/i.test(reason) ? '*' : value
  return name === undefined ? '' : `access-control-allow-origin: ${name}`
}

/** Headers that browsers set by themselves. */
const own =
  /^(?:sec-|accept|user-agent|cache-control$|pragma$|priority$|connection$|content-length$|host$|te$|upgrade-|dnt$|referer$|origin$|cookie$)/i

function readRequest(text: string): Pasted | null {
  const isCommand = isCurl(text)
  const call = readCopied(text, isCommand ? readCurl : readCall)
  if (call === null) return null
  const { method = 'GET', headers, credentials, mode, referrer, body } = Object(call.init)
  const all = Object.entries(Object(headers))
  const read = (name: string): unknown => all.find(([other]) => other.toLowerCase() === name)?.[1]
  const page = [read('origin'), referrer, read('referer')].map(String).find((url) => URL.canParse(url))
  const isMode = mode === 'no-cors' || mode === 'same-origin'
  const lines = all.filter(([name]) => !own.test(name))
  // Where there is an Authorization, DevTools write "include" whether the page did or not.
  const isAsked =
    Boolean(read('cookie') ?? read('sec-fetch-storage-access')) ||
    (credentials === 'include' && !(page && read('authorization')))
  const changes: Changes = {
    ...(page === undefined ? {} : { page: new URL(page).origin }),
    url: call.url,
    method: String(method),
    headers: lines.map(([name, value]) => `${name}: ${value}`).join('\n'),
    credentials: isAsked ? 'include' : credentials === 'omit' ? 'omit' : 'same-origin',
    mode: isMode ? mode : 'cors',
    body: typeof body === 'string' ? 'json' : 'none',
  }
  const open = 'It does not say what the server answers, nor always whether the page asks for cookies.'
  return { kind: isCommand ? 'a command of curl' : 'a call of fetch', open, changes }
}

function readCopied(text: string, read: (text: string) => CurlCall | null): CurlCall | null {
  try {
    return read(text)
  } catch (error) {
    if (error instanceof LiteralError) return null
    throw error
  }
}

function readCall(text: string): CurlCall | null {
  const call = /\bfetch\(\s*/.exec(text)
  if (call === null) return null
  const input = readLiteral(text, call.index + call[0].length)
  const comma = skipSpace(text, input.end)
  const init = text[comma] === ',' ? toValue(readLiteral(text, comma + 1)) : {}
  return { url: String(toValue(input)), init: Object(init) }
}

function readServer(text: string): Pasted | null {
  const answer = readAnswer(text)
  if (answer === null) return null
  const { responseHeaders = '', status } = answer
  // Whoever sends these sends them with the answer to a preflight.
  if (!/^access-control-allow-(?:methods|headers):/im.test(responseHeaders))
    return { kind: 'an answer of the server', open: '', changes: answer }
  const preflight = { preflightHeaders: responseHeaders, ...(status === undefined ? {} : { preflightStatus: status }) }
  return { kind: 'an answer of the server, to the preflight too', open: '', changes: { ...answer, ...preflight } }
}

/** Reads an answer as curl and DevTools print it: a status line, headers, or both. */
export function readAnswer(text: string): Changes | null {
  const printed = /^< HTTP\//m.test(text) ? text.replace(/^(?!<).*\n?|^< ?/gm, '') : text
  const status = /^\s*HTTP\/[\d.]+ (\d{3})/im.exec(printed)?.[1]
  const [head = ''] = printed.replaceAll('\r', '').trim().split('\n\n')
  const lines = head.split('\n').filter((line) => !/^\s*HTTP\//i.test(line))
  const headers = readHeaderLines(lines.join('\n'))
  if (headers.length === 0 || (status === undefined && headers.length < lines.length)) return null
  if (status === undefined && /^\s*\w*Error:/.test(text)) return null
  const responseHeaders = headers.map(([name, value]) => `${name}: ${value}`).join('\n')
  return { server: 'raw', responseHeaders, ...(status === undefined ? {} : { status }) }
}
