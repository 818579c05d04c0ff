import { Node, type SourceFile } from 'ts-morph'
import { listMembers } from './members.ts'

/** Writes a declaration as a reader wants it: without a body, and without the members, which follow. */
export function toSignature(node: Node): string {
  if (Node.isFunctionDeclaration(node)) {
    const body = node.getBody()
    const end = body === undefined ? node.getEnd() : body.getStart()
    return withoutExport(node.getSourceFile().getFullText().slice(node.getStart(), end).trimEnd())
  }
  if (Node.isInterfaceDeclaration(node) || Node.isClassDeclaration(node)) {
    const members = listMembers(node).map(({ code }) => `  ${code}`)
    return `${toHead(node)} {\n${members.join('\n')}\n}`
  }
  return withoutExport(node.getText())
}

function toHead(node: Node): string {
  const head = /^(?:export )?((?:interface|class) [\s\S]*?)\s*\{/.exec(node.getText())?.[1] ?? ''
  // The members that come from there are listed as its own.
  return Node.isInterfaceDeclaration(node) ? head.replace(/ extends [\s\S]*$/, '') : head
}

function withoutExport(text: string): string {
  return text.replace(/^export (?:declare |async )?/, '')
}

/**
 * Lists the types that a text names and that no module exports, as they are declared beside it: without them it would
 * say nothing.
 */
export function findPrivateTypes(code: string, source: SourceFile, exported: ReadonlySet<string>): readonly string[] {
  const found = new Map<string, string>()
  const look = (text: string, file: SourceFile): void => {
    for (const [name] of text.matchAll(/\b[A-Z]\w+\b/g)) {
      if (exported.has(name) || found.has(name)) continue
      const declared = findDeclaration(name, file)
      if (declared === undefined) continue
      const written = withoutExport(declared.getText())
      // What is told from the library's own tables has no end.
      if (/\btypeof\b/.test(written)) continue
      found.set(name, written)
      look(written, declared.getSourceFile())
    }
  }
  look(code, source)
  return [...found.values()]
}

function findDeclaration(name: string, file: SourceFile): Node | undefined {
  const local = file.getTypeAlias(name) ?? file.getInterface(name)
  if (local !== undefined) return local
  const imported = file.getImportDeclarations().find((declaration) => {
    return declaration.getNamedImports().some((specifier) => specifier.getName() === name)
  })
  const target = imported?.getModuleSpecifierSourceFile()
  if (target === undefined || target.isInNodeModules()) return undefined
  return target.getTypeAlias(name) ?? target.getInterface(name)
}
