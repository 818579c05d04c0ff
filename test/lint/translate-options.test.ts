import { describe, expect, test } from 'vitest'
import { type CorsOptions, createCors } from '../../src/index.ts'
import { foreignLibraries } from '../../src/lint/foreign/libraries.ts'
import { toKind } from '../../src/lint/foreign/recognise.ts'
import { type ForeignLibrary, lint, type Translation, translateOptions } from '../../src/lint.ts'
import { foreignOptions, renamedOptions } from '../../src/server/foreign-options.ts'
import { knownOptions } from '../../src/server/policy.ts'

const app = 'https://app.example.com'
const other = 'https://other.example.com'
const any = ['*', 'authorization']

function translate(options: object, library: ForeignLibrary): Translation {
  const [translation] = translateOptions(options, library)
  if (translation === undefined) throw new Error('There is no translation')
  return translation
}

/** Makes a function of which only the source is asked. */
function toFunction(source: string): () => void {
  return Object.assign(() => {}, { toString: () => source })
}

interface RecognitionRow {
  readonly step: string
  readonly options: object
  readonly libraries: readonly ForeignLibrary[]
}

const hasRegExp = { origin: /^https:\/\/app\.example\.com$/ }

const recognised: readonly RecognitionRow[] = [
  { step: '`*` fits all, and us', options: { origin: '*' }, libraries: [] },
  { step: 'lists fit many, and us', options: { origin: [app], methods: ['PUT'], maxAge: 5 }, libraries: [] },
  { step: 'nothing at all', options: {}, libraries: [] },
  { step: 'undefined is as good as left out', options: { origin: '*', allowHeaders: undefined }, libraries: [] },
  { step: 'an option of ours that nobody has', options: { origin: true, onRefuse() {} }, libraries: [] },
  { step: 'a name that nobody has', options: { origin: true, allowedOrigin: app }, libraries: [] },
  { step: 'a value that nobody takes', options: { origin: 1 }, libraries: [] },
  { step: 'a value of no kind', options: { origin: Symbol('a') }, libraries: [] },
  { step: 'a member that nobody takes', options: { origin: [1] }, libraries: [] },
  { step: 'optionsSuccessStatus', options: { optionsSuccessStatus: 200 }, libraries: ['cors', '@fastify/cors'] },
  {
    step: 'preflightContinue and a string of methods',
    options: { preflightContinue: true, methods: 'PUT' },
    libraries: ['cors', '@fastify/cors'],
  },
  { step: 'headers', options: { headers: 'x-a' }, libraries: ['cors'] },
  { step: 'strictPreflight', options: { strictPreflight: false }, libraries: ['@fastify/cors'] },
  { step: 'hideOptionsRoute', options: { hideOptionsRoute: false, origin: true }, libraries: ['@fastify/cors'] },
  { step: 'a list in a list', options: { origin: [[app]] }, libraries: ['cors', '@fastify/cors'] },
  { step: 'a list beside an origin', options: { origin: [app, [app]] }, libraries: ['cors', '@fastify/cors'] },
  { step: 'a member of a list in a list that nobody takes', options: { origin: [[1]] }, libraries: [] },
  { step: 'false in a list', options: { origin: [false, app], headers: 'x-a' }, libraries: ['cors'] },
  {
    step: 'false in a list of the other',
    options: { origin: [false], hideOptionsRoute: true },
    libraries: ['@fastify/cors'],
  },
  {
    step: 'a RegExp in a list',
    options: { origin: [/^https:\/\/a\.example$/], hideOptionsRoute: true },
    libraries: ['@fastify/cors'],
  },
  {
    step: 'a RegExp in a list of Remix',
    options: { origin: [/^https:\/\/a\.example$/], allowPrivateNetwork: true },
    libraries: ['@remix-run/cors-middleware'],
  },
  { step: 'undefined beside what is theirs', options: { headers: 'x-a', credentials: undefined }, libraries: ['cors'] },
  {
    step: 'allowMethods, allowHeaders',
    options: { allowMethods: ['PUT'], allowHeaders: ['x-a'] },
    libraries: ['hono/cors', 'itty-router'],
  },
  { step: 'allowMethods that is a function', options: { allowMethods: () => [] }, libraries: ['hono/cors'] },
  { step: 'allowMethods that is a string', options: { allowMethods: 'PUT' }, libraries: ['itty-router'] },
  {
    step: 'allowMethods beside a RegExp',
    options: { allowMethods: ['PUT'], ...hasRegExp },
    libraries: ['itty-router'],
  },
  { step: 'methods with allowHeaders', options: { methods: ['PUT'], allowHeaders: ['x-a'] }, libraries: ['h3'] },
  { step: 'allowHeaders alone', options: { allowHeaders: ['x-a'] }, libraries: ['hono/cors', 'itty-router', 'h3'] },
  { step: 'a preflight status in an object', options: { preflight: { statusCode: 200 } }, libraries: ['h3'] },
  { step: 'maxAge that is a string', options: { maxAge: '600' }, libraries: ['h3'] },
  { step: 'aot', options: { aot: true }, libraries: ['@elysiajs/cors'] },
  {
    step: 'allowedHeaders with exposeHeaders',
    options: { allowedHeaders: ['x-a'], exposeHeaders: ['x-b'] },
    libraries: ['@elysiajs/cors'],
  },
  { step: 'methods that are true', options: { methods: true }, libraries: ['@elysiajs/cors'] },
  { step: 'a list with null', options: { methods: null }, libraries: ['@elysiajs/cors'] },
  { step: 'preflight that is false', options: { preflight: false }, libraries: ['@elysiajs/cors', '@fastify/cors'] },
  { step: 'preflightStatusCode', options: { preflightStatusCode: 200 }, libraries: ['@remix-run/cors-middleware'] },
  { step: 'allowPrivateNetwork', options: { allowPrivateNetwork: true }, libraries: ['@remix-run/cors-middleware'] },
  {
    step: 'origin that is true',
    options: { origin: true },
    libraries: ['cors', 'itty-router', '@elysiajs/cors', '@fastify/cors', '@remix-run/cors-middleware'],
  },
  {
    step: 'an arrow function that calls back',
    options: { origin: (_: string, cb: () => void) => cb() },
    libraries: ['cors', '@fastify/cors'],
  },
  {
    step: 'a method that calls back',
    options: {
      origin(_: string, callback: () => void) {
        callback()
      },
    },
    libraries: ['cors', '@fastify/cors'],
  },
  {
    step: 'a function expression that calls back',
    options: { origin: new Function('_', 'done', 'done()') },
    libraries: ['cors', '@fastify/cors'],
  },
  { step: 'a function that gets a context', options: { origin: (_: string, c: unknown) => c === 1 }, libraries: [] },
]

