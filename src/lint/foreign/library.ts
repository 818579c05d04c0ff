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

interface TakenOption {
  /** The kinds of value that it takes, as its types say and its code does. */
  readonly takes: readonly ValueKind[]
  /** The kinds of member that a list may have. */
  readonly members?: readonly ValueKind[]
  /** What it is if it is left out, where that is not the same here. */
  readonly absent?: unknown
  /** A value that is as good as none there. */
  readonly ignores?: unknown
}

/** What is known of an option of another library: what it becomes here, or why there is no such thing. */
export type ForeignOption = TakenOption &
  (
    | {
        readonly becomes: Counterpart
        /** What to write for a function. */
        readonly because?: string
      }
    | { readonly becomes: null; readonly because: string }
  )

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

const callbackOrigin =
  'return true where it calls back with true, for origins that you trust and no others; if it has to wait, write it as lookup, which returns a promise'
const returnedOrigin =
  'return true where it returns the origin, for origins that you trust and no others; if it has to wait, write it as lookup'

const names = { takes: ['string', 'list'], members: ['string'] } as const
const wildcardOrList = { takes: ['*', 'list'], members: ['string'] } as const
const list = { takes: ['list'], members: ['string'] } as const
const flag = { takes: ['true', 'false'] } as const
const credentials: ForeignOption = { ...flag, becomes: 'credentials' }
const number: Pick<ForeignOption, 'takes'> = { takes: ['number'] }
const maxAge: ForeignOption = { ...number, becomes: 'maxAge' }
const expressMethods = ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE']
const continued: ForeignOption = {
  ...flag,
  becomes: null,
  because: "every preflight is answered, and every other OPTIONS request is your handler's",
}

