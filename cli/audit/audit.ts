import type { ServerFunction } from '../../src/explain.ts'
import { isLoopback } from '../../src/user-agent/blocking.ts'
import type { HeaderList } from '../../src/user-agent/header-list.ts'
import { CommandError, exitCodes } from '../exit-codes.ts'
import { severities } from '../severity.ts'
import { type Finding, type FixContext, isShared, toFinding, toTrust } from './finding.ts'
import { isHeadless, judgeAnswers } from './judge-answers.ts'
import { judgeOrigins } from './judge-origins.ts'
import { judgePreflights } from './judge-preflights.ts'
import { guessOrigins, type LookAlike, toStranger } from './look-alikes.ts'
import { toPlan } from './plan.ts'
import { createProber, type Observation, type Probe } from './prober.ts'

/** What is audited, and how. */
export interface AuditInput {
  readonly url: URL
  /** Origins that are known to be trusted; none: they are guessed from the URL. */
  readonly origins: readonly string[]
  /** The method that pages use and a preflight asks for. */
  readonly method: string | null
  /** What pages send, such as an API key. */
  readonly headers: HeaderList
  /** In milliseconds, for each answer. */
  readonly timeout: number
  readonly serverFor: (origin: string, mode: string) => ServerFunction
  /** Hears of each probe that is done, and how many there are as far as is known. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/** What an audit found, as data. */
export interface AuditReport {
  readonly url: string
  /** How many requests were sent, all of them to this URL. */
  readonly requests: number
  /** The origins that were taken for trusted. */
  readonly origins: {
    readonly tried: readonly string[]
    readonly isGuessed: boolean
    readonly admitted: readonly string[]
  }
  /** Why some requests had no answer; what they were to find is not known. */
  readonly unanswered: readonly string[]
  /** The worst first. */
  readonly findings: readonly Finding[]
}

/** How many probes are under way at once. */
const atOnce = 4
/** After how many requests without an answer the audit ends. */
const patience = 4

/**
 * Audits the answers of one URL.
 *
 * @throws CommandError if the server cannot be reached, or no browser would make these requests
 */
export async function audit(input: AuditInput): Promise<AuditReport> {
  const { url, method, headers, onProgress } = input
  const prober = createProber({ ...input, url: url.href })
  // Where https pages would have mixed content, pages of plain http are tried.
  const scheme = url.protocol === 'http:' && !isLoopback(url.hostname) ? 'http:' : 'https:'
  const isGuessed = input.origins.length === 0
  const tried = isGuessed ? guessOrigins(url) : input.origins
  let done = 0
  let total = tried.length + 3

  async function askAll(probes: readonly (Probe | null)[]): Promise<readonly (Observation | null)[]> {
    const results: (Observation | null)[] = probes.map(() => null)
    const queue = [...probes.entries()]
    const work = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const [index, probe] = next
        if (probe === null) continue
        results[index] = await prober.ask(probe)
        const [failure] = prober.failures()
        if (failure !== undefined && (done === 0 || prober.failures().length >= patience)) {
          throw new CommandError(`${url.host} could not be audited: ${failure.reason}`, exitCodes.unreachable)
        }
        onProgress?.(++done, total)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, work))
    return results
  }

  const get = (origin: string): Probe => ({ origin, preflight: null, headers: null })
  onProgress?.(0, total)
  const [own = null] = await askAll([get(url.origin)])
  const [stranger = null, sandbox = null, ...tries] = await askAll([toStranger(scheme), 'null', ...tried].map(get))
  const bases = tries.filter((one) => one !== null)

  const plan = toPlan({ scheme, tried, bases, stranger, method, headers })
  total += plan.probes.filter((probe) => probe !== null).length
  const [preflight = null, odd = null, strangerPreflight = null, error = null, injection = null, ...likenesses] =
    await askAll(plan.probes)
  const lookAlikes = [
    ...plan.lookAlikes.map((lookAlike, index) => ({ lookAlike, observation: likenesses[index] ?? null })),
    ...bases.filter((base) => isInsecure(base, scheme)).map(toInsecure),
  ]

  const speaker = plan.speaker
  const admitted = bases.filter(isShared).map(({ probe }) => probe.origin)
  const context: FixContext = {
    trusted: admitted[0] ?? tried[0] ?? 'https://app.example.com',
    credentials: [stranger, sandbox, strangerPreflight, ...bases, ...likenesses].some(
      (one) => one !== null && toTrust(one) === 'credentials',
    ),
    method,
    headerNames: plan.headerNames,
  }
  const gets = [own, stranger, sandbox, ...bases, ...lookAlikes.map(({ observation }) => observation)]
  const found = [
    ...judgeOrigins({ stranger, sandbox, preflight: strangerPreflight, lookAlikes }, context),
    ...judgeAnswers(
      { own, stranger, bases, isNamed: !isGuessed, error, injection, all: gets.filter((one) => one !== null) },
      context,
    ),
    ...(speaker === null
      ? []
      : await judgePreflights({ url: url.href, response: speaker, preflight, odd, isNeeded: plan.isNeeded }, context)),
  ]
  return {
    url: url.href,
    requests: prober.sent(),
    origins: { tried, isGuessed, admitted },
    unanswered: prober.failures().map(({ method, origin, reason }) => `${method} of a page of ${origin}: ${reason}`),
    findings: sort(correct(found, speaker, preflight, context)),
  }
}

/** Tells whether an origin of plain http, also one that was named, gets what only https protects. */
function isInsecure(base: Observation, scheme: 'http:' | 'https:'): boolean {
  const { protocol, hostname } = new URL(base.probe.origin === 'null' ? 'https://null' : base.probe.origin)
  return scheme === 'https:' && protocol === 'http:' && !isLoopback(hostname) && toTrust(base) === 'credentials'
}

function toInsecure(observation: Observation): { lookAlike: LookAlike; observation: Observation } {
  const { origin } = observation.probe
  return { lookAlike: { code: 'insecure-origin-trusted', origin, impliedBy: [] }, observation }
}

/** Where preflights are let pass and responses are not, the origin is not the reason. */
function correct(
  found: readonly Finding[],
  speaker: Observation | null,
  preflight: Observation | null,
  context: FixContext,
): readonly Finding[] {
  const isMissing = speaker?.plain.blocked?.code === 'allow-origin-missing'
  if (speaker === null || preflight === null || !isMissing || preflight.plain.blocked !== null) return found
  const code = isHeadless(speaker) ? 'error-without-headers' : 'response-without-headers'
  const trust = context.credentials ? 'credentials' : 'plain'
  const others = found.filter((one) => one.code !== 'origin-refused')
  return [...others, toFinding(code, trust, [preflight, speaker], context)]
}

function sort(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity))
}
