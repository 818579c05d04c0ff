import type { AnyCors, CorsInput, Decision } from '../server/cors.ts'
import type { AsyncCorsOptions, CorsOptions, Refusal } from '../server/options.ts'
import { after, ignoreRejection } from '../server/thenable.ts'
import { decideNothing } from './exempt.ts'
import { createSurface, type PolicySurface } from './surface.ts'

/** A policy in a list. */
export interface ListedPolicy<C> {
  /** The options as they were given. */
  readonly options: Readonly<CorsOptions<C> | AsyncCorsOptions<C>>
  /** The policy, silent about its refusals: the next one may admit the origin. */
  readonly cors: AnyCors<C>
}

/** A decision and the policy that made it. */
interface Verdict<C> {
  readonly decision: Decision
  readonly policy: ListedPolicy<C>
}

/** A refusal and the policy that it comes from. */
interface PolicyRefusal<C> {
  readonly refusal: Refusal
  readonly policy: ListedPolicy<C>
}

/**
 * Makes one policy of several: the first whose `origin` admits a request's origin answers. If none does, the request is
 * refused by the first that rejects refused requests, or else explains them, or else by the first of all.
 */
export function createFirstAdmitting<C>(policies: readonly [ListedPolicy<C>, ...ListedPolicy<C>[]]): PolicySurface<C> {
  const [first] = policies
  const refuser =
    policies.find(({ options }) => options.rejectDisallowed) ?? policies.find(({ options }) => options.debug) ?? first
  const varies = ['Origin', ...policies.flatMap(({ options }) => options.vary ?? [])]
  const toVerdict = (decision: Decision, policy: ListedPolicy<C>): Verdict<C> => ({
    decision: { ...decision, vary: merge(varies, decision.vary) },
    policy,
  })
  const unshared = toVerdict(withoutHeaders, first)

  const decide = (input: CorsInput, context: C): Verdict<C> | PromiseLike<Verdict<C>> => {
    if (input.headers.get('origin') === null) return unshared
    const refusals: PolicyRefusal<C>[] = []
    let answer = unshared
    let isSameOrigin = false
    const refuse = (): Verdict<C> => {
      if (isSameOrigin) return unshared
      report(refusals, context)
      return answer
    }
    const ask = (at: number): Verdict<C> | PromiseLike<Verdict<C>> => {
      const policy = policies[at]
      return policy === undefined
        ? refuse()
        : after<Decision, Verdict<C>>(policy.cors.decide(input, context), (decision) => {
            const verdict = toVerdict(decision, policy)
            if (decision.kind === 'other') {
              isSameOrigin = true
              return ask(at + 1)
            }
            if (decision.refusal === null) return verdict
            // A policy that fails refuses, whatever the ones after it would say.
            const isFailed = isFailure(decision.refusal)
            const isAnswer = isFailed || policy === refuser || refusals.length === 0
            if (isAnswer) answer = verdict
            refusals.splice(isAnswer ? 0 : refusals.length, 0, { policy, refusal: decision.refusal })
            return isFailed ? refuse() : ask(at + 1)
          })
    }
    return ask(0)
  }

  return createSurface<C, Verdict<C>>({
    decide,
    reportUncopyable({ decision, policy }, { headers }, context) {
      const origin = headers.get('origin') ?? ''
      tell(policy, { code: 'response-not-copyable', origin, preflight: decision.kind === 'preflight' }, context)
    },
  })
}

/** A request without `Origin`, or from the server's own: nothing is due, but the answer depends on the origin. */
const withoutHeaders = decideNothing('other')

/** Serves https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches: what was asked in vain counts as well. */
function merge(names: readonly string[], others: readonly string[]): readonly string[] {
  const byLetters = new Map([...names, ...others].reverse().map((name) => [name.toLowerCase(), name]))
  return [...byLetters.values()].reverse()
}

/** Tells whether a policy could not say yes or no. */
function isFailure({ code }: Refusal): boolean {
  return code.startsWith('rule-') || code.startsWith('lookup-')
}

/** Tells each `onRefuse` of the policies that refused, once; the one whose answer is sent comes first. */
function report<C>(refusals: readonly PolicyRefusal<C>[], context: C): void {
  const told = new Set<unknown>()
  for (const { policy, refusal } of refusals) {
    const { onRefuse } = policy.options
    if (!told.has(onRefuse)) tell(policy, refusal, context)
    told.add(onRefuse)
  }
}

function tell<C>({ options: { onRefuse } }: ListedPolicy<C>, refusal: Refusal, context: C): void {
  try {
    ignoreRejection(onRefuse?.(refusal, context))
  } catch {}
}
