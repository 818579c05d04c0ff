import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Node } from 'ts-morph'
import { type DocComment, readDocComment } from './doc-comment.ts'
import type { Entry, ExportedSymbol } from './entries.ts'
import { listMembers, type Member } from './members.ts'
import { findPrivateTypes, toSignature } from './signature.ts'

/** Where each exported symbol is explained: the page's name, and the anchor there. */
export type Places = ReadonlyMap<string, { readonly page: string; readonly anchor: string }>

/** Says where symbols are explained: on the first page that has them. */
export function toPlaces(entries: readonly Entry[]): Places {
  const places = new Map<string, { page: string; anchor: string }>()
  for (const { page, symbols } of entries) {
    const taken = new Set<string>()
    for (const { name } of symbols) {
      // Every adapter has one of its own.
      if (name === 'cors' || places.has(name)) continue
      const anchor = name.toLowerCase()
      // As GitHub numbers headings that differ in case alone.
      places.set(name, { page, anchor: taken.has(anchor) ? `${anchor}-1` : anchor })
      taken.add(anchor)
    }
  }
  return places
}

/** A page in pieces: Markdown, and code that is yet to be formatted. */
export type Piece = string | { readonly code: string }

/** Renders the page of a module. */
export function renderPage(entry: Entry, places: Places, root: URL): readonly Piece[] {
  const { specifier, page, symbols } = entry
  const own = symbols.filter(({ name }) => (places.get(name)?.page ?? page) === page)
  const explained = new Map<Node, string>()
  const others = symbols.filter((symbol) => !own.includes(symbol))
  const list = own.map((symbol) => `- ${toLink(symbol.name, page, places)}: ${summarize(symbol)}`)
  const elsewhere = others.map(({ name }) => `- ${toLink(name, page, places)}, as on the other page`)
  return [
    `# ${specifier}\n\n<!-- Made by "npm run docs" of the comments in the code: change those. -->\n`,
    `${[...list, ...elsewhere].join('\n')}\n`,
    ...own.flatMap((symbol) => renderSymbol(symbol, page, places, explained, root)),
  ]
}

function summarize({ declarations }: ExportedSymbol): string {
  const text = groupOverloads(declarations)[0]?.doc?.text ?? ''
  return withoutLinks(
    text
      .split('\n\n')[0]
      ?.replaceAll('\n', ' ')
      .replace(/(?<=[^.]\.) [A-Z][\s\S]*$/, '') ?? '',
  )
}

function withoutLinks(text: string): string {
  return text.replace(/\{@link ([^}|]+?)(?: \| ([^}]+))?\}/g, (_, target, label) => label ?? `\`${target}\``)
}

function renderSymbol(
  { name, declarations }: ExportedSymbol,
  page: string,
  places: Places,
  explained: Map<Node, string>,
  root: URL,
): Piece[] {
  const [first] = declarations
  if (first === undefined) return []
  const file = posix.relative(fileURLToPath(root), first.getSourceFile().getFilePath())
  const render = (text: string): string => resolveLinks(text, page, places)
  const parts = groupOverloads(declarations).flatMap(({ doc, nodes }) => {
    const code = nodes.map(toSignature).join('\n')
    const used = findPrivateTypes(code, first.getSourceFile(), new Set(places.keys()))
    return [
      `${render(doc?.text ?? '')}\n`,
      { code: [code, ...used].join('\n\n') },
      listTypes([code, ...used].join(' '), name, page, places),
      ...renderTags(doc, render),
    ]
  })
  return [
    `## ${name}\n`,
    ...parts,
    ...renderMembers(name, listMembers(first), explained, render),
    `[Source](../../${file})\n`,
  ]
}

