import { isForbiddenRequestHeader, safelistedResponseHeaders } from '../../http/header-names.ts'
import type { GivenOption, Translating } from './translate.ts'

type List = 'methods' | 'allowedHeaders' | 'exposedHeaders'

/** Writes a list of names, or `'*'`. */
export function translateList(list: List, given: GivenOption, into: Translating): void {
  const { name, known, value, isGiven } = given
  const { kind, hasCredentials, written, note } = into
  if (typeof value === 'function') {
    note('decide', name, `a function: ${known.because}`)
    return
  }
  if (list === 'exposedHeaders' && value === true) {
    note(
      'left-out',
      name,
      "it exposes the names of the request's own headers, which are of no use to a page: list the response headers that pages read",
    )
    return
  }
  const isEmpty = Array.isArray(value) && value.length === 0
  const isEcho = kind.echo !== undefined && value === kind.echo
  if (list === 'allowedHeaders' && (value === undefined || isEcho || (isEmpty && kind.hasEmptyAsAbsent))) {
    written[list] = ['*', 'authorization']
    note('changed', name, 'any header is allowed there; list those that pages need, if you can')
    return
  }
  const names = toNames(value).map((name) => (list === 'methods' && kind.normalizes ? name.toUpperCase() : name))
  if (!names.includes('*') && value !== true) {
    writeNames(list, given, names, into)
    return
  }
  // Where the library sends back what is asked for, so do we; where it sends "*" with credentials, browsers read a literal.
  if (!hasCredentials || (list === 'methods' && isEcho)) {
    const hasAuthorization = list === 'allowedHeaders' && names.some((name) => /^authorization$/i.test(name))
    written[list] = hasAuthorization ? ['*', 'authorization'] : '*'
    return
  }
  if (isGiven || list === 'methods') {
    note('decide', name, 'with credentials browsers read "*" as a name: list those that pages need')
  }
}

function writeNames(list: List, { name: option }: GivenOption, names: readonly string[], into: Translating): void {
  const seen = new Set<string>()
  const idle = new Set<string>()
  const kept = names.filter((name) => {
    const normal = list === 'methods' ? name : name.toLowerCase()
    if (seen.has(normal)) return false
    seen.add(normal)
    if (isIdle[list](normal)) idle.add(name)
    return !idle.has(name)
  })
  if (kept.length > 0) into.written[list] = list === 'methods' ? kept : kept.map((name) => name.toLowerCase())
  const silent = list === 'methods' ? ['GET', 'HEAD', 'POST'] : []
  const said = [...idle].filter((name) => !silent.includes(name))
  if (said.length > 0) into.note('left-out', option, `to list ${said.join(', ')} changes nothing for a page`)
}

/** Names that need no permission or that none helps, by the list. */
const isIdle: Readonly<Record<List, (name: string) => boolean>> = {
  methods: (name) => /^(?:GET|HEAD|POST|OPTIONS)$/.test(name),
  allowedHeaders: (name) =>
    /^(?:accept|accept-language|content-language)$/.test(name) || isForbiddenRequestHeader(name),
  exposedHeaders: (name) => safelistedResponseHeaders.has(name) || /^set-cookie2?$/.test(name),
}

function toNames(value: unknown): readonly string[] {
  const texts = Array.isArray(value) ? value : [value]
  return texts
    .flatMap((text) => (typeof text === 'string' ? text.split(',') : []))
    .map((name) => name.trim())
    .filter((name) => name !== '')
}
