import { corsResponseHeaders, forbiddenResponseHeaders, safelistedResponseHeaders } from '../http/header-names.ts'
import { mergeVary } from '../http/vary.ts'
import type { Decision } from './cors.ts'
import type { HeaderPair } from './policy.ts'

/** Writes a decision's headers into new headers. */
export function toHeaders({ headers, vary }: Decision): Headers {
  const written = new Headers()
  for (const [name, value] of headers) written.set(name, value)
  const value = mergeVary(null, vary)
  if (value !== null) written.set('vary', value)
  return written
}

/** What the body of a decision needs: the text names an origin that anybody may have sent. */
export const explanationHeaders: readonly HeaderPair[] = [
  ['content-type', 'text/plain;charset=utf-8'],
  ['x-content-type-options', 'nosniff'],
]

/** Builds the response to a request that the handler does not see. */
export function toResponse(decision: Decision, status: number): Response {
  const headers = toHeaders(decision)
  if (decision.body !== null) for (const [name, value] of explanationHeaders) headers.set(name, value)
  return new Response(decision.body, { status, headers })
}

/**
 * Gives a response the headers of a decision: in place if it is known to belong to this request alone, else on a copy.
 *
 * @param reportUncopyable - hears of a response that needed headers and could not get them
 */
export function applyDecision(
  decision: Decision,
  method: string,
  response: Response,
  reportUncopyable: () => void,
): Response {
  // A handler that is written in JavaScript may return anything, and an upgrade nothing: that is its runtime's to judge.
  if (!isResponse(response)) return response
  // An upgraded connection is no response that a page could read, and runtimes know it by its identity.
  if (response.status === 101) return response
  if (method !== 'HEAD' && !setsCacheControl(decision) && !mayBeReused(response)) {
    try {
      writeHeaders(decision, response.headers)
      changed.add(response)
      return response
    } catch {
      // Headers of fetched responses and redirects are immutable: https://fetch.spec.whatwg.org/#headers-class
    }
  }
  const copy = copyWithHeaders(decision, response)
  if (copy !== null) return copy
  if (decision.headers.length > 0 || corsResponseHeaders.some((name) => response.headers.has(name))) reportUncopyable()
  return response
}

function copyWithHeaders(decision: Decision, response: Response): Response | null {
  // A constructor that looks at the status later, as `@hono/node-server` has, would make a success of a network error.
  if (response.status === 0) return null
  try {
    // An object that comes back keeps its body for the next time.
    const { body } = changed.has(response) ? response.clone() : response
    const copy = new Response(body, response)
    writeHeaders(decision, copy.headers)
    return copy
  } catch {
    return null
  }
}

function isResponse(value: unknown): value is Response {
  return typeof value === 'object' && value !== null && 'headers' in value && 'status' in value
}

/** Responses that were changed in place: a handler that returns one again gets a copy. */
const changed = new WeakSet<Response>()

/**
 * Tells whether a handler may return this very object for another request too, as it may one without a body.
 *
 * A body with a type is seen by its header. Where that is missing, `body` tells; but in a runtime that adds the type of
 * a string only when it sends it (Bun), to touch `body` is to lose the type, so there the second time tells.
 */
function mayBeReused(response: Response): boolean {
  if (changed.has(response) || isNullBodyStatus(response.status)) return true
  return response.headers.get('content-type') === null && !addsTypeLate() && response.body === null
}

/** Implements https://fetch.spec.whatwg.org/#null-body-status */
function isNullBodyStatus(status: number): boolean {
  return status === 204 || status === 205 || status === 304
}

/** Tells whether a decision changes more than CORS headers, which must not stay on an object that comes back. */
function setsCacheControl({ headers }: Decision): boolean {
  return headers[0]?.[0] === 'cache-control'
}

let typeIsLate: boolean | undefined

/** Tells whether this runtime departs from https://fetch.spec.whatwg.org/#initialize-a-response, step 6.3 */
function addsTypeLate(): boolean {
  typeIsLate ??= !new Response('').headers.has('content-type')
  return typeIsLate
}

function writeHeaders({ headers, vary, exposeAll }: Decision, target: Headers): void {
  // The policy is the one authority: what an upstream or the handler left goes, so that there are never two values.
  for (const name of corsResponseHeaders) {
    // To ask first is faster: there is seldom one.
    if (target.get(name) !== null) target.delete(name)
  }
  for (const [name, value] of headers) target.set(name, value)
  if (vary.length > 0) {
    const current = target.get('vary')
    const merged = mergeVary(current, vary)
    if (merged !== null && merged !== current) target.set('vary', merged)
  }
  const exposed = exposeAll ? toExposedNames(target.keys()) : ''
  if (exposed !== '') target.set('access-control-expose-headers', exposed)
}

/**
 * Lists the names of a response's headers that are of use to a page and may be exposed.
 *
 * Serves https://fetch.spec.whatwg.org/#concept-main-fetch, step 14.1.3: with credentials `*` exposes nothing.
 */
export function toExposedNames(names: Iterable<string>): string {
  const isExposable = (name: string): boolean =>
    !forbiddenResponseHeaders.has(name) && !safelistedResponseHeaders.has(name) && !name.startsWith('access-control-')
  return [...new Set(names)].filter(isExposable).join(',')
}
