/** A method name; the common ones are offered by editors, any other token may be written. */
export type Method = 'DELETE' | 'GET' | 'HEAD' | 'OPTIONS' | 'PATCH' | 'POST' | 'PUT' | 'QUERY' | (string & {})

/** A header name, in any case. */
export type HeaderName = 'authorization' | 'content-type' | (string & {})

/**
 * Says which origins a response is shared with: a serialized origin, a pattern, a RegExp or a predicate.
 *
 * | rule | meaning |
 * | --- | --- |
 * | `'*'` | anyone, without credentials |
 * | `'https://app.example.com'` | that origin, byte for byte |
 * | `'https://*.example.com'` | one or more labels under it, never the domain itself |
 * | `'http://localhost:*'` | any port, the default one too |
 * | `RegExp` | anchored; sees only well-formed origins |
 * | predicate | anything but `true` refuses, and so does an error; asked after all other rules |
 *
 * @see {@link https://fetch.spec.whatwg.org/#origin-header | Fetch § `Origin` header}
 */
export type OriginRule<C = unknown> = string | RegExp | ((origin: string, context: C) => boolean)

/** Says why a response was not shared. */
export type RefusalCode =
  | 'origin-insecure'
  | 'origin-malformed'
  | 'origin-not-allowed'
  | 'origin-null'
  | 'lookup-failed'
  | 'lookup-timed-out'
  | 'response-not-copyable'
  | 'rule-returned-no-boolean'
  | 'rule-returned-promise'
  | 'rule-threw'

/** A request whose response no page of its origin may read. */
export interface Refusal {
  /** Says why. */
  readonly code: RefusalCode
  /** Holds the `Origin` header as it came: anything that a client may send. */
  readonly origin: string
  /** Tells whether the request was a CORS-preflight request. */
  readonly preflight: boolean
  /** Holds what a rule threw or a look-up rejected with, or says what a rule should have returned. */
  readonly error?: unknown
}

/** The options that policies with and without `lookup` share. */
interface SharedOptions<C> {
  /**
   * Lists the methods that pages may use beside `GET`, `HEAD` and `POST`, or `'*'` for all. Methods are
   * case-sensitive.
   *
   * @defaultValue absent: only the safelisted methods
   * @see {@link https://fetch.spec.whatwg.org/#http-access-control-allow-methods | Fetch § HTTP responses}
   */
  readonly methods?: readonly Method[] | '*' | undefined
  /**
   * Lists the request headers that pages may set beside the safelisted ones, or `'*'` for all but `authorization`,
   * which is named beside: `['*', 'authorization']`. A JSON body needs `['content-type']`.
   *
   * @defaultValue absent: only the safelisted request headers
   * @see {@link https://fetch.spec.whatwg.org/#http-access-control-allow-headers | Fetch § HTTP responses}
   */
  readonly allowedHeaders?: readonly HeaderName[] | '*' | undefined
  /**
   * Lists the response headers that pages may read beside the safelisted ones, or `'*'` for all but `set-cookie`.
   *
   * @defaultValue absent: only the safelisted response headers
   * @see {@link https://fetch.spec.whatwg.org/#http-access-control-expose-headers | Fetch § HTTP responses}
   */
  readonly exposedHeaders?: readonly string[] | '*' | undefined
  /**
   * Shares responses to requests with cookies, client certificates or HTTP authentication too.
   *
   * @defaultValue `false`
   * @see {@link https://fetch.spec.whatwg.org/#cors-protocol-and-credentials | Fetch § CORS protocol and credentials}
   */
  readonly credentials?: boolean | undefined
  /**
   * Says how long a browser may reuse a preflight's answer, in seconds: a whole number from 0 to 86400.
   *
   * @defaultValue absent, which browsers read as 5
   * @see {@link https://fetch.spec.whatwg.org/#http-access-control-max-age | Fetch § HTTP responses}
   */
  readonly maxAge?: number | undefined
  /**
   * Sets the status of a successful preflight: a whole number from 200 to 299.
   *
   * @defaultValue `204`
   * @see {@link https://fetch.spec.whatwg.org/#ok-status | Fetch § Statuses}
   */
  readonly preflightStatus?: number | undefined
  /**
   * Lists the request headers beside `Origin` that a predicate or `lookup` reads, for `Vary`. A preflight never has
   * `authorization` or `cookie`, so these are issues.
   *
   * @defaultValue absent: rules decide from the origin, the URL and the environment
   * @see {@link https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches | Fetch § CORS protocol and HTTP caches}
   */
  readonly vary?: readonly string[] | undefined
  /**
   * Answers a refused request with 403 instead of running the handler, WebSocket upgrades included. Same-origin
   * requests and requests without `Origin` pass, so this is no protection against cross-site request forgery.
   *
   * @defaultValue `false`: the handler runs, and no page of the refused origin can read the response
   * @see {@link https://fetch.spec.whatwg.org/#http-responses | Fetch § HTTP responses}
   */
  readonly rejectDisallowed?: boolean | undefined
  /**
   * Lists the server's own origins, for requests that carry no `Sec-Fetch-Site`; needed behind a proxy that ends TLS
   * or changes the host.
   *
   * @defaultValue absent: the origin of the request's URL
   */
  readonly ownOrigins?: readonly string[] | undefined
  /**
   * Makes every browser's console name a refused origin as the reason, by an `Access-Control-Allow-Origin` that
   * nobody has, and explains a refused preflight in its body.
   *
   * @defaultValue `false`
   */
  readonly debug?: boolean | undefined
  /**
   * Hears of each refusal. What it throws is ignored, so that reporting never changes an answer.
   *
   * @defaultValue absent
   */
  readonly onRefuse?: ((refusal: Refusal, context: C) => void) | undefined
  /**
   * Admits the origin `null`, which every sandboxed frame on every site can have. Dangerous because it is not one
   * page's but anybody's.
   *
   * @defaultValue `false`
   */
  readonly dangerouslyAllowNullOrigin?: boolean | undefined
  /**
   * Lets plain http origins off loopback have credentials. Dangerous because anyone on the network can act as one.
   *
   * @defaultValue `false`
   */
  readonly dangerouslyAllowInsecureOrigins?: boolean | undefined
  /**
   * Lets patterns over top-level domains and shared hosts have credentials. Dangerous because strangers can have a
   * host there.
   *
   * @defaultValue `false`
   */
  readonly dangerouslyAllowPublicSuffixes?: boolean | undefined
}

/** The options of a policy. `C` is the context that its predicates get. */
export interface CorsOptions<C = unknown> extends SharedOptions<C> {
  /** Says which origins the responses are shared with. Required: nothing is shared by accident. */
  readonly origin: OriginRule<C> | readonly OriginRule<C>[]
  readonly lookup?: undefined
  readonly lookupTimeout?: undefined
}

/** The options of a policy that asks a store. */
export interface AsyncCorsOptions<C = unknown> extends SharedOptions<C> {
  /** Says which origins the responses are shared with before `lookup` is asked. May be left out. */
  readonly origin?: OriginRule<C> | readonly OriginRule<C>[] | undefined
  /**
   * Tells whether an origin may read the responses. It is asked last and sees only well-formed origins; anything but
   * `true` refuses, and so do a rejection and a timeout.
   */
  readonly lookup: (origin: string, context: C) => Promise<boolean>
  /**
   * Sets how long `lookup` may take, in milliseconds.
   *
   * @defaultValue `5000`
   */
  readonly lookupTimeout?: number | undefined
}
