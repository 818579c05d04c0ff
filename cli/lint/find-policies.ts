import { foreignLibraries } from '../../src/lint/foreign/libraries.ts'
import { foreignOptions, renamedOptions } from '../../src/server/foreign-options.ts'
import { knownOptions } from '../../src/server/policy.ts'

/** A policy among what a file exports. */
export interface NamedPolicy {
  readonly name: string
  readonly kind: 'options' | 'Cors'
  readonly policy: object
}

/** Finds the policies among exports, and one level below, where they stand in an object or a list. */
export function findPolicies(exports: Readonly<Record<string, unknown>>): readonly NamedPolicy[] {
  const found = Object.entries(exports).flatMap(([name, value]) => {
    const policy = toPolicy(name, value)
    return policy === null ? findMembers(name, value) : [policy]
  })
  // A module may export one policy under several names.
  return found.filter(({ policy }, index) => found.findIndex((other) => other.policy === policy) === index)
}

function findMembers(name: string, value: unknown): NamedPolicy[] {
  if (!Array.isArray(value) && !isPlainObject(value)) return []
  return Object.entries(value).flatMap(([key, member]) => {
    const policy = toPolicy(Array.isArray(value) ? `${name}[${key}]` : `${name}.${key}`, member)
    return policy === null ? [] : [policy]
  })
}

function toPolicy(name: string, value: unknown): NamedPolicy | null {
  if (typeof value !== 'object' || value === null) return null
  if (isCors(value)) return { name, kind: 'Cors', policy: value }
  return isPlainObject(value) && hasOptionNames(Object.keys(value)) ? { name, kind: 'options', policy: value } : null
}

/** Tells whether an object is a policy, be it of another copy of this library. */
function isCors(value: object): boolean {
  return (
    'decide' in value && typeof value.decide === 'function' && 'options' in value && typeof value.options === 'object'
  )
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

const names: ReadonlySet<string> = new Set([
  ...knownOptions,
  ...Object.keys(renamedOptions),
  ...Object.keys(foreignOptions),
  ...Object.values(foreignLibraries).flatMap(({ options }) => Object.keys(options)),
])
/** Names that say alone that an object is a policy; each library has its own for origins. */
const originNames: ReadonlySet<string> = new Set([
  'origin',
  'lookup',
  ...Object.keys(renamedOptions).filter((name) => renamedOptions[name] === 'origin'),
])

/** Tells whether names look like options of a policy, right or wrong, ours or another library's. */
function hasOptionNames(keys: readonly string[]): boolean {
  const known = keys.filter((key) => names.has(key)).length
  if (keys.some((key) => originNames.has(key))) return known * 2 >= keys.length
  return known === keys.length && keys.some((key) => /^(?:allow|expose|dangerously)/.test(key))
}
