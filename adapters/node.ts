import { corsResponseHeaders } from '../src/http/header-names.ts'
import { mergeVary } from '../src/http/vary.ts'
import type { AsyncCors, AsyncCorsOptions, Cors, CorsInput, CorsOptions, Decision } from '../src/index.ts'
import { explanationHeaders, toExposedNames } from '../src/server/apply.ts'
import { toCors } from '../src/server/create-cors.ts'

/** A request of `node:http`, `node:http2` or Express, as far as this adapter touches it. */
export interface NodeRequest {
  /** Holds the method. */
  readonly method?: string | undefined
  /** Holds the request target: a path, or a whole URL. */
  readonly url?: string | undefined
  /** Holds the headers by lower-case name. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

type HeaderValue = string | number | readonly string[]

/** A response of `node:http`, `node:http2` or Express, as far as this adapter touches it. */
export interface NodeResponse {
  /** Holds the status. */
  statusCode: number
  /** Gives the value of a header. */
  getHeader(name: string): HeaderValue | undefined
  /** Lists the lower-case names of the headers. */
  getHeaderNames(): string[]
  /** Sets a header. */
  setHeader(name: string, value: string | readonly string[]): unknown
  /** Removes a header. */
  removeHeader(name: string): void
  /** Sends status and headers. */
  writeHead(statusCode: number): unknown
  /** Sends the end of the body. */
  end(body: string): unknown
}

/** A Connect-style middleware. It returns a promise if the policy has a `lookup`. */
export type NodeMiddleware<Req> = (request: Req, response: NodeResponse, next: () => unknown) => void | Promise<void>

/**
 * Makes a policy a middleware for `node:http`, `node:http2`, Express and all that speaks Connect. The headers are
 * written with the response's head, so they survive a handler that sets `Vary` late or passes headers to `writeHead`.
 *
 * @param policy - options or a policy; predicates get the native request
 * @returns the middleware; it calls `next` unless it answers by itself
 * @throws CorsConfigError if the options are wrong
 * @example
 * ```ts
 * import { createServer } from 'node:http'
 * import { cors } from 'fetch-cors/node'
 *
 * const withCors = cors({ origin: ['https://app.example.com'] })
 * const server = createServer((req, res) => withCors(req, res, () => res.end('hello')))
 * ```
 * @see {@link https://fetch.spec.whatwg.org/#http-cors-protocol | Fetch § CORS protocol}
 */
export function cors<Req extends NodeRequest>(
  policy: CorsOptions<Req> | AsyncCorsOptions<Req> | Cors<Req> | AsyncCors<Req>,
): NodeMiddleware<Req> {
  const compiled = toCors<Req>(policy)
  return (request, response, next) => {
    const decision = compiled.decide(toInput(request), request)
    return 'then' in decision
      ? decision.then((settled) => answer(settled, response, next))
      : answer(decision, response, next)
  }
}

/**
 * Describes a native request to `decide`, without building a `Request`: for guards of WebSocket upgrades.
 *
 * @param request - the native request
 * @returns its method, URL and headers; the URL's host is the one that the client names
 * @example
 * ```ts
 * import { createServer } from 'node:http'
 * import { createCors } from 'fetch-cors'
 * import { toInput } from 'fetch-cors/node'
 *
 * const guard = createCors({ origin: ['https://app.example.com'], rejectDisallowed: true })
 * createServer().on('upgrade', (request, socket) => {
 *   socket.on('error', () => socket.destroy())
 *   if (guard.decide(toInput(request)).respond !== null) socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
 * })
 * ```
 */
export function toInput(request: NodeRequest): CorsInput {
  const { headers } = request
  const get = (name: string): string | null => toText(headers[name] ?? headers[name.toLowerCase()]) ?? null
  return new NativeInput(request, get)
}

/** Knows its URL when it is asked. A class, because to make an object with a getter takes as long as all the rest. */
class NativeInput implements CorsInput {
  readonly method: string
  readonly headers: CorsInput['headers']
  readonly #request: NodeRequest

