import { intersect, type PathPattern } from './path-pattern.ts'
import { toLenientKey } from './path-readings.ts'

/** A pattern as it was written, and as it was read. */
export interface WrittenPattern {
  readonly pattern: string
  readonly path: PathPattern
}

/** Two patterns that have paths in common. */
export interface PatternPair {
  readonly later: WrittenPattern
  readonly earlier: WrittenPattern
  /** The pattern for the paths of both. */
  readonly common: PathPattern
}

/** What patterns go on with after the same segments. */
interface Branch {
  /** By the next segment: a text as lenient servers read it, or `anySegment`. */
  readonly next: Map<string, Branch>
  /** The patterns that end here, and those that end with `*`. */
  readonly whole: Placed[]
  readonly rest: Placed[]
}

interface Placed {
  readonly position: number
  readonly written: WrittenPattern
}

const anySegment = ':'

/**
 * Finds the patterns that have paths in common. Those that differ in a text have none, and are not compared: there may
 * be thousands.
 */
export function findPairs(patterns: readonly WrittenPattern[]): readonly PatternPair[] {
  const root = createBranch()
  return patterns.flatMap((later, position) => {
    const others = collect(root, later.path, 0).sort((a, b) => a.position - b.position)
    insert(root, { position, written: later })
    return others.map(({ written: earlier }) => ({ later, earlier, common: intersect(later.path, earlier.path) }))
  })
}

function createBranch(): Branch {
  return { next: new Map(), whole: [], rest: [] }
}

function insert(root: Branch, placed: Placed): void {
  const { segments, rest } = placed.written.path
  let branch = root
  for (const { text } of segments) {
    const key = text === null ? anySegment : toLenientKey(text)
    const next = branch.next.get(key) ?? createBranch()
    branch.next.set(key, next)
    branch = next
  }
  branch[rest ? 'rest' : 'whole'].push(placed)
}

/** Collects the patterns that have paths in common with one, whose first segments led to a branch. */
function collect({ next, whole, rest }: Branch, path: PathPattern, depth: number): Placed[] {
  const segment = path.segments[depth]
  const ending = segment === undefined ? [...whole, ...rest] : rest
  const branches = segment === undefined ? (path.rest ? [...next.values()] : []) : choose(next, segment.text)
  return [...ending, ...branches.flatMap((branch) => collect(branch, path, depth + 1))]
}

function choose(next: Branch['next'], text: string | null): readonly Branch[] {
  if (text === null) return [...next.values()]
  return [next.get(toLenientKey(text)), next.get(anySegment)].filter((branch) => branch !== undefined)
}
