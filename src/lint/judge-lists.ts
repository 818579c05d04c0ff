import { safelistedResponseHeaders } from '../http/header-names.ts'
import type { Report } from './finding.ts'
import { isWildcard, listsHeader, type PolicyInput, readListedNames } from './policy-input.ts'

/** Implements https://fetch.spec.whatwg.org/#cors-safelisted-method */
const safelistedMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST'])

/**
 * The request headers that are safelisted whatever they are used for: `content-type` is not for JSON, and `range` not
 * for several ranges.
 *
 * Implements https://fetch.spec.whatwg.org/#cors-safelisted-request-header
 */
const safelistedRequestHeaders: ReadonlySet<string> = new Set(['accept', 'accept-language', 'content-language'])

/** Methods whose requests have a body, as a rule. */
const methodsWithBody: ReadonlySet<string> = new Set(['PATCH', 'PUT', 'QUERY'])

/** Judges what is listed for nothing, and what is missing in the lists. */
export function judgeLists(input: PolicyInput, report: Report): void {
  for (const { path, name } of readListedNames(input, 'methods')) {
    if (safelistedMethods.has(name)) report('method-safelisted', { path, value: name })
    if (name === 'OPTIONS') report('method-options', { path, value: name })
  }
  for (const { path, name } of readListedNames(input, 'allowedHeaders')) {
    if (safelistedRequestHeaders.has(name.toLowerCase())) report('allowed-header-safelisted', { path, value: name })
  }
  for (const { path, name } of readListedNames(input, 'exposedHeaders')) {
    if (safelistedResponseHeaders.has(name.toLowerCase())) report('exposed-header-safelisted', { path, value: name })
  }
  judgeMissing(input, report)
}

function judgeMissing(input: PolicyInput, report: Report): void {
  const value = input.given['allowedHeaders']
  const path = 'allowedHeaders'
  if (isWildcard(input, path)) {
    if (!listsHeader(input, path, 'authorization')) report('authorization-missing', { path, value })
    return
  }
  if (listsHeader(input, path, 'content-type')) return
  const methods = readListedNames(input, 'methods').filter(({ name }) => methodsWithBody.has(name))
  const names = methods.map(({ name }) => name)
  if (names.length > 0) report('content-type-missing', { path, value, evidence: names.join(' or ') })
}
