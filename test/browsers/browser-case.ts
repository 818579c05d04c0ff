import type { CorsOptions } from '../../src/index.ts'

/**
 * What a page's call and a server's answers are, as data. In header values, in URLs and in policies, these stand for
 * origins of one run: `$PAGE` the page's, `$SITE` an API of the same site, `$OTHER` an API of another site, `$PLAIN` an
 * API on plain http whose host is not loopback. `$PORT` is the port of `$PAGE`, and `$ORIGIN` in an answer is the value
 * of the request's `Origin`. Where a URL is meant, in `Location` and in a call, `$SITE/end` is the resource `end` of the
 * same case, and `user:password@$SITE/end` has credentials. Observations have these names, too, instead of origins.
 */
export interface BrowserCase {
  /** Unique, kebab-case; names the rule and the outcome: `allow-origin-trailing-slash-blocked`. */
  readonly name: string
  /** Which page asks: one on plain http (and loopback, the default), one on https, or a frame with an opaque origin. */
  readonly page?: 'http' | 'https' | 'sandbox' | 'data-url'
  /** The APIs that make the calls, each on its own URLs; both if absent. */
  readonly apis?: readonly ('fetch' | 'xhr')[]
  /** The page's calls, in this order, each after the end of the last one; one plain call if absent. */
  readonly calls?: readonly PageCall[]
  /** What the server answers, by the last segment of the path; `start` is where calls go. */
  readonly server: Readonly<Record<string, Resource>>
}

/** One call of `fetch`, or of XMLHttpRequest, which understands only what it has. */
export interface PageCall {
  /** Where the call goes: `same-site` (another origin of the page's site) if absent. */
  readonly to?: 'page' | 'same-site' | 'other-site' | 'plain'
  /** The resource, or a whole URL: `$SITE/…`; `start` if absent. */
  readonly resource?: string
  readonly method?: string
  readonly headers?: readonly (readonly [name: string, value: string])[]
  /** `include` is `withCredentials` in XMLHttpRequest. */
  readonly credentials?: 'omit' | 'same-origin' | 'include'
  readonly mode?: 'cors' | 'no-cors' | 'same-origin'
  readonly redirect?: 'follow' | 'error' | 'manual'
  readonly referrerPolicy?: ReferrerPolicyName
  readonly body?: CallBody
  /** XMLHttpRequest only: a listener on `upload`. */
  readonly uploadListener?: boolean
  /** How many milliseconds the page waits before the call. Cases that wait run after the others, all at a time. */
  readonly wait?: number
}

export type ReferrerPolicyName =
  | 'no-referrer'
  | 'no-referrer-when-downgrade'
  | 'same-origin'
  | 'origin'
  | 'strict-origin'
  | 'origin-when-cross-origin'
  | 'strict-origin-when-cross-origin'
  | 'unsafe-url'

/** `form` is sent URL-encoded. `stream` is a `ReadableStream` of that text, with `duplex: 'half'`; `blob` has the type that stands beside it. */
export type CallBody =
  | { readonly text: string }
  | { readonly form: Readonly<Record<string, string>> }
  | { readonly blob: string; readonly type: string }
  | { readonly stream: string }

/** Answers of a server: raw ones, or those of a policy of the server half through the Node adapter. */
export interface Resource {
  /** The answer to `OPTIONS` with `Access-Control-Request-Method`; 404 without headers if absent. */
  readonly preflight?: Answer
  readonly actual?: Answer
  /** Wraps a handler that gives `actual`; `preflight` is not used then. Strings in it are filled in. */
  readonly policy?: CorsOptions
}

/**
 * A header that stands twice is sent as two lines; values are sent as they are, as bytes. `Cache-Control: no-store` is
 * added if there is no such header. Cookies have no `Path`, so that no other case sends them.
 */
export interface Answer {
  /** 204 for preflights and 200 for others if absent. */
  readonly status?: number
  readonly headers?: readonly (readonly [name: string, value: string])[]
  readonly body?: string
}

/** What one call came to, as the page and the server saw it. */
export interface Observation {
  readonly outcome: 'shared' | 'opaque' | 'opaqueredirect' | 'blocked'
  /** The lower-case names of the response headers that the page could read, sorted; empty unless it is shared. */
  readonly readable: readonly string[]
  readonly wire: readonly ObservedRequest[]
  /**
   * Why it was blocked: Chromium's `CorsError`, `mixed-content` or `net::ERR_…`, Firefox's or WebKit's console text;
   * `null` where the engine said nothing, or nothing was sent because the API threw.
   */
  readonly reason: string | null
}

/** A request as it came in, in order; `null` where it had no such header. */
export interface ObservedRequest {
  readonly method: string
  readonly host: 'page' | 'same-site' | 'other-site' | 'plain'
  readonly resource: string
  readonly origin: string | null
  readonly accessControlRequestMethod: string | null
  readonly accessControlRequestHeaders: string | null
  readonly authorization: string | null
  readonly cookie: string | null
}
