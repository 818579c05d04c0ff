import { type Finding, type FixContext, isShared, toFinding, toTrust } from './finding.ts'
import type { FindingCode } from './finding-kinds.ts'
import type { LookAlike } from './look-alikes.ts'
import type { Observation } from './prober.ts'

/** What was asked from pages of origins that nobody should trust, `null` where no answer came. */
export interface StrangerObservations {
  readonly stranger: Observation | null
  readonly sandbox: Observation | null
  readonly preflight: Observation | null
  readonly lookAlikes: readonly { readonly lookAlike: LookAlike; readonly observation: Observation | null }[]
}

/** Says who is trusted and should not be. */
export function judgeOrigins(asked: StrangerObservations, context: FixContext): readonly Finding[] {
  const { stranger, sandbox, preflight, lookAlikes } = asked
  const strangerTrust = stranger === null ? null : toTrust(stranger)
  // Whoever repeats any origin trusts all others too.
  if (stranger !== null && strangerTrust !== null) {
    return [toFinding('origin-reflected', strangerTrust, [stranger], context)]
  }
  const isPublic = stranger !== null && isShared(stranger)
  const sandboxTrust = sandbox === null ? null : toTrust(sandbox)
  const preflightTrust = preflight === null ? null : toTrust(preflight)
  return [
    ...(sandbox !== null && sandboxTrust !== null ? [toFinding('null-trusted', sandboxTrust, [sandbox], context)] : []),
    ...(preflight !== null && preflightTrust !== null
      ? [toFinding('preflight-origin-reflected', preflightTrust, [preflight], context)]
      : []),
    ...judgeLookAlikes(lookAlikes, context),
    ...(isPublic ? [toFinding('wildcard', 'plain', [stranger], context)] : []),
  ]
}

/** Gives one finding for each kind of likeness, with all origins that were taken in. */
function judgeLookAlikes(asked: StrangerObservations['lookAlikes'], context: FixContext): readonly Finding[] {
  const trusted = asked.flatMap(({ lookAlike, observation }) => {
    const trust = observation === null ? null : toTrust(observation)
    return observation === null || trust === null ? [] : [{ lookAlike, observation, trust }]
  })
  const codes = new Set<FindingCode>(trusted.map(({ lookAlike }) => lookAlike.code))
  // Before and behind anything goes.
  const isSubstring = codes.has('origin-prefix-trusted') && codes.has('origin-suffix-trusted')
  const parts: readonly FindingCode[] = isSubstring ? ['origin-prefix-trusted', 'origin-suffix-trusted'] : []
  const toCode = (code: FindingCode): FindingCode => (parts.includes(code) ? 'origin-substring-trusted' : code)
  const named = trusted.map((one) => ({ ...one, code: toCode(one.lookAlike.code) }))
  const found = new Set(named.map(({ code }) => code))
  const told = named.filter(({ lookAlike }) => !lookAlike.impliedBy.some((code) => found.has(code)))
  return [...new Set(told.map(({ code }) => code))].map((code) => {
    const ones = told.filter((one) => one.code === code)
    const trust = ones.some((one) => one.trust === 'credentials') ? 'credentials' : 'plain'
    return toFinding(
      code,
      trust,
      ones.map(({ observation }) => observation),
      context,
    )
  })
}
