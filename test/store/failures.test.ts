import { describe, expect, test } from 'vitest'
import { createUserAgent } from '../../src/explain.ts'
import { createCors } from '../../src/index.ts'
import { type CachedOriginsOptions, cachedOrigins, type SourceFailureCode } from '../../src/origins.ts'
import { hang, startSource } from './controlled-source.ts'

const acme = 'https://acme.example'
const other = 'https://other.example'
const down = new Error('The store is down')

interface FailureRow {
  readonly step: string
  readonly does: unknown
  readonly code: SourceFailureCode
  readonly message: string
}

const advice = 'return true, or the origin as it stands in the store, to admit it, and false or null to refuse it'

const failures: readonly FailureRow[] = [
  { step: 'is down', does: down, code: 'source-threw', message: 'The store is down' },
  {
    step: 'hangs',
    does: hang,
    code: 'source-timed-out',
    message: `The source did not answer for ${acme} within 20 milliseconds`,
  },
  {
    step: "returns another tenant's origin",
    does: other,
    code: 'source-returned-another-origin',
    message: `The source was asked for ${acme} and returned "${other}"; ${advice}`,
  },
  {
    step: 'returns the origin in upper case, as a store that compares so finds it',
    does: acme.toUpperCase(),
    code: 'source-returned-another-origin',
    message: `The source was asked for ${acme} and returned "HTTPS://ACME.EXAMPLE"; ${advice}`,
  },
  {
    step: 'returns an origin that begins with it, as a store that looks for parts finds it',
    does: `${acme}.evil.example`,
    code: 'source-returned-another-origin',
    message: `The source was asked for ${acme} and returned "${acme}.evil.example"; ${advice}`,
  },
  {
    step: 'returns a list of origins in which it ends',
    does: `${other} ${acme}`,
    code: 'source-returned-another-origin',
    message: `The source was asked for ${acme} and returned "${other} ${acme}"; ${advice}`,
  },
  {
    step: 'returns an empty text',
    does: '',
    code: 'source-returned-another-origin',
    message: `The source was asked for ${acme} and returned ""; ${advice}`,
  },
  {
    step: 'returns the text "true"',
    does: 'true',
    code: 'source-returned-another-origin',
    message: `The source was asked for ${acme} and returned "true"; ${advice}`,
  },
  {
    step: 'returns a row',
    does: { origin: acme },
    code: 'source-returned-no-answer',
    message: `The source was asked for ${acme} and returned a value of the type object; ${advice}`,
  },
  {
    step: 'returns the rows that it found, of which there is none',
    does: [],
    code: 'source-returned-no-answer',
    message: `The source was asked for ${acme} and returned a list; ${advice}`,
  },
  {
    step: 'returns a number',
    does: 1,
    code: 'source-returned-no-answer',
    message: `The source was asked for ${acme} and returned a value of the type number; ${advice}`,
  },
]

