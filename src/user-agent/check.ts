import { getLines, type HeaderList } from './header-list.ts'

/** A rule as a browser checked it, in the order of the standard. */
export interface Check<Code extends string = string> {
  readonly title: string
  /** The anchor of the algorithm in its standard. */
  readonly spec: string
  /** The lower-case name of the header that decides, if one does. */
  readonly header: string | null
  readonly expected: string | null
  readonly received: string | null
  /** Why the rule failed, or `null` if it passed. */
  readonly failure: Code | null
}

/** The rules of an algorithm in their order: whoever runs them stops at the first failure. */
export type Checks<Code extends string> = Generator<Check<Code>, void, undefined>

/** What a check is about; what is left out is `null`. */
interface Compared {
  readonly header?: string
  readonly expected?: string | null
  readonly received?: string | null
}

/** Makes a check of whether it passed. */
export function check<Code extends string>(
  title: string,
  spec: string,
  failure: Code | null,
  { header = undefined, expected = null, received = null }: Compared = {},
): Check<Code> {
  return { title, spec, header: header ?? null, expected, received, failure }
}

/** Gives the first failure of an algorithm, without its trace. */
export function firstFailure<Code extends string>(checks: Checks<Code>): Code | null {
  for (const { failure } of checks) if (failure !== null) return failure
  return null
}

/** Lists the values of a header as its lines stand on the wire, for showing them. */
export function showLines(list: HeaderList, name: string): string | null {
  const lines = getLines(list, name)
  return lines.length === 0 ? null : lines.join(', ')
}
