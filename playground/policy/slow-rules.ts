import type { Literal } from './literal.ts'

/** How long all tries of a RegExp may take, in milliseconds. */
const patience = 100

/** No origin is longer. */
const longest = 300

/**
 * Finds the RegExps that would stop the page, which a link may have brought: each is tried on ever longer beginnings of
 * the origin, with an end that no RegExp expects, so that one whose time doubles is given up in time.
 */
export function findSlowRules(options: Literal, origin: string): readonly Literal[] {
  const members = options.kind === 'object' ? options.members : []
  const values = members.filter(({ name }) => name === 'origin').map(({ value }) => value)
  return values
    .flatMap((value) => (value.kind === 'array' ? value.items : [value]))
    .filter((rule) => rule.kind === 'value' && rule.value instanceof RegExp && isSlow(rule.value, origin))
}

function isSlow({ source, flags }: RegExp, origin: string): boolean {
  const rule = new RegExp(source, flags.replace(/[gy]/g, ''))
  const start = performance.now()
  for (let length = 1; length <= Math.min(origin.length, longest); length += 1) {
    rule.test(`${origin.slice(0, length)}\n`)
    if (performance.now() - start > patience) return true
  }
  return false
}
