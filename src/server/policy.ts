import { readAllowedHeaders, readExposedHeaders, readMethods, readVary } from './check-lists.ts'
import { type OriginRules, readOrigins, readOwnOrigins } from './check-origins.ts'
import { CorsConfigError, createIssueCollector, type IssueCollector } from './config-error.ts'
import { countEdits } from './edits.ts'
import { foreignOptions, renamedOptions } from './foreign-options.ts'
import type { AsyncCorsOptions, CorsOptions, Refusal } from './options.ts'

/** A header to set. */
export type HeaderPair = readonly [name: string, value: string]

/** Options that were read and found right, with everything in them that no request changes computed. */
export interface Policy<C> {
  /** The options themselves, as they were when they were read. */
  readonly options: Readonly<CorsOptions<C> | AsyncCorsOptions<C>>
  readonly origins: OriginRules<C>
  readonly allowNull: boolean
  /** True if plain http off loopback is refused, whatever a rule says: responses come with credentials. */
  readonly refuseInsecure: boolean
  readonly lookup: ((origin: string, context: C) => unknown) | null
  readonly lookupTimeout: number
  /** The one value of `Access-Control-Allow-Origin` if the policy is constant, else `null`. */
  readonly constantOrigin: string | null
  /** What a response that is shared has beside `Access-Control-Allow-Origin`. */
  readonly sharedHeaders: readonly HeaderPair[]
  readonly exposeAll: boolean
  /** What a preflight's answer has beside `Access-Control-Allow-Origin`, echoes excepted. */
  readonly preflightHeaders: readonly HeaderPair[]
  readonly preflightStatus: number
  readonly echoMethod: boolean
  /** The names that are allowed beside the preflight's own, which are echoed; `null` if none are. */
  readonly echoHeaders: readonly string[] | null
  readonly vary: readonly string[]
  readonly preflightVary: readonly string[]
  readonly rejectDisallowed: boolean
  readonly ownOrigins: ReadonlySet<string> | null
  readonly debug: boolean
  readonly onRefuse: ((refusal: Refusal, context: C) => unknown) | null
}

const booleanOptions = [
  'credentials',
  'rejectDisallowed',
  'debug',
  'dangerouslyAllowNullOrigin',
  'dangerouslyAllowInsecureOrigins',
  'dangerouslyAllowPublicSuffixes',
] as const

/** The names of all options. */
export const knownOptions: readonly string[] = [
  'origin',
  'methods',
  'allowedHeaders',
  'exposedHeaders',
  'maxAge',
  'preflightStatus',
  'vary',
  'ownOrigins',
  'onRefuse',
  'lookup',
  'lookupTimeout',
  ...booleanOptions,
]

/**
 * Compiles options.
 *
 * @throws CorsConfigError with everything that is wrong with them
 */
export function compilePolicy<C>(options: CorsOptions<C> | AsyncCorsOptions<C>): Policy<C> {
  const issues = createIssueCollector()
  const policy = readOptions<C>(options, issues)
  if (issues.issues.length > 0) throw new CorsConfigError(issues.issues)
  return policy
}