/** Renders the members: in short, or each with its signature where they are to be called. */
function renderMembers(
  name: string,
  members: readonly Member[],
  explained: Map<Node, string>,
  render: (text: string) => string,
): Piece[] {
  if (members.length === 0) return []
  const isLong = members.some(({ doc }) => doc !== null && (doc.params.length > 0 || doc.examples.length > 0))
  if (!isLong) return [`${members.map((member) => renderMember(member, render)).join('\n')}\n`]
  const [owner] = members.map((member) => member.owner)
  const other = owner && explained.get(owner)
  // Twice the same, but for promises.
  if (other !== undefined) return [`Its members are explained at ${render(`{@link ${other}}`)}.\n`]
  if (owner !== undefined) explained.set(owner, name)
  return members.flatMap((member) => renderLongMember(name, member, render))
}

interface Overloads {
  readonly doc: DocComment | null
  readonly nodes: Node[]
}

/** Puts overloads together that one comment is about. The one that most people use, which has the example, comes first. */
function groupOverloads(declarations: readonly Node[]): readonly Overloads[] {
  const groups: Overloads[] = []
  for (const node of declarations) {
    const doc = readDocComment(node)
    const last = groups.at(-1)
    if (doc === null && last !== undefined) last.nodes.push(node)
    else groups.push({ doc, nodes: [node] })
  }
  const rank = ({ doc }: Overloads): number => (doc !== null && doc.examples.length > 0 ? 0 : 1)
  return groups.sort((a, b) => rank(a) - rank(b))
}

function listTypes(code: string, name: string, page: string, places: Places): string {
  const names = new Set([...code.matchAll(/\b[A-Z]\w+\b/g)].map(([word]) => word))
  const linked = [...names].filter((word) => word !== name && places.has(word)).sort()
  return linked.length === 0 ? '' : `Types: ${linked.map((word) => toLink(word, page, places)).join(', ')}\n`
}

function renderTags(doc: DocComment | null, render: (text: string) => string): string[] {
  if (doc === null) return []
  const list = [
    ...doc.params.map(({ name, text }) => `- \`${name}\`: ${render(text)}`),
    ...(doc.returns === null ? [] : [`- returns ${render(doc.returns)}`]),
    ...doc.throws.map((text) => `- throws ${render(text)}`),
    ...(doc.defaultValue === null ? [] : [`- default: ${render(doc.defaultValue)}`]),
  ].map((line) => line.replaceAll('\n', '\n  '))
  return [
    ...(list.length === 0 ? [] : [`${list.join('\n')}\n`]),
    ...doc.examples.map((text) => `${text}\n`),
    ...(doc.see.length === 0 ? [] : [`See ${doc.see.map(render).join(', ')}\n`]),
  ]
}

function renderLongMember(owner: string, { name, code, doc }: Member, render: (text: string) => string): Piece[] {
  const text = doc === null ? [] : [`${render(doc.text)}\n`]
  return [`### ${owner}.${name}\n`, ...text, { code: `interface Member {\n${code}\n}` }, ...renderTags(doc, render)]
}

function renderMember({ name, doc }: Member, render: (text: string) => string): string {
  if (doc === null) return `- \`${name}\``
  const about = [
    render(doc.text),
    doc.defaultValue === null ? '' : `Default: ${render(doc.defaultValue)}.`,
    doc.see.length === 0 ? '' : `See ${doc.see.map(render).join(', ')}.`,
  ].filter((text) => text !== '')
  return `- \`${name}\`: ${about.join('\n\n').replaceAll('\n', '\n  ').replace(/ +$/gm, '')}`
}

/** Turns `{@link …}` into Markdown, and addresses that stand alone into links. */
function resolveLinks(text: string, page: string, places: Places): string {
  return text
    .replace(/\{@link ([^\s}|]+)(?: *\|? *([^}]+))?\}/g, (_, target: string, label?: string) =>
      target.startsWith('http') ? `[${label ?? target}](${target})` : toLink(target, page, places),
    )
    .replace(/(?<![(<])https?:\/\/[^\s)]+#[\w-]+/g, (url) => `<${url}>`)
}

function toLink(name: string, page: string, places: Places): string {
  const [symbol = name] = name.split('.')
  const place = places.get(symbol)
  if (symbol === 'cors') return `[\`cors\`](#cors)`
  if (place === undefined) return `\`${name}\``
  return `[\`${name}\`](${place.page === page ? '' : `${place.page}.md`}#${place.anchor})`
}