describe('options show whose they are', () => {
  test.each(recognised)('$step', ({ options, libraries }) => {
    expect(translateOptions(options).map(({ library }) => library)).toEqual(libraries)
    const found = lint(options as CorsOptions).filter(({ code }) => code === 'options-of-another-library')
    expect(found.flatMap(({ becomes }) => becomes ?? []).map(({ library }) => library)).toEqual(libraries)
    for (const { message } of found) for (const library of libraries) expect(message).toContain(library)
  })

  test.each<[library: string, options: object]>([
    ['cors', { headers: 'x-a' }],
    ['cors or @fastify/cors', { optionsSuccessStatus: 204 }],
    ['hono/cors, itty-router or h3', { allowHeaders: ['x-a'] }],
  ])('they are named: %s', (list, options) => {
    const [found] = lint(options as CorsOptions)
    expect(found?.message).toContain(` ${list}`)
    expect(found?.message).not.toContain(`or ${list}`)
  })

  test.each([
    '(origin, cb) => {}',
    '( origin , cb ) => {}',
    'async (origin, cb) => {}',
    'function (origin, callback) {}',
    'function named(origin, done) {}',
    'function*named(origin, done) {}',
    'async  function (origin, cb) {}',
    'origin(origin, cb) {}',
    'origin (origin, cb) {}',
    'async origin(origin, cb) {}',
  ])('%s calls back', (source) => expect(toKind(toFunction(source))).toBe('callback'))

  test.each([
    '(origin) => {}',
    '(origin, c) => {}',
    '(origin, callbacks) => {}',
    '(origin) => check(origin, cb)',
    '(origin, c, cb) => {}',
  ])('%s returns', (source) => expect(toKind(toFunction(source))).toBe('function'))

  test('every name that is not ours is known to createCors too', () => {
    const names = Object.values(foreignLibraries).flatMap(({ options }) => Object.keys(options))
    const unknown = names.filter(
      (name) => !knownOptions.includes(name) && !(name in renamedOptions) && !(name in foreignOptions),
    )
    expect([...new Set(unknown)]).toEqual([])
  })
})

