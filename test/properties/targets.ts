import { once } from 'node:events'
import { createServer, type IncomingMessage, METHODS, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Hono } from 'hono'
import { Agent, type Dispatcher } from 'undici'
import { cors as forBun } from '../../adapters/bun.ts'
import { cors as forCloudflare } from '../../adapters/cloudflare.ts'
import { cors as forDeno } from '../../adapters/deno.ts'
import { cors as forHono } from '../../adapters/hono.ts'
import { cors as forNode } from '../../adapters/node.ts'
import type { RawResponse } from '../../src/explain.ts'
import { type CorsOptions, createCors } from '../../src/index.ts'

/** What a handler answers. */
export interface Answer {
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string | Uint8Array<ArrayBuffer> | null
  /** Whether the body comes in pieces, each a while after the one before. */
  readonly isStream?: boolean
  /** Whether the handler throws, and something that hears of errors answers this. */
  readonly isThrown?: boolean
  /** The response itself, where a handler returns the same object again. */
  readonly response?: Response
}

/** A server under test. */
export type Send = (request: Request) => Promise<RawResponse>

/** Makes a server of options and a handler; the handler tells what to answer each time it is called. */
type Open = (options: CorsOptions, handler: () => Answer) => Send

type Fetch = (request: Request) => unknown

/** What `Bun.serve` gets. */
interface BunOptions {
  readonly fetch: (request: Request, server: unknown) => unknown
  readonly routes: Readonly<Record<string, BunOptions['fetch']>>
}

/** The adapter as JavaScript sees it: Bun's own types let nothing through without Bun. */
const serveByBun = forBun as unknown as (policy: CorsOptions, options: object) => BunOptions

const context = { waitUntil: () => {}, passThroughOnException: () => {}, props: undefined }

/** What a handler throws, for whoever turns errors into responses. */
class HandlerError extends Error {
  readonly answer: Answer

  constructor(answer: Answer) {
    super('The handler failed')
    this.answer = answer
  }
}

/** Answers an error of a handler, as a program's own error handler does. */
function recover(error: unknown): Response {
  if (error instanceof HandlerError) return toResponse(error.answer)
  throw error
}

/** For targets that hear of no errors. */
function neverFailing(handler: () => Response): () => Response {
  return () => {
    try {
      return handler()
    } catch (error) {
      return recover(error)
    }
  }
}

/** All the ways to put a policy before a handler, those that need another runtime in their own shape. */
const targets = {
  wrap: fetching((options, handler) => createCors(options).wrap(handler, { onError: recover })),
  'async wrap': fetching((options, handler) =>
    createCors(options).wrap(async () => handler(), { onError: async (error) => recover(error) }),
  ),
  handle: fetching((options, handler) => {
    const { handle } = createCors(options)
    return (request) => handle(request, neverFailing(handler))
  }),
  apply: fetching((options, handler) => {
    const { apply, handle } = createCors(options)
    const { decide } = createCors({ ...options, onRefuse: undefined })
    return async (request) =>
      (await decide(request)).respond === null ? apply(request, neverFailing(handler)()) : handle(request, handler)
  }),
  cloudflare: fetching((options, handler) => {
    const worker = forCloudflare(options, { fetch: neverFailing(handler) })
    return (request) => worker.fetch(request, {}, context)
  }),
  'cloudflare, from env': fetching((options, handler) => {
    const worker = forCloudflare(() => options, { fetch: neverFailing(handler) })
    return (request) => worker.fetch(request, {}, context)
  }),
  deno: fetching((options, handler) => forDeno(options, neverFailing(handler))),
  'deno, an object': fetching(
    (options, handler) => forDeno(options, { fetch: handler, onError: recover }).fetch as Fetch,
  ),
  bun: fetching((options, handler) => {
    const serving = serveByBun(options, { fetch: handler, error: recover })
    return (request) => serving.fetch(request, {})
  }),
  'bun, a route': fetching((options, handler) => {
    const serving = serveByBun(options, { routes: { '/*': handler }, error: recover })
    return (request) => serving.routes['/*']?.(request, {})
  }),
  hono: fetching((options, handler) => {
    const app = new Hono().use(forHono(options)).all('*', handler).onError(recover)
    return (request) => app.fetch(request)
  }),
  node: openNode,
} satisfies Record<string, Open>

export type TargetName = keyof typeof targets

export const targetNames = Object.keys(targets) as TargetName[]

export function openTarget(name: TargetName, options: CorsOptions, handler: () => Answer): Send {
  return targets[name](options, handler)
}

