import { Node, type Symbol as TypeSymbol, ts } from 'ts-morph'
import { type DocComment, readMemberComment } from './doc-comment.ts'

/** A member of an exported interface or class. */
export interface Member {
  readonly name: string
  /** As it would be declared, types of what it inherits filled in. */
  readonly code: string
  readonly doc: DocComment | null
  /** The interface that declares it: the one itself, or one that it extends. */
  readonly owner: Node | undefined
}

const flags = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope

/** Lists the members, inherited ones too, but not those of the language's own classes. */
export function listMembers(node: Node): readonly Member[] {
  if (!Node.isInterfaceDeclaration(node) && !Node.isClassDeclaration(node)) return []
  return node
    .getType()
    .getProperties()
    .filter((symbol) => isOurs(symbol) && !isNever(symbol))
    .map((symbol) => ({
      name: symbol.getName(),
      code: toCode(symbol, node),
      doc: readMemberComment(symbol),
      owner: symbol.getDeclarations()[0]?.getParent(),
    }))
}

function isOurs(symbol: TypeSymbol): boolean {
  return symbol.getDeclarations().every((declaration) => !declaration.getSourceFile().isInNodeModules())
}

/** Members that are there to be left out: `lookup?: undefined`. */
function isNever(symbol: TypeSymbol): boolean {
  return symbol.getDeclarations().some((declaration) => {
    return Node.isPropertySignature(declaration) && declaration.getTypeNode()?.getText() === 'undefined'
  })
}

function toCode(symbol: TypeSymbol, place: Node): string {
  const [declaration] = symbol.getDeclarations()
  const owner = declaration?.getParent()
  const isAsWritten = owner === place || countParameters(owner) <= countParameters(place)
  if (declaration !== undefined && isAsWritten) return withoutComment(declaration)
  const isOptional = symbol.isOptional() ? '?' : ''
  return `readonly ${symbol.getName()}${isOptional}: ${symbol.getTypeAtLocation(place).getText(place, flags)}`
}

function countParameters(node: Node | undefined): number {
  return Node.isInterfaceDeclaration(node) || Node.isClassDeclaration(node) ? node.getTypeParameters().length : 0
}

function withoutComment(node: Node): string {
  return node
    .getText()
    .replace(/^(?:override |declare |public )+/, '')
    .replace(/ = [^=>][\s\S]*$/, '')
}
