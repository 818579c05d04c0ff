import type { AsyncCorsOptions, CorsOptions } from '../../src/index.ts'

/** What a rule that is a function does about origins that it does not admit, or at all. */
export type Behaviour = 'false' | 'undefined' | 'truthy' | 'promise' | 'throws' | 'rejects' | 'hangs'

/** A rule of `origin` as data, so that a case can be written down and run again. */
export type Rule =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'regexp'; readonly source: string; readonly flags: string }
  | FunctionRule

/** A predicate or a look-up: it admits a list, or whoever comes from the right tenant, and does something about others. */
export interface FunctionRule {
  readonly kind: 'function'
  readonly admits: readonly string[]
  /** The value of the request header `x-tenant` that is needed too. */
  readonly tenant?: string
  readonly otherwise: Behaviour
}

/** Options as data. */
export interface Policy {
  readonly rules: readonly Rule[]
  /** Whether a single rule is written without a list. */
  readonly isBare: boolean
  readonly lookup?: FunctionRule
  readonly methods?: readonly string[] | '*'
  readonly allowedHeaders?: readonly string[] | '*'
  readonly exposedHeaders?: readonly string[] | '*'
  readonly credentials?: boolean
  readonly maxAge?: number
  readonly preflightStatus?: number
  readonly vary?: readonly string[]
  readonly rejectDisallowed?: boolean
  readonly ownOrigins?: readonly string[]
  readonly debug?: boolean
  readonly dangerouslyAllowNullOrigin?: boolean
  readonly dangerouslyAllowInsecureOrigins?: boolean
  readonly dangerouslyAllowPublicSuffixes?: boolean
}

/** How long a look-up that hangs is waited for, in milliseconds. */
const lookupTimeout = 5

/** Makes the options that `createCors` takes. */
export function toOptions({ rules, isBare, lookup, ...others }: Policy): CorsOptions {
  const made = rules.map(toRule)
  const [only] = made
  const isAlone = isBare && made.length === 1
  const options = {
    ...others,
    ...(made.length === 0 ? {} : { origin: isAlone ? only : made }),
    ...(lookup === undefined ? {} : { lookup: toLookup(lookup), lookupTimeout }),
  }
  // Whether the key `lookup` is there is known at run time only; both kinds are awaited.
  return options as CorsOptions & AsyncCorsOptions as CorsOptions
}

function toRule(rule: Rule): unknown {
  if (rule.kind === 'text') return rule.text
  if (rule.kind === 'regexp') return new RegExp(rule.source, rule.flags)
  return (origin: string, context: unknown) => {
    if (isAdmittedBy(rule, origin, readTenant(context))) return true
    return behave(rule.otherwise)
  }
}

function toLookup(rule: FunctionRule): unknown {
  return async (origin: string, context: unknown) => {
    if (isAdmittedBy(rule, origin, readTenant(context))) return true
    return await behave(rule.otherwise)
  }
}

function behave(behaviour: Behaviour): unknown {
  switch (behaviour) {
    case 'truthy':
      return 1
    case 'promise':
      return Promise.resolve(true)
    case 'rejects':
      return Promise.reject(new Error('The store is down'))
    case 'hangs':
      return new Promise(() => {})
    case 'throws':
      throw new Error('The rule is broken')
    default:
      return behaviour === 'false' ? false : undefined
  }
}

/** Says what a rule that is a function admits. */
export function isAdmittedBy({ admits, tenant }: FunctionRule, origin: string, given: string | null): boolean {
  return admits.includes(origin) && (tenant === undefined || tenant === given)
}

/** Reads a header off whatever an adapter passes to predicates: a `Request`, Hono's `c` or Node's request. */
function readTenant(context: unknown): string | null {
  const { headers, req } = Object(context)
  if (req?.raw !== undefined) return req.raw.headers.get('x-tenant')
  return typeof headers.get === 'function' ? headers.get('x-tenant') : (headers['x-tenant'] ?? null)
}
