import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import { createJiti, type Jiti } from 'jiti/static'

/** What a module exports, or what a file of JSON holds, by name. */
export type Exports = Readonly<Record<string, unknown>>

/** Leaves out the byte order mark that some editors write. */
const decoder = new TextDecoder()

/** Reads a file of JSON, or runs a module, TypeScript too, and gives what it exports. */
export async function loadExports(file: string): Promise<Exports> {
  if (extname(file) === '.json') return toMembers(JSON.parse(decoder.decode(await readFile(file))), 'options')
  const exports: unknown = await createLoader(file).import(file)
  return isNamespace(exports) ? toNamed(exports) : toMembers(exports, 'default')
}

function createLoader(file: string): Jiti {
  const options = { fsCache: false, moduleCache: false, interopDefault: false, jsx: true }
  try {
    return createJiti(file, { ...options, tsconfigPaths: findConfig(dirname(file)) ?? false })
  } catch {
    // It cannot be read, or what it extends: most modules need nothing of it.
    return createJiti(file, options)
  }
}

/** Finds the nearest `tsconfig.json`: that of the file, also for what it imports. */
function findConfig(folder: string): string | null {
  const path = join(folder, 'tsconfig.json')
  if (existsSync(path)) return path
  return dirname(folder) === folder ? null : findConfig(dirname(folder))
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
