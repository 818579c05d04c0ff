import { type OriginPattern, parseOriginPattern } from '../origin/pattern.ts'
import { isRegExp } from '../server/config-error.ts'
import type { AnyCors } from '../server/cors.ts'
import type { AsyncCorsOptions, CorsOptions } from '../server/options.ts'

/** A rule that is a string, with what it stands for. */
export interface PatternRule {
  readonly path: string
  readonly rule: string
  readonly pattern: OriginPattern
}

/** A name in a list, as it was written. */
export interface ListedName {
  readonly path: string
  readonly name: string
}

/** What of a policy can be judged; what is wrong with the rest are issues. */
export interface PolicyInput {
  readonly given: Readonly<Record<string, unknown>>
  readonly credentials: boolean
  readonly patterns: readonly PatternRule[]
  readonly regExps: readonly { readonly path: string; readonly rule: RegExp }[]
}

/** Options, or a policy that was made of them, or policies by path. */
export type PolicySource<C> =
  | CorsOptions<C>
  | AsyncCorsOptions<C>
  | (MadePolicy<C> & { readonly decide: unknown; readonly routes?: Readonly<Record<string, readonly MadePolicy<C>[]>> })

interface MadePolicy<C> {
  readonly options: AnyCors<C>['options']
}

/** Options, and where they stand. */
interface PlacedOptions<C> {
  /** Empty for a policy that stands by itself. */
  readonly path: string
  readonly options: CorsOptions<C> | AsyncCorsOptions<C>
}

/** Gives the options, be it of a policy or of policies by path; these may come from another copy of this library. */
export function toPolicies<C>(policy: PolicySource<C>): readonly PlacedOptions<C>[] {
  const isMade = typeof policy === 'object' && policy !== null && 'decide' in policy
  if (!isMade) return [{ path: '', options: policy }]
  if (policy.routes === undefined) return [{ path: '', options: policy.options }]
  return Object.entries(policy.routes).flatMap(([pattern, policies]) =>
    policies.map(({ options }, index) => {
      const path = `routes[${JSON.stringify(pattern)}]`
      return { path: policies.length === 1 ? path : `${path}[${index}]`, options }
    }),
  )
}

/** Reads what can be judged of options, whatever they are. */
export function readPolicyInput(options: unknown): PolicyInput {
  // Without a prototype, so that what pollutes Object.prototype is no option.
  const given: Readonly<Record<string, unknown>> = Object.assign(Object.create(null), options)
  const { origin } = given
  const rules = Array.isArray(origin)
    ? origin.map((rule: unknown, index) => ({ path: `origin[${index}]`, rule }))
    : [{ path: 'origin', rule: origin }]
  return {
    given,
    credentials: given['credentials'] === true,
    patterns: rules.flatMap(({ path, rule }) => {
      if (typeof rule !== 'string') return []
      const pattern = parseOriginPattern(rule)
      return pattern === null ? [] : [{ path, rule, pattern }]
    }),
    regExps: rules.flatMap(({ path, rule }) => (isRegExp(rule) ? [{ path, rule }] : [])),
  }
}

/** Reads the names of a list option. */
export function readListedNames({ given }: PolicyInput, option: string): readonly ListedName[] {
  const list = given[option]
  if (!Array.isArray(list)) return []
  return list.flatMap((name: unknown, index) =>
    typeof name === 'string' ? [{ path: `${option}[${index}]`, name }] : [],
  )
}

/** Tells whether a list option is `*`, or holds it. */
export function isWildcard({ given }: PolicyInput, option: string): boolean {
  const list = given[option]
  return list === '*' || (Array.isArray(list) && list.includes('*'))
}

/** Tells whether a list option allows a header name. */
export function listsHeader(input: PolicyInput, option: string, lowercaseName: string): boolean {
  return readListedNames(input, option).some(({ name }) => name.toLowerCase() === lowercaseName)
}
