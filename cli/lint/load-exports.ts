import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { createJiti } from 'jiti/static'

/** What a module exports, or what a file of JSON holds, by name. */
export type Exports = Readonly<Record<string, unknown>>

/** Reads a file of JSON, or runs a module, TypeScript too, and gives what it exports. */
export async function loadExports(file: string): Promise<Exports> {
  if (extname(file) === '.json') return toMembers(JSON.parse(await readFile(file, 'utf8')), 'options')
  const jiti = createJiti(file, { fsCache: false, moduleCache: false, interopDefault: false })
  const exports: unknown = await jiti.import(file)
  return isNamespace(exports) ? toNamed(exports) : toMembers(exports, 'default')
}

function isNamespace(exports: unknown): exports is Exports {
  if (typeof exports !== 'object' || exports === null) return false
  return '__esModule' in exports || Object.prototype.toString.call(exports) === '[object Module]'
}

/** Leaves out the name that Node.js adds to what CommonJS exports. */
function toNamed({ 'module.exports': _, ...exports }: Exports): Exports {
  return exports
}

/** Names the members of a value, and behind them the value itself. */
function toMembers(value: unknown, name: string): Exports {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { [name]: value }
  return Object.keys(value).length === 0 ? {} : { ...value, [name]: value }
}
