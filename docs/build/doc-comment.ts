import type { JSDoc, Node, Symbol as TypeSymbol } from 'ts-morph'

/** A doc comment, taken apart. */
export interface DocComment {
  readonly text: string
  readonly params: readonly { readonly name: string; readonly text: string }[]
  readonly defaultValue: string | null
  readonly returns: string | null
  readonly throws: readonly string[]
  readonly examples: readonly string[]
  readonly see: readonly string[]
}

/** A node that may have one. */
export type Documented = Node & { getJsDocs(): JSDoc[] }

/** Reads the doc comment of a declaration; `null` if there is none, or it says nothing. */
export function readDocComment(node: Node | undefined): DocComment | null {
  const comment = (node as Partial<Documented> | undefined)?.getJsDocs?.().at(-1)
  if (comment === undefined) return null
  const tags = splitTags(comment.getInnerText())
  const find = (...names: readonly string[]): string[] =>
    tags.filter(({ name }) => names.includes(name)).map(({ text }) => text)
  const doc = {
    text: find('').join(),
    params: find('param').map((text) => {
      const [, name = '', rest = ''] = /^(\S+)\s+(?:- )?([\s\S]*)$/.exec(text) ?? []
      return { name, text: rest }
    }),
    defaultValue: find('defaultValue')[0] ?? null,
    returns: find('returns')[0] ?? null,
    throws: find('throws'),
    examples: find('example'),
    see: find('see'),
  }
  return tags.every(({ text }) => text === '') ? null : doc
}

/** Reads the doc comment of a member, which may be inherited. */
export function readMemberComment(member: TypeSymbol): DocComment | null {
  return readDocComment(member.getDeclarations()[0])
}

/** Splits a comment at its tags, examples in fences left whole. */
function splitTags(comment: string): { name: string; text: string }[] {
  const tags = [{ name: '', lines: [] as string[] }]
  let isCode = false
  for (const line of comment.split('\n')) {
    if (line.startsWith('```')) isCode = !isCode
    const [, name, rest = ''] = /^@(\w+) ?(.*)$/.exec(line) ?? []
    if (name !== undefined && !isCode) tags.push({ name, lines: [rest] })
    else tags.at(-1)?.lines.push(line)
  }
  return tags.map(({ name, lines }) => ({ name, text: lines.join('\n').trim() }))
}
