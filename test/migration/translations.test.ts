import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { type CorsOptions, createCors } from '../../src/index.ts'
import { foreignLibraries } from '../../src/lint/foreign/libraries.ts'
import { toKind } from '../../src/lint/foreign/recognise.ts'
import { translateOptions } from '../../src/lint.ts'
import { writeTables } from './documents.ts'
import { moves } from './moves.ts'
import { readRecorded, toName } from './recorded.ts'
import { type Move, toOurs, translateRow } from './row.ts'
import type { OptionsOf } from './servers.ts'

const recorded = readRecorded()
const all = Object.values(moves) as Move[]

/** The options of each library by its types: a name that is new there, or gone, is an error of types here. */
const optionNames: {
  readonly [Library in keyof OptionsOf]: Readonly<
    Record<keyof Exclude<OptionsOf[Library], (...values: never) => unknown>, true>
  >
} = {
  cors: {
    origin: true,
    methods: true,
    allowedHeaders: true,
    exposedHeaders: true,
    credentials: true,
    maxAge: true,
    preflightContinue: true,
    optionsSuccessStatus: true,
  },
  'hono/cors': {
    origin: true,
    allowMethods: true,
    allowHeaders: true,
    exposeHeaders: true,
    credentials: true,
    maxAge: true,
  },
  'itty-router': {
    origin: true,
    allowMethods: true,
    allowHeaders: true,
    exposeHeaders: true,
    credentials: true,
    maxAge: true,
  },
  h3: {
    origin: true,
    methods: true,
    allowHeaders: true,
    exposeHeaders: true,
    credentials: true,
    maxAge: true,
    preflight: true,
  },
  '@elysiajs/cors': {
    aot: true,
    origin: true,
    methods: true,
    allowedHeaders: true,
    exposeHeaders: true,
    credentials: true,
    maxAge: true,
    preflight: true,
  },
  '@fastify/cors': {
    hook: true,
    delegator: true,
    origin: true,
    credentials: true,
    exposedHeaders: true,
    allowedHeaders: true,
    methods: true,
    maxAge: true,
    cacheControl: true,
    preflightContinue: true,
    optionsSuccessStatus: true,
    preflight: true,
    strictPreflight: true,
    hideOptionsRoute: true,
    logLevel: true,
  },
  '@remix-run/cors-middleware': {
    origin: true,
    methods: true,
    allowedHeaders: true,
    exposedHeaders: true,
    credentials: true,
    maxAge: true,
    preflightContinue: true,
    preflightStatusCode: true,
    allowPrivateNetwork: true,
  },
}

describe.each(all)('from $name', (move) => {
  const { library, rows } = move
  const known = foreignLibraries[library].options

  test('every option is known, and no other', () => {
    // Express's middleware reads an older name that is not in its types.
    const names = [...Object.keys(optionNames[library]), ...(library === 'cors' ? ['headers'] : [])]
    expect(Object.keys(known).sort()).toEqual(names.sort())
  })

  test('every option has a row for each kind of value', () => {
    const tried = rows.flatMap(({ option, foreign }) => {
      const value = (foreign as Readonly<Record<string, unknown>>)[option]
      return value === undefined ? [] : [`${option} ${toKind(value)}`]
    })
    const taken = Object.entries(known).flatMap(([option, { takes }]) => takes.map((kind) => `${option} ${kind}`))
    expect(taken.filter((kind) => !tried.includes(kind))).toEqual([])
  })

  test('what the translation leaves to decide is decided, and nothing else', () => {
    for (const row of rows) {
      const translation = translateRow(library, row)
      if (translation === null) continue
      for (const { kind, message } of translation.notes) {
        expect(['decide', 'left-out', 'changed'], toName(row)).toContain(kind)
        expect(message).toMatch(/^\S.+\S$/)
      }
      const decisions = translation.notes.filter(({ kind }) => kind === 'decide')
      expect(decisions.length > 0, toName(row)).toBe(row.decided !== undefined)
      if (row.decided === undefined && translation.options !== null) {
        expect(() => createCors(translation.options as unknown as CorsOptions)).not.toThrow()
      }
    }
  })

  test('no translation gives strangers responses with credentials, whatever the library does', () => {
    for (const row of rows) {
      const { options } = translateRow(library, row) ?? {}
      const { allowed, headers } = ask(options, 'https://evil.example')
      expect(allowed && headers.includes('access-control-allow-credentials'), toName(row)).toBe(false)
    }
  })

  test('the page has the tables', async () => {
    const page = await readFile(new URL(`../../docs/migration/${move.page}`, import.meta.url), 'utf8')
    expect(/<!-- tables -->\n([\s\S]*?)\n<!-- \/tables -->/.exec(page)?.[1]).toBe(writeTables(move, recorded))
  })
})

/** Asks a policy about an origin; what makes no policy admits nobody. */
function ask(options: unknown, origin: string): { allowed: boolean; headers: readonly string[] } {
  try {
    const { allowed, headers } = createCors(options as CorsOptions).decide({
      method: 'GET',
      url: 'https://api.example.com/',
      headers: new Headers({ origin }),
    })
    return { allowed, headers: headers.flat() }
  } catch {
    return { allowed: false, headers: [] }
  }
}

test('what was decided is part of what is tried', () => {
  const row = moves.cors.rows.find(({ value }) => value === '`true`, with credentials')
  if (row === undefined) throw new Error('The row is gone')
  expect(toOurs('cors', row)).toMatchObject({ origin: ['https://app.example.com', 'https://other.example.com'] })
  expect(translateOptions(row.foreign, 'cors')[0]?.options).not.toHaveProperty('origin')
})
