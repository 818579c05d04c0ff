import regjsparser, { type RootNode } from 'regjsparser'

interface Features {
  lookbehind: true
  namedGroups: true
  unicodePropertyEscape: true
  unicodeSet: true
  modifiers: true
}

/** What a part of a RegExp is. */
export type RegExpNode = RootNode<Features>

/** Parses a RegExp; `null` where its syntax is newer than the parser. */
export function parseRegExp({ source, flags }: RegExp): RegExpNode | null {
  const features: Features = {
    lookbehind: true,
    namedGroups: true,
    unicodePropertyEscape: true,
    unicodeSet: true,
    modifiers: true,
  }
  try {
    return regjsparser.parse<Features>(source, flags, features)
  } catch {
    return null
  }
}

/** Lists what a node consists of; assertions look but consist of nothing. */
export function toParts(node: RegExpNode): readonly RegExpNode[] {
  if (node.type === 'group') return isAssertion(node) ? [] : node.body
  return node.type === 'alternative' || node.type === 'disjunction' || node.type === 'quantifier' ? node.body : []
}

function isAssertion({ behavior }: Extract<RegExpNode, { type: 'group' }>): boolean {
  return behavior !== 'normal' && behavior !== 'ignore'
}

/** Tells whether a node looks at what it does not consume: an assertion inside the text, or a reference. */
export function looksAround(node: RegExpNode): boolean {
  if (node.type === 'reference' || (node.type === 'group' && isAssertion(node))) return true
  return toParts(node).some(looksAround)
}

/** Finds the dots that stand for one character each, where a dot of a domain was meant. */
function findDots(node: RegExpNode): number[] {
  if (node.type === 'dot') return [node.range[0]]
  if (node.type === 'quantifier' && node.body[0].type === 'dot') return []
  return toParts(node).flatMap(findDots)
}

/**
 * Escapes the dots of a RegExp that stand for one character each; `null` if there are none.
 *
 * @param tree - of the RegExp, or of one that has as many more characters in front as `ahead` says
 */
export function escapeDots(regExp: RegExp, tree: RegExpNode, ahead = 0): RegExp | null {
  const dots = findDots(tree).map((at) => at - ahead)
  const escaped = dots.reduceRight((source, at) => `${source.slice(0, at)}\\${source.slice(at)}`, regExp.source)
  return dots.length === 0 ? null : new RegExp(escaped, regExp.flags)
}

/** Leaves out the names of groups, which change nothing that a RegExp matches. */
export function dropNames({ source }: RegExp, tree: RegExpNode): string {
  return findNames(tree).reduceRight((text, [start, end]) => text.slice(0, start) + text.slice(end), source)
}

function findNames(node: RegExpNode): (readonly [start: number, end: number])[] {
  const inside = toParts(node).flatMap(findNames)
  if (node.type !== 'group' || node.behavior !== 'normal' || node.name === undefined) return inside
  const start = node.range[0] + '('.length
  return [[start, start + `?<${node.name.value}>`.length], ...inside]
}

/** How often a part may be repeated at the least for it to count as without end: an origin is not longer. */
const manyTimes = 100

/** Tells whether a node repeats something without end. */
export function isLoop(node: RegExpNode): boolean {
  return node.type === 'quantifier' && (node.max ?? Number.POSITIVE_INFINITY) >= manyTimes
}

/** Counts the parts that are repeated without end, and those of them that repeat something that varies. */
export function countLoops(node: RegExpNode): { readonly loops: number; readonly nested: number } {
  const counts = toParts(node).map(countLoops)
  const loops = counts.reduce((sum, count) => sum + count.loops, 0)
  const nested = counts.reduce((sum, count) => sum + count.nested, 0)
  if (!isLoop(node)) return { loops, nested }
  return { loops: loops + 1, nested: nested + (toParts(node).some(varies) ? 1 : 0) }
}

/** Tells whether a node matches in more than one way. */
function varies(node: RegExpNode): boolean {
  return node.type === 'quantifier' || node.type === 'disjunction' || toParts(node).some(varies)
}
