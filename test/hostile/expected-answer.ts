import { app, findPolicy } from './policies.ts'
import { mostTold, type Received } from './received.ts'

// Says by other means than the library what a policy makes of what reached it. It is written for the policies of the
// hostile table, and knows nothing of options.

/** What an answer must have, as far as it is about CORS. */
export interface ExpectedAnswer {
  /** The status if the policy answers by itself, `null` if the handler does. */
  readonly status: number | null
  readonly headers: Readonly<Record<string, string>>
  /** Headers that send back what was not told in full, so that they are not in `headers`. */
  readonly untold: readonly string[]
  readonly variesByOrigin: boolean
}

const refusedOrigin = 'https://origin-refused.invalid'

/** What a policy adds to any shared answer, and to a preflight's. */
const shared: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  list: { 'access-control-allow-credentials': 'true' },
  echo: { 'access-control-allow-credentials': 'true' },
  anyone: {},
  one: { 'access-control-allow-credentials': 'true' },
  rules: {},
  reject: {},
  lookup: {},
}
const put = { 'access-control-allow-methods': 'PUT' }
const preflight: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  list: { ...put, 'access-control-allow-headers': 'x-a', 'access-control-max-age': '60' },
  echo: {},
  anyone: { 'access-control-allow-methods': '*', 'access-control-allow-headers': '*' },
  one: { ...put, 'access-control-allow-headers': 'x-a' },
  rules: put,
  reject: put,
  lookup: put,
}

/** Tells whether a policy admits what arrived as the origin. */
export function isAdmitted(policy: string, origin: string): boolean {
  if (policy === 'anyone' || origin === app) return true
  if (policy === 'rules') return origin === 'null'
  if (policy === 'one' || policy === 'lookup') return false
  return isPreview(origin) || isLocal(origin)
}

function isPreview(origin: string): boolean {
  const [before, ...after] = origin.split('.preview.example.com')
  if (before === undefined || after.length !== 1 || after[0] !== '' || !before.startsWith('https://')) return false
  const labels = before.slice('https://'.length).split('.')
  const characters = new Set('abcdefghijklmnopqrstuvwxyz0123456789-_')
  const isLabel = (label: string): boolean =>
    label.length > 0 && label.length < 64 && [...label].every((one) => characters.has(one))
  return origin.length - 'https://'.length <= 253 && labels.every(isLabel)
}

function isLocal(origin: string): boolean {
  if (origin === 'http://localhost') return true
  const [scheme, host, port = '', ...more] = origin.split(':')
  return scheme === 'http' && host === '//localhost' && more.length === 0 && isPort(port)
}

function isPort(port: string): boolean {
  const number = Number(port)
  return String(number) === port && number >= 1 && number <= 65535
}

/** Tells whether the policy that a request is for admits its origin. */
export function isAdmittedHere(received: Received): boolean {
  const policy = findPolicy(received.url)
  // A store is not asked about the server's own origin, whose pages need no permission.
  if (policy === 'lookup' && received.method !== 'OPTIONS' && isSameOrigin(received)) return false
  return received.origin !== null && isAdmitted(policy, received.origin)
}

/** Says what must come of what reached a program. */
export function expectAnswer(received: Received): ExpectedAnswer {
  const policy = findPolicy(received.url)
  const { origin } = received
  const isPreflight = origin !== null && received.method === 'OPTIONS' && received.requestMethod !== null
  const constant = { anyone: '*', one: app }[policy]
  const isShared = constant !== undefined || isAdmittedHere(received)
  const variesByOrigin = constant === undefined
  if (isShared) {
    const allowOrigin = { 'access-control-allow-origin': constant ?? String(origin), ...shared[policy] }
    const echoed = policy === 'echo' && isPreflight ? echo(received) : {}
    const exposed = policy === 'anyone' && !isPreflight ? { 'access-control-expose-headers': '*' } : {}
    const headers = { ...allowOrigin, ...(isPreflight ? preflight[policy] : exposed), ...echoed }
    const untold = policy === 'echo' ? findUntold(received) : []
    return { status: isPreflight ? 204 : null, headers, untold, variesByOrigin }
  }
  const isRefused = origin !== null && (isPreflight || (policy === 'reject' && !isSameOrigin(received)))
  const named = isRefused && policy === 'reject' ? { 'access-control-allow-origin': refusedOrigin } : {}
  const headers = { ...named, ...(isRefused ? { 'cache-control': 'no-store' } : {}) }
  return {
    status: isRefused ? (isPreflight && policy === 'reject' ? 200 : 403) : null,
    headers,
    untold: [],
    variesByOrigin,
  }
}

const tokenCharacters = new Set("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")

/** Tells a token apart from what could end a line or a list. */
export function isName(text: string): boolean {
  return text !== '' && [...text].every((one) => tokenCharacters.has(one))
}

function echo({ requestMethod, requestHeaders, requestHeadersLength }: Received): Record<string, string> {
  const isTold = requestMethod !== null && requestMethod.length < mostTold
  const method = isTold && isName(requestMethod) ? { 'access-control-allow-methods': requestMethod } : {}
  if (requestHeadersLength > mostTold) return method
  const names = String(requestHeaders ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => isName(name) && name.toLowerCase() !== 'authorization')
  return { ...method, ...(names.length === 0 ? {} : { 'access-control-allow-headers': names.join(',') }) }
}

function findUntold({ requestMethod, requestHeadersLength }: Received): string[] {
  return [
    // A list of the names that the answer has.
    'access-control-expose-headers',
    ...(requestMethod?.length === mostTold ? ['access-control-allow-methods'] : []),
    ...(requestHeadersLength > mostTold ? ['access-control-allow-headers'] : []),
  ]
}

function isSameOrigin({ origin, site, url, host }: Received): boolean {
  if (origin === 'null' || !/^[a-z]+:\/\/[^/?#@\s]+$/.test(String(origin))) return false
  if (site !== null) return site === 'same-origin' || site === 'none'
  const whole = url.includes('://') ? url : `http://${host}/`
  return URL.canParse(whole) && new URL(whole).origin === origin
}