/** The libraries whose options are known. */
export const foreignLibraries: Readonly<Record<ForeignLibrary, ForeignLibraryKind>> = {
  cors: {
    options: {
      origin: {
        takes: ['true', 'false', 'string', 'RegExp', 'list', 'function', 'callback'],
        members: ['true', 'false', 'string', 'RegExp', 'list'],
        becomes: 'origin',
        absent: '*',
      },
      methods: { ...names, becomes: 'methods', absent: expressMethods },
      allowedHeaders: { ...names, becomes: 'allowedHeaders' },
      // An older name that the library still reads.
      headers: { ...names, becomes: 'allowedHeaders' },
      exposedHeaders: { ...names, becomes: 'exposedHeaders' },
      credentials,
      maxAge,
      preflightContinue: continued,
      optionsSuccessStatus: { ...number, becomes: 'preflightStatus' },
    },
    wildcardInList: 'nobody',
    wildcardWithCredentials: 'refused',
    originFunction: callbackOrigin,
  },
  'hono/cors': {
    options: {
      origin: { takes: ['string', 'list', 'function'], members: ['string'], becomes: 'origin', absent: '*' },
      allowMethods: {
        takes: ['list', 'function'],
        members: ['string'],
        becomes: 'methods',
        absent: [...expressMethods, 'QUERY'],
        because:
          'a policy has one list of methods: write a list of policies in createCorsRoutes, of which the first that admits the origin answers',
      },
      allowHeaders: { ...list, becomes: 'allowedHeaders' },
      exposeHeaders: { ...list, becomes: 'exposedHeaders' },
      credentials,
      maxAge,
    },
    wildcardInList: 'nobody',
    wildcardWithCredentials: 'refused',
    hasEmptyAsAbsent: true,
    originFunction: returnedOrigin,
  },
  'itty-router': {
    options: {
      origin: {
        takes: ['true', 'false', 'string', 'list', 'RegExp', 'function'],
        members: ['string'],
        becomes: 'origin',
        absent: '*',
      },
      allowMethods: { ...names, becomes: 'methods', absent: '*' },
      allowHeaders: { ...names, becomes: 'allowedHeaders' },
      exposeHeaders: { ...names, becomes: 'exposedHeaders' },
      credentials,
      maxAge: { ...maxAge, ignores: 0 },
    },
    wildcardInList: 'nobody',
    wildcardWithCredentials: 'reflected',
    originFunction: returnedOrigin,
  },
  h3: {
    options: {
      origin: {
        takes: ['string', 'list', 'function'],
        members: ['string', 'RegExp'],
        becomes: 'origin',
        absent: '*',
      },
      methods: { ...wildcardOrList, becomes: 'methods', absent: '*' },
      allowHeaders: { ...wildcardOrList, becomes: 'allowedHeaders', absent: '*' },
      exposeHeaders: { ...wildcardOrList, becomes: 'exposedHeaders', absent: '*' },
      credentials,
      maxAge: { takes: ['string', 'false'], becomes: 'maxAge' },
      preflight: { takes: ['object'], becomes: 'preflightStatus' },
    },
    wildcardInList: 'nobody',
    wildcardWithCredentials: 'refused',
    echo: '*',
    hasEmptyAsAbsent: true,
    originFunction: 'keep it if it says true to origins that you trust and to no others',
  },
  '@elysiajs/cors': {
    options: {
      aot: { ...flag, becomes: null, because: 'nothing is compiled' },
      origin: {
        takes: ['true', 'false', 'string', 'RegExp', 'function', 'list'],
        members: ['string', 'RegExp', 'function'],
        becomes: 'origin',
        absent: true,
      },
      methods: {
        takes: ['true', 'false', 'null', 'string', 'list'],
        members: ['string'],
        becomes: 'methods',
        absent: true,
      },
      allowedHeaders: { takes: ['true', 'string', 'list'], members: ['string'], becomes: 'allowedHeaders' },
      exposeHeaders: { takes: ['true', 'string', 'list'], members: ['string'], becomes: 'exposedHeaders' },
      credentials: { ...credentials, absent: true },
      maxAge: { ...maxAge, ignores: 0 },
      preflight: continued,
    },
    wildcardInList: 'anyone',
    wildcardWithCredentials: 'refused',
    hasBareHosts: true,
    echo: true,
    originFunction:
      'take the origin as the first argument and the request as the second, and return true for origins that you trust and no others',
  },
  '@fastify/cors': {
    options: {
      hook: { takes: ['string'], becomes: null, because: 'an adapter runs before the handler' },
      delegator: {
        takes: ['function', 'callback'],
        becomes: 'origin',
        because: 'write what depends on the path with createCorsRoutes, and what depends on the request as a predicate',
      },
      origin: {
        takes: ['true', 'false', 'string', 'RegExp', 'list', 'function', 'callback'],
        members: ['true', 'false', 'string', 'RegExp', 'list'],
        becomes: 'origin',
        absent: '*',
      },
      credentials,
      exposedHeaders: { ...names, becomes: 'exposedHeaders' },
      allowedHeaders: { ...names, becomes: 'allowedHeaders' },
      methods: { ...names, becomes: 'methods', absent: ['GET', 'HEAD', 'POST'] },
      maxAge,
      cacheControl: {
        takes: ['number', 'string'],
        becomes: null,
        because: 'your handler says how its responses are cached, and maxAge how preflights are',
      },
      preflightContinue: continued,
      optionsSuccessStatus: { ...number, becomes: 'preflightStatus' },
      preflight: continued,
      strictPreflight: {
        ...flag,
        becomes: null,
        because: "an OPTIONS request without the headers of a preflight is your handler's",
      },
      hideOptionsRoute: { ...flag, becomes: null, because: 'there is no route to hide' },
      logLevel: { takes: ['string'], becomes: null, because: 'onRefuse hears of each refusal' },
    },
    wildcardInList: 'anyone',
    wildcardWithCredentials: 'refused',
    originFunction: callbackOrigin,
  },
  '@remix-run/cors-middleware': {
    options: {
      origin: {
        takes: ['true', 'false', 'string', 'RegExp', 'list', 'function'],
        members: ['string', 'RegExp'],
        becomes: 'origin',
        absent: '*',
      },
      methods: { ...list, becomes: 'methods', absent: expressMethods },
      allowedHeaders: {
        takes: ['list', 'function'],
        members: ['string'],
        becomes: 'allowedHeaders',
        because: 'a policy has one list of headers: write a policy for each path with createCorsRoutes',
      },
      exposedHeaders: { ...list, becomes: 'exposedHeaders' },
      credentials,
      maxAge,
      preflightContinue: continued,
      preflightStatusCode: { ...number, becomes: 'preflightStatus' },
      allowPrivateNetwork: { ...flag, becomes: null, because: 'browsers have retired the private-network headers' },
    },
    wildcardInList: 'anyone',
    wildcardWithCredentials: 'reflected',
    normalizes: true,
    originFunction: returnedOrigin,
  },
}
