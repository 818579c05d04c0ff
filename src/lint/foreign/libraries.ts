import type { ForeignLibrary, ForeignLibraryKind, ForeignOption } from './library.ts'

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
/** There is no such option here: foreign-options.ts says why. */
const flagOfTheirs: ForeignOption = { ...flag, becomes: null }

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
      preflightContinue: flagOfTheirs,
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
      aot: flagOfTheirs,
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
      preflight: flagOfTheirs,
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
      hook: { takes: ['string'], becomes: null },
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
      },
      preflightContinue: flagOfTheirs,
      optionsSuccessStatus: { ...number, becomes: 'preflightStatus' },
      preflight: flagOfTheirs,
      strictPreflight: flagOfTheirs,
      hideOptionsRoute: flagOfTheirs,
      logLevel: { takes: ['string'], becomes: null },
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
      preflightContinue: flagOfTheirs,
      preflightStatusCode: { ...number, becomes: 'preflightStatus' },
      allowPrivateNetwork: flagOfTheirs,
    },
    wildcardInList: 'anyone',
    wildcardWithCredentials: 'reflected',
    normalizes: true,
    originFunction: returnedOrigin,
  },
}