  constructor(request: NodeRequest, get: (name: string) => string | null) {
    this.method = request.method ?? 'GET'
    this.headers = { get }
    this.#request = request
  }

  get url(): string {
    return toUrl(this.#request)
  }
}

function toUrl(request: NodeRequest & { readonly originalUrl?: unknown; readonly socket?: unknown }): string {
  // Express cuts the path at which a router is mounted out of url.
  const target = typeof request.originalUrl === 'string' ? request.originalUrl : (request.url ?? '/')
  if (/^https?:/i.test(target)) return target
  const isEncrypted = Object(request.socket).encrypted === true
  const host = toText(request.headers[':authority'] ?? request.headers['host']) ?? 'localhost'
  return `${isEncrypted ? 'https' : 'http'}://${host}${target.startsWith('/') ? '' : '/'}${target}`
}

function toText(value: HeaderValue | undefined): string | undefined {
  return typeof value === 'object' ? value.join(', ') : value?.toString()
}

function answer(decision: Decision, response: NodeResponse, next: () => unknown): void {
  if (decision.kind === 'exempt') {
    next()
    return
  }
  if (decision.respond === null) {
    writeWithHead(decision, response)
    next()
    return
  }
  writeHeaders(decision, response)
  if (decision.body !== null) for (const [name, value] of explanationHeaders) response.setHeader(name, value)
  response.statusCode = decision.respond
  response.end(decision.body ?? '')
}

type Head = readonly [statusCode: number, ...rest: unknown[]]

/** Puts the policy's headers into the head of a response at the moment it is written: nothing can come after that. */
function writeWithHead(decision: Decision, response: NodeResponse): void {
  const writeHead: (...head: Head) => unknown = response.writeHead
  // Whatever stands in its place reads its arguments in its own way.
  const isNative = !Object.hasOwn(response, 'writeHead')
  const write = (...[statusCode, ...rest]: Head): unknown => {
    // Faster than to set them, where there are no others.
    if (isNative && rest.length === 0 && !decision.exposeAll && response.getHeaderNames().length === 0)
      return writeHead.call(response, statusCode, toList(decision))
    setGivenHeaders(response, rest.at(-1))
    writeHeaders(decision, response)
    const message = rest.filter((argument) => typeof argument === 'string')
    return writeHead.call(response, statusCode, ...message)
  }
  response.writeHead = write
  // A deprecated name that node:http still has for it.
  if ('writeHeader' in response) response.writeHeader = write
}

/** Sets what a handler passes to `writeHead`, so that it can be merged: an object, or names and values in a list. */
function setGivenHeaders(response: NodeResponse, given: unknown): void {
  if (typeof given !== 'object' || given === null) return
  if (!Array.isArray(given)) {
    for (const [name, value] of Object.entries(given)) response.setHeader(name, value)
    return
  }
  const pairs = Array.isArray(given[0]) ? given : given.flatMap((name, at) => (at % 2 ? [] : [[name, given[at + 1]]]))
  for (const [name] of pairs) response.removeHeader(name)
  for (const [name, value] of pairs) {
    const current = response.getHeader(name)
    response.setHeader(name, current === undefined ? value : [current, value].flat().map(String))
  }
}

/** Lists names and values as `writeHead` takes them. */
function toList({ headers, vary }: Decision): string[] {
  const list: string[] = []
  for (const pair of headers) list.push(pair[0], pair[1])
  if (vary.length > 0) list.push('vary', vary.join(', '))
  return list
}

function writeHeaders({ headers, vary, exposeAll }: Decision, response: NodeResponse): void {
  for (const name of corsResponseHeaders) response.removeHeader(name)
  for (const [name, value] of headers) response.setHeader(name, value)
  const merged = mergeVary(toText(response.getHeader('vary')) ?? null, vary)
  if (merged !== null) response.setHeader('vary', merged)
  const exposed = exposeAll ? toExposedNames(response.getHeaderNames()) : ''
  if (exposed !== '') response.setHeader('access-control-expose-headers', exposed)
}