interface TranslationRow {
  readonly step: string
  readonly library: ForeignLibrary
  readonly options: object
  readonly becomes: object | null
  readonly notes: readonly string[]
}

const express = { methods: ['PUT', 'PATCH', 'DELETE'], allowedHeaders: any }
const reflected = 'changed allowedHeaders'

// What becomes of each option is in the rows of test/migration; these are what no row has.
const translated: readonly TranslationRow[] = [
  {
    step: 'names once, and in lower case',
    library: 'cors',
    options: { origin: [app, app, other], allowedHeaders: ['X-A', 'x-a', ''], methods: ['PUT', 'PUT'] },
    becomes: { origin: [app, other], methods: ['PUT'], allowedHeaders: ['x-a'] },
    notes: [],
  },
  {
    step: 'an older name gives way',
    library: 'cors',
    options: { origin: app, allowedHeaders: ['x-a'], headers: ['x-b'] },
    becomes: { origin: [app], methods: express.methods, allowedHeaders: ['x-a'] },
    notes: [],
  },
  {
    step: 'what createCors refuses is to be decided, with what to write',
    library: 'cors',
    options: { origin: [`${app}/`], allowedHeaders: ['x-a'], credentials: true },
    becomes: { origin: [`${app}/`], methods: express.methods, allowedHeaders: ['x-a'], credentials: true },
    notes: ['decide origin[0]'],
  },
  ...[199, 300, 404].map(
    (statusCode): TranslationRow => ({
      step: `${statusCode}, a status that is no success`,
      library: 'h3',
      options: { origin: [app], preflight: { statusCode } },
      becomes: { origin: [app], methods: '*', allowedHeaders: any, exposedHeaders: '*' },
      notes: ['changed allowHeaders', 'left-out preflight'],
    }),
  ),
  {
    step: 'the last status of success, and the longest age',
    library: 'cors',
    options: { origin: [app], allowedHeaders: ['x-a'], optionsSuccessStatus: 299, maxAge: 86400 },
    becomes: {
      origin: [app],
      methods: express.methods,
      allowedHeaders: ['x-a'],
      preflightStatus: 299,
      maxAge: 86400,
    },
    notes: [],
  },
  {
    step: 'an age that is too long, and one below 0',
    library: 'cors',
    options: { origin: [app], allowedHeaders: ['x-a'], maxAge: 86401 },
    becomes: { origin: [app], methods: express.methods, allowedHeaders: ['x-a'], maxAge: 86400 },
    notes: ['changed maxAge'],
  },
  {
    step: 'an age below 0',
    library: 'cors',
    options: { origin: [app], allowedHeaders: ['x-a'], maxAge: -1 },
    becomes: { origin: [app], methods: express.methods, allowedHeaders: ['x-a'] },
    notes: ['left-out maxAge'],
  },
  {
    step: 'names that begin or end like those that change nothing',
    library: 'cors',
    options: {
      origin: [app],
      methods: ['GETS', 'FORGET', 'PUT', 'GET', 'OPTIONS'],
      allowedHeaders: ['x-accept', 'accept-x', 'Accept', 'x-authorization'],
      exposedHeaders: ['x-set-cookie', 'set-cookie-x', 'set-cookie', 'etag'],
    },
    becomes: {
      origin: [app],
      methods: ['GETS', 'FORGET', 'PUT'],
      allowedHeaders: ['x-accept', 'accept-x', 'x-authorization'],
      exposedHeaders: ['x-set-cookie', 'set-cookie-x', 'etag'],
    },
    notes: ['left-out methods', 'left-out allowedHeaders', 'left-out exposedHeaders'],
  },
  {
    step: 'names like authorization beside a wildcard',
    library: 'cors',
    options: { origin: '*', methods: '*, authorization', allowedHeaders: '*, x-authorization, authorization-x' },
    becomes: { origin: '*', methods: '*', allowedHeaders: '*' },
    notes: [],
  },
  {
    step: 'a status that is ours anyway, and an age that is none',
    library: 'h3',
    options: { origin: [app], preflight: { statusCode: 204 }, maxAge: '' },
    becomes: { origin: [app], methods: '*', allowedHeaders: any, exposedHeaders: '*' },
    notes: ['changed allowHeaders', 'left-out maxAge'],
  },
  {
    step: '`*` with authorization beside it',
    library: 'cors',
    options: { origin: '*', methods: '*', allowedHeaders: '*, Authorization' },
    becomes: { origin: '*', methods: '*', allowedHeaders: any },
    notes: [],
  },
  {
    step: 'a host on loopback',
    library: '@elysiajs/cors',
    options: { origin: 'localhost:3000', methods: ['PUT'], allowedHeaders: ['x-a'] },
    becomes: { origin: ['http://localhost:3000'], methods: ['PUT'], allowedHeaders: ['x-a'], credentials: true },
    notes: ['changed origin'],
  },
  {
    step: 'a function beside an origin',
    library: '@elysiajs/cors',
    options: { origin: [app, () => true], methods: ['PUT'], allowedHeaders: ['x-a'] },
    becomes: { origin: [app], methods: ['PUT'], allowedHeaders: ['x-a'], credentials: true },
    notes: ['decide origin'],
  },
  {
    step: 'a host on loopback that is an address of version 6',
    library: '@elysiajs/cors',
    options: { origin: '[::1]:3000', methods: ['PUT'], allowedHeaders: ['x-a'] },
    becomes: { origin: ['http://[::1]:3000'], methods: ['PUT'], allowedHeaders: ['x-a'], credentials: true },
    notes: ['changed origin'],
  },
  {
    step: 'the origin null and a function',
    library: '@elysiajs/cors',
    options: { origin: ['null', () => true], credentials: false, methods: ['PUT'], allowedHeaders: ['x-a'] },
    becomes: { dangerouslyAllowNullOrigin: true, methods: ['PUT'], allowedHeaders: ['x-a'] },
    notes: ['decide origin', 'changed origin'],
  },
  {
    step: 'an age of 0',
    library: 'cors',
    options: { origin: [app], allowedHeaders: ['x-a'], maxAge: 0 },
    becomes: { ...express, origin: [app], allowedHeaders: ['x-a'], maxAge: 0 },
    notes: [],
  },
  {
    step: 'sharing with nobody, so that no more is said',
    library: 'cors',
    options: { origin: false, optionsSuccessStatus: 404, credentials: true },
    becomes: null,
    notes: ['changed origin'],
  },
  {
    step: '`*` with credentials',
    library: 'cors',
    options: { origin: '*', credentials: true, allowedHeaders: ['x-a'] },
    becomes: { origin: '*', methods: express.methods, allowedHeaders: ['x-a'] },
    notes: ['left-out credentials'],
  },
  {
    step: '`*` with credentials that nobody wrote',
    library: '@elysiajs/cors',
    options: { origin: '*', allowedHeaders: ['x-a'], methods: ['PUT'] },
    becomes: { origin: '*', methods: ['PUT'], allowedHeaders: ['x-a'] },
    notes: [],
  },
  {
    step: 'the origin null alone, with credentials',
    library: 'cors',
    options: { origin: 'null', credentials: true },
    becomes: { ...express, credentials: true },
    notes: ['decide origin', 'left-out origin', reflected],
  },
]

