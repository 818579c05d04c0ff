import type { HeaderList } from '../../src/user-agent/header-list.ts'
import { isShared, toTrust } from './finding.ts'
import { oddPreflight } from './judge-preflights.ts'
import { type LookAlike, toLookAlikes, toSharedOrigins, toStranger } from './look-alikes.ts'
import type { Observation, Probe } from './prober.ts'

/** Provokes an error without changing anything: no such token, no such part, no such version. */
const provoking: HeaderList = [
  ['authorization', 'Bearer fetch-cors-audit'],
  ['range', 'bytes=9007199254740990-'],
  ['if-match', '"fetch-cors-audit"'],
]

/** Names of headers that need no preflight: https://fetch.spec.whatwg.org/#cors-safelisted-request-header */
const safelisted = /^(?:accept|accept-language|content-language)$/i

/** What the first half showed. */
interface PlanInput {
  readonly scheme: 'http:' | 'https:'
  readonly tried: readonly string[]
  readonly bases: readonly Observation[]
  readonly stranger: Observation | null
  readonly method: string | null
  readonly headers: HeaderList
}

/** What the second half asks. */
export interface Plan {
  /** The page that the rest is asked from: one that is admitted, else the first. */
  readonly speaker: Observation | null
  readonly headerNames: readonly string[]
  readonly isNeeded: boolean
  readonly lookAlikes: readonly LookAlike[]
  /** The preflight, an odd one, the stranger's, the error, the line breaks, and the look-alikes. */
  readonly probes: readonly (Probe | null)[]
}

/** Plans the second half by what the first one showed, so that nothing is asked that is known. */
export function toPlan({ scheme, tried, bases, stranger, method, headers }: PlanInput): Plan {
  const isReflected = stranger !== null && toTrust(stranger) !== null
  const speaker = bases.find((one) => toTrust(one) !== null) ?? bases.find(isShared) ?? bases[0] ?? stranger
  const headerNames = headers.map(([name]) => name.toLowerCase()).filter((name) => !safelisted.test(name))
  const isPublic = stranger !== null && isShared(stranger)
  const admitted = bases.filter((one) => toTrust(one) !== null).map(({ probe }) => probe.origin)
  const likened = isReflected ? [] : tried.filter((origin) => admitted.includes(origin))
  const listed = [...likened.flatMap(toLookAlikes), ...(isReflected || isPublic ? [] : toSharedOrigins(scheme))]
  // An origin that is trusted anyway is nobody's likeness.
  const lookAlikes = listed.filter(
    ({ origin }, index) => !tried.includes(origin) && listed.findIndex((one) => one.origin === origin) === index,
  )
  const origin = speaker?.probe.origin ?? toStranger(scheme)
  const ask = { method: method ?? 'GET', headerNames }
  const probes: (Probe | null)[] = [
    { origin, preflight: ask, headers: null },
    { origin, preflight: oddPreflight, headers: null },
    isReflected || isPublic
      ? null
      : { origin: toStranger(scheme), preflight: { ...ask, headerNames: [] }, headers: null },
    { origin, preflight: null, headers: provoking },
    { origin, preflight: null, headers: [['origin', `${origin}%0d%0ax-fetch-cors-audit: 1`]] },
    ...lookAlikes.map(({ origin }) => ({ origin, preflight: null, headers: null })),
  ]
  return { speaker, headerNames, isNeeded: method !== null || headerNames.length > 0, lookAlikes, probes }
}
