import fc from 'fast-check'
import { CorsConfigError, createCors } from '../../src/index.ts'
import { originLike } from './origins.ts'
import { type Behaviour, type FunctionRule, type Policy, type Rule, toOptions } from './policy.ts'

const familiar = fc.constantFrom(
  'https://app.example.com',
  'https://other.example.com',
  'https://app.example.com:8443',
  'http://localhost:5173',
  'https://origin-refused.invalid',
)
const exact = fc.oneof({ weight: 4, arbitrary: familiar }, { weight: 1, arbitrary: originLike })

const patternHost = fc.constantFrom('example.com', 'app.example.com', 'a.example.dev', 'localhost', 'example', 'com')
const pattern = fc
  .tuple(
    fc.constantFrom('https', 'https', 'http'),
    fc.boolean(),
    patternHost,
    fc.constantFrom('', '', ':*', ':8443', ':1'),
  )
  .map(([scheme, subdomains, host, port]) => `${scheme}://${subdomains ? '*.' : ''}${host}${port}`)
const otherPattern = fc.constantFrom('http://[::1]:*', 'http://127.0.0.1:*', 'app://localhost:*', 'https://1.2.3.4:*')

/** RegExps, each with the origins that it is about. */
const regExps: readonly { readonly source: string; readonly flags: string; readonly about: readonly string[] }[] = [
  { source: '^https:\\/\\/pr-\\d+\\.example\\.com$', flags: '', about: ['https://pr-1.example.com'] },
  { source: '^https?:\\/\\/[a-z]+\\.example\\.com(?::\\d+)?$', flags: '', about: ['http://app.example.com:8443'] },
  { source: '^https:\\/\\/a\\.example|https:\\/\\/b\\.example$', flags: '', about: ['https://a.example'] },
  { source: '^HTTPS:\\/\\/APP\\.EXAMPLE\\.COM$', flags: 'i', about: ['https://app.example.com'] },
  { source: '^https:\\/\\/app.example.com$', flags: 'u', about: ['https://app-example.com'] },
  { source: '^.*example.*$', flags: 's', about: ['https://example.evil'] },
]

const behaviour: fc.Arbitrary<Behaviour> = fc.constantFrom('false', 'false', 'undefined', 'truthy', 'promise', 'throws')
const admits = fc.array(exact, { maxLength: 3 })
/** What one policy in four needs of a request beside its origin. */
const tenant = fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, fc.constantFrom({ tenant: 'a' }, { tenant: 'b' }))

const predicate: fc.Arbitrary<FunctionRule> = fc
  .tuple(admits, behaviour, tenant)
  .map(([list, otherwise, also]) => ({ kind: 'function', admits: list, otherwise, ...also }))
const lookup: fc.Arbitrary<FunctionRule> = fc
  .tuple(admits, fc.constantFrom('false', 'undefined', 'truthy', 'throws', 'rejects', 'hangs'), tenant)
  .map(([list, otherwise, also]) => ({ kind: 'function', admits: list, otherwise, ...also }))

const rule: fc.Arbitrary<Rule> = fc.oneof(
  { weight: 5, arbitrary: exact.map(toText) },
  { weight: 5, arbitrary: pattern.map(toText) },
  { weight: 1, arbitrary: otherPattern.map(toText) },
  { weight: 1, arbitrary: fc.constant(toText('null')) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...regExps).map(({ source, flags }) => ({ kind: 'regexp', source, flags }) as const),
  },
  { weight: 2, arbitrary: predicate },
)

function toText(text: string): Rule {
  return { kind: 'text', text }
}

const rules = fc.oneof(
  { weight: 2, arbitrary: fc.constant([toText('*')]) },
  { weight: 3, arbitrary: exact.map((text) => [toText(text)]) },
  { weight: 8, arbitrary: fc.array(rule, { minLength: 1, maxLength: 4 }) },
)

const methods = fc.constantFrom('PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PURGE', 'GET')
const requestHeaders = fc.constantFrom('content-type', 'X-Own', 'x-two', 'Authorization', 'x-tenant', 'accept')
const responseHeaders = fc.constantFrom('x-page', 'ETag', 'x-handler', 'www-authenticate', 'link')

function list(names: fc.Arbitrary<string>): fc.Arbitrary<readonly string[]> {
  return fc.uniqueArray(names, { minLength: 1, maxLength: 4 })
}

const flag = fc.boolean()
/** An option that seldom stands in a policy. */
const seldom = fc.constantFrom(false, false, false, true)

const settings = fc.record(
  {
    methods: fc.oneof(list(methods), fc.constant('*' as const)),
    allowedHeaders: fc.oneof(
      list(requestHeaders),
      fc.constant('*' as const),
      fc.constantFrom(['*', 'authorization'], ['Authorization', '*']),
    ),
    exposedHeaders: fc.oneof(list(responseHeaders), fc.constant('*' as const)),
    credentials: flag,
    maxAge: fc.constantFrom(0, 1, 600, 86400),
    preflightStatus: fc.constantFrom(200, 204, 299),
    rejectDisallowed: seldom,
    ownOrigins: fc.uniqueArray(familiar, { minLength: 1, maxLength: 2 }),
    debug: seldom,
    dangerouslyAllowNullOrigin: seldom,
    dangerouslyAllowInsecureOrigins: flag,
    dangerouslyAllowPublicSuffixes: flag,
  },
  { requiredKeys: [] },
)

/** Policies that `createCors` takes. */
export const policies: fc.Arbitrary<Policy> = fc
  .tuple(rules, flag, settings, fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, lookup))
  .map(([given, isBare, others, asked]) => withVary(adjust({ rules: given, isBare, ...others }, asked)))
  .filter(isAccepted)

/** Leaves out what never goes together, so that few policies are thrown away. */
function adjust(policy: Policy, asked: FunctionRule | null): Policy {
  const isForAnyone = policy.rules.some((one) => one.kind === 'text' && one.text === '*')
  if (!isForAnyone) return asked === null ? policy : { ...policy, lookup: asked }
  const { credentials, rejectDisallowed, dangerouslyAllowNullOrigin, ...others } = policy
  return others
}

/** A rule that reads a header says so, as it must. */
function withVary(policy: Policy): Policy {
  const functions = [...policy.rules, ...(policy.lookup === undefined ? [] : [policy.lookup])]
  const isRead = functions.some((one) => one.kind === 'function' && one.tenant !== undefined)
  return isRead ? { ...policy, vary: ['X-Tenant'] } : policy
}

/** Tells whether a policy can be made. */
export function isAccepted(policy: Policy): boolean {
  try {
    createCors(toOptions(policy))
    return true
  } catch (error) {
    if (error instanceof CorsConfigError) return false
    throw error
  }
}

/** Lists the origins that a policy is about, for requests that come near it. */
export function listOrigins({ rules: given, lookup: asked, ownOrigins = [] }: Policy): string[] {
  const functions = asked === undefined ? given : [...given, asked]
  return [...functions.flatMap(listOriginsOfRule), ...ownOrigins]
}

function listOriginsOfRule(one: Rule): readonly string[] {
  if (one.kind === 'function') return one.admits
  if (one.kind === 'regexp') return regExps.find(({ source }) => source === one.source)?.about ?? []
  if (one.text === '*' || one.text === 'null') return []
  const hosts = [one.text.replace('*.', ''), one.text.replace('*.', 'a.'), one.text.replace('*.', 'a.b.')]
  return hosts.flatMap((host) => (host.endsWith(':*') ? [host.slice(0, -2), host.replace(':*', ':8443')] : [host]))
}
