import type { HeaderList } from '../user-agent/header-list.ts'
import type { RequestBody } from '../user-agent/page-request.ts'
import { strip, tabOrSpace } from '../user-agent/white-space.ts'
import type { Server, WireRequest, WireResponse } from '../user-agent/wire.ts'

/**
 * A server: any function from a `Request` to a `Response`, such as a Fetch handler, or the runtime's own `fetch` for a
 * server on the network (in Node.js, Deno, Bun and Workers; a web page's `fetch` cannot send these headers). The
 * `Request` has all headers of the wire, `Origin` and `Cookie` included, also where `new Request` would drop them.
 */
export type ServerFunction = (request: Request) => ServerAnswer | Promise<ServerAnswer>

/** A `Response`, or one as lines on the wire, for what a `Response` cannot hold: a header that stands twice. */
export type ServerAnswer = Response | RawResponse

/** A response as its lines stand on the wire. */
export interface RawResponse {
  /** The status, from 200 to 999. */
  readonly status: number
  /** The reason phrase. */
  readonly statusText?: string
  /** The header lines, names in any case. */
  readonly headers: HeaderList
  /** The body. */
  readonly body?: string | Uint8Array<ArrayBuffer> | ReadableStream | null
}

/**
 * Makes a server of the user agent from a function.
 *
 * @param timeout - after how many milliseconds without an answer a request is given up
 * @param signal - aborts what is under way
 */
export function toServer(handler: ServerFunction, timeout: number, signal: AbortSignal | null): Server {
  return async (wire) => {
    if (signal?.aborted) throw signal.reason
    const controller = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const given = new Promise<never>((_, reject) => {
      const end = (reason: unknown): void => {
        controller.abort(reason)
        reject(reason)
      }
      timer = setTimeout(() => end(new Error(`No answer within ${timeout} ms`)), timeout)
      signal?.addEventListener('abort', () => end(signal.reason), { once: true })
    })
    try {
      const answer = Promise.resolve(wire).then(async () => handler(await toRequest(wire, controller.signal)))
      return toWireResponse(await Promise.race([answer, given]))
    } finally {
      clearTimeout(timer)
    }
  }
}

/** Makes a `Request` whose method and headers are those of the wire, whatever the runtime's constructor does to them. */
async function toRequest({ method, url, headers, body = null }: WireRequest, signal: AbortSignal): Promise<Request> {
  const content = body === null ? null : await toContent(body)
  return unguard(
    new Request(url, {
      method,
      headers: toPairs(headers),
      redirect: 'manual',
      signal,
      ...(content === null ? {} : { body: content, duplex: 'half' }),
    }),
    method,
    headers,
  )
}

/** In a page `new Request` drops `Origin`, `Access-Control-Request-*` and `Cookie`; Bun writes `patch` in upper case. */
function unguard(request: Request, method: string, headers: HeaderList): Request {
  const clone = (): Request => unguard(Object.getPrototypeOf(request).clone.call(request), method, headers)
  return Object.defineProperties(request, {
    method: { value: method },
    headers: { value: new Headers(toPairs(headers)) },
    clone: { value: clone },
  })
}

/** `Headers` of other runtimes' types take no read-only lists. */
function toPairs(list: HeaderList): [string, string][] {
  return list.map(([name, value]) => [name, value])
}

/** In Firefox a `Request` takes no stream but its text, "[object ReadableStream]": there the stream is read first. */
async function toContent({
  source,
  stream,
}: RequestBody): Promise<ReadableStream | ArrayBuffer | Uint8Array<ArrayBuffer> | null> {
  if (typeof source === 'string') return new TextEncoder().encode(source)
  if (source !== null || stream === undefined) return source
  const probe = { method: 'POST', body: new Response('').body, duplex: 'half' }
  const isTaken = !new Request('https://request.invalid/', probe).headers.has('content-type')
  return isTaken ? stream : await new Response(stream).arrayBuffer()
}

/** @throws TypeError that says what is wrong with the answer, for whoever wrote the server */
function toWireResponse(answer: ServerAnswer): WireResponse {
  if (typeof answer !== 'object' || answer === null || typeof answer.status !== 'number') {
    throw new TypeError('The server returned no Response: return one from every path of its function')
  }
  const { status, statusText = '', body = null } = answer
  if (status === 0) throw new TypeError('The server returned Response.error(), or a response that it could not read')
  if (!Number.isInteger(status) || status < 200 || status > 999) {
    throw new TypeError(`The server returned the status ${status}: the status of an answer is from 200 to 999`)
  }
  const isStream = typeof body === 'object' && body !== null && 'getReader' in body
  if (('bodyUsed' in answer && answer.bodyUsed) || (isStream && body.locked)) {
    throw new TypeError('The server returned a body that was read before: make a new Response for each request')
  }
  const content = body === null || isStream ? body : new Response(body).body
  return { status, statusText, headers: toLines(answer.headers), body: content }
}

/** Lists headers as a browser reads them off the wire: without the white space around values. */
function toLines(headers: Iterable<readonly [string, string]>): HeaderList {
  const lines = typeof headers?.[Symbol.iterator] === 'function' ? [...headers] : null
  if (lines === null || !lines.every(isLine)) {
    throw new TypeError(
      'The server returned headers that are no list of names and values, such as [["vary", "Origin"]]',
    )
  }
  return lines.map(([name, value]) => [name, strip(value, tabOrSpace)])
}

function isLine(line: unknown): boolean {
  const [name, value] = Array.isArray(line) ? line : []
  const isName = typeof name === 'string' && /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: https://fetch.spec.whatwg.org/#header-value names these bytes
  return isName && typeof value === 'string' && !/[\0\r\n]|[^\x00-\xff]/.test(value)
}
