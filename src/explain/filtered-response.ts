import type { FetchResult } from '../user-agent/course.ts'
import { getHeader } from '../user-agent/header-list.ts'

type Answered = Exclude<FetchResult, { readonly type: 'error' }>

/** Makes the `Response` that a page gets. Implements https://fetch.spec.whatwg.org/#concept-filtered-response */
export function toFilteredResponse(result: Answered): Response {
  const { type, response, url, redirected, readable } = result
  const isOpaque = type === 'opaque' || type === 'opaqueredirect'
  if (isOpaque) void response.body?.cancel()
  const pairs = readable.map((name): [string, string] => [name, getHeader(response.headers, name) ?? ''])
  const status = isOpaque ? 0 : response.status
  const isBodyless = isOpaque || status === 204 || status === 205 || status === 304
  const body = isBodyless || !response.body ? null : breakAsPage(response.body)
  return disguise(new Response(body), {
    type,
    url: type === 'opaque' ? '' : url.replace(/#.*$/s, ''),
    redirected: type !== 'opaque' && redirected,
    status,
    statusText: isOpaque ? '' : (response.statusText ?? ''),
    ok: status >= 200 && status <= 299,
    headers: toImmutableHeaders(pairs),
  })
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

/** A body that breaks off is a TypeError to the page. */
function breakAsPage(body: ReadableStream): ReadableStream {
  const reader = body.getReader()
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read()
        if (done) controller.close()
        else controller.enqueue(value)
      } catch (cause) {
        controller.error(new TypeError('The body broke off', { cause }))
      }
    },
    async cancel(reason) {
      await reader.cancel(reason)
    },
  })
}
