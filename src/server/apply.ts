import { corsResponseHeaders, forbiddenResponseHeaders, safelistedResponseHeaders } from '../http/header-names.ts'
import { mergeVary } from '../http/vary.ts'
import type { Answer } from './answers.ts'
import type { HeaderPair } from './policy.ts'

/** Writes an answer's headers into new headers. */
export function toHeaders({ headers, vary }: Answer): Headers {
  const written = new Headers()
  for (const [name, value] of headers) written.set(name, value)
  const value = mergeVary(null, vary)
  if (value !== null) written.set('vary', value)
  return written
}

/** What the body of an answer needs: the text names an origin that anybody may have sent. */
export const explanationHeaders: readonly HeaderPair[] = [
  ['content-type', 'text/plain;charset=utf-8'],
  ['x-content-type-options', 'nosniff'],
]

/** Builds the response to a request that the handler does not see, after an equal one where there is one. */
export function toResponse(answer: Answer, status: number): Response {
  if (answer.template === undefined) return buildResponse(answer, status)
  answer.template ??= buildResponse(answer, status)
  // Not a clone: once there is one, Node.js takes longer for every response.
  return new Response(null, answer.template)
}

function buildResponse(answer: Answer, status: number): Response {
  const headers = toHeaders(answer)
  if (answer.body !== null) for (const [name, value] of explanationHeaders) headers.set(name, value)
  return new Response(answer.body, { status, headers })
}

/**
 * Gives a response the headers of an answer: in place if it is known to belong to this request alone, else on a copy.
 *
 * @returns `null` for a response that needed headers and could not get them
 */
export function applyAnswer(answer: Answer, method: string, response: Response): Response | null {
  // A handler that is written in JavaScript may return anything, and an upgrade nothing: that is its runtime's to judge.
  if (typeof response !== 'object' || response === null) return response
  const { headers, status } = response
  if (status === undefined || typeof headers?.get !== 'function') return response
  // An upgraded connection is no response that a page could read, and runtimes know it by its identity.
  if (status === 101) return response
  if (method !== 'HEAD' && !isNullBodyStatus(status) && !setsCacheControl(answer)) {
    const found = findHeaders(headers)
    // A body with a type is seen by its header. Where that is missing, `body` tells; but in a runtime that adds the type
    // of a string only when it sends it (Bun), to touch `body` is to lose the type, so there the second time tells.
    const isTold = (found & typed) !== 0 || addsTypeLate()
    const hasBody = isTold || response.body !== null
    // What was changed before has headers of a policy.
    if (hasBody && (found <= typed || !Changed.has(response))) {
      try {
        // A response that is built late, as in `@hono/node-server`, has other headers since it was asked for its body.
        writeHeaders(answer, isTold ? headers : response.headers, found)
        new Changed(response)
        return response
      } catch {
        // Headers of fetched responses and redirects are immutable: https://fetch.spec.whatwg.org/#headers-class
      }
    }
  }
  // A constructor that looks at the status later, as `@hono/node-server` has, would make a success of a network error.
  const copy = status === 0 ? null : copyWithHeaders(answer, response)
  if (copy !== null) return copy
  const isNeeded = answer.headers.length > 0 || corsResponseHeaders.some((name) => headers.has(name))
  return isNeeded ? null : response
}

function copyWithHeaders(answer: Answer, response: Response): Response | null {
  try {
    // An object that comes back keeps its body for the next time.
    const { body } = Changed.has(response) ? response.clone() : response
    const copy = new Response(body, response)
    writeHeaders(answer, copy.headers, findHeaders(copy.headers))
    return copy
  } catch {
    return null
  }
}

/** Returns the object that it gets, so that a class that extends this one adds its private members to that object. */
const Given = function (this: unknown, given: object): object {
  return given
} as unknown as { new (given: object): object }

/**
 * Marks responses that were changed in place: a handler that returns one again gets a copy. A private member is seen by
 * nobody else, and costs less than a place in a `WeakSet`.
 */
class Changed extends Given {
  #mark = true

  static has(response: object): boolean {
    return #mark in response
  }
}

/** Implements https://fetch.spec.whatwg.org/#null-body-status */
function isNullBodyStatus(status: number): boolean {
  return status === 204 || status === 205 || status === 304
}

/** Tells whether an answer changes more than CORS headers, which must not stay on an object that comes back. */
function setsCacheControl({ headers }: Answer): boolean {
  return headers[0]?.[0] === 'cache-control'
}

let typeIsLate: boolean | undefined

/** Tells whether this runtime departs from https://fetch.spec.whatwg.org/#initialize-a-response, step 6.3 */
function addsTypeLate(): boolean {
  typeIsLate ??= !new Response('').headers.has('content-type')
  return typeIsLate
}

/** What a response has already that matters here, as bits. */
const typed = 1
const varied = 2
const shared = 4

let seen = 0

function see(_: string, name: string): void {
  if (name === 'content-type') seen |= typed
  else if (name === 'vary') seen |= varied
  else if (name.startsWith('access-control-')) seen |= shared
}

/** Looks through headers once: most have few, and to ask for eight names takes longer. */
function findHeaders(headers: Headers): number {
  seen = 0
  headers.forEach(see)
  return seen
}

function writeHeaders({ headers, vary, exposeAll }: Answer, target: Headers, found: number): void {
  // The policy is the one authority: what an upstream or the handler left goes, so that there are never two values.
  if ((found & shared) !== 0) for (const name of corsResponseHeaders) target.delete(name)
  for (let index = 0; index < headers.length; index++) {
    const pair = headers[index] as HeaderPair
    if (pair[0] === 'cache-control') target.set(pair[0], pair[1])
    // Where there is none, to append is faster than to set.
    else target.append(pair[0], pair[1])
  }
  if ((found & varied) === 0) {
    // In one line: Deno sends the last one only.
    if (vary.length > 0) target.append('vary', vary.length === 1 ? (vary[0] as string) : vary.join(', '))
  } else if (vary.length > 0) {
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
