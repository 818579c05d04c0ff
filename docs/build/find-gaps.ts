import { Node } from 'ts-morph'
import { readDocComment } from './doc-comment.ts'
import type { Entry } from './entries.ts'
import { listMembers } from './members.ts'

/** Finds what is exported and not explained: a symbol, a member, a parameter, what is returned, an example. */
export function findGaps(entries: readonly Entry[]): readonly string[] {
  return entries.flatMap(({ specifier, symbols }) =>
    symbols.flatMap(({ name, declarations }) => {
      const gaps = declarations.flatMap((declaration, index) => findSymbolGaps(declaration, index > 0))
      // One of the overloads has it.
      const docs = declarations.filter(Node.isFunctionDeclaration).map(readDocComment)
      if (docs.length > 0 && docs.every((doc) => !doc?.examples.length)) gaps.push('no @example')
      return gaps.map((gap) => `${specifier} ${name}: ${gap}`)
    }),
  )
}

function findSymbolGaps(declaration: Node, isOverload: boolean): string[] {
  const doc = readDocComment(declaration)
  // What the first overload says holds for all, unless another says more.
  if (doc === null) return isOverload ? [] : ['no doc comment']
  const members = listMembers(declaration).flatMap(({ name, doc: member }) =>
    member === null || member.text === '' ? [`no doc comment of ${name}`] : [],
  )
  if (!Node.isFunctionDeclaration(declaration)) return members
  const documented = new Set(doc.params.map(({ name }) => name))
  const parameters = declaration.getParameters().map((parameter) => parameter.getName())
  return [
    ...parameters.filter((name) => !documented.has(name)).map((name) => `no @param ${name}`),
    ...[...documented].filter((name) => !parameters.includes(name)).map((name) => `@param ${name} is no parameter`),
    ...(doc.returns === null && declaration.getReturnType().getText() !== 'void' ? ['no @returns'] : []),
  ]
}