/** Tells whether a target can be asked with a method: `node:http` knows some only. */
export function knowsMethod(name: TargetName, method: string): boolean {
  return name !== 'node' || METHODS.includes(method)
}

function fetching(open: (options: CorsOptions, handler: () => Response) => Fetch): Open {
  return (options, handler) => {
    const fetch = open(options, () => {
      const answer = handler()
      if (answer.isThrown) throw new HandlerError(answer)
      return toResponse(answer)
    })
    return async (request) => toRaw(await fetch(request))
  }
}

/** Makes the `Response` that a handler returns. */
export function toResponse({ status, headers, body, isStream, response }: Answer): Response {
  const content = isStream && body !== null ? toStream(body) : body
  return (
    response ??
    new Response(content, { status, headers: headers.map(([name, value]): [string, string] => [name, value]) })
  )
}

function toStream(body: string | Uint8Array<ArrayBuffer>): ReadableStream {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  const half = bytes.length >> 1
  const pieces = [bytes.slice(0, half), bytes.slice(half)].filter(({ length }) => length > 0)
  return new ReadableStream({
    pull(controller) {
      const piece = pieces.shift()
      if (piece === undefined) controller.close()
      else controller.enqueue(piece)
    },
  })
}

/** Reads what a `Response` would put on the wire. */
async function toRaw(answer: unknown): Promise<RawResponse> {
  if (!(answer instanceof Response)) throw new Error(`The answer is no response: ${answer}`)
  return { status: answer.status, headers: [...answer.headers], body: new Uint8Array(await answer.arrayBuffer()) }
}

type NodeHandler = (request: IncomingMessage, response: ServerResponse) => unknown

/** One server for all cases: they run one after the other. */
let serving: Promise<{ origin: string; client: Dispatcher }> | null = null
let current: NodeHandler = (_, response) => response.end()

async function startNode(): Promise<{ origin: string; client: Dispatcher }> {
  const server = createServer((request, response) => current(request, response)).unref()
  // A connection that the server ends while nothing runs would fail the next request.
  server.keepAliveTimeout = 0
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { origin: `http://127.0.0.1:${port}`, client: new Agent({ headersTimeout: 20_000, bodyTimeout: 20_000 }) }
}

function openNode(options: CorsOptions, handler: () => Answer): Send {
  const middleware = forNode<IncomingMessage>(options)
  let turn = 0
  return async (request) => {
    serving ??= startNode()
    const { origin, client } = await serving
    current = (incoming, response) => {
      // The requests are for a server with TLS.
      Object.assign(incoming.socket, { encrypted: true })
      const answer = async (): Promise<void> =>
        middleware(incoming, response, () => writeAnswer(handler(), response, turn++))
      // Nothing of ours throws; if it does, the request fails at once and does not wait.
      answer().catch((error: unknown) => response.destroy(new Error('The middleware threw', { cause: error })))
    }
    const { pathname, host } = new URL(request.url)
    const { statusCode, headers, body } = await client.request({
      origin,
      path: pathname,
      method: request.method as Dispatcher.HttpMethod,
      headers: [...request.headers, ['host', host]].flat(),
      responseHeaders: 'raw',
    })
    // Raw, so that a header that stands twice is seen twice.
    const raw = headers as unknown as readonly string[]
    const lines = raw.flatMap((name, at) => (at % 2 === 0 ? [[name.toLowerCase(), raw[at + 1] ?? ''] as const] : []))
    const added = ['connection', 'keep-alive', 'date', 'content-length', 'transfer-encoding']
    return {
      status: statusCode,
      headers: lines.filter(([name]) => !added.includes(name)),
      body: new Uint8Array(await body.arrayBuffer()),
    }
  }
}

/** Writes a response in each of the ways that Node.js has, by turns. */
function writeAnswer({ status, headers, body }: Answer, response: ServerResponse, turn: number): void {
  const cookies = headers.flatMap(([name, value]) => (name === 'set-cookie' ? [value] : []))
  const others = Object.fromEntries(
    new Headers(headers.filter(([name]) => name !== 'set-cookie').map(([n, v]) => [n, v])),
  )
  const fields = { ...others, ...(cookies.length === 0 ? {} : { 'set-cookie': cookies }) }
  if (turn % 3 === 0) response.writeHead(status, fields)
  else if (turn % 3 === 1) response.writeHead(status, headers.flat())
  else {
    for (const [name, value] of Object.entries(fields)) response.setHeader(name, value)
    response.statusCode = status
  }
  // Node.js writes a head in one piece with a body that is text, and then both as UTF-8.
  response.end(typeof body === 'string' ? Buffer.from(body) : (body ?? ''))
}
