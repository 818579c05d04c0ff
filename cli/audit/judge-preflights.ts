import { extractMaxAge, getHeader } from '../../src/user-agent/header-list.ts'
import type { Severity } from '../severity.ts'
import { type Finding, type FixContext, isShared, toFinding } from './finding.ts'
import type { FindingCode } from './finding-kinds.ts'
import { classifyValue } from './judge-answers.ts'
import { judge, type Observation, type Preflight, type Probe } from './prober.ts'
import { listNames, readVary } from './read-answer.ts'

/** A method and a header that no server knows, so that a list which has them was made from the question. */
export const oddPreflight: Preflight = { method: 'AUDIT', headerNames: ['authorization', 'x-fetch-cors-audit'] }

/** What was asked from the page that is trusted most, or that was named. */
export interface PreflightObservations {
  readonly url: string
  /** The GET of the same page. */
  readonly response: Observation
  readonly preflight: Observation | null
  readonly odd: Observation | null
  /** Whether the user said what pages do that needs a preflight. */
  readonly isNeeded: boolean
}

/** Says what is wrong with the answers to preflights. */
export async function judgePreflights(asked: PreflightObservations, context: FixContext): Promise<readonly Finding[]> {
  const { response, preflight, odd } = asked
  const wildcards = odd === null || !isShared(response) ? [] : await judgeWildcards(asked, odd, context)
  const outcome = preflight === null || !isShared(response) ? [] : judgeOutcome(asked, preflight, context)
  const isTold = wildcards.some(({ code }) => code === 'authorization-not-covered' || code === 'wildcard-literal')
  return [
    // The wildcard is why.
    ...outcome.filter(({ code }) => !(isTold && /^(?:header|method)-refused$/.test(code))),
    ...wildcards,
    ...(odd === null ? [] : judgeReflection(odd, context)),
    ...judgeMaxAge([preflight, odd, response], context),
  ]
}

function judgeOutcome(asked: PreflightObservations, preflight: Observation, context: FixContext): readonly Finding[] {
  const { blocked } = asked.response.credentials.blocked === null ? preflight.credentials : preflight.plain
  if (blocked === null) return []
  const code = classifyValue(preflight) ?? classifyBlock(blocked.code, preflight.answer.status)
  // A server that shares what GET gets need not answer preflights, unless something says that it means to.
  const severity: Severity | undefined = isMeant(asked, preflight) ? undefined : 'info'
  return [toFinding(code, context.credentials ? 'credentials' : 'plain', [preflight], context, severity)]
}

function classifyBlock(code: string, status: number): FindingCode {
  switch (code) {
    case 'preflight-redirect':
      return 'preflight-redirect'
    case 'preflight-method':
      return 'method-refused'
    case 'preflight-header':
      return 'header-refused'
    case 'preflight-allow-methods-invalid':
    case 'preflight-allow-headers-invalid':
      return 'preflight-list-invalid'
    case 'preflight-allow-credentials-not-true':
      return 'preflight-without-credentials'
    case 'preflight-allow-origin-wildcard-with-credentials':
      return 'wildcard-with-credentials'
    default:
      return status >= 200 && status <= 299 ? 'preflight-without-headers' : 'preflight-status'
  }
}

/** Tells whether pages are to make requests that need a preflight. */
function isMeant({ response, isNeeded }: PreflightObservations, preflight: Observation): boolean {
  const isAbout = ({ answer }: Observation): boolean =>
    answer.headers.some(([name]) => /^access-control-(?:allow-methods|allow-headers|max-age)$/i.test(name))
  const methods = [...listNames(preflight.answer.headers, 'allow'), ...listNames(response.answer.headers, 'allow')]
  return (
    isNeeded || isAbout(response) || isAbout(preflight) || methods.some((name) => /^(?:put|patch|delete)$/.test(name))
  )
}

/** Looks for lists that repeat what was asked. */
function judgeReflection(odd: Observation, context: FixContext): readonly Finding[] {
  const { headers } = odd.answer
  const repeats = (list: string, name: string): boolean => listNames(headers, list).includes(name)
  const isHeader = repeats('access-control-allow-headers', 'x-fetch-cors-audit')
  const isMethod = repeats('access-control-allow-methods', oddPreflight.method.toLowerCase())
  return [
    ...(isHeader && !readVary(headers, 'access-control-request-headers')
      ? [toFinding('vary-request-headers-missing', 'plain', [odd], context)]
      : []),
    ...(isMethod && !readVary(headers, 'access-control-request-method')
      ? [toFinding('vary-request-method-missing', 'plain', [odd], context)]
      : []),
  ]
}

/** Asks what the wildcards in the lists do not cover, of the answer that is there already. */
async function judgeWildcards(
  { url, response }: PreflightObservations,
  odd: Observation,
  context: FixContext,
): Promise<readonly Finding[]> {
  const hasWildcard = (name: string): boolean => listNames(odd.answer.headers, name).includes('*')
  const ask = async (preflight: Preflight, credentials: 'include' | 'same-origin'): Promise<string | null> => {
    const probe: Probe = { ...odd.probe, preflight }
    return (await judge(url, probe, credentials, () => odd.answer)).blocked?.code ?? null
  }
  const withToken: Preflight = { method: 'GET', headerNames: ['authorization'] }
  const isUncovered =
    hasWildcard('access-control-allow-headers') && (await ask(withToken, 'same-origin')) === 'preflight-header'
  const includes = response.credentials.blocked === null
  const isLiteral =
    includes &&
    (((await ask({ method: 'PUT', headerNames: [] }, 'include')) === 'preflight-method' &&
      hasWildcard('access-control-allow-methods')) ||
      ((await ask({ method: 'GET', headerNames: ['x-fetch-cors-audit'] }, 'include')) === 'preflight-header' &&
        hasWildcard('access-control-allow-headers')) ||
      listNames(response.answer.headers, 'access-control-expose-headers').includes('*'))
  if (isLiteral) return [toFinding('wildcard-literal', 'credentials', [odd, response], context)]
  if (!isUncovered) return []
  const isTokenNeeded =
    context.headerNames.includes('authorization') || getHeader(response.answer.headers, 'www-authenticate') !== null
  return [toFinding('authorization-not-covered', 'plain', [odd], context, isTokenNeeded ? 'medium' : undefined)]
}

/** The longest of the engines' limits: https://fetch.spec.whatwg.org/#http-access-control-max-age */
const longestMaxAge = 86_400

function judgeMaxAge(observations: readonly (Observation | null)[], context: FixContext): readonly Finding[] {
  for (const observation of observations) {
    const maxAge = observation === null ? null : extractMaxAge(observation.answer.headers)
    if (observation === null || maxAge === null) continue
    if (maxAge === 'failure') return [toFinding('max-age-invalid', 'plain', [observation], context)]
    if (maxAge > longestMaxAge) return [toFinding('max-age-too-large', 'plain', [observation], context)]
  }
  return []
}
