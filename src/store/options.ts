import type { SourceFailure } from './source.ts'

/**
 * Says whether an origin may read the responses. `true` admits it, and so does the origin itself, which is how a row
 * shows that it is the right one; `false`, `null` and `undefined` refuse it. Anything else, another origin included, is
 * a failure: it refuses, is reported, and is asked for again soon.
 *
 * The answer must depend on these arguments alone, because it is kept for them. `tenant` is what the option of that name
 * returned, empty without it.
 */
export type OriginSource = (origin: string, tenant: string) => PromiseLike<boolean | string | null | undefined>

/**
 * What happened, for metrics. Each look-up is one of these:
 *
 * | type | meaning |
 * | --- | --- |
 * | `hit` | answered from the cache |
 * | `stale` | answered from the cache, though the answer's `maxAge` is over |
 * | `miss` | waits for the source |
 * | `joined` | waits for the source, which an earlier look-up asks already |
 * | `failing` | refused, because the source has just failed for this origin |
 * | `malformed` | refused, because no browser sends such an origin |
 *
 * And beside them each `read` of the source, and each `error` that one ended with.
 */
export interface OriginsEvent {
  /** Names what happened. */
  readonly type: 'hit' | 'stale' | 'miss' | 'joined' | 'failing' | 'malformed' | 'read' | 'error'
  /** Holds the origin in question, which anybody may have sent. */
  readonly origin: string
  /** Holds the tenant in question, empty without the option `tenant`. */
  readonly tenant: string
}

/** How long answers are kept, how the source is treated, and who hears of it. `C` is the policy's context. */
export interface CachedOriginsOptions<C = unknown> {
  /**
   * Says how long an allowed origin is answered from the cache, in seconds from when its read began: a whole number from
   * 0 to 86400. This long a revoked origin still passes, if nobody calls `invalidate`.
   *
   * @defaultValue `60`
   */
  readonly maxAge?: number | undefined
  /**
   * Says the same for a refused origin: this long a new one is still refused.
   *
   * @defaultValue `10`
   */
  readonly negativeMaxAge?: number | undefined
  /**
   * Says how long after `maxAge` an allowed origin is still answered from the cache, while the source is asked again, in
   * seconds: a whole number from 0 to 86400. It adds to the time that a revoked origin passes. A refused origin is never
   * answered so.
   *
   * @defaultValue `0`
   * @see {@link https://www.rfc-editor.org/rfc/rfc5861#section-3 | RFC 5861 § The stale-while-revalidate Cache-Control Extension}
   */
  readonly staleWhileRevalidate?: number | undefined
  /**
   * Says how long after `maxAge` an allowed origin still passes while the source fails, in seconds: a whole number from
   * 0 to 86400. It adds to the time that a revoked origin passes in an outage.
   *
   * @defaultValue `0`: what is not known for sure is refused
   * @see {@link https://www.rfc-editor.org/rfc/rfc5861#section-4 | RFC 5861 § The stale-if-error Cache-Control Extension}
   */
  readonly staleIfError?: number | undefined
  /**
   * Says how many allowed origins are kept, and how many refused ones beside them: a whole number from 1 to 1000000.
   * Those not asked for the longest make room, and unknown origins never push out allowed ones.
   *
   * @defaultValue `10000`
   */
  readonly maxEntries?: number | undefined
  /**
   * Sets how long a read of the source may take, in milliseconds: a whole number from 1 to 2147483647. It should be
   * less than the policy's `lookupTimeout`.
   *
   * @defaultValue `2000`
   */
  readonly timeout?: number | undefined
  /**
   * Says how long an origin is left alone after the source failed for it, in seconds: a whole number from 0 to 86400.
   *
   * @defaultValue `1`
   */
  readonly retryAfter?: number | undefined
  /**
   * Names the tenant whose origins are asked for, of a policy's context: a text of 1 to 256 characters. Answers are kept
   * for each tenant apart. What it throws refuses the request.
   *
   * @defaultValue absent: an origin is allowed or not, whichever tenant's address it asks
   */
  readonly tenant?: ((context: C) => string) | undefined
  /**
   * Keeps a read alive that outlives its request. On Cloudflare Workers pass `waitUntil` of `cloudflare:workers`: there
   * the end of a request ends its reads, and others may wait for them.
   *
   * @defaultValue absent
   */
  readonly waitUntil?: ((promise: Promise<unknown>, context: C) => void) | undefined
  /**
   * Hears of each look-up and each read, for metrics. What it throws is ignored.
   *
   * @defaultValue absent
   */
  readonly onEvent?: ((event: OriginsEvent) => void) | undefined
  /**
   * Hears that the source fails: once, however many requests are refused meanwhile. A source that throws or does not
   * answer fails as a whole, and one that returns what is no answer for that origin. What it throws is ignored.
   *
   * @defaultValue absent
   */
  readonly onError?: ((failure: SourceFailure) => void) | undefined
  /**
   * Hears that a failure which `onError` heard of is over. What it throws is ignored.
   *
   * @defaultValue absent
   */
  readonly onRecover?: ((failure: SourceFailure) => void) | undefined
  /**
   * Tells the time, in milliseconds.
   *
   * @defaultValue Date.now
   */
  readonly now?: (() => number) | undefined
}
