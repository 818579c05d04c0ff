import type { BlockingFailure } from './blocking.ts'
import type { Check, Checks } from './check.ts'
import type { CorsCheckFailure } from './cors-check.ts'
import type { PreflightFailure } from './cors-preflight-fetch.ts'
import type { Departs, Engine } from './departures.ts'
import type { PreflightCache } from './preflight-cache.ts'
import type { RedirectFailure } from './redirect.ts'
import type { ResourcePolicyFailure } from './resource-policy.ts'
import type { ResponseTainting, TravellingRequest } from './travelling-request.ts'
import type { Server, WireExchange, WireResponse } from './wire.ts'

/** Why a fetch ends in a network error. */
export type FetchFailure =
  | BlockingFailure
  | CorsCheckFailure
  | PreflightFailure
  | RedirectFailure
  | ResourcePolicyFailure
  | 'mode-no-cors-redirect'
  | 'mode-same-origin'
  | 'network-error'
  | 'redirect-mode-error'
  | 'request-refused'
  | 'scheme'

/** Which part of a fetch a check belongs to. */
export type Phase = 'request' | 'preflight' | 'response'

/** A check, and where in the fetch it was made. */
export interface Step extends Check<FetchFailure> {
  readonly phase: Phase
  /** Which exchange it is about; `null` before there is one. */
  readonly exchange: number | null
}

/** A network error with its cause. */
export interface Blocked {
  readonly type: 'error'
  /** The step that failed: always one with a failure. */
  readonly step: Step & { readonly failure: FetchFailure }
  /** What the server's function threw, for a `network-error`. */
  readonly cause?: unknown
}

/** What comes of a fetch: a network error with its cause, or a filtered response. */
export type FetchResult =
  | Blocked
  | {
      /** https://fetch.spec.whatwg.org/#concept-response-type */
      readonly type: ResponseTainting | 'opaqueredirect'
      /** The internal response. */
      readonly response: WireResponse
      /** The URL that it came from, after redirects. */
      readonly url: string
      readonly redirected: boolean
      /** The lower-case names of the headers that the page can read. */
      readonly readable: readonly string[]
    }

/** Keeps cookies, and says which go with a request. */
export interface CookieStore {
  /** @param isTainted - whether a redirect by another site led here */
  get(url: string, origin: string, isTainted: boolean): Promise<string | null>
  store(url: string, origin: string, response: WireResponse): Promise<void>
}

/** What a browser has beside the request. */
export interface Environment {
  readonly server: Server
  readonly cache: PreflightCache
  readonly cookies: CookieStore | null
  /** Tells whether a URL is same site with a serialized origin, schemes left aside. */
  readonly isSameSite: (url: URL, origin: string) => boolean
  /** `null` for the standard. */
  readonly engine: Engine | null
}

/** A fetch on its way. */
export interface Course extends Environment {
  /** The request as its redirects left it: the standard has one, which changes. */
  current: TravellingRequest | null
  readonly steps: Step[]
  readonly exchanges: WireExchange[]
  readonly departs: Departs
}

/** Records checks up to the first failure, which is the fetch's. */
export function run(
  course: Course,
  phase: Phase,
  checks: Checks<FetchFailure> | Check<FetchFailure>[],
): Blocked | null {
  const exchange = phase === 'request' ? null : course.exchanges.length - 1
  for (const one of checks) {
    const { failure } = one
    course.steps.push({ ...one, phase, exchange })
    if (failure !== null) return { type: 'error', step: { ...one, failure, phase, exchange } }
  }
  return null
}
