import { fileURLToPath } from 'node:url'
import { type ExportedDeclarations, Node, Project, ts } from 'ts-morph'

/** A module that the package exports, with all that it exports. */
export interface Entry {
  /** What is imported: `fetch-cors/explain`. */
  readonly specifier: string
  /** The page's name: `explain`. */
  readonly page: string
  readonly symbols: readonly ExportedSymbol[]
}

/** Something exported, with its declarations: several of a function that has overloads. */
export interface ExportedSymbol {
  readonly name: string
  readonly declarations: readonly ExportedDeclarations[]
}

/** The pages, in the order in which they are read. What two modules export is explained on the first. */
const modules: Readonly<Record<string, string>> = {
  'fetch-cors': 'src/index.ts',
  'fetch-cors/routes': 'src/routes.ts',
  'fetch-cors/origins': 'src/origins.ts',
  'fetch-cors/explain': 'src/explain.ts',
  'fetch-cors/lint': 'src/lint.ts',
  'fetch-cors/cloudflare': 'adapters/cloudflare.ts',
  'fetch-cors/deno': 'adapters/deno.ts',
  'fetch-cors/bun': 'adapters/bun.ts',
  'fetch-cors/node': 'adapters/node.ts',
  'fetch-cors/hono': 'adapters/hono.ts',
}

const compilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: ['bun'],
  strict: true,
  exactOptionalPropertyTypes: true,
  allowImportingTsExtensions: true,
  noEmit: true,
  skipLibCheck: true,
}

/** Reads what the package exports. */
export function readEntries(root: URL): readonly Entry[] {
  const project = new Project({ compilerOptions })
  return Object.entries(modules).map(([specifier, file]) => {
    const source = project.addSourceFileAtPath(fileURLToPath(new URL(file, root)))
    const symbols = [...source.getExportedDeclarations()].map(([name, declarations]) => ({
      name,
      declarations: declarations.filter((declaration) => !isImplementation(declaration)),
    }))
    return { specifier, page: specifier.split('/')[1] ?? specifier, symbols: symbols.sort(compareSymbols) }
  })
}

/** What there is to call comes first, then types, each by name. */
function compareSymbols(a: ExportedSymbol, b: ExportedSymbol): number {
  const rank = ({ declarations: [first] }: ExportedSymbol): number => (isValue(first) ? 0 : 1)
  // What answers with promises stands behind what does not.
  const key = ({ name }: ExportedSymbol): string => name.replace(/^Async(.*)/, '$1 ')
  return rank(a) - rank(b) || (key(a) < key(b) ? -1 : 1)
}

function isValue(node: Node | undefined): boolean {
  return Node.isFunctionDeclaration(node) || Node.isClassDeclaration(node)
}

/** Whether it is what stands behind overloads, which nobody sees. */
function isImplementation(node: Node): boolean {
  return Node.isFunctionDeclaration(node) && node.isImplementation() && node.getOverloads().length > 0
}
