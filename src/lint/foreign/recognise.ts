import { isRegExp } from '../../server/config-error.ts'
import { knownOptions } from '../../server/policy.ts'
import { foreignLibraries } from './libraries.ts'
import type { ForeignLibrary, ForeignOption, ValueKind } from './library.ts'

/** Options of another library, without what is undefined. */
export type ForeignOptions = Readonly<Record<string, unknown>>

/**
 * Finds the libraries that take options as they are, if something marks them as not ours: a name that we do not have, or
 * a value that we do not take. Several libraries may share all of it.
 */
export function findLibraries(options: ForeignOptions): readonly ForeignLibrary[] {
  const entries = Object.entries(options)
  if (entries.every(([name, value]) => isOurs(name, value))) return []
  const libraries = Object.keys(foreignLibraries) as ForeignLibrary[]
  return libraries.filter((library) => takesAll(library, options))
}

/** Tells whether a library has options by these names, and each takes its value. */
export function takesAll(library: ForeignLibrary, options: ForeignOptions): boolean {
  const known = foreignLibraries[library].options
  return Object.entries(options).every(([name, value]) => Object.hasOwn(known, name) && takes(known[name], value))
}

function takes(option: ForeignOption | undefined, value: unknown): boolean {
  if (option === undefined || !includesKind(option.takes, toKind(value))) return false
  return !Array.isArray(value) || takesMembers(option, value)
}

function takesMembers(option: ForeignOption, list: readonly unknown[]): boolean {
  const members = [...new Set(option.members)]
  return list.every((member) => {
    if (!includesKind(members, toKind(member))) return false
    return !Array.isArray(member) || takesMembers(option, member)
  })
}

function includesKind(kinds: readonly ValueKind[], kind: ValueKind): boolean {
  return kinds.includes(kind) || (kind === '*' && kinds.includes('string'))
}

/** Says of what kind a value is. */
export function toKind(value: unknown): ValueKind {
  if (value === null) return 'null'
  if (value === '*') return '*'
  if (Array.isArray(value)) return 'list'
  if (isRegExp(value)) return 'RegExp'
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (typeof value === 'function') return takesCallback(value) ? 'callback' : 'function'
  const type = typeof value
  return type === 'string' || type === 'number' || type === 'object' ? type : 'other'
}

/** Tells whether the second parameter of a function is called like one that is called back. */
function takesCallback(value: unknown): boolean {
  return /^(?:async\s+)?(?:function\b[^(]*|\w+\s*)?\(\s*\w+\s*,\s*(?:callback|cb|done)\b/.test(String(value))
}

/** Tells whether `createCors` has an option by this name that takes such a value, be it right or wrong. */
function isOurs(name: string, value: unknown): boolean {
  if (!knownOptions.includes(name)) return false
  const kind = toKind(value)
  if (name === 'origin') {
    const members = Array.isArray(value) ? value : [value]
    return members.every((member) => ['string', '*', 'RegExp', 'function'].includes(toKind(member)))
  }
  if (/^(?:methods|allowedHeaders|exposedHeaders)$/.test(name)) return kind === '*' || kind === 'list'
  if (name === 'maxAge') return kind === 'number'
  return true
}
