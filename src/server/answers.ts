import type { Decision } from './cors.ts'
import { allow, decideAbout, decideWithoutOrigin, isPreflightRequest, refuse } from './decide.ts'
import type { Policy } from './policy.ts'

/** What goes out for a request: a decision without what only somebody who reads it would see. */
export interface Answer extends Pick<Decision, 'kind' | 'respond' | 'headers' | 'body' | 'vary' | 'exposeAll'> {
  /** A response to copy, once there is one; `undefined` where the next answer would be another. */
  template?: Response | null
}

/** The answers to an origin; the one to a preflight is `null` if it depends on more. */
interface OriginAnswers {
  readonly actual: Answer
  readonly preflight: Answer | null
}

/** Answers that are made with the policy, so that most requests only pick one. */
export interface ReadyAnswers {
  readonly withoutOrigin: Answer
  readonly byOrigin: ReadonlyMap<string, OriginAnswers>
  /** The answers to all other origins, `null` if these depend on more. */
  readonly others: OriginAnswers | null
}

/** The longest list of origins whose answers are kept ready: they take much more memory than the origins. */
const mostOrigins = 64

/** Makes the answers that depend on nothing but the origin. */
export function prepareAnswers<C>(policy: Policy<C>): ReadyAnswers {
  const { exact, anyone, patterns, regExps, predicates } = policy.origins
  const withoutOrigin = decideWithoutOrigin(policy)
  const echoes = policy.echoMethod || policy.echoHeaders !== null
  const toAnswers = (origin: string): OriginAnswers => ({
    actual: allow(policy, origin, null),
    preflight: echoes ? null : toReusable(allow(policy, origin, [])),
  })
  const listed = exact.size > mostOrigins ? [] : [...exact]
  const isDecidedByList =
    exact.size <= mostOrigins && patterns.size + regExps.length + predicates.length === 0 && !policy.allowNull
  // Nobody hears why, and a request that is known to be same-origin gets the same on the wire.
  const isQuiet = policy.onRefuse === null && policy.lookup === null && !policy.rejectDisallowed && !policy.debug
  const toRefusals = (): OriginAnswers => ({
    actual: withoutOrigin,
    preflight: toReusable(refuse(policy, '', true, { code: 'origin-not-allowed' }, undefined as C)),
  })
  return {
    withoutOrigin,
    byOrigin: new Map(listed.map((origin) => [origin, toAnswers(origin)])),
    others: anyone ? toAnswers('*') : isDecidedByList && isQuiet ? toRefusals() : null,
  }
}

function toReusable(decision: Decision): Answer {
  return { ...decision, template: null }
}

/**
 * Finds what goes out for a request: the same as `decide` says, faster.
 *
 * @param method - the request's, which a runtime takes a while to read
 * @returns a promise only if the policy has a `lookup` and no rule decides
 */
export function findAnswer<C>(
  policy: Policy<C>,
  { withoutOrigin, byOrigin, others }: ReadyAnswers,
  request: Request,
  method: string,
  context: C,
): Answer | Promise<Answer> {
  const origin = request.headers.get('origin')
  if (origin === null) return withoutOrigin
  const isPreflight = method === 'OPTIONS' && isPreflightRequest(request)
  const ready = byOrigin.get(origin) ?? others
  const answer = ready === null ? null : isPreflight ? ready.preflight : ready.actual
  return answer ?? decideAbout(policy, request, origin, isPreflight, context)
}