describe.each(failures)('a store that $step', ({ does, code, message }) => {
  test('the page is blocked, the handler runs, nothing is cached, and it is over when the store is back', async () => {
    const source = startSource({ timeout: 20 })
    const cors = createCors({ lookup: source.lookup, methods: ['PUT'], credentials: true })
    const page = createUserAgent({ origin: acme, server: cors.wrap(() => new Response('hello')) })
    source.does = does
    for (const method of ['GET', 'GET', 'PUT', 'GET']) {
      await expect(page.fetch('https://api.example.com/', { method, credentials: 'include' })).rejects.toThrow()
    }
    Object.assign(source, { time: 1000, does: true })
    const response = await page.fetch('https://api.example.com/', { method: 'PUT', credentials: 'include' })
    expect(await response.text()).toBe('hello')
    expect(source.reads).toEqual([acme, acme])
    expect(source.reports).toEqual([`${code} ${acme}`, `over: ${code} ${acme}`])
  })

  test.each([
    ['GET', 200, 'hello', {}],
    ['OPTIONS', 403, '', { 'access-control-request-method': 'PUT' }],
  ])('%s: status %i, no-store, no CORS headers, and onRefuse hears why', async (method, status, body, headers) => {
    const source = startSource({ timeout: 20 })
    const refusals: unknown[] = []
    const cors = createCors({ lookup: source.lookup, onRefuse: (refusal) => refusals.push(refusal) })
    source.does = does
    for (const _ of [1, 2]) {
      const request = new Request('https://api.example.com/', { method, headers: { origin: acme, ...headers } })
      const response = await cors.handle(request, () => new Response('hello'))
      expect({ status: response.status, body: await response.text() }).toEqual({ status, body })
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect([...response.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([])
    }
    const want = { code: 'lookup-failed', origin: acme, error: expect.objectContaining({ message }) }
    expect(refusals).toMatchObject([want, want])
    expect(source.reads).toEqual([acme])
  })
})

test('a long text that a source returns by mistake is not repeated whole', async () => {
  const source = startSource()
  source.does = 'x'.repeat(1_000_000)
  const error = await source.lookup(acme, undefined).catch((reason) => reason)
  expect(error.message.length).toBeLessThan(500)
})

test('a source that throws before it returns a promise has failed like any other', async () => {
  const reports: unknown[] = []
  const source = (): never => {
    throw down
  }
  const { lookup } = cachedOrigins(source, { onError: (failure) => reports.push(failure) })
  await expect(lookup(acme, undefined)).rejects.toBe(down)
  expect(reports).toEqual([{ code: 'source-threw', origin: acme, tenant: '', error: down }])
})

describe('reports', () => {
  test('an outage is one, whatever origins are asked for and however it shows', async () => {
    const source = startSource({ timeout: 20 })
    source.does = down
    for (const origin of [acme, other]) await source.lookup(origin, undefined).catch(() => {})
    source.does = hang
    await source.lookup('https://third.example', undefined).catch(() => {})
    expect(source.reports).toEqual([`source-threw ${acme}`])
    Object.assign(source, { does: true, time: 1 })
    await source.lookup('https://fourth.example', undefined)
    expect(source.reports).toEqual([`source-threw ${acme}`, `over: source-threw ${acme}`])
    source.does = down
    await source.lookup('https://fifth.example', undefined).catch(() => {})
    expect(source.reports).toHaveLength(3)
  })

  test('an answer to a question of before the outage does not end it', async () => {
    const gate = Promise.withResolvers<boolean>()
    const source = startSource()
    source.does = gate.promise
    const slow = source.lookup(acme, undefined)
    Object.assign(source, { does: down, time: 10 })
    await source.lookup(other, undefined).catch(() => {})
    gate.resolve(true)
    expect(await slow).toBe(true)
    expect(source.reports).toEqual([`source-threw ${other}`])
  })

  test('an outage is over, and the next one reported, though the clock was set back', async () => {
    const source = startSource()
    const states = [
      [3_600_000, down],
      [0, true],
      [100_000, down],
    ] as const
    for (const [time, does] of states) {
      Object.assign(source, { time, does })
      await source.lookup(acme, undefined).catch(() => {})
    }
    expect(source.reports).toEqual([`source-threw ${acme}`, `over: source-threw ${acme}`, `source-threw ${acme}`])
  })

  test('an answer of before the outage does not end it, though no time passed', async () => {
    const gate = Promise.withResolvers<boolean>()
    const source = startSource()
    source.does = gate.promise
    const slow = source.lookup(acme, undefined)
    source.does = down
    await source.lookup(other, undefined).catch(() => {})
    gate.resolve(true)
    expect(await slow).toBe(true)
    expect(source.reports).toEqual([`source-threw ${other}`])
  })

  test('wrong answers are reported once for each origin, and right ones for others do not end that', async () => {
    const source = startSource({ retryAfter: 0 })
    source.does = { row: 1 }
    for (const origin of [acme, acme, other, acme]) await source.lookup(origin, undefined).catch(() => {})
    const reported = [`source-returned-no-answer ${acme}`, `source-returned-no-answer ${other}`]
    expect(source.reports).toEqual(reported)
    source.does = true
    await source.lookup('https://third.example', undefined)
    expect(source.reports).toEqual(reported)
    await source.lookup(acme, undefined)
    expect(source.reports).toEqual([...reported, `over: source-returned-no-answer ${acme}`])
  })

  test('metrics hear of every error, and tell look-ups, reads and errors apart', async () => {
    const source = startSource()
    source.does = down
    for (const _ of [1, 2]) await source.lookup(acme, undefined).catch(() => {})
    expect(source.events).toEqual(['miss', 'read', 'error', 'failing'])
  })

  const wrong = [
    [
      'throws',
      () => {
        throw down
      },
    ],
    ['returns a promise that rejects', () => Promise.reject(down)],
  ] as const

  test.each(wrong)('what hooks do changes no answer: one that %s', async (_, hook) => {
    const { lookup } = cachedOrigins(async () => true, { onEvent: hook, waitUntil: hook })
    expect(await lookup(acme, undefined)).toBe(true)
    let does = true
    const source = async (): Promise<boolean> => {
      if (does) throw new Error('once')
      return true
    }
    const failing = cachedOrigins(source, { onError: hook, onRecover: hook, retryAfter: 0 })
    await expect(failing.lookup(acme, undefined)).rejects.toThrow('once')
    does = false
    expect(await failing.lookup(acme, undefined)).toBe(true)
  })
})

describe('what is no origin never reaches the source', () => {
  const values: readonly unknown[] = [
    'null',
    '',
    `${acme}/`,
    `${acme}, ${other}`,
    'https://ACME.example',
    'https://a.example x',
    `https://${'a'.repeat(400)}.example`,
    '*',
    undefined,
    null,
    42,
  ]

  test.each(values)('%j', async (value) => {
    const source = startSource()
    expect(await source.lookup(value as string, undefined)).toBe(false)
    expect(source.reads).toEqual([])
    expect(source.events).toEqual(['malformed'])
  })

  test('not even where it looks like the key of another tenant', async () => {
    const source = startSource<string>({ tenant: (name) => name })
    expect(await source.lookup(acme, 'a b')).toBe(true)
    expect(await source.lookup(`b ${acme}`, 'a')).toBe(false)
  })
})

describe('wrong options', () => {
  const fine = async (): Promise<boolean> => true
  const rows: readonly (readonly [step: string, source: unknown, options: unknown, lines: readonly RegExp[]])[] = [
    ['no source', undefined, {}, [/^source: Pass a function/]],
    ['a list for a source', [acme], {}, [/^source: Pass a function/]],
    ['a number for options', fine, 60, [/^options: Pass an object/]],
    ['null for options', fine, null, [/^options: Pass an object/]],
    ['a list for options', fine, [], [/^options: Pass an object/]],
    ['milliseconds for seconds', fine, { maxAge: 300_000 }, [/^maxAge: .* seconds from 0 to 86400, .* not 300000$/]],
    ['a fraction', fine, { negativeMaxAge: 0.5 }, [/^negativeMaxAge: .* not 0.5$/]],
    ['a negative number', fine, { staleIfError: -1 }, [/^staleIfError: .* not -1$/]],
    ['not a number', fine, { retryAfter: Number.NaN }, [/^retryAfter: .* not NaN$/]],
    ['a text', fine, { staleWhileRevalidate: '60' }, [/^staleWhileRevalidate: .* such as 0$/]],
    ['no room', fine, { maxEntries: 0 }, [/^maxEntries: .* origins from 1 to 1000000/]],
    ['a timer that would fire at once', fine, { timeout: 2 ** 31 }, [/^timeout: .* milliseconds from 1 to 2147483647/]],
    ['a hook that is none', fine, { onError: true }, [/^onError: Pass a function, or leave it out$/]],
    ['an option of other caches', fine, { ttl: 60 }, [/^ttl: There is no such option; remove it$/]],
    ['an option spelled wrong', fine, { staleWileRevalidate: 1 }, [/did you mean "staleWhileRevalidate"\?$/]],
    [
      'many at once',
      null,
      { maxAge: -1, timeout: 0, now: 1, maxage: 60 },
      [/^source:/, /^maxAge:/, /^timeout:/, /^now:/, /^maxage: .* "maxAge"\?$/],
    ],
  ]

  test.each(rows)('%s', (_, source, options, lines) => {
    const cache = (): unknown => cachedOrigins(source as typeof fine, options as CachedOriginsOptions)
    expect(cache).toThrow(TypeError)
    expect(cache).toThrow(/^Cannot cache the origins of a source\n/)
    const message = String(Reflect.get(Object(catchError(cache)), 'message'))
    const found = message.split('\n  ').slice(1)
    expect(found).toHaveLength(lines.length)
    for (const [index, line] of lines.entries()) expect(found[index]).toMatch(line)
  })

  test('undefined is as good as nothing, and what comes back is frozen', () => {
    const options = { maxAge: undefined, tenant: undefined, now: undefined }
    expect(Object.isFrozen(cachedOrigins(fine, options))).toBe(true)
  })
})

function catchError(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return error
  }
}
