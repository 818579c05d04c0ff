import { type PolicySource, toPolicies } from '../../src/lint/policy-input.ts'

/** Finds the functions of a policy that decide about origins: what they admit is not known until they are asked. */
export function findFunctions(policy: PolicySource<unknown>): readonly string[] {
  return toPolicies(policy).flatMap(({ path, options }) => {
    const { origin, lookup } = Object(options)
    const rules: readonly (readonly [string, unknown])[] = Array.isArray(origin)
      ? origin.map((rule: unknown, index) => [`origin[${index}]`, rule] as const)
      : [['origin', origin]]
    const found = [...rules, ['lookup', lookup] as const].filter(([, rule]) => typeof rule === 'function')
    return found.map(([name]) => (path === '' ? name : `${path}.${name}`))
  })
}
