import { METHODS } from 'node:http'
import { Hono, type Context as HonoContext } from 'hono'
import { cors as forBun } from '../../adapters/bun.ts'
import { cors as forCloudflare } from '../../adapters/cloudflare.ts'
import { cors as forDeno } from '../../adapters/deno.ts'
import { cors as forHono } from '../../adapters/hono.ts'
import type { RawResponse } from '../../src/explain.ts'
import { type CorsOptions, createCors } from '../../src/index.ts'
import type { Answer, Send } from './answer.ts'
import { openNode } from './node-target.ts'

type Fetch = (request: Request) => unknown
type OpenFetch = (options: CorsOptions, handler: () => Response) => Fetch

/** What `Bun.serve` gets. */
interface BunOptions {
  readonly fetch: (request: Request, server: unknown) => unknown
  readonly routes: Readonly<Record<string, BunOptions['fetch']>>
}

/** The adapter as JavaScript sees it: Bun's own types let nothing through without Bun. */
const serveByBun = forBun as unknown as (policy: CorsOptions, options: object) => BunOptions

interface Environment {
  readonly options: CorsOptions
}

/** A request that no handler sees, to a place where another policy holds. */
const preflightPath = '/elsewhere'
const preflight = new Request(`https://api.example.com${preflightPath}`, {
  method: 'OPTIONS',
  headers: { origin: 'https://evil.example', 'access-control-request-method': 'PUT' },
})

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

/** The ways to put a policy before a Fetch handler; those for other runtimes in their own shape. */
const fetchTargets = {
  wrap: (options, handler) => createCors(options).wrap(handler, { onError: recover }),
  'async wrap': (options, handler) =>
    createCors(options).wrap(async () => handler(), { onError: async (error) => recover(error) }),
  handle: (options, handler) => {
    const { handle } = createCors(options)
    return (request) => handle(request, neverFailing(handler))
  },
  apply: (options, handler) => {
    const { apply, handle } = createCors(options)
    const { decide } = createCors({ ...options, onRefuse: undefined })
    return async (request) =>
      (await decide(request)).respond === null ? apply(request, neverFailing(handler)()) : handle(request, handler)
  },
  cloudflare: (options, handler) => {
    const worker = forCloudflare(options, { fetch: neverFailing(handler) })
    return (request) => worker.fetch(request, {}, context)
  },
  'cloudflare, from env': (options, handler) => {
    const worker = forCloudflare((env: Environment) => env.options, { fetch: neverFailing(handler) })
    // What another environment has said is not what this one says.
    worker.fetch(preflight, { options: { origin: '*' } }, context)
    const env = { options }
    return (request) => worker.fetch(request, env, context)
  },
  deno: (options, handler) => forDeno(options, neverFailing(handler)),
  'deno, an object': (options, handler) => forDeno(options, { fetch: handler, onError: recover }).fetch as Fetch,
  bun: (options, handler) => {
    const serving = serveByBun(options, { fetch: handler, error: recover })
    return (request) => serving.fetch(request, {})
  },
  'bun, a route': (options, handler) => {
    const serving = serveByBun(options, { routes: { '/*': handler }, error: recover })
    return (request) => serving.routes['/*']?.(request, {})
  },
  hono: (options, handler) => {
    const app = new Hono().use(forHono(options)).all('*', handler).onError(recover)
    return (request) => app.fetch(request)
  },
  'hono, from c': (options, handler) => {
    const policy = (c: HonoContext): CorsOptions => (c.req.path === preflightPath ? { origin: '*' } : options)
    const app = new Hono().use(forHono(policy)).all('*', handler).onError(recover)
    return async (request) => {
      await app.fetch(preflight)
      return app.fetch(request)
    }
  },
} satisfies Record<string, OpenFetch>

export type FetchTargetName = keyof typeof fetchTargets

export type TargetName = FetchTargetName | 'node'

export const fetchTargetNames = Object.keys(fetchTargets) as FetchTargetName[]

export const targetNames: TargetName[] = [...fetchTargetNames, 'node']

/** Opens a target whose responses are read off as they would stand on the wire. */
export function openTarget(name: TargetName, options: CorsOptions, handler: () => Answer): Send {
  if (name === 'node') return openNode(options, handler)
  const fetch = openFetchTarget(name, options, handler)
  return async (request) => toRaw(await fetch(request))
}

/** Opens a target whose responses are left alone. */
export function openFetchTarget(name: FetchTargetName, options: CorsOptions, handler: () => Answer): Fetch {
  return fetchTargets[name](options, () => {
    const answer = handler()
    if (answer.isThrown) throw new HandlerError(answer)
    return toResponse(answer)
  })
}

/** Tells whether a target can be asked with a method: `node:http` knows some only. */
export function knowsMethod(name: TargetName, method: string): boolean {
  return name !== 'node' || METHODS.includes(method)
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
