/** A library whose options `lint` knows, by the name under which it is imported. */
export type ForeignLibrary =
  | 'cors'
  | 'hono/cors'
  | 'itty-router'
  | 'h3'
  | '@elysiajs/cors'
  | '@fastify/cors'
  | '@remix-run/cors-middleware'

/** A kind of value; `*` is one that `string` has too, and a `callback` is a function that answers through one. */
export type ValueKind =
  | 'true'
  | 'false'
  | 'null'
  | 'number'
  | 'string'
  | '*'
  | 'RegExp'
  | 'function'
  | 'callback'
  | 'list'
  | 'object'
  | 'other'

/** An option of ours that another library's becomes. */
export type Counterpart =
  | 'origin'
  | 'methods'
  | 'allowedHeaders'
  | 'exposedHeaders'
  | 'credentials'
  | 'maxAge'
  | 'preflightStatus'

/** What is known of an option of another library. */
export interface ForeignOption {
  /** The kinds of value that it takes, as its types say and its code does. */
  readonly takes: readonly ValueKind[]
  /** The kinds of member that a list may have. */
  readonly members?: readonly ValueKind[]
  /** What it is if it is left out, where that is not the same here. */
  readonly absent?: unknown
  /** A value that is as good as none there. */
  readonly ignores?: unknown
  /** What it becomes here, or `null` if there is no such thing. */
  readonly becomes: Counterpart | null
  /** What to write for a function, beside one that decides about origins. */
  readonly because?: string
}

/** What is known of another library. */
export interface ForeignLibraryKind {
  readonly options: Readonly<Record<string, ForeignOption>>
  /** What `'*'` does in a list of origins. */
  readonly wildcardInList: 'anyone' | 'nobody'
  /** What `'*'` does with credentials: most send it, which browsers refuse, and some send the request's origin back. */
  readonly wildcardWithCredentials: 'refused' | 'reflected'
  /** True if a string without a scheme is a host, with whatever scheme. */
  readonly hasBareHosts?: true
  /** True if methods are sent in upper case, and the age as a whole number that is not negative. */
  readonly normalizes?: true
  /** The value of a list that stands for whatever is asked for. */
  readonly echo?: true | '*'
  /** True if an empty list of request headers is the same as none: whatever is asked for. */
  readonly hasEmptyAsAbsent?: true
  /** What to write for a function that decides about origins. */
  readonly originFunction: string
}
