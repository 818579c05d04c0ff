import type { FetchFailure, Phase } from '../user-agent/course.ts'
import type { DepartureId } from '../user-agent/departures.ts'
import type { HeaderList } from '../user-agent/header-list.ts'

/** Why a browser blocks a request; a code never changes its meaning. */
export type BlockCode = FetchFailure

/**
 * What a browser makes of a request and a server's answers, as data that `JSON.stringify` keeps whole.
 *
 * @see {@link https://fetch.spec.whatwg.org/#concept-main-fetch | Fetch § Main fetch}
 */
export interface Explanation {
  /** What the page gets: a response, one that it cannot read (`opaque…`), or an error that says nothing. */
  readonly outcome: 'shared' | 'opaque' | 'opaqueredirect' | 'blocked'
  /** What the page asked for, after the browser prepared it. */
  readonly request: ExplainedRequest
  /** What the page gets to see, `null` if it is blocked. */
  readonly response: ExplainedResponse | null
  /** Why it is blocked, `null` if it is not. */
  readonly blocked: Block | null
  /** What the browser checked, in order; of a block, the last one failed. */
  readonly steps: readonly ExplainedStep[]
  /** What went over the wire, in order, preflights and redirects included. */
  readonly exchanges: readonly Exchange[]
  /** Near-misses, look-alikes, and where engines depart from the standard. */
  readonly notes: readonly Note[]
}

/** A page's request as the browser prepared it. */
export interface ExplainedRequest {
  /** The page's origin, serialized. */
  readonly origin: string
  /** The URL that the page asked for, whole and without its fragment. */
  readonly url: string
  /** The method as it is sent: `put` is `PUT`, and `patch` stays `patch`. */
  readonly method: string
  /** The request's mode; what an XMLHttpRequest makes is `cors`. */
  readonly mode: 'cors' | 'no-cors' | 'same-origin'
  /** Whether cookies go with the request. */
  readonly credentials: 'omit' | 'same-origin' | 'include'
  /** The names of headers that the page set and the browser does not send. */
  readonly droppedHeaders: readonly string[]
}

/** A response as the page sees it: status 0 and no headers if it is opaque. */
export interface ExplainedResponse {
  /**
   * What kind of response the page has.
   *
   * @see {@link https://fetch.spec.whatwg.org/#concept-response-type | Fetch § Responses}
   */
  readonly type: 'basic' | 'cors' | 'opaque' | 'opaqueredirect'
  /** The status that the page sees. */
  readonly status: number
  /** The URL that it came from, after redirects; empty for an opaque one. */
  readonly url: string
  /** Whether a redirect led to it. */
  readonly redirected: boolean
  /** The headers that the page can read. */
  readonly headers: HeaderList
}

/** Why a request is blocked, and what to do. */
export interface Block {
  /** Names the reason; a code never changes its meaning. */
  readonly code: BlockCode
  /** Where: before anything is sent, in the preflight, or in the response to the request itself. */
  readonly phase: Phase
  /** Which of the exchanges decides; `null` if none. */
  readonly exchange: number | null
  /** The names that Chromium's DevTools protocol and Firefox's console give it; `null` where they have none. */
  readonly names: { readonly chromium: string | null; readonly firefox: string | null }
  /** The lower-case name of the header that decides, `null` if none does. */
  readonly header: string | null
  /** What the header, the status or the URL had to be. */
  readonly expected: string | null
  /** What it was; `null` if it was missing. */
  readonly received: string | null
  /** One plain sentence. */
  readonly message: string
  /** What to do. */
  readonly fix: Fix
}

/** What lets the request through, for those who may change the server. */
export interface Fix {
  /** What to do, in one or two sentences. */
  readonly advice: string
  /**
   * Options for `createCors` that suffice for this request, once the page follows the advice where it has to change;
   * `null` where CORS headers are not the cure.
   */
  readonly options: FixOptions | null
  /** The same as headers, for any server; `null` where CORS headers are not the cure. */
  readonly headers: FixHeaders | null
}

/** A part of the options of `createCors`. */
export interface FixOptions {
  /** The page's origin. */
  readonly origin: readonly string[]
  /** The request's method, where it needs permission. */
  readonly methods?: readonly string[]
  /** The names of the request's headers that need permission. */
  readonly allowedHeaders?: readonly string[]
  /** Set if the request is with credentials. */
  readonly credentials?: true
  /** Set if the request is with credentials, and the page's origin plain http. */
  readonly dangerouslyAllowInsecureOrigins?: true
}

/** Headers that suffice for this request. */
export interface FixHeaders {
  /** For the answer to `OPTIONS`, with a status from 200 to 299; `null` if there is no preflight. */
  readonly preflight: HeaderList | null
  /** For every answer to the request itself, errors and redirects included. */
  readonly response: HeaderList
}

/** Something that the browser did or compared. */
export interface ExplainedStep {
  /** One sentence that says what was found: `The method DELETE is allowed`. */
  readonly title: string
  /** The anchor of the rule in its standard. */
  readonly spec: string
  /** Where: before anything is sent, in the preflight, or in the response to the request itself. */
  readonly phase: Phase
  /** Which of the exchanges it is about, `null` before there is one. */
  readonly exchange: number | null
  /** Whether the request goes on. */
  readonly passed: boolean
  /** The lower-case name of the header that was looked at, `null` if it was none. */
  readonly header: string | null
  /** What it was compared with, `null` if with nothing. */
  readonly expected: string | null
  /** What it was; `null` if it was missing. */
  readonly received: string | null
}

/** A request and its response on the wire, without bodies. */
export interface Exchange {
  /** Whether the browser asks for permission first, or makes the page's request. */
  readonly kind: 'preflight' | 'request'
  /** What was sent. */
  readonly request: { readonly method: string; readonly url: string; readonly headers: HeaderList }
  /** What was answered; `null` if no answer came. */
  readonly response: { readonly status: number; readonly headers: HeaderList } | null
}

/** Something worth knowing that is not the reason itself. */
export interface Note {
  /** Names the kind of note. */
  readonly code: NoteCode
  /** One or two plain sentences. */
  readonly message: string
}

/** The kinds of notes; those that start with `engine-` tell of a departure from the standard. */
export type NoteCode =
  | 'allow-credentials-spelling'
  | 'answer-before-cors'
  | 'cookies-not-included'
  | 'cookies-same-site'
  | 'cookies-third-party'
  | 'error-without-headers'
  | 'header-dropped'
  | 'headers-not-exposed'
  | 'insecure-local-network'
  | 'list-spelling'
  | 'local-network-access'
  | 'method-case'
  | 'no-cors'
  | 'origin-not-admitted'
  | 'origin-spelling'
  | 'other-blockers'
  | 'redirect-to-login'
  | 'redirect-origin-null'
  | 'redirect-to-https'
  | 'two-values'
  | 'vary-missing'
  | 'wildcard-is-literal'
  | `engine-${DepartureId}`
