import { CorsConfigError, type CorsOptions, createCors, type Issue } from '../../src/index.ts'

/** Catches what `createCors` says of options, and lets through any error that is none of configuration. */
export function catchError(options: unknown): CorsConfigError | null {
  try {
    createCors(options as CorsOptions)
    return null
  } catch (error) {
    if (error instanceof CorsConfigError) return error
    throw error
  }
}

/** Lists what is wrong with options. */
export function findIssues(options: unknown): readonly Issue[] {
  return catchError(options)?.issues ?? []
}

/** Options as they come from JavaScript. */
export type Options = Readonly<Record<string, unknown>>

/** Finds what stands at the path of an issue. */
export function findValue(options: unknown, path: string): unknown {
  const [option = '', index] = path.split(/[[\]]/)
  const value = path === 'options' ? options : Object.getOwnPropertyDescriptor(options, option)?.value
  return index === undefined ? value : value[Number(index)]
}

/** Replaces what stands at a path: nothing removes it, several values stand side by side in a list. */
export function replaceAt(options: Options, path: string, values: readonly unknown[]): Options {
  if (path === 'options') return values[0] as Options
  const [option = '', index] = path.split(/[[\]]/)
  const list = options[option]
  if (index !== undefined && Array.isArray(list)) {
    return { ...options, [option]: list.toSpliced(Number(index), 1, ...values) }
  }
  const others = Object.entries(options).filter(([name]) => name !== option)
  return Object.fromEntries(values.length === 0 ? others : [...others, [option, values[0]]])
}

/** Reads the values that a suggestion writes as source code, as many as stand at the start of the text. */
function readSource(text: string): readonly unknown[] {
  const [, source, flags] = /^\/(.+)\/([a-z]*)$/.exec(text) ?? []
  if (source !== undefined) return [new RegExp(source, flags)]
  const parts = text.replace(/^\{ (\w+): /, '{ "$1": ').split(', ')
  for (let count = parts.length; count > 0; count--) {
    try {
      return JSON.parse(`[${parts.slice(0, count).join(', ')}]`)
    } catch {}
  }
  return []
}

type Follow = (options: Options, issue: Issue, text: string) => Options

/** What suggestions say, and what options become for a reader who does just that. */
const ways: readonly (readonly [words: RegExp, follow: Follow])[] = [
  [
    /^(?:Write|Add origin:) (?:.*such as )?([["/{\d].*|true|false)/,
    (o, { path }, text) => replaceAt(o, path, readSource(text)),
  ],
  [/\blist the origins, such as (.+)/i, (o, _, text) => replaceAt(o, 'origin', readSource(text))],
  [/, or write ("\*")/, (o, { path }, text) => replaceAt(o, path, readSource(text))],
  [/^(Remove it)|, or (remove it)$/, (o, { path }) => replaceAt(o, path, [])],
  [/, or remove (?!it$)(\w+)$/, (o, _, other) => replaceAt(o, other, [])],
  [/, or remove the (others)$/, (o, { value }) => ({ ...o, origin: [value] })],
  [/, or move it to (\w+)$/, (o, { path, value }, list) => ({ ...replaceAt(o, path, []), [list]: [value] })],
  [/, or set (\w+): true$/, (o, _, option) => ({ ...o, [option]: true })],
  [/^Did you mean "(\w+)"\?$/, (o, { path, value }, known) => replaceAt(replaceAt(o, path, []), known, [value])],
]

/** Follows a suggestion to the letter, in every way that it leaves open. */
export function follow(options: unknown, issue: Issue): readonly Options[] {
  return ways.flatMap(([words, apply]) => {
    const match = words.exec(issue.suggestion)
    return match === null ? [] : [apply(options as Options, issue, match[1] ?? '')]
  })
}
