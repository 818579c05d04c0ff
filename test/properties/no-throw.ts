import fc from 'fast-check'
import { expect } from 'vitest'
import { type AsyncCorsOptions, type CorsOptions, createCors, type Decision } from '../../src/index.ts'
import { type JunkName, junk, junkNames } from './junk.ts'
import { isInsecure } from './model.ts'
import { isOrigin } from './origin-grammar.ts'
import { maybeOrigin } from './origins.ts'
import { defineProperty } from './property.ts'

/** What a function in the options does: it returns something, or throws it. */
interface Deed {
  readonly value: JunkName
  readonly isThrown: boolean
}

interface RequestCase {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly predicate: Deed
  readonly lookup: Deed | null
  readonly onRefuse: Deed
  readonly flags: Readonly<Record<string, boolean>>
  readonly lists: '*' | undefined
}

const deed: fc.Arbitrary<Deed> = fc.record({ value: fc.constantFrom(...junkNames), isThrown: fc.boolean() })

/** Any text, most of which no HTTP parser would let through. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('', ',', ',,,', '*', 'null', 'a\r\nb: c', '\0', '__proto__', 'PUT', 'x-a, x-b', 'x'.repeat(9000)),
  fc.constantFrom(','.repeat(9000), 'x-a,'.repeat(3000), 'authorization', 'x-a,Authorization,x-ü, ,y'),
)

const cases: fc.Arbitrary<RequestCase> = fc.record({
  method: fc.oneof({ weight: 3, arbitrary: fc.constantFrom('GET', 'OPTIONS', 'HEAD', 'options') }, text),
  url: fc.oneof(
    fc.constantFrom('https://api.example.com/', 'wss://app.example.com', '/', '', '*', 'http://[', 'a:b'),
    text,
  ),
  headers: fc.record(
    {
      origin: fc.oneof(
        { weight: 3, arbitrary: fc.constant('https://b.example') },
        { weight: 3, arbitrary: maybeOrigin },
        { weight: 1, arbitrary: text },
      ),
      'access-control-request-method': text,
      'access-control-request-headers': text,
      'sec-fetch-site': fc.oneof(fc.constantFrom('same-origin', 'cross-site', 'none'), text),
    },
    { requiredKeys: [] },
  ),
  predicate: deed,
  lookup: fc.oneof(fc.constant(null), deed),
  onRefuse: deed,
  flags: fc.record(
    {
      credentials: fc.boolean(),
      rejectDisallowed: fc.boolean(),
      debug: fc.boolean(),
      dangerouslyAllowInsecureOrigins: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
  lists: fc.constantFrom('*' as const, undefined),
})

function perform({ value, isThrown }: Deed): unknown {
  const made = junk[value]()
  // What nobody waits for ends the process if it rejects: what is thrown is waited for by nobody.
  if (made instanceof Promise) made.catch(() => {})
  if (isThrown) throw made
  return made
}

function toOptions({ predicate, lookup, onRefuse, flags, lists }: RequestCase): CorsOptions {
  const options = {
    ...flags,
    origin: ['https://b.example', () => perform(predicate)],
    methods: lists,
    allowedHeaders: lists,
    exposedHeaders: lists,
    onRefuse: () => perform(onRefuse),
    ...(lookup === null ? {} : { lookup: () => perform(lookup), lookupTimeout: 1 }),
  }
  return options as unknown as CorsOptions & AsyncCorsOptions as CorsOptions
}

async function check(given: RequestCase, count: (what: string) => void): Promise<void> {
  const cors = createCors(toOptions(given))
  const { method, url, headers } = given
  const input = { method, url, headers: { get: (name: string) => headers[name.toLowerCase()] ?? null } }
  const decision: Decision = await cors.decide(input)
  const { origin = null } = headers
  const isAdmitted = origin === 'https://b.example' || (origin !== null && isOrigin(origin) && looksUpTrue(given))
  if (origin !== null && decision.kind !== 'other') expect(decision.allowed).toBe(isAdmitted)
  // Whatever a client sends, what goes out is headers that every runtime takes.
  const written = new Headers(decision.headers.map(([name, value]): [string, string] => [name, value]))
  expect([...written.keys()].length).toBe(decision.headers.length)
  for (const [name, value] of decision.headers.filter(([name]) => /-(?:methods|headers)$/.test(name))) {
    // What is echoed is tokens, and none is the header that a policy must name.
    const isWrong = (member: string): boolean => !/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(member)
    const isUnnamed = (member: string): boolean => name.endsWith('headers') && /^authorization$/i.test(member)
    expect(value.split(',').filter((member) => isWrong(member) || isUnnamed(member))).toEqual([])
  }
  count(decision.kind)
  const request = toRequest(given)
  if (request === null) return
  await cors.headers(request)
  await cors.apply(request, new Response('hello'))
  const response = await cors.handle(request, () => new Response('hello'))
  expect(response.headers.get('access-control-allow-origin') === origin && origin !== null).toBe(
    origin !== null && isAdmitted && decision.kind !== 'other',
  )
  count('as a Request')
}

/**
 * A look-up admits by a promise of `true`; a predicate that fails keeps it from being asked, and plain http that must not
 * have credentials too.
 */
function looksUpTrue({ predicate, lookup, flags, headers: { origin = '' } }: RequestCase): boolean {
  if (flags['credentials'] && !flags['dangerouslyAllowInsecureOrigins'] && isInsecure(origin)) return false
  const isFalsy = ['undefined', 'null', 'false', '0', 'NaN', "''"].includes(predicate.value)
  return isFalsy && !predicate.isThrown && lookup?.value === 'a promise of true' && !lookup.isThrown
}

/** Makes a `Request` of the case, `null` where none can be. */
function toRequest({ method, url, headers }: RequestCase): Request | null {
  try {
    return new Request(url, { method, headers })
  } catch {
    return null
  }
}

export const requestsNeverThrow = defineProperty<RequestCase>({
  name: 'a request never throws, whatever it says and whatever the rules do',
  cases,
  check,
  runs: 2000,
  meets: ['preflight', 'cross-origin', 'other', 'as a Request'],
})