function readOptions<C>(options: unknown, issues: IssueCollector): Policy<C> {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    issues.add('options-type', 'options', options)
    throw new CorsConfigError(issues.issues)
  }
  // Without a prototype, so that what pollutes Object.prototype is no option.
  const given: Record<string, unknown> = Object.assign(Object.create(null), options)
  const flags = readFlags(given, issues)
  const lookup = readFunction<Policy<C>['lookup']>(given['lookup'], 'lookup', 'lookup-not-function', issues)
  const setting = {
    credentials: flags.credentials,
    rejectDisallowed: flags.rejectDisallowed,
    hasLookup: given['lookup'] !== undefined,
    allowInsecureOrigins: flags.dangerouslyAllowInsecureOrigins,
    allowPublicSuffixes: flags.dangerouslyAllowPublicSuffixes,
  }
  const origins = readOrigins<C>(given['origin'], setting, issues)
  const methods = readMethods(given['methods'], issues)
  const allowedHeaders = readAllowedHeaders(given['allowedHeaders'], issues)
  const exposedHeaders = readExposedHeaders(given['exposedHeaders'], issues)
  const maxAge = readMaxAge(given['maxAge'], issues)
  const preflightStatus = readPreflightStatus(given['preflightStatus'], issues)
  const vary = readVary(given['vary'], issues)
  const ownOrigins = readOwnOrigins(given['ownOrigins'], issues)
  const onRefuse = readFunction<Policy<C>['onRefuse']>(given['onRefuse'], 'onRefuse', 'option-not-function', issues)
  const lookupTimeout = readLookupTimeout(given['lookupTimeout'], setting.hasLookup, issues)
  if (vary.length > 0 && origins.predicates.length === 0 && !setting.hasLookup) {
    issues.add('option-without-effect', 'vary', given['vary'], 'only a predicate or lookup reads request headers')
  }
  checkNullOrigin(flags.dangerouslyAllowNullOrigin, origins.anyone, flags.credentials, issues)
  checkKeys(given, issues)

  // With credentials a browser reads * as a literal: https://fetch.spec.whatwg.org/#cors-protocol-and-credentials
  const echoMethod = methods.wildcard && flags.credentials
  const echoHeaders = allowedHeaders.wildcard && flags.credentials ? allowedHeaders.names : null
  const exposeAll = exposedHeaders.wildcard && flags.credentials
  const isConstant =
    !flags.rejectDisallowed && !flags.debug && !setting.hasLookup && !echoMethod && echoHeaders === null
  // Without this header a preflight that an upload listener or a stream forces would allow any method:
  // https://fetch.spec.whatwg.org/#cors-preflight-fetch-0, step 7.4
  const isSafelistOnly = !methods.wildcard && methods.names.length === 0
  const credentials = flags.credentials ? [toPair('access-control-allow-credentials', 'true')] : []
  return {
    options: freezeCopy(given) as unknown as Policy<C>['options'],
    origins,
    allowNull: flags.dangerouslyAllowNullOrigin,
    refuseInsecure: flags.credentials && !flags.dangerouslyAllowInsecureOrigins,
    lookup,
    lookupTimeout,
    constantOrigin: isConstant ? findOnlyOrigin(origins, flags.dangerouslyAllowNullOrigin) : null,
    sharedHeaders: [...credentials, ...toHeader('access-control-expose-headers', exposedHeaders, exposeAll)],
    exposeAll,
    preflightHeaders: [
      ...credentials,
      ...toHeader('access-control-allow-methods', isSafelistOnly ? safelistedMethods : methods, echoMethod),
      ...toHeader('access-control-allow-headers', allowedHeaders, echoHeaders !== null),
      ...(maxAge === null ? [] : [toPair('access-control-max-age', String(maxAge))]),
    ],
    preflightStatus,
    echoMethod,
    echoHeaders,
    vary: Object.freeze(['Origin', ...vary]),
    preflightVary: Object.freeze([
      'Origin',
      ...vary,
      ...(echoMethod ? ['Access-Control-Request-Method'] : []),
      ...(echoHeaders === null ? [] : ['Access-Control-Request-Headers']),
    ]),
    rejectDisallowed: flags.rejectDisallowed,
    ownOrigins,
    debug: flags.debug,
    onRefuse,
  }
}

/** Copies options with their lists, so that what their owner does with them later changes nothing. */
function freezeCopy(given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const members = Object.entries(given).map(([key, value]) => [key, Array.isArray(value) ? [...value] : value] as const)
  for (const [, value] of members) if (Array.isArray(value)) Object.freeze(value)
  return Object.freeze(Object.fromEntries(members))
}

/** Makes a header that decisions may share: who gets one must not change the policy. */
function toPair(name: string, value: string): HeaderPair {
  return Object.freeze([name, value] as const)
}

/** Implements https://fetch.spec.whatwg.org/#cors-safelisted-method */
const safelistedMethods = { wildcard: false, names: ['GET', 'HEAD', 'POST'] }

/** Serves https://fetch.spec.whatwg.org/#http-new-header-syntax */
function toHeader(
  name: string,
  list: { readonly wildcard: boolean; readonly names: readonly string[] },
  isEchoed: boolean,
): HeaderPair[] {
  const members = list.wildcard ? ['*', ...list.names] : list.names
  return isEchoed || members.length === 0 ? [] : [toPair(name, members.join(','))]
}

/** Serves https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches: a static origin is always sent, without Vary. */
function findOnlyOrigin<C>(origins: OriginRules<C>, allowNull: boolean): string | null {
  if (origins.anyone) return '*'
  const others = origins.patterns.size + origins.regExps.length + origins.predicates.length + (allowNull ? 1 : 0)
  const [only] = origins.exact
  return origins.exact.size === 1 && others === 0 && only !== undefined ? only : null
}