describe('a translation', () => {
  test.each(translated)('$step', ({ library, options, becomes, notes }) => {
    const translation = translate(options, library)
    expect(translation.options).toEqual(becomes)
    expect(translation.notes.map(({ kind, option }) => `${kind} ${option}`)).toEqual(notes)
  })

  test.each<[library: ForeignLibrary, options: object, message: string]>([
    [
      'cors',
      { origin: app, exposedHeaders: ['Expires', 'set-cookie', 'etag'] },
      'to list Expires, set-cookie changes nothing for a page',
    ],
    ['cors', { optionsSuccessStatus: 404 }, 'browsers refuse a preflight whose status is not from 200 to 299'],
  ])('of %s %j says: %s', (library, options, message) => {
    expect(translate(options, library).notes.map((note) => note.message)).toContain(message)
  })

  test('is the same as data and as code', () => {
    const odd = { origin: [app, /^https:\/\/it's\.example\.com$/], allowHeaders: ["it's"], maxAge: 600 }
    for (const [library, options] of [
      ['itty-router', odd],
      ['cors', { origin: '*', exposedHeaders: '*' }],
    ] as const) {
      const given = library === 'cors' ? options : { ...options, origin: app }
      const { code, options: becomes } = translate(given, library)
      expect(new Function('createCors', `return ${code}`)((made: unknown) => made)).toEqual(becomes)
    }
    expect(translate({ origin: [app, /^https:\/\/a\.example$/] }, 'cors').code).toContain('/^https:\\/\\/a\\.example$/')
  })

  test('without an origin is code that createCors refuses until there is one', () => {
    const { code, options } = translate({ origin: true, credentials: true }, 'cors')
    expect(options).toEqual({ ...express, credentials: true })
    const run = new Function('createCors', code)
    expect(() => run(createCors)).toThrow('An empty list names nobody')
    expect(() => createCors(options as unknown as CorsOptions)).toThrow('names the origins')
  })

  test('of what shares with nobody is no code', () => {
    expect(translate({ origin: false }, 'cors')).toMatchObject({ options: null, code: 'nothing, and leave CORS out' })
  })

  test('calls no function', () => {
    const origin = (): never => {
      throw new Error('called')
    }
    for (const library of ['cors', 'hono/cors', 'itty-router', 'h3', '@elysiajs/cors'] as const) {
      expect(translate({ origin }, library).options).not.toHaveProperty('origin')
    }
  })

  test('takes nothing from a prototype', () => {
    const options: object = Object.assign(Object.create({ origin: true }), { aot: false })
    expect(translate(options, '@elysiajs/cors').notes.map(({ option }) => option)).toContain('aot')
    expect(translateOptions(JSON.parse('{"__proto__":true,"origin":"*"}'))).toEqual([])
  })

  test('is frozen', () => {
    const translation = translate({ origin: app }, 'cors')
    expect([translation, translation.options, translation.notes, ...translation.notes].every(Object.isFrozen)).toBe(
      true,
    )
  })

  test('is refused for what no library is, and for options that it does not take', () => {
    expect(() => translateOptions({}, 'koa' as ForeignLibrary)).toThrow(
      new TypeError(
        '"koa" is not known: write one of cors, hono/cors, itty-router, h3, @elysiajs/cors, @fastify/cors, @remix-run/cors-middleware',
      ),
    )
    expect(() => translateOptions({ origin: 1 }, 'cors')).toThrow(
      new TypeError('These are no options of cors: pass what you pass to it'),
    )
  })

  test('that throws what is not about the policy is not swallowed', () => {
    const origin = new Proxy(/^https:\/\/a\.example$/, {})
    expect(() => translateOptions({ origin, aot: true })).not.toThrow()
  })
})

test('a finding says what to write, once or for each library', () => {
  const say = (options: object): string | undefined => lint(options as CorsOptions)[0]?.suggestion
  expect(say({ origin: [app], allowMethods: ['PUT'], allowHeaders: ['x-a'] })).toBe(
    "Write createCors({ origin: ['https://app.example.com'], methods: ['PUT'], allowedHeaders: ['x-a'] })",
  )
  expect(say({ origin: true, credentials: true, hideOptionsRoute: true })).toBe(
    "Write createCors({ origin: [/* the origins that you trust */], allowedHeaders: ['*', 'authorization'], credentials: true }), and decide about origin: it gives every site on the web your users' data: list the origins that you trust",
  )
  expect(say({ origin: [app], allowedHeaders: [], optionsSuccessStatus: 200 })).toBe(
    "Write for cors: createCors({ origin: ['https://app.example.com'], methods: ['PUT', 'PATCH', 'DELETE'], preflightStatus: 200 }); or for @fastify/cors: createCors({ origin: ['https://app.example.com'], preflightStatus: 200 })",
  )
})
