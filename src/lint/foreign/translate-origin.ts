import { isLoopback } from '../../origin/grammar.ts'
import { isRegExp } from '../../server/config-error.ts'
import type { GivenOption, Translating } from './translate.ts'

/**
 * Writes `origin`.
 *
 * @returns `false` if the library shares with nobody, so that there is no policy to write
 */
export function translateOrigin({ name, known, value }: GivenOption, into: Translating): boolean {
  const { kind, hasCredentials, written, note } = into
  const members = (Array.isArray(value) ? value.flat(9) : [value]).filter((member) => member !== false)
  const isAnyone = value === '*' || (kind.wildcardInList === 'anyone' && members.includes('*'))
  if (isAnyone && !(hasCredentials && kind.wildcardWithCredentials === 'reflected')) {
    written['origin'] = '*'
    return true
  }
  if (isAnyone || members.includes(true)) {
    translateReflection(name, into)
    return true
  }
  const rules = members.filter((member) => member !== '*')
  if (rules.length < members.length) {
    note('changed', name, '"*" is no origin in a list there, so it admits nobody, and is left out')
  }
  if (rules.length === 0) {
    note('changed', name, 'it shares with nobody: leave CORS out, or write false for the path in createCorsRoutes')
    return false
  }
  if (rules.some((rule) => typeof rule === 'function')) {
    note('decide', name, `a function: ${known.because ?? kind.originFunction}`)
  }
  writeRules(name, rules, into)
  return true
}

function translateReflection(name: string, { hasCredentials, written, note }: Translating): void {
  if (hasCredentials) {
    note('decide', name, "it gives every site on the web your users' data: list the origins that you trust")
  } else {
    written['origin'] = '*'
    note('changed', name, 'it sends back whatever origin asks; without credentials "*" admits the same, and says so')
  }
}

function writeRules(name: string, rules: readonly unknown[], into: Translating): void {
  const { hasCredentials, written, note } = into
  if (rules.includes('null')) {
    if (hasCredentials)
      note('left-out', name, 'any page can make a frame with the origin null, so with credentials nothing admits it')
    else {
      written['dangerouslyAllowNullOrigin'] = true
      note(
        'changed',
        name,
        'every sandboxed frame on every site has the origin null: remove dangerouslyAllowNullOrigin if you can',
      )
    }
  }
  const kept = rules.flatMap((rule): (string | RegExp)[] => {
    if (typeof rule === 'string' && rule !== 'null') return [toOrigin(name, rule, into)]
    return isRegExp(rule) ? [rule] : []
  })
  const unique = [...new Map(kept.map((rule) => [String(rule), rule])).values()]
  if (unique.length > 0) written['origin'] = unique
  else if (!rules.some((rule) => typeof rule === 'function')) {
    note('decide', name, 'it admits the origin null and no other: list the origins that you trust')
  }
}

function toOrigin(name: string, rule: string, { kind, note }: Translating): string {
  if (!kind.hasBareHosts || rule.includes('://')) return rule
  const scheme = isLoopback(rule.replace(/:\d+$/, '')) ? 'http' : 'https'
  note('changed', name, `"${rule}" is a host there, with any scheme; an origin has one`)
  return `${scheme}://${rule}`
}
