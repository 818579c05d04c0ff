import { getHeader, getLines, type HeaderList } from '../../src/user-agent/header-list.ts'
import { type Finding, type FixContext, isShared, toFinding } from './finding.ts'
import type { FindingCode } from './finding-kinds.ts'
import type { Observation } from './prober.ts'
import { isRedirectStatus, readVary } from './read-answer.ts'

const allowOrigin = 'access-control-allow-origin'
const allowCredentials = 'access-control-allow-credentials'

/** What was asked with GET from pages that may be trusted, and what a stranger and nobody got. */
export interface AnswerObservations {
  /** The request without `Origin`. */
  readonly own: Observation | null
  readonly stranger: Observation | null
  /** From the origins that the user named, or that were guessed. */
  readonly bases: readonly Observation[]
  /** Whether the user named them. */
  readonly isNamed: boolean
  /** One that the server should answer with an error. */
  readonly error: Observation | null
  /** With line breaks in its `Origin`. */
  readonly injection: Observation | null
  /** Every GET that was answered. */
  readonly all: readonly Observation[]
}

/** Says what is wrong with the answers themselves. */
export function judgeAnswers(asked: AnswerObservations, context: FixContext): readonly Finding[] {
  const { own, stranger, bases, isNamed, error, injection, all } = asked
  const find = (code: FindingCode, ...observations: Observation[]): Finding =>
    toFinding(code, context.credentials ? 'credentials' : 'plain', observations, context)
  const cross = [...bases, ...(stranger === null ? [] : [stranger])]
  const speaker = bases.find(isShared) ?? (stranger !== null && isShared(stranger) ? stranger : null)
  return [
    ...(own !== null && isRedirectStatus(own.answer.status) ? [find('redirected', own)] : []),
    ...judgeValue(cross, find),
    ...(speaker === null ? [] : judgeCredentials(speaker, context)),
    ...(isNamed ? bases.filter(isRefused).map((base) => find(classifyRefusal(base), base)) : []),
    ...(speaker !== null && error !== null && isHeadless(error) ? [find('error-without-headers', error)] : []),
    ...(injection !== null && getHeader(injection.answer.headers, 'x-fetch-cors-audit') !== null
      ? [find('header-injection', injection)]
      : []),
    ...judgeVary(all, find),
  ]
}

type Find = (code: FindingCode, ...observations: Observation[]) => Finding

/** Looks for one page that is blocked because of how the value is written. */
function judgeValue(cross: readonly Observation[], find: Find): readonly Finding[] {
  for (const observation of cross) {
    const code = classifyValue(observation)
    if (code !== null) return [find(code, observation)]
  }
  return []
}

/** Names what is wrong with the value, where the browser half blocks a page because of it. */
export function classifyValue({ answer, plain, credentials }: Observation): FindingCode | null {
  const block = plain.blocked ?? credentials.blocked
  const code = block?.code.replace(/^preflight-/, '')
  if (code === 'allow-origin-multiple' || code === 'allow-credentials-not-true') {
    if ([allowOrigin, allowCredentials].some((name) => isDoubled(answer.headers, name))) return 'headers-doubled'
    return code === 'allow-origin-multiple' ? 'allow-origin-list' : null
  }
  if (code === 'allow-origin-invalid') return 'allow-origin-invalid'
  if (code !== 'allow-origin-mismatch') return null
  const value = getHeader(answer.headers, allowOrigin) ?? ''
  if (value === 'null') return null
  if (value.includes('*')) return 'allow-origin-invalid'
  return new URL(value).origin === value ? null : 'allow-origin-not-serialized'
}

/** Tells whether a header has two lines, or was joined from two: HTTP/2 libraries do that. */
function isDoubled(headers: HeaderList, name: string): boolean {
  const lines = getLines(headers, name)
  const values = lines.flatMap((line) => line.split(',').map((value) => value.trim()))
  return lines.length > 1 || (values.length > 1 && new Set(values).size === 1)
}

function judgeCredentials(speaker: Observation, context: FixContext): readonly Finding[] {
  const value = getHeader(speaker.answer.headers, allowCredentials)
  const { blocked } = speaker.credentials
  if (value === null || blocked === null) return []
  if (blocked.code === 'allow-origin-wildcard-with-credentials' && value === 'true') {
    return [toFinding('wildcard-with-credentials', 'plain', [speaker], { ...context, credentials: true })]
  }
  if (value === 'true' || isDoubled(speaker.answer.headers, allowCredentials)) return []
  // Whoever writes "false" gets what they mean.
  const severity = value.toLowerCase() === 'false' ? 'info' : undefined
  return [toFinding('allow-credentials-not-true', 'plain', [speaker], context, severity)]
}

/** Tells whether a page is blocked, and not because of how the value is written, or because it has to go elsewhere. */
function isRefused(observation: Observation): boolean {
  const { plain, answer } = observation
  return plain.blocked !== null && classifyValue(observation) === null && !isRedirectStatus(answer.status)
}

/** An error says nothing about the origin. */
function classifyRefusal(base: Observation): FindingCode {
  return isHeadless(base) ? 'error-without-headers' : 'origin-refused'
}

/** Tells whether an answer is an error that no page can read. */
export function isHeadless({ answer, plain }: Observation): boolean {
  return answer.status >= 400 && plain.blocked?.code === 'allow-origin-missing'
}

/** Serves https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches */
function judgeVary(all: readonly Observation[], find: Find): readonly Finding[] {
  const cacheable = all.filter(({ answer }) => {
    const control = getHeader(answer.headers, 'cache-control') ?? ''
    return answer.status < 400 && !/(?:^|[\s,])no-store(?:$|[\s,])/i.test(control)
  })
  const allowed = new Set(cacheable.map(({ answer }) => getHeader(answer.headers, allowOrigin)))
  if (allowed.size < 2) return []
  const unvaried = cacheable.filter(({ answer }) => !readVary(answer.headers, 'origin'))
  const named = unvaried.find(({ answer }) => !['*', null].includes(getHeader(answer.headers, allowOrigin)))
  const [other] = unvaried
  if (named !== undefined) return [find('vary-origin-missing', named)]
  return other === undefined ? [] : [{ ...find('vary-origin-missing', other), severity: 'low' }]
}
