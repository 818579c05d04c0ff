import {
  corsResponseHeaders,
  forbiddenResponseHeaders,
  isForbiddenRequestHeader,
  isRequestOnlyHeader,
  isResponseOnlyHeader,
} from '../http/header-names.ts'
import { isForbiddenMethod, isMiscasedMethod } from '../http/methods.ts'
import { isToken } from '../http/tokens.ts'
import type { IssueCollector } from './config-error.ts'

/** A list option as it was read: the bare `*`, or names. */
export interface NameList {
  readonly wildcard: boolean
  readonly names: readonly string[]
}

const nothing: NameList = { wildcard: false, names: [] }

/** What sets one list option apart from the others. */
interface ListKind {
  readonly option: string
  readonly example: string
  /** A name that may stand beside `*`, because `*` does not cover it. */
  readonly besideWildcard?: string
  readonly wildcard: boolean
  /** Tells whether two names are the same, by what is left of them. */
  normalize(name: string): string
  /** Reports what is wrong with one name, and says whether it was right. */
  check(name: string, path: string, issues: IssueCollector): boolean
}

/** Reads `methods`. */
export function readMethods(value: unknown, issues: IssueCollector): NameList {
  return readList(value, methodList, issues)
}

/** Reads `allowedHeaders`. */
export function readAllowedHeaders(value: unknown, issues: IssueCollector): NameList {
  return readList(value, allowedHeaderList, issues)
}

/** Reads `exposedHeaders`. */
export function readExposedHeaders(value: unknown, issues: IssueCollector): NameList {
  return readList(value, exposedHeaderList, issues)
}

/** Reads `vary`. */
export function readVary(value: unknown, issues: IssueCollector): readonly string[] {
  return readList(value, varyList, issues).names
}

const methodList: ListKind = {
  option: 'methods',
  example: 'PUT',
  wildcard: true,
  normalize: (name) => name,
  check(name, path, issues) {
    if (!isToken(name)) issues.add('method-invalid', path, name, suggestTokens(name, 'PUT'))
    else if (isForbiddenMethod(name)) issues.add('method-forbidden', path, name)
    else if (isMiscasedMethod(name)) issues.add('method-case', path, name, JSON.stringify(name.toUpperCase()))
    else return true
    return false
  },
}

const allowedHeaderList: ListKind = {
  option: 'allowedHeaders',
  example: 'content-type',
  wildcard: true,
  // Serves https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name
  besideWildcard: 'authorization',
  normalize: (name) => name.toLowerCase(),
  check(name, path, issues) {
    const lowerCase = name.toLowerCase()
    if (!isToken(name)) issues.add('header-name-invalid', path, name, suggestTokens(name, 'content-type'))
    else if (corsResponseHeaders.includes(lowerCase)) issues.add('header-cors-response', path, name)
    else if (isResponseOnlyHeader(lowerCase)) issues.add('header-response-only', path, name)
    else if (isForbiddenRequestHeader(lowerCase)) issues.add('header-forbidden-request', path, name)
    else return true
    return false
  },
}

const exposedHeaderList: ListKind = {
  option: 'exposedHeaders',
  example: 'x-request-id',
  wildcard: true,
  normalize: (name) => name.toLowerCase(),
  check(name, path, issues) {
    const lowerCase = name.toLowerCase()
    if (!isToken(name)) issues.add('header-name-invalid', path, name, suggestTokens(name, 'x-request-id'))
    else if (corsResponseHeaders.includes(lowerCase)) issues.add('header-cors-response', path, name)
    else if (isRequestOnlyHeader(lowerCase)) {
      issues.add('header-request-only', path, name, isForbiddenRequestHeader(lowerCase) ? '' : 'allowedHeaders')
    } else if (forbiddenResponseHeaders.has(lowerCase)) issues.add('header-forbidden-response', path, name)
    else return true
    return false
  },
}