function readFlags(
  given: Record<string, unknown>,
  issues: IssueCollector,
): Readonly<Record<(typeof booleanOptions)[number], boolean>> {
  const flags = booleanOptions.map((option) => {
    const value = given[option]
    if (value !== undefined && typeof value !== 'boolean') {
      issues.add('option-not-boolean', option, value, value === 'true' || value === 1 ? 'true' : 'false')
    }
    return [option, value === true]
  })
  return Object.fromEntries(flags)
}

function readFunction<F>(
  value: unknown,
  option: string,
  code: 'lookup-not-function' | 'option-not-function',
  issues: IssueCollector,
): F | null {
  if (value === undefined) return null
  if (typeof value !== 'function') issues.add(code, option, value)
  return value as F
}

/** The longest that any browser keeps a preflight's answer, in seconds. */
const longestMaxAge = 86400

function readMaxAge(value: unknown, issues: IssueCollector): number | null {
  if (value === undefined) return null
  if (typeof value !== 'number' || Number.isNaN(value)) {
    const isDigits = typeof value === 'string' && /^[0-9]+$/.test(value)
    issues.add('max-age-type', 'maxAge', value, isDigits ? String(Math.min(Number(value), longestMaxAge)) : '600')
    return null
  }
  if (value < 0) issues.add('max-age-negative', 'maxAge', value)
  else if (value > longestMaxAge) issues.add('max-age-too-large', 'maxAge', value)
  else if (!Number.isInteger(value)) issues.add('max-age-fraction', 'maxAge', value, String(Math.round(value)))
  return value
}

function readPreflightStatus(value: unknown, issues: IssueCollector): number {
  if (value === undefined) return 204
  // Serves https://fetch.spec.whatwg.org/#cors-preflight-fetch-0, step 7: the status is an ok status.
  if (isWhole(value, 200, 299)) return value
  issues.add('preflight-status', 'preflightStatus', value)
  return 204
}

const defaultTimeout = 5000
/** The longest delay that timers keep: a longer one ends at once. */
const longestTimeout = 2 ** 31 - 1

function readLookupTimeout(value: unknown, hasLookup: boolean, issues: IssueCollector): number {
  if (value === undefined) return defaultTimeout
  if (!hasLookup) issues.add('option-without-effect', 'lookupTimeout', value, 'there is no lookup')
  else if (isWhole(value, 1, longestTimeout)) return value
  else issues.add('lookup-timeout', 'lookupTimeout', value)
  return defaultTimeout
}

function isWhole(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most
}

function checkNullOrigin(allowNull: boolean, anyone: boolean, credentials: boolean, issues: IssueCollector): void {
  if (!allowNull) return
  if (credentials) issues.add('origin-null-with-credentials', 'dangerouslyAllowNullOrigin', true)
  else if (anyone) issues.add('option-without-effect', 'dangerouslyAllowNullOrigin', true, '"*" admits null too')
}

function checkKeys(given: Readonly<Record<string, unknown>>, issues: IssueCollector): void {
  for (const [key, value] of Object.entries(given).filter(([key]) => !knownOptions.includes(key))) {
    const reason = findReason(key)
    if (reason === undefined) issues.add('option-unknown', key, value, findOption(key))
    else issues.add('option-foreign', key, value, reason)
  }
}

function findReason(key: string): string | undefined {
  return Object.hasOwn(foreignOptions, key) ? foreignOptions[key] : undefined
}

/** Finds the option that a key stands for elsewhere, or is like; `undefined` if there is none. */
function findOption(key: string): string | undefined {
  const letters = toLetters(key)
  const renamed = Object.entries(renamedOptions).find(([name]) => toLetters(name) === letters)?.[1]
  if (renamed !== undefined) return renamed
  const edits = knownOptions.map((option) => countEdits(letters, toLetters(option)))
  const fewest = Math.min(...edits)
  return fewest > letters.length / 3 ? undefined : knownOptions[edits.indexOf(fewest)]
}

/** Makes `allow_headers`, `AllowHeaders` and `Access-Control-Allow-Headers` the same. */
function toLetters(key: string): string {
  return key
    .toLowerCase()
    .replace(/^access-control-/, '')
    .replace(/[^a-z]/g, '')
}
