import type { FetchResult } from '../user-agent/course.ts'
import { getHeader } from '../user-agent/header-list.ts'
import type { WireExchange, WireResponse } from '../user-agent/wire.ts'

type Answered = Exclude<FetchResult, { readonly type: 'error' }>

/**
 * Makes the `Response` that a page gets. Implements https://fetch.spec.whatwg.org/#concept-filtered-response
 *
 * @param method - a response to `HEAD` has no body, whatever the server returned
 * @param signal - breaks the body off
 */
export function toFilteredResponse(result: Answered, method: string, signal: AbortSignal | null): Response {
  const { response, url, redirected } = result
  const isOpaque = result.type === 'opaque' || result.type === 'opaqueredirect'
  const pairs = listReadable(result)
  const status = isOpaque ? 0 : response.status
  const isBodyless = isOpaque || method === 'HEAD' || status === 204 || status === 205 || status === 304
  const body = isBodyless || !response.body ? null : breakAsPage(response.body, signal)
  // For blob() and formData(), which look at the response's own.
  const type = pairs.filter(([name]) => name === 'content-type')
  return disguise(new Response(body, { headers: type }), {
    type: result.type,
    url: result.type === 'opaque' ? '' : url.replace(/#.*$/s, ''),
    redirected: result.type !== 'opaque' && redirected,
    status,
    statusText: isOpaque ? '' : (response.statusText ?? ''),
    ok: status >= 200 && status <= 299,
    headers: toImmutableHeaders(pairs),
  })
}

/** Lists the headers that a page can read. */
export function listReadable({ readable, response: { headers } }: Answered): [name: string, value: string][] {
  return readable.map((name) => [name, String(getHeader(headers, name))])
}

/** Lets go of the bodies that nobody will read, so that no connection stays open for them. */
export function discardBodies(exchanges: readonly WireExchange[], kept: WireResponse | null): void {
  for (const { response } of exchanges) {
    if (response !== kept) response?.body?.cancel().catch(() => {})
  }
}

interface Disguise {
  readonly type: string
  readonly url: string
  readonly redirected: boolean
  readonly status: number
  readonly statusText: string
  readonly ok: boolean
  readonly headers: Headers
}

/** Gives a response the members that no constructor takes. */
function disguise(response: Response, members: Disguise): Response {
  const clone = (): Response => disguise(Object.getPrototypeOf(response).clone.call(response), members)
  const descriptors = Object.entries({ ...members, clone }).map(([name, value]) => [name, { value }] as const)
  return Object.defineProperties(response, Object.fromEntries(descriptors))
}

/** The headers of a fetched response have the guard "immutable": https://fetch.spec.whatwg.org/#concept-headers-guard */
function toImmutableHeaders(pairs: [string, string][]): Headers {
  const refuse = (): never => {
    throw new TypeError('The headers of a fetched response are immutable')
  }
  const value = { value: refuse }
  return Object.defineProperties(new Headers(pairs), { append: value, delete: value, set: value })
}

/** A body that breaks off is a TypeError to the page, unless the page itself aborted it. */
function breakAsPage(body: ReadableStream, signal: AbortSignal | null): ReadableStream {
  const reader = body.getReader()
  const aborted = new Promise<never>((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await Promise.race([reader.read(), aborted])
        if (done) controller.close()
        else controller.enqueue(value)
      } catch (cause) {
        controller.error(signal?.aborted ? signal.reason : new TypeError('The body broke off', { cause }))
        reader.cancel(cause).catch(() => {})
      }
    },
    async cancel(reason) {
      await reader.cancel(reason)
    },
  })
}