const varyList: ListKind = {
  option: 'vary',
  example: 'x-tenant',
  wildcard: false,
  normalize: (name) => name.toLowerCase(),
  check(name, path, issues) {
    const lowerCase = name.toLowerCase()
    if (name === '*') issues.add('vary-wildcard', path, name)
    else if (!isToken(name)) issues.add('header-name-invalid', path, name, suggestTokens(name, 'x-tenant'))
    else if (lowerCase === 'origin') issues.add('vary-origin', path, name)
    else if (lowerCase === 'authorization' || lowerCase === 'cookie') issues.add('vary-credentials', path, name)
    else return true
    return false
  },
}

function readList(value: unknown, kind: ListKind, issues: IssueCollector): NameList {
  const { option } = kind
  if (value === undefined) return nothing
  if (value === '*' && kind.wildcard) return { wildcard: true, names: [] }
  if (value === '*' && !kind.wildcard) {
    kind.check(value, option, issues)
    return nothing
  }
  if (!Array.isArray(value)) {
    const names = typeof value === 'string' ? findTokens(value) : []
    const code = typeof value === 'string' && /[\r\n]/.test(value) ? 'line-break' : 'list-type'
    const isWildcard = kind.wildcard && names.includes('*')
    issues.add(code, option, value, isWildcard ? '"*"' : toList(names.length === 0 ? [kind.example] : names))
    return nothing
  }
  if (value.length === 0) issues.add('list-empty', option, value)
  return kind.wildcard && value.includes('*') ? readWildcardList(value, kind, issues) : readNames(value, kind, issues)
}

function readNames(value: readonly unknown[], kind: ListKind, issues: IssueCollector): NameList {
  const seen = new Set<string>()
  const names: string[] = []
  // Not forEach: it passes over the holes of a sparse array.
  for (const [index, name] of value.entries()) {
    const path = `${kind.option}[${index}]`
    if (typeof name !== 'string') issues.add('list-item-type', path, name)
    else if (/[\r\n]/.test(name)) issues.add('line-break', path, name, suggestTokens(toFirstLine(name), kind.example))
    else if (seen.has(kind.normalize(name))) issues.add('list-duplicate', path, name)
    else if (/.\*|\*./.test(name) && isToken(name)) issues.add('list-wildcard-misplaced', path, name)
    else if (kind.check(name, path, issues)) names.push(kind.normalize(name))
    if (typeof name === 'string') seen.add(kind.normalize(name))
  }
  return { wildcard: false, names }
}

function readWildcardList(value: readonly unknown[], kind: ListKind, issues: IssueCollector): NameList {
  const isBeside = (name: unknown): name is string =>
    typeof name === 'string' && kind.normalize(name) === kind.besideWildcard
  if (!value.some(isBeside)) {
    issues.add('list-wildcard', kind.option, value, '"*"')
    return nothing
  }
  const seen = new Set<unknown>()
  for (const [index, name] of value.entries()) {
    const path = `${kind.option}[${index}]`
    const normal = isBeside(name) ? kind.besideWildcard : name
    if (typeof name !== 'string') issues.add('list-item-type', path, name)
    else if (/[\r\n]/.test(name)) issues.add('line-break', path, name, suggestTokens(toFirstLine(name), kind.example))
    else if (seen.has(normal)) issues.add('list-duplicate', path, name)
    else if (normal !== kind.besideWildcard && name !== '*') issues.add('list-wildcard-beside-others', path, name)
    seen.add(normal)
  }
  return { wildcard: true, names: value.filter(isBeside).map(kind.normalize) }
}

/** What follows a line must not become a name. */
function toFirstLine(text: string): string {
  return text.trim().replace(/[\r\n].*$/s, '')
}

/** Finds what can be names in a text that is none. */
function findTokens(text: string): string[] {
  return text.split(/[\s,;]+/).filter(isToken)
}

function toList(names: readonly string[]): string {
  return `[${names.map((name) => JSON.stringify(name)).join(', ')}]`
}

function suggestTokens(text: string, example: string): string {
  const tokens = findTokens(text.replace(/:.*$/s, ''))
  return tokens.length === 0 ? `a token, such as ${JSON.stringify(example)}` : toList(tokens).slice(1, -1)
}
