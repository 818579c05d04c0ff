import { CorsConfigError, type Issue, toIssue } from '../server/config-error.ts'
import type { AnyCors } from '../server/cors.ts'
import { createCors } from '../server/create-cors.ts'
import type { AsyncCorsOptions, CorsOptions, OriginRule } from '../server/options.ts'
import { getExempt } from './exempt.ts'
import { createFirstAdmitting, type ListedPolicy } from './first-admitting.ts'
import { type RouteIssueCode, routeIssueKinds } from './route-issues.ts'
import type { PolicySurface } from './surface.ts'

/** What stands behind a pattern. */
export interface RoutePolicies<C> {
  readonly cors: PolicySurface<C>
  /** The policies, in the order in which they are asked; none where requests are left alone. */
  readonly policies: readonly Pick<AnyCors<C>, 'options'>[]
}

type Options<C> = CorsOptions<C> | AsyncCorsOptions<C>

/**
 * Reads the value of a route.
 *
 * @param path - where it stands, for issues
 * @param issues - hears of everything that is wrong
 */
export function readPolicies<C>(value: unknown, path: string, issues: Issue[]): RoutePolicies<C> {
  if (value === false) return leaveAlone<C>()
  if (Array.isArray(value)) return readList<C>(value, path, issues)
  const cors = isCors<C>(value) ? value : readOptions<C>(value, path, issues)
  return cors === null ? leaveAlone<C>() : { cors, policies: Object.freeze([cors]) }
}

function leaveAlone<C>(): RoutePolicies<C> {
  return { cors: getExempt<C>(), policies: Object.freeze([]) }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function isCors<C>(value: unknown): value is AnyCors<C> {
  return isObject(value) && 'decide' in value
}

function readOptions<C>(value: unknown, path: string, issues: Issue[]): AnyCors<C> | null {
  if (!isObject(value) || Array.isArray(value)) {
    add(issues, 'route-type', path, value, value === null || value === undefined ? 'false' : '')
    return null
  }
  try {
    return createCors<C>(value as Options<C>)
  } catch (error) {
    if (!(error instanceof CorsConfigError)) throw error
    issues.push(...error.issues.map((issue) => Object.freeze({ ...issue, path: `${path}.${issue.path}` })))
    return null
  }
}

function readList<C>(values: readonly unknown[], path: string, issues: Issue[]): RoutePolicies<C> {
  if (values.length === 0) add(issues, 'route-list-empty', path, values)
  const policies = values.flatMap((value, at): ListedPolicy<C>[] => {
    const place = `${path}[${at}]`
    if (isCors(value)) add(issues, 'route-type', place, value)
    const cors = isCors(value) ? null : readOptions<C>(value, place, issues)
    return cors === null ? [] : [{ options: cors.options, cors: toListed(cors) }]
  })
  checkReach(policies, path, issues)
  const [first, ...others] = policies
  const shown = policies.map(({ options }) => Object.freeze({ options }))
  return first === undefined
    ? leaveAlone<C>()
    : { cors: createFirstAdmitting([first, ...others]), policies: Object.freeze(shown) }
}

/**
 * Makes a policy one for a list: it says nothing of the origins that it refuses, as the next may admit them; and its
 * answer is no constant one, which would be sent to them too.
 */
function toListed<C>({ options }: AnyCors<C>): AnyCors<C> {
  const origin = [...toRules(options), () => false]
  const listed: Options<C> = isForAnyone(options) ? options : { ...options, origin }
  return createCors<C>({ ...listed, onRefuse: undefined })
}

function isForAnyone<C>(options: Readonly<Options<C>>): boolean {
  return toRules(options).includes('*')
}

function toRules<C>({ origin = [] }: Readonly<Options<C>>): readonly OriginRule<C>[] {
  return [origin].flat()
}

function checkReach<C>(policies: readonly ListedPolicy<C>[], path: string, issues: Issue[]): void {
  const seen = new Set<unknown>()
  const earlier: ((origin: string) => boolean)[] = []
  const isOpen = policies.some(({ options }) => isForAnyone(options))
  for (const [at, { options }] of policies.entries()) {
    const place = `${path}[${at}]`
    if (seen.has('*')) add(issues, 'route-unreachable', place, options)
    const rules = toRules(options)
    for (const [index, rule] of seen.has('*') ? [] : rules.entries()) {
      const at = Array.isArray(options.origin) ? `[${index}]` : ''
      const isAdmitted = typeof rule === 'string' && earlier.some((admits) => admits(rule))
      if (isAdmitted || seen.has(rule)) add(issues, 'route-unreachable', `${place}.origin${at}`, rule)
    }
    for (const rule of rules) seen.add(rule)
    earlier.push(toAdmits(options))
    for (const option of ['rejectDisallowed', 'debug'] as const) {
      if (isOpen && options[option]) add(issues, 'route-rejects-nobody', `${place}.${option}`, true)
    }
  }
}

/** Makes a function that tells whether the rules of a policy that are data admit an origin, whoever asks. */
function toAdmits<C>(options: Readonly<Options<C>>): (origin: string) => boolean {
  const origin = toRules(options).filter((rule) => typeof rule !== 'function')
  if (origin.length === 0) return () => false
  const { decide } = createCors({
    ...options,
    origin,
    onRefuse: undefined,
    vary: undefined,
    ownOrigins: undefined,
    lookup: undefined,
    lookupTimeout: undefined,
  })
  return (asked) =>
    decide({ method: 'GET', url: '', headers: { get: (name) => (name === 'origin' ? asked : null) } }).allowed
}

function add(issues: Issue[], code: RouteIssueCode, path: string, value: unknown, replacement?: string): void {
  issues.push(toIssue(routeIssueKinds[code], code, path, value, replacement))
}
